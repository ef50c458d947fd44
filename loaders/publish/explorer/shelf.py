"""What the page of each thing shows, sorted on disk: it goes to the shelf as it comes by in the graph, and is
taken from there thing by thing. However big the graph, memory holds a piece of it.
"""

import functools
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from kg.scratch import scratch
from loaders.publish.explorer.chunks import as_script
from loaders.publish.explorer.pairs import folded

CACHE, KNOWN = 16 * 1024, 20_000
"""KiB of the database that are held in memory; things of which class and name are remembered."""
TABLES = (
    "CREATE TABLE things (id PRIMARY KEY, sum INTEGER, cls, name, head) WITHOUT ROWID",
    "CREATE TABLE rows (thing, kind, other, said)",
    "CREATE TABLE named (said, length, id, cls, names)",
    "CREATE TABLE pairs (pair, block, said, PRIMARY KEY (pair, block)) WITHOUT ROWID",
)
UNITS = "utf-16-be"
"""The encoding of which the bytes sort as browsers sort strings."""
IN_ORDER = "SELECT id, cls, name, head FROM things WHERE (cls = 'Report') = ? ORDER BY sum % ?, id"
ROWS = """
SELECT kind, said, other, cls, name FROM rows LEFT JOIN things ON id = other
WHERE thing = ? ORDER BY rows.rowid
"""


class Known(NamedTuple):
    """Class and name of a thing."""

    cls: str
    name: str


class Row(NamedTuple):
    """Something that the page of a thing shows: its kind, what is said (JSON), and the thing it leads to."""

    kind: str
    said: str
    other: str | None
    cls: str | None
    name: str | None


class Thing(NamedTuple):
    """A thing with the JSON of what its page begins with."""

    id: str
    cls: str
    name: str
    head: str


class Named(NamedTuple):
    """A thing to be found: its class, how much is said of it, what it is called."""

    id: str
    cls: str
    said: int
    names: tuple[str, ...]


class Shelf:
    """The shelf: `put_thing` each thing, `put` what its page shows, then take all with `chunks`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self.known = functools.lru_cache(KNOWN)(self._known)

    def put_thing(self, key: str, cls: str, name: str, head: object) -> None:
        """Put a thing there."""
        said = (key, checksum(key), cls, name, as_script(head))
        self._base.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?)", said)

    def put(self, thing: str, kind: str, other: str | None, said: str) -> None:
        """Put a row there that the page of a thing shows; what is said comes as script."""
        self._base.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (thing, kind, other, said))

    def sort(self) -> None:
        """Make all that was put there to be found."""
        self._base.execute("CREATE INDEX of_thing ON rows (thing)")
        self._base.execute("CREATE INDEX by_name ON things (name)")

    def _known(self, key: str) -> Known | None:
        found = self._base.execute("SELECT cls, name FROM things WHERE id = ?", (key,))
        return next((Known(*row) for row in found), None)

    def named(self, name: str) -> str | None:
        """The id of the one thing with this name; None for none and for several."""
        found = self._base.execute("SELECT id FROM things WHERE name = ? LIMIT 2", (name,)).fetchall()
        return found[0][0] if len(found) == 1 else None

    def count(self, *, reports: bool) -> int:
        """How many reports there are, or how many other things."""
        text = "SELECT count(*) FROM things WHERE (cls = 'Report') = ?"
        return int(self._base.execute(text, (reports,)).fetchone()[0])

    def chunks(self, number: int, *, reports: bool) -> Iterator[tuple[int, Iterator[Thing]]]:
        """The reports, or the other things, in so many chunks; each has the number of `number_of`."""
        found = map(Thing._make, self._base.execute(IN_ORDER, (reports, number)))
        return groupby(found, key=lambda thing: checksum(thing.id) % number)

    def rows(self, thing: str) -> Iterator[Row]:
        """What the page of a thing shows, in the order in which it was put there."""
        return map(Row._make, self._base.execute(ROWS, (thing,)))

    def put_named(self, found: Named) -> None:
        """Put there what a thing is called; no name holds a tab."""
        names = "\t".join(found.names)
        said = (found.said, len(folded(names)), found.id, found.cls, names)
        self._base.execute("INSERT INTO named VALUES (?, ?, ?, ?, ?)", said)

    def ranked(self) -> Iterator[Named]:
        """What was put there to be found: that of which most is said, then short names, then as it came."""
        found = self._base.execute("SELECT id, cls, said, names FROM named ORDER BY said DESC, length, rowid")
        return (Named(key, cls, said, tuple(names.split("\t"))) for key, cls, said, names in found)

    def put_pairs(self, block: int, pairs: Mapping[str, str]) -> None:
        """Put there what the things of a block say of each pair of signs; blocks come once."""
        rows = ((_as_browsers_sort(pair), block, pairs[pair]) for pair in sorted(pairs))
        self._base.executemany("INSERT INTO pairs VALUES (?, ?, ?)", rows)

    def pairs(self) -> Iterator[tuple[str, int, str]]:
        """Pair, block and what it says, by pair as browsers compare strings, then by block."""
        found = self._base.execute("SELECT pair, block, said FROM pairs ORDER BY pair, block")
        return ((pair.decode(UNITS, "surrogatepass"), block, said) for pair, block, said in found)


def _as_browsers_sort(text: str) -> bytes:
    return text.encode(UNITS, "surrogatepass")


def checksum(key: str) -> int:
    """The number that tells in which chunk a thing stands; chunks.js computes the same."""
    return zlib.crc32(key.encode())


@contextmanager
def shelved() -> Iterator[Shelf]:
    """An empty shelf, gone at the end."""
    with scratch(TABLES, cache=CACHE) as base:
        yield Shelf(base)
