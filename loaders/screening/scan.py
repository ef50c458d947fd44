"""The scan of the release screen: everything in a text that is not published unseen."""

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.folding import clean
from kg.resources import table
from loaders.screening.hit import Hit, plain
from loaders.screening.numbers import numbers
from loaders.screening.persons import persons
from loaders.screening.wordings import wordings
from loaders.screening.words import ORDINARY, words

_LONG = 7
"""The characters from which a number or address stands for itself."""


def scan(text: str) -> tuple[Hit, ...]:
    """The hits in a text by their place, none within another; text[hit.start:hit.end] == hit.text.

    A name that was found once is found wherever it stands in the text, if it is no word besides. Names within
    those of doctrines and books (`person_allowed.csv`) are none. Linear in the length of the text.
    """
    read = plain(text)
    named = _not_allowed(read, persons(read))
    again = _not_allowed(read, _again(read, {hit.text for hit in named}))
    found = [*named, *again, *numbers(read), *wordings(read)]
    return tuple(hit._replace(text=text[hit.start : hit.end]) for hit in _outer(found))


def is_sure(hit: Hit) -> bool:
    """Whether the words of a hit mean the same wherever they stand: not 高峰, 内部, or a short number."""
    if hit.kind == "person":
        name = clean(hit.text)
        return len(name) > 2 or words().kind(name) != ORDINARY
    return hit.kind != "marking" and len(hit.text) >= _LONG


def _outer(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that lie in no other, by their place."""
    last = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > last:
            yield hit
            last = hit.end


def _again(text: str, names: set[str]) -> Iterator[Hit]:
    """The other places of names that no word is mistaken for."""
    sure = sorted(name for name in names if is_sure(Hit(0, len(name), "person", name, "")))
    if not sure:
        return
    finder = CharwiseDoubleArrayAhoCorasick(sure, MATCH_KIND_LEFTMOST_LONGEST)
    for start, end, which in finder.find(text):
        yield Hit(start, end, "person", sure[which], "person.again")


def _not_allowed(text: str, hits: Iterable[Hit]) -> list[Hit]:
    found = sorted(hits)
    if not found:
        return []
    allowed = [span[:2] for span in _allowed().find(text)]
    return [hit for hit in found if not _touches(hit, allowed)]


def _touches(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (hit.end,)) - 1
    return at >= 0 and spans[at][1] > hit.start


@functools.cache
def _allowed() -> CharwiseDoubleArrayAhoCorasick:
    names = sorted({row["word"] for row in table("person_allowed")})
    return CharwiseDoubleArrayAhoCorasick(names, MATCH_KIND_LEFTMOST_LONGEST)
