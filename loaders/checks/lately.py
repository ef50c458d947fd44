"""What came by lately in a stream, and what is to be looked for when it comes by again: in bounded memory."""

from typing import Generic, TypeVar

V = TypeVar("V")
HELD = 40_000
"""The things that are remembered, twice as many at most."""
MARKS = 1 << 22


class Lately(Generic[V]):
    """What was put under a key lately; what is asked for again and again stays."""

    def __init__(self, share: int = 1) -> None:
        """A `share` of 4 remembers a fourth."""
        self._held = -(-HELD // share)
        self._new: dict[bytes, V] = {}
        self._old: dict[bytes, V] = {}

    def put(self, key: bytes, value: V) -> None:
        """Put a value under a key."""
        self._new[key] = value
        if len(self._new) >= self._held:
            self._old, self._new = self._new, {}

    def get(self, key: bytes) -> V | None:
        """The value under a key; None for none, and for one of long ago."""
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self._new[key] = found
        return found


class Marked:
    """The keys that were added, and perhaps a few more."""

    def __init__(self) -> None:
        self._marks = bytearray(MARKS)
        self.any = False

    def add(self, key: bytes) -> None:
        """Add a key."""
        self._marks[hash(key) % MARKS] = 1
        self.any = True

    def __contains__(self, key: bytes) -> bool:
        return self._marks[hash(key) % MARKS] == 1
