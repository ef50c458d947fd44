"""Find the one bad item in a shard that kills its worker, and lose nothing else."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kg.run.contract import Executor, WorkerLost

T = TypeVar("T")
R = TypeVar("R")


def map_bisecting(
    executor: Executor, fn: Callable[[T], R], items: Sequence[T], *, halve: Callable[[T], Sequence[T]]
) -> Iterator[tuple[T, R | WorkerLost]]:
    """As `executor.map`, but an item that is lost is tried again in halves.

    `halve` gives the two halves of an item, or nothing when it is one; only such an item comes out as lost.
    """
    waiting = list(items)
    while waiting:
        halves: list[T] = []
        for item, result in executor.map(fn, waiting):
            parts = halve(item) if isinstance(result, WorkerLost) else ()
            halves.extend(parts)
            if not parts:
                yield item, result
        waiting = halves
