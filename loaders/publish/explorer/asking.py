"""The questions asked of the triples of a package, in a process of their own: what the store and its queries
take of memory is gone with it.
"""

import functools
import multiprocessing
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from kg.errors import CheckError
from kg.run.parent import end_with_parent
from loaders.asking.child import LIMIT
from loaders.asking.questions import Question, by_theme, find, typed
from loaders.asking.sparql import read
from loaders.checks.filling import Store, fill
from loaders.publish.explorer.grouping import groups_more
from loaders.rdf.writing import unpacked

Row = dict[str, Any]
GROUPED = 100_000
"""The solutions that a question may bring together: the engine holds them in memory, some kilobyte each."""
SMALL = 3_000_000
"""The triples up to which a store is too small for that: there none is counted."""


def asked(triples: Path) -> Iterator[tuple[Question, list[Row] | None]]:
    """Each question with its rows without parameters, at most one more than `kg ask` gives.

    None in their place for a question that would bring together more than GROUPED solutions. `triples` are
    N-Triples, plain or compressed. Raises CheckError where the process dies.
    """
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as own,
        ProcessPoolExecutor(1, context, initializer=end_with_parent) as pool,
    ):
        place = str(Path(own) / "triples")
        try:
            small = pool.submit(_fill, place, triples).result() <= SMALL
            for one in by_theme():
                yield one, pool.submit(_rows, place, one.number, None if small else GROUPED).result()
        except BrokenProcessPool as error:
            said = "the process of the questions has died, out of memory perhaps; run kg publish again"
            raise CheckError(said) from error


def _fill(place: str, triples: Path) -> int:
    with unpacked(triples) as lines:
        return fill(Store(place), lines, (one.texts["sparql"] for one in by_theme()))


def _rows(place: str, number: str, most: int | None) -> list[Row] | None:
    question, opened = find(number), _opened(place)
    text, values = question.texts["sparql"], typed(question, {})
    if most is not None and groups_more(opened, text, values, most):
        return None
    return [*read(opened, text, values, most=LIMIT + 1)]


@functools.cache
def _opened(place: str) -> Store:
    return Store.read_only(place)
