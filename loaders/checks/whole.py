"""The checks on the whole graph that are told on the way of a stream, in bounded memory.

Each finds what its query in ontology/checks finds; the tests hold them against each other. A query would have
to hold all claims at once, or ask for each by itself.
"""

import sqlite3
from collections.abc import Iterable

from loaders.checks import named, places, stated
from loaders.checks.lately import Lately
from loaders.checks.named import Named
from loaders.checks.places import Places
from loaders.checks.stated import Stated
from loaders.checks.stream import Thing, Token, Types, term

CHECKS = (*named.CHECKS, *places.CHECKS, *stated.CHECKS)
TABLES = (
    *(*named.TABLES, *places.TABLES, *stated.TABLES),
    "CREATE TABLE found (name, thing, path, value)",
)
ROWS = "SELECT DISTINCT thing, path, value FROM found WHERE name = ? ORDER BY thing, path, value"
Row = tuple[str | None, str | None, str | None]
"""The thing that breaks a check, the path, and the value."""


class Whole:
    """Takes thing by thing: `see` each, `see_again` each if any is wanted, then ask what was `told`."""

    def __init__(self, types: Lately[Types], base: sqlite3.Connection) -> None:
        """`types` are those of things that came by lately; `base` is a database with these TABLES."""
        self._base = base
        self._named = Named(types, base, self._put)
        self._places = Places(base, self._put)
        self._stated = Stated(base, self._put)

    def is_wanted(self) -> bool:
        """Whether the stream, which came to its end, has to come by again."""
        return self._named.is_wanted() or self._places.wanted.any

    def see(self, thing: Thing) -> None:
        """Take a thing."""
        self._named.see(thing)
        self._places.see(thing)
        self._stated.see(thing)

    def see_again(self, thing: Thing) -> None:
        """Take a thing that came by before."""
        self._named.see_again(thing)
        self._places.tell(thing)

    def told(self) -> dict[str, Iterable[Row]]:
        """The rows of each check by name, sorted; those that have to be asked for are not there."""
        self._named.end()
        self._places.end()
        self._stated.end()
        odd = self._named.odd | self._places.odd | self._stated.odd
        return {name: self._base.execute(ROWS, (name,)) for name in CHECKS if name not in odd}

    def _put(self, name: str, thing: Token, path: Token | None, value: Token | None) -> None:
        texts = (None if node is None else term(node).text for node in (thing, path, value))
        self._base.execute("INSERT INTO found VALUES (?, ?, ?, ?)", (name, *texts))
