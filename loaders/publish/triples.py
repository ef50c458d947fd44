"""The triples of a package in a store on disk, filled by the first maker that goes through them."""

import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.checks.queries import Store, kept
from loaders.publish.data import triples_of
from loaders.publish.work import Work
from loaders.rdf.writing import stream_quads


@contextmanager
def opened(work: Work) -> Iterator[Store]:
    """The store, empty where nobody filled it yet; without a folder to share, each maker has its own."""
    with tempfile.TemporaryDirectory() as own:
        store = Store((work.shared or Path(own)) / "triples")
        yield store
        del store


@contextmanager
def filled(work: Work) -> Iterator[Store]:
    """The store with the triples in it."""
    with opened(work) as store:
        if not store:
            deque(kept(stream_quads(triples_of(work.folder)), store), maxlen=0)
        yield store
