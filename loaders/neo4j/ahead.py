"""What comes next is worked out while what came before is used: a server is not left waiting."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_One = TypeVar("_One")


def ahead(found: Iterable[_One]) -> Iterator[_One]:
    """The same in the same order, each worked out by a thread while the one before it is used.

    What working one out raises is raised where it would have come.
    """
    source = iter(found)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, source, None)
        while (one := coming.result()) is not None:
            coming = pool.submit(next, source, None)
            yield one
