"""The triples of a package line by line, and a store on disk for what is to be asked of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.checks.filling import Store
from loaders.checks.stream import Lines
from loaders.publish.data import triples_of
from loaders.publish.work import Work
from loaders.rdf.writing import unpacked


def lines_of(work: Work) -> Lines:
    """The lines of the N-Triples of a package."""
    path = triples_of(work)

    def lines() -> Iterator[bytes]:
        with unpacked(path) as file:
            yield from file

    return lines


@contextmanager
def empty() -> Iterator[Store]:
    """A store on disk, gone at the end."""
    with tempfile.TemporaryDirectory() as own:
        store = Store(Path(own) / "triples")
        yield store
        del store
