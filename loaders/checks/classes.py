"""Whether values are things of the classes that a limit asks for, which may be told only later in a stream.

What was told and asked stands in memory up to a bound, then in a temporary database.
"""

import sqlite3
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from loaders.checks.constraints import Term

Types = frozenset[str]
HELD = 50_000
"""The things, and the questions about them, that are held in memory."""
CACHE = 16 * 1024
"""KiB of the database that are held in memory."""
TABLES = (
    "CREATE TABLE told (thing, types)",
    "CREATE TABLE asked (focus, limit_, text, datatype, language)",
)
TELL, ASK = "INSERT INTO told VALUES (?, ?)", "INSERT INTO asked VALUES (?, ?, ?, ?, ?)"
INDEX = "CREATE INDEX of_thing ON told (thing)"
ANSWERED = """
SELECT focus, limit_, text, datatype, language,
    (SELECT types FROM told WHERE thing = text ORDER BY told.rowid DESC LIMIT 1)
FROM asked ORDER BY asked.rowid
"""


class Asking(Protocol):
    """A limit that asks for things of one of these classes; hashable."""

    @property
    def classes(self) -> Types:
        """The classes, by IRI."""
        ...


L = TypeVar("L", bound=Asking)


class Classes(Generic[L]):
    """`tell` of each thing its types, `ask` of each value, then take what was `denied`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """With nothing told yet, in a database with these TABLES."""
        self._base = base
        self._told: dict[str, Types] = {}
        self._asked: list[tuple[str, int, str, str | None, str]] = []
        self._types: dict[Types, int] = {}
        self._limits: dict[L, int] = {}

    def tell(self, thing: str, types: Types) -> None:
        """A thing is of these types, and of no others that it was said to be of before."""
        self._told[thing] = types
        if len(self._told) == HELD:
            self._put_told()

    def ask(self, focus: str, limit: L, value: Term) -> None:
        """The limit asks of a focus that this value of it is a thing of one of its classes."""
        types = self._told.get(value.text) if value.datatype is None else None
        if types is not None and not limit.classes.isdisjoint(types):
            return
        self._asked.append((focus, _number(self._limits, limit), *value))
        if len(self._asked) == HELD:
            self._put_asked()

    def denied(self) -> Iterator[tuple[str, L, Term]]:
        """Each focus, limit and value of which, after all was told, the value is of none of the classes."""
        self._put_told()
        self._put_asked()
        self._base.execute(INDEX)
        limits, types = list(self._limits), list(self._types)
        for focus, limit, text, datatype, language, known in self._base.execute(ANSWERED):
            of = types[known] if known is not None and datatype is None else Types()
            if limits[limit].classes.isdisjoint(of):
                yield focus, limits[limit], Term(text, datatype, language)

    def _put_told(self) -> None:
        rows = ((thing, _number(self._types, types)) for thing, types in self._told.items())
        self._base.executemany(TELL, rows)
        self._told.clear()

    def _put_asked(self) -> None:
        self._base.executemany(ASK, self._asked)
        self._asked.clear()


K = TypeVar("K")


def _number(known: dict[K, int], key: K) -> int:
    return known.setdefault(key, len(known))
