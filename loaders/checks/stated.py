"""Checks of what is stated and what stands as a plain triple, told on the way of a stream: those in CHECKS.

They find what the queries of these names in ontology/checks find, where claims name relations that texts
state, and things. A check that met other claims is among the `odd`, and its query is to be asked.
"""

import sqlite3
from itertools import product
from typing import NamedTuple

from kg.model import PREDICATES
from kg.schema import NAMESPACE, load_schema
from kg.turtle import RDF
from loaders.checks.constraints import XSD
from loaders.checks.places import Put
from loaders.checks.stream import IRI, Kind, Thing, Token

CHECKS = ("basis", "done_is_asserted", "plan_asserts_nothing", "triple_is_claimed")
BASIS, ASSERTED, PLAN, CLAIMED = CHECKS
TABLES = (
    "CREATE TABLE stated (triple BLOB, status, thing BLOB, claim INTEGER, free INTEGER)",
    "CREATE TABLE triples (triple BLOB, keyed INTEGER)",
    "CREATE TABLE things (thing BLOB)",
)
INDEXES = (
    "CREATE INDEX of_stated ON stated (triple, status)",
    "CREATE INDEX of_triple ON triples (triple)",
    "CREATE INDEX of_thing ON things (thing)",
)
DONE = "(SELECT 1 FROM stated AS done WHERE done.triple = {0}.triple AND done.status = '\"done\"')"
THERE = "(SELECT 1 FROM triples WHERE triples.triple = stated.triple)"
IS_ASSERTED = f"""
SELECT thing FROM stated WHERE claim AND status = '"done"' AND NOT free AND NOT EXISTS {THERE}
"""
IS_PLANNED = f"""
SELECT thing FROM stated WHERE claim AND status IN ('"planned"', '"problem"')
AND EXISTS {THERE} AND NOT EXISTS {DONE.format("stated")}
"""
IS_UNCLAIMED = f"SELECT triple FROM triples WHERE keyed AND NOT EXISTS {DONE.format('triples')}"
IS_THING = "SELECT 1 FROM things WHERE thing = ?"
TRUE, FALSE = (f'"{value}"^^<{XSD}boolean>'.encode() for value in ("true", "false"))
SIDES = tuple(RDF + side for side in ("subject", "predicate", "object"))


class _Roles(NamedTuple):
    """What things of a kind are: statements with these sides, claims, things with a key.

    `direct` are the places of what may be a plain triple of a claim, `keyed` of what has to be one where it
    leads to a thing with a key.
    """

    sides: tuple[tuple[int, ...], ...]
    statuses: tuple[int, ...]
    free: tuple[int, ...]
    is_claim: bool
    is_keyed: bool
    lacks_basis: bool
    direct: tuple[int, ...]
    keyed: tuple[int, ...]


class Stated:
    """Takes thing by thing: `see` each, then `end`."""

    def __init__(self, base: sqlite3.Connection, put: Put) -> None:
        """`base` is a database with these TABLES, `put` takes what is found."""
        self._base, self._put = base, put
        schema = load_schema()
        self._stated = frozenset(f"<{schema.relations[name].iri}>".encode() for name in PREDICATES)
        self.odd: set[str] = set()

    def see(self, thing: Thing) -> None:
        """Find what is wrong with a thing, as far as that is known already."""
        subject, kind, objects = thing
        roles = self._roles(kind)
        if roles.lacks_basis:
            self._put(BASIS, subject, None, None)
        if roles.is_keyed:
            self._base.execute("INSERT INTO things VALUES (?)", (subject,))
        if roles.sides and roles.statuses:
            self._put_stated(subject, roles, objects)
        if roles.direct or roles.keyed:
            self._put_triples(thing, roles)

    def end(self) -> None:
        """Find what is wrong with the graph as a whole."""
        for index in INDEXES:
            self._base.execute(index)
        for name, text in ((ASSERTED, IS_ASSERTED), (PLAN, IS_PLANNED)):
            for (thing,) in self._base.execute(text):
                self._put(name, thing, None, None)
        for (triple,) in self._base.execute(IS_UNCLAIMED):
            thing, predicate, value = triple.split(b" ", 2)
            if self._base.execute(IS_THING, (value,)).fetchone():
                self._put(CLAIMED, thing, predicate, value)

    def _roles(self, kind: Kind) -> _Roles:
        """What things of a kind are, which remembers it."""
        if Stated not in kind.plans:
            at, own = kind.at, NAMESPACE.encode()
            claim, keyed = NAMESPACE + "Claim" in kind.types, NAMESPACE + "key" in at
            named = list(enumerate(kind.predicates))
            kind.plans[Stated] = _Roles(
                tuple(at[side] for side in SIDES) if at.keys() >= set(SIDES) else (),
                at.get(NAMESPACE + "status", ()),
                at.get(NAMESPACE + "withoutFact", ()),
                claim,
                keyed,
                RDF + "Statement" in kind.types and not claim and NAMESPACE + "basis" not in at,
                tuple(place for place, one in named if one in self._stated),
                tuple(place for place, one in named if keyed and one[1:].startswith(own)),
            )
        found: _Roles = kind.plans[Stated]
        return found

    def _put_stated(self, subject: Token, roles: _Roles, objects: list[Token]) -> None:
        sides = [[objects[one] for one in those] for those in roles.sides]
        free = [objects[one] for one in roles.free]
        if roles.is_claim and not self._stated.issuperset(sides[1]):
            self.odd.update((ASSERTED, PLAN))
        if any(one[0] != IRI for side in sides for one in side) or not {TRUE, FALSE}.issuperset(free):
            self.odd.update(CHECKS[1:])
        for triple in product(*sides):
            for status in (objects[one] for one in roles.statuses):
                row = (b" ".join(triple), status.decode(), subject, roles.is_claim, TRUE in free)
                self._base.execute("INSERT INTO stated VALUES (?, ?, ?, ?, ?)", row)

    def _put_triples(self, thing: Thing, roles: _Roles) -> None:
        subject, kind, objects = thing
        keyed = {place for place in roles.keyed if objects[place][0] != b'"'[0]}
        for place in keyed.union(roles.direct):
            row = (b" ".join((subject, kind.predicates[place], objects[place])), place in keyed)
            self._base.execute("INSERT INTO triples VALUES (?, ?)", row)
