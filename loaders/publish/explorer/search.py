"""What the page searches: the names of all things in the order of their rank, and an index of pairs of signs.

A thing is called by its place in that order: of two that fit a query as well as each other, that with the
lower number stands first. The index tells where in the names each pair of signs stands, so that the page
finds any text in them by the pairs of the text, and loads no name but those that it shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from loaders.publish.explorer.chunks import Chunks, in_sizes
from loaders.publish.explorer.pairs import DIGITS, encoded, folded, in_block, pairs_of
from loaders.publish.explorer.shelf import Named, Shelf

BLOCK = 64 * 64
"""The things of which the pairs are gathered at once."""
NAMES = 64
"""The things of which the names stand in a file."""
PAIRS = 32_000
"""The characters of a file of pairs, about; a pair of many things is in several, one after the other."""


def write_search(shelf: Shelf, chunks: Chunks, kinds: Iterable[str]) -> dict[str, Any]:
    """Write names, classes (of `kinds`) and pairs of what was put on the shelf to be found.

    Gives what the page must know: the classes in the order of their digits, of how many things more than one
    thing is said, and the first pair of each file.
    """
    digits = dict(zip(kinds, DIGITS, strict=False))
    classes: list[str] = []
    known = 0
    for block, things in enumerate(_blocks(shelf.ranked())):
        _write_names(things, block * BLOCK // NAMES, chunks)
        shelf.put_pairs(block, _pairs(things))
        classes.append("".join(digits[one.cls] for one in things))
        known += sum(one.said > 1 for one in things)
    chunks.put("classes", "".join(classes))
    return {"kinds": list(digits), "known": known, "pairs": list(_write_pairs(shelf, chunks))}


def _blocks(things: Iterator[Named]) -> Iterator[list[Named]]:
    while held := list(islice(things, BLOCK)):
        yield held


def _write_names(things: list[Named], file: int, chunks: Chunks) -> None:
    """Heads (id, class, how much is said) and names, each thing in a line."""
    for number, start in enumerate(range(0, len(things), NAMES), file):
        held = things[start : start + NAMES]
        heads = "\n".join(f"{one.id}\t{one.cls}\t{one.said}" for one in held)
        chunks.put(
            f"names/{number}", {"heads": heads, "names": "\n".join("\t".join(one.names) for one in held)}
        )


def _pairs(things: list[Named]) -> dict[str, str]:
    """Pair → the thing in its block and the place, for each place where the pair stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, one in enumerate(things):
        thing = in_block(number)
        for pair, place in pairs_of(tuple(map(folded, one.names))):
            found[pair].append(thing + encoded(place))
    return {pair: "".join(said) for pair, said in found.items()}


def _write_pairs(shelf: Shelf, chunks: Chunks) -> Iterator[str]:
    """Write the files of pairs; gives the first pair of each."""
    rows = ((pair, str(block), said) for pair, block, said in shelf.pairs())
    for number, held in enumerate(in_sizes(rows, PAIRS)):
        found: dict[str, list[str]] = defaultdict(list)
        for pair, block, said in held:
            found[pair].append(f"{block},{said}")
        chunks.put(f"pairs/{number}", {pair: " ".join(pieces) for pair, pieces in found.items()})
        yield held[0][0]
