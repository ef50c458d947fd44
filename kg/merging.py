"""Two mappings as one, each in the order of its keys: neither is held, both are gone through side by side."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Merged(Mapping[str, T]):
    """What two mappings have, in order of the keys; where both have a key, the value of the first stands."""

    def __init__(self, first: Mapping[str, T], second: Mapping[str, T]) -> None:
        self._first, self._second = first, second

    def __getitem__(self, key: str) -> T:
        found = self._first.get(key)
        return self._second[key] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> Iterator[tuple[str, T]]:  # type: ignore[override]  # gone through once, not held
        """Each key with its value."""
        others = iter(self._second.items())
        other = next(others, None)
        for pair in self._first.items():
            while other is not None and other[0] < pair[0]:
                yield other
                other = next(others, None)
            if other is not None and other[0] == pair[0]:
                other = next(others, None)
            yield pair
        if other is not None:
            yield other
            yield from others

    def values(self) -> Iterator[T]:  # type: ignore[override]
        """The values."""
        return (value for _, value in self.items())
