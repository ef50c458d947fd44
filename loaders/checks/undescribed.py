"""What `ontology/checks/described.rq` finds, told in bounded memory on the way of a stream.

The query has to hold every thing that has a class beside all that are spoken of, which is most of a graph.
The tests hold both against each other.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from loaders.checks.shacl import TYPE

DESCRIBED = "described"
"""The name of the check."""
WITHIN = "/id/"
"""What the IRIs of things have in them."""
HELD = 20_000
"""The things spoken of that are held in memory, so that one named in a row is put down once."""
CACHE = 8 * 1024
"""KiB of the database that are held in memory."""
TABLES = ("CREATE TABLE spoken (thing)", "CREATE TABLE described (thing)")
FOUND = "SELECT thing FROM spoken EXCEPT SELECT thing FROM described"


def noting(quads: Iterable[Any], base: sqlite3.Connection) -> Iterator[Any]:
    """The quads as they come, those of one subject together; what they speak of and describe goes to `base`.

    `base` has the TABLES.
    """
    spoken: set[str] = set()
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        described = False
        for quad in group:
            described = described or quad.predicate.value == TYPE
            value = quad.object.value
            if WITHIN in value and value not in spoken and not hasattr(quad.object, "datatype"):
                spoken.add(value)
            yield quad
        if described:
            base.execute("INSERT INTO described VALUES (?)", (subject.value,))
        if len(spoken) >= HELD:
            _put(spoken, base)
    _put(spoken, base)


def undescribed(base: sqlite3.Connection) -> Iterator[str]:
    """The IRIs of what is spoken of and has no class, sorted."""
    return (thing for (thing,) in base.execute(f"{FOUND} ORDER BY thing"))


def _put(spoken: set[str], base: sqlite3.Connection) -> None:
    base.executemany("INSERT INTO spoken VALUES (?)", ((thing,) for thing in spoken))
    spoken.clear()
