"""The questions asked of the triples of a package, in a process of their own: what the store and its queries
take of memory is gone with it.
"""

import functools
import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import CheckError
from kg.run.parent import end_with_parent
from loaders.asking.child import LIMIT
from loaders.asking.questions import Question, by_theme, find, typed
from loaders.asking.sparql import read
from loaders.checks.filling import Sizes, Store, fill, seen_by, size
from loaders.publish.counts import Counts
from loaders.publish.explorer.grouping import groups_more
from loaders.rdf.writing import unpacked

Row = dict[str, Any]
SEEN = 3_000_000
"""The triples that a question may see: the engine joins in memory, and keeps there what it has read."""
GROUPED = 100_000
"""The solutions that a question may bring together: the engine holds them in memory, some kilobyte each."""
SMALL = 3_000_000
"""The triples up to which a store is too small for that: there none is counted."""


class Over(NamedTuple):
    """Why a question is not asked: of `what` (seen, grouped) there is more than `most`."""

    what: str
    most: int


def asked(triples: Path, counts: Counts) -> Iterator[tuple[Question, list[Row] | Over]]:
    """Each question with its rows without parameters, at most one more than `kg ask` gives; or why not.

    What is asked hangs on counts alone, so that it is the same on every machine. `triples` are N-Triples,
    plain or compressed, and `counts` what stands in them. Raises CheckError where the process dies.
    """
    with tempfile.TemporaryDirectory() as own:
        place, numbers = str(Path(own) / "triples"), small(counts, SEEN)
        try:
            with _process() as pool:
                filled = pool.submit(_fill, place, triples, numbers).result()
            most = None if filled <= SMALL else GROUPED
            with _process() as pool:
                for one in by_theme():
                    found = pool.submit(_rows, place, one.number, most) if one.number in numbers else None
                    yield one, Over("seen", SEEN) if found is None else found.result()
        except BrokenProcessPool as error:
            said = "the process of the questions has died, out of memory perhaps; run kg publish again"
            raise CheckError(said) from error


def _process() -> ProcessPoolExecutor:
    """A process of its own, whose memory is gone at its end."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=end_with_parent)


def small(counts: Counts, most: int) -> frozenset[str]:
    """The numbers of the questions that see no more than so many of the triples."""
    there = sizes_of(counts)
    return frozenset(one.number for one in by_theme() if size(seen_by([one.texts["sparql"]]), there) <= most)


def sizes_of(counts: Counts) -> Sizes:
    """What was counted, by nodes as N-Triples writes them."""
    predicates, classes = (
        Counter({f"<{iri}>".encode(): number for iri, number in found.items()})
        for found in (counts.properties, counts.classes)
    )
    return Sizes(predicates, classes)


def _fill(place: str, triples: Path, numbers: frozenset[str]) -> int:
    """Fill a store with what these questions can see; gives how many triples it has.

    It came piece by piece, and each look would have to be taken into every piece: so they are merged.
    """
    texts = [one.texts["sparql"] for one in by_theme() if one.number in numbers]
    store = Store(place)
    with unpacked(triples) as lines:
        filled = fill(store, lines, texts)
    store.optimize()
    return filled


def _rows(place: str, number: str, most: int | None) -> list[Row] | Over:
    question, opened = find(number), _opened(place)
    text, values = question.texts["sparql"], typed(question, {})
    if most is not None and groups_more(opened, text, values, most):
        return Over("grouped", most)
    return [*read(opened, text, values, most=LIMIT + 1)]


@functools.cache
def _opened(place: str) -> Store:
    return Store.read_only(place)
