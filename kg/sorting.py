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
_DIFFERENT = "CREATE TABLE different (key, row BLOB, PRIMARY KEY (key, row)) WITHOUT ROWID"
_ADD_DIFFERENT = "INSERT OR IGNORE INTO different VALUES (?, ?)"


class Rows(Generic[Key]):
    """Rows by key: all are added, then they are read, those of a key in the order in which they came.

    They lie on disk once they are more than there is room for (kg.room).
    """

    def __init__(self) -> None:
        self._most = room().rows
        self._held: list[tuple[Key, Any]] = []
        self._base: sqlite3.Connection | None = None
        self._read: _Held[Key] | _OnDisk[Key] | None = None

    def add(self, rows: Iterable[tuple[Key, Any]]) -> None:
        """Add rows, each with its key, before any is read."""
        assert self._read is None, "rows were read already"
        for row in rows:
            self._held.append(row)
            if len(self._held) > self._most:
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
        if self._base is None:
            self._base = opened(cache=CACHE)
            _anew(self._base, "ATTACH '' AS beside", "PRAGMA beside.journal_mode = OFF")
            self._base.execute("CREATE TABLE beside.added (key, row BLOB)")
        plain = ((key, marshal.dumps(row, PLAIN)) for key, row in self._held)
        self._base.executemany("INSERT INTO added VALUES (?, ?)", plain)
        self._held = []

    def _rows(self) -> "_Held[Key] | _OnDisk[Key]":
        if self._read is None and self._base is None:
            self._read, self._held = _Held(self._held), []
        elif self._read is None and self._base is not None:
            self._put_down()
            self._read = _OnDisk(self._base)
        assert self._read is not None
        return self._read


class _Held(Generic[Key]):
    """Rows that are held in memory."""

    def __init__(self, rows: Iterable[tuple[Key, Any]]) -> None:
        self._by_key: dict[Key, list[Any]] = {}
        for key, row in rows:
            self._by_key.setdefault(key, []).append(row)

    def of(self, key: Key) -> Sequence[Any]:
        return self._by_key.get(key, ())

    def groups(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        return iter(sorted(self._by_key.items(), key=itemgetter(0)))

    def keys(self) -> Iterator[Key]:
        return iter(sorted(self._by_key))

    def __len__(self) -> int:
        return len(self._by_key)


def _anew(base: sqlite3.Connection, *statements: str) -> None:
    """Run statements that no transaction may hold: what was amid one is amid the next."""
    for statement in ("COMMIT", *statements, "BEGIN"):
        base.execute(statement)


class _OnDisk(Generic[Key]):
    """Rows that were added to a database, in a file beside it that goes once they are sorted."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        base.execute(_SORTED)
        base.execute("INSERT INTO sorted SELECT key, rowid, row FROM added ORDER BY key, rowid")
        _anew(base, "DETACH beside")

    def of(self, key: Key) -> Sequence[Any]:
        found = self._base.execute("SELECT row FROM sorted WHERE key = ? ORDER BY number", (key,))
        return [marshal.loads(row) for (row,) in found]

    def groups(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        found = self._base.execute("SELECT key, row FROM sorted ORDER BY key, number")
        for key, group in groupby(found, itemgetter(0)):
            yield key, [marshal.loads(row) for _, row in group]

    def keys(self) -> Iterator[Key]:
        for (key,) in self._base.execute("SELECT DISTINCT key FROM sorted ORDER BY key"):
            yield key

    def __len__(self) -> int:
        ((number,),) = self._base.execute("SELECT count(DISTINCT key) FROM sorted")
        return int(number)


class Different(Generic[Key]):
    """The different rows of each key: more may be added after some were read.

    They lie on disk once they are more than there is room for (kg.room).
    """

    def __init__(self) -> None:
        self._left = room().rows
        self._held: dict[Key, set[bytes]] = {}
        self._base: sqlite3.Connection | None = None

    def add(self, rows: Iterable[tuple[Key, Any]]) -> None:
        """Add rows, each with its key; those that are there already are not there twice."""
        plain = ((key, marshal.dumps(row, PLAIN)) for key, row in rows)
        if self._base is not None:
            self._base.executemany(_ADD_DIFFERENT, plain)
            return
        for key, row in plain:
            there = self._held.setdefault(key, set())
            self._left -= row not in there
            there.add(row)
        if self._left < 0:
            self._put_down()

    def of(self, key: Key) -> Sequence[Any]:
        """The rows of a key, sorted."""
        found: Iterable[bytes] = self._held.get(key, ())
        if self._base is not None:
            rows = self._base.execute("SELECT row FROM different WHERE key = ?", (key,))
            found = (row for (row,) in rows)
        return sorted(map(marshal.loads, found))

    def keys(self) -> Iterator[Key]:
        """Each key once, in order."""
        if self._base is None:
            return iter(sorted(self._held))
        return (key for (key,) in self._base.execute("SELECT DISTINCT key FROM different ORDER BY key"))

    def _put_down(self) -> None:
        self._base = opened(cache=CACHE)
        self._base.execute(_DIFFERENT)
        pairs = ((key, row) for key, rows in sorted(self._held.items()) for row in sorted(rows))
        self._base.executemany(_ADD_DIFFERENT, pairs)
        self._held = {}


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
