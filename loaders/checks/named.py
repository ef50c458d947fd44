"""Checks of things by what they are called and by what is said of them, told on the way of a stream: CHECKS.

They find what the queries of these names in ontology/checks find, where what has a name or a key has an IRI
with /id/ in it. A check that met other things is among the `odd`, and its query is to be asked.
"""

import sqlite3
from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter

from kg.schema import NAMESPACE
from loaders.checks.lately import Lately, Marked
from loaders.checks.places import Put
from loaders.checks.stream import IRI, Thing, Token, Types

CHECKS = ("described", "no_orphan", "one_key", "same_name")
DESCRIBED, NO_ORPHAN, ONE_KEY, SAME_NAME = CHECKS
TABLES = (
    "CREATE TABLE spoken (thing BLOB)",
    "CREATE TABLE described (thing BLOB)",
    "CREATE TABLE lone (thing BLOB)",
    "CREATE TABLE met (thing BLOB)",
    "CREATE TABLE keys (said BLOB, thing BLOB, types INTEGER)",
    "CREATE TABLE names (said BLOB, thing BLOB, types INTEGER)",
)
INDEXES = ("CREATE INDEX of_key ON keys (said)", "CREATE INDEX of_name ON names (said)")
UNDESCRIBED = "SELECT thing FROM spoken EXCEPT SELECT thing FROM described"
ORPHANS = "SELECT thing FROM lone EXCEPT SELECT thing FROM met"
SHARED = """
SELECT said, thing, types FROM {0} WHERE said IN (SELECT said FROM {0} GROUP BY said HAVING count(*) > 1)
ORDER BY said, thing
"""
HELD = 40_000
"""The things that are held in memory: those not described yet, and those of which nobody spoke yet."""
KEY, NAME, CODE, FINDING = (NAMESPACE + name for name in ("key", "name", "regionCode", "Finding"))
_WITHIN = b"/id/"
Called = list[tuple[bytes, Types]]
"""The IRIs of things of one name or key, in order, with the classes that they are of."""


class Named:
    """Takes thing by thing: `see` each, `see_again` each if any is wanted, then `end`."""

    def __init__(self, told: Lately[Types], base: sqlite3.Connection, put: Put) -> None:
        """`told` are the types of things that came by lately.

        `base` is a database with these TABLES, `put` takes what is found.
        """
        self._told, self._base, self._put = told, base, put
        self._spoken: set[Token] = set()
        self._lone: dict[Token, None] = {}
        self._types: dict[Types, int] = {}
        self._undescribed, self._unmet = Marked(), Marked()
        self.odd: set[str] = set()

    def is_wanted(self) -> bool:
        """Whether the stream, which came to its end, has to come by again."""
        self._put_lone()
        return self._undescribed.any or self._unmet.any

    def see(self, thing: Thing) -> None:
        """Note what a thing is called and speaks of."""
        subject, kind, objects = thing
        spoken = [one for one in objects if _WITHIN in one]
        for one in spoken:
            if one[0] == IRI != one[1]:
                self._lone.pop(one, None)
                if not self._told.get(one):
                    self._speak(one)
        if KEY in kind.at or NAME in kind.at:
            self._called(thing)
            if not spoken and KEY in kind.at:
                self._lone[subject] = None
                if len(self._lone) == HELD:
                    self._put_lone()

    def see_again(self, thing: Thing) -> None:
        """Note of a thing that is spoken of that it is described, and of whom it speaks."""
        subject, kind, objects = thing
        if kind.types and subject in self._undescribed:
            self._base.execute("INSERT INTO described VALUES (?)", (subject,))
        if self._unmet.any:
            met = ((one,) for one in objects if _WITHIN in one and one in self._unmet)
            self._base.executemany("INSERT INTO met VALUES (?)", met)

    def end(self) -> None:
        """Find what is wrong with the graph as a whole."""
        self._put_spoken()
        for index in INDEXES:
            self._base.execute(index)
        for name, text in ((DESCRIBED, UNDESCRIBED), (NO_ORPHAN, ORPHANS)):
            for (thing,) in self._base.execute(text):
                self._put(name, thing, None, None)
        for name, table, pairs in ((ONE_KEY, "keys", _twins), (SAME_NAME, "names", _alike)):
            for those in self._shared(table):
                for thing, other in pairs(those):
                    self._put(name, b"<%b>" % thing, None, b"<%b>" % other)

    def _called(self, thing: Thing) -> None:
        subject, kind, objects = thing
        keys, names = ([objects[at] for at in kind.at.get(part, ())] for part in (KEY, NAME))
        if subject[0] != IRI or _WITHIN not in subject or not all(one.endswith(b'"') for one in keys):
            self.odd.update(CHECKS[1:])
        types = self._types.setdefault(kind.types, len(self._types))
        rows = [(one, subject[1:-1], types) for one in keys]
        self._base.executemany("INSERT INTO keys VALUES (?, ?, ?)", rows)
        if CODE not in kind.at:
            rows = [(one, subject[1:-1], types) for one in names]
            self._base.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)

    def _speak(self, thing: Token) -> None:
        if thing not in self._spoken:
            self._spoken.add(thing)
            self._undescribed.add(thing)
            if len(self._spoken) == HELD:
                self._put_spoken()

    def _put_spoken(self) -> None:
        self._base.executemany("INSERT INTO spoken VALUES (?)", ((one,) for one in self._spoken))
        self._spoken.clear()

    def _put_lone(self) -> None:
        for one in self._lone:
            self._unmet.add(one)
        self._base.executemany("INSERT INTO lone VALUES (?)", ((one,) for one in self._lone))
        self._lone.clear()

    def _shared(self, table: str) -> Iterator[Called]:
        """The things of each name, or key, that several have."""
        types = list(self._types)
        for _, rows in groupby(self._base.execute(SHARED.format(table)), key=itemgetter(0)):
            yield [(thing, types[number]) for _, thing, number in rows]


def _twins(called: Called) -> Iterator[tuple[bytes, bytes]]:
    """Each two of things of one key that share a class, the later with the earlier."""
    for (other, of), (thing, types) in combinations(called, 2):
        if other != thing and not types.isdisjoint(of):
            yield thing, other


def _alike(called: Called) -> Iterator[tuple[bytes, bytes]]:
    """Each of the things of one name that share a class, but the first, with the first of the class."""
    first: dict[str, bytes] = {}
    for thing, types in called:
        for cls in types - {FINDING}:
            if first.setdefault(cls, thing) != thing:
                yield thing, first[cls]
