"""Rows in the order of their keys, however many: what is too much for memory lies on disk.

Rows are plain values, as `marshal` writes them.
"""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

from kg.scratch import opened

T = TypeVar("T")
Key = TypeVar("Key", str, bytes)
CACHE = 8 * 1024
"""KiB of rows that are held in memory."""
PLAIN = 2
"""The version of marshal that says values alone, not which of them are one object."""
_SORTED = "CREATE TABLE sorted (key, number INTEGER, row BLOB, PRIMARY KEY (key, number)) WITHOUT ROWID"


class Rows(Generic[Key]):
    """Rows by key: all are added, then they are read, those of a key in the order in which they came."""

    def __init__(self) -> None:
        self._base = opened(cache=CACHE)
        self._base.execute("CREATE TABLE added (key, row BLOB)")
        self._adding = True

    def add(self, rows: Iterable[tuple[Key, Any]]) -> None:
        """Add rows, each with its key."""
        dumps = marshal.dumps
        plain = ((key, dumps(row, PLAIN)) for key, row in rows)
        self._base.executemany("INSERT INTO added VALUES (?, ?)", plain)

    def of(self, key: Key) -> list[Any]:
        """The rows of a key; empty for one that has none."""
        found = self._read("SELECT row FROM sorted WHERE key = ? ORDER BY number", key)
        return [marshal.loads(row) for (row,) in found]

    def __contains__(self, key: Key) -> bool:
        return any(True for _ in self._read("SELECT 1 FROM sorted WHERE key = ? LIMIT 1", key))

    def groups(self) -> Iterator[tuple[Key, list[Any]]]:
        """Each key with its rows, in order of the keys (of code points, or of bytes)."""
        found = self._read("SELECT key, row FROM sorted ORDER BY key, number")
        for key, group in groupby(found, itemgetter(0)):
            yield key, [marshal.loads(row) for _, row in group]

    def keys(self) -> Iterator[Key]:
        """Each key once, in order."""
        for (key,) in self._read("SELECT DISTINCT key FROM sorted ORDER BY key"):
            yield key

    def __len__(self) -> int:
        """The number of keys."""
        ((number,),) = self._read("SELECT count(DISTINCT key) FROM sorted")
        return int(number)

    def _read(self, query: str, *values: Key) -> Iterator[tuple[Any, ...]]:
        if self._adding:
            self._base.execute(_SORTED)
            self._base.execute("INSERT INTO sorted SELECT key, rowid, row FROM added ORDER BY key, rowid")
            self._base.execute("DROP TABLE added")
            self._adding = False
        return self._base.execute(query, values)


class Sorted(Mapping[Key, T]):
    """A value for each key, in order of the keys: made of the rows of the key each time it is asked for."""

    def __init__(self, rows: Rows[Key], make: Callable[[list[Any]], T]) -> None:
        self._rows: Rows[Key] = rows
        self._make = make

    def __getitem__(self, key: Key) -> T:
        rows = self._rows.of(key)
        if not rows:
            raise KeyError(key)
        return self._make(rows)

    def __iter__(self) -> Iterator[Key]:
        return self._rows.keys()

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> Iterator[tuple[Key, T]]:  # type: ignore[override]  # gone through once, not held
        """Each key with its value."""
        return ((key, self._make(rows)) for key, rows in self._rows.groups())

    def values(self) -> Iterator[T]:  # type: ignore[override]
        """The values."""
        return (self._make(rows) for _, rows in self._rows.groups())
