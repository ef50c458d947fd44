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
from loaders.rdf.writing import unpacked

Row = dict[str, Any]


def asked(triples: Path) -> Iterator[tuple[Question, list[Row]]]:
    """Each question with its rows without parameters, at most one more than `kg ask` gives.

    `triples` are N-Triples, plain or compressed. Raises CheckError where the process dies.
    """
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as own,
        ProcessPoolExecutor(1, context, initializer=end_with_parent) as pool,
    ):
        place = str(Path(own) / "triples")
        try:
            pool.submit(_fill, place, triples).result()
            for one in by_theme():
                yield one, pool.submit(_rows, place, one.number).result()
        except BrokenProcessPool as error:
            said = "the process of the questions has died, out of memory perhaps; run kg publish again"
            raise CheckError(said) from error


def _fill(place: str, triples: Path) -> None:
    with unpacked(triples) as lines:
        fill(Store(place), lines, (one.texts["sparql"] for one in by_theme()))


def _rows(place: str, number: str) -> list[Row]:
    question = find(number)
    return [*read(_opened(place), question.texts["sparql"], typed(question, {}), most=LIMIT + 1)]


@functools.cache
def _opened(place: str) -> Store:
    return Store.read_only(place)
