"""What every executor does, wherever the work runs.

An executor maps a module-level function over items and yields each item with its result, or with
WorkerLost where the item killed its worker. An error that the function raises ends the map: it is a bug
or a full disk, not a bad item.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """Stands for the result of an item whose worker process died."""


class Executor(Protocol):
    """Maps a function over items, `workers` at once; pairs come in any order."""

    @property
    def workers(self) -> int:
        """How many items are worked on at once."""
        ...

    def map(self, fn: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with `fn(item)`, or with WorkerLost."""
        ...
