"""Rows in the order of their keys, however many: what is too much for memory lies on disk.

Rows are plain values, as `marshal` writes them; nobody changes one that was added.
"""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from kg.room import room
from kg.scratch import opened

T = TypeVar("T")
Key = TypeVar("Key", str, bytes)
CACHE = 2 * 1024
"""KiB of what is on disk that are held in memory."""
PLAIN = 2
"""The version of marshal that says values alone, not which of them are one object."""
_SORTED = "CREATE TABLE sorted (key, number INTEGER, row BLOB, PRIMARY KEY (key, number)) WITHOUT ROWID"


class Rows(Generic[Key]):
    """Rows by key, those of a key in the order in which they came.

    They lie on disk once they are more than there is room for (kg.room). More may be added after some were
    read, but not while they are gone through.
    """

    def __init__(self) -> None:
        self._most = room().rows
        self._new: list[tuple[Key, Any]] = []
        self._there: _Held[Key] | _OnDisk[Key] = _Held()

    def add(self, rows: Iterable[tuple[Key, Any]]) -> None:
        """Add rows, each with its key."""
        for row in rows:
            self._new.append(row)
            if len(self._new) > self._most:
                self._put_down()

    def of(self, key: Key) -> Sequence[Any]:
        """The rows of a key; empty for one that has none."""
        return self._rows().of(key)

    def groups(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        """Each key with its rows, in order of the keys (of code points, or of bytes)."""
        return self._rows().groups()

    def keys(self) -> Iterator[Key]:
        """Each key once, in order."""
        return self._rows().keys()

    def __contains__(self, key: Key) -> bool:
        return bool(self._rows().of(key))

    def __len__(self) -> int:
        """The number of keys."""
        return len(self._rows())

    @property
    def held(self) -> bool:
        """Whether all of them are in memory."""
        return isinstance(self._rows(), _Held)

    def _put_down(self) -> None:
        """Have new rows among the others, all of them on disk if they are too many."""
        if isinstance(self._there, _Held) and self._there.number + len(self._new) > self._most:
            before, self._there = self._there, _OnDisk()
            self._there.add(before.all())
        self._there.add(self._new)
        self._new = []

    def _rows(self) -> "_Held[Key] | _OnDisk[Key]":
        if self._new:
            self._put_down()
        return self._there


class _Held(Generic[Key]):
    """Rows that are held in memory."""

    def __init__(self) -> None:
        self._by_key: dict[Key, list[Any]] = {}
        self.number = 0

    def add(self, rows: Sequence[tuple[Key, Any]]) -> None:
        for key, row in rows:
            self._by_key.setdefault(key, []).append(row)
        self.number += len(rows)

    def all(self) -> Iterator[tuple[Key, Any]]:
        return ((key, row) for key, rows in self._by_key.items() for row in rows)

    def of(self, key: Key) -> Sequence[Any]:
        return self._by_key.get(key, ())

    def groups(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        return iter(sorted(self._by_key.items(), key=itemgetter(0)))

    def keys(self) -> Iterator[Key]:
        return iter(sorted(self._by_key))

    def __len__(self) -> int:
        return len(self._by_key)


class _OnDisk(Generic[Key]):
    """Rows in a database: first as they came, then, once they are read, in order."""

    def __init__(self) -> None:
        self._base = opened(cache=CACHE)
        self._base.execute("CREATE TABLE added (number INTEGER PRIMARY KEY, key, row BLOB)")
        self._base.execute(_SORTED)
        self._number = self._sorted = 0

    def add(self, rows: Iterable[tuple[Key, Any]]) -> None:
        plain = ((number, key, marshal.dumps(row, PLAIN)) for number, (key, row) in self._counted(rows))
        self._base.executemany("INSERT INTO added VALUES (?, ?, ?)", plain)

    def _counted(self, rows: Iterable[tuple[Key, Any]]) -> Iterator[tuple[int, tuple[Key, Any]]]:
        for row in rows:
            self._number += 1
            yield self._number, row

    def _ordered(self) -> sqlite3.Connection:
        if self._sorted < self._number:
            self._base.execute("INSERT INTO sorted SELECT key, number, row FROM added ORDER BY key, number")
            self._base.execute("DELETE FROM added")
            self._sorted = self._number
        return self._base

    def of(self, key: Key) -> Sequence[Any]:
        found = self._ordered().execute("SELECT row FROM sorted WHERE key = ? ORDER BY number", (key,))
        return [marshal.loads(row) for (row,) in found]

    def groups(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        found = self._ordered().execute("SELECT key, row FROM sorted ORDER BY key, number")
        for key, group in groupby(found, itemgetter(0)):
            yield key, [marshal.loads(row) for _, row in group]

    def keys(self) -> Iterator[Key]:
        for (key,) in self._ordered().execute("SELECT DISTINCT key FROM sorted ORDER BY key"):
            yield key

    def __len__(self) -> int:
        ((number,),) = self._ordered().execute("SELECT count(DISTINCT key) FROM sorted")
        return int(number)


class Sorted(Mapping[Key, T]):
    """A value for each key, in order of the keys: made of the rows of the key each time it is asked for."""

    def __init__(self, rows: Rows[Key], make: Callable[[Sequence[Any]], T]) -> None:
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


def by_id(kind: type[T], values: Iterable[T]) -> Sorted[str, T]:
    """Values of a dataclass whose fields are plain, by their ids; of several with one id the first stands."""
    cells_of = attrgetter(*(field.name for field in fields(kind)))  # type: ignore[arg-type]
    rows: Rows[str] = Rows()
    rows.add((one.id, cells_of(one)) for one in values)  # type: ignore[attr-defined]
    return Sorted(rows, lambda found: kind(*found[0]))
