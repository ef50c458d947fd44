"""What differs between the sheets of a graph and a Neo4j database, found by reading hashes.

Eight bytes for each element of one label or type are held at a time; what differs lies on disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from kg.schema import Schema
from loaders.neo4j import marked
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sheets import NOTHING, Form, Numbers, Sheets, Sums
from loaders.property_graph.cypher import KEYED

_NONE: Numbers = np.empty(0, np.int64)
_TABLES = (
    "CREATE TABLE gone (kind TEXT, hash INTEGER, id TEXT)",
    "CREATE TABLE missing (name TEXT PRIMARY KEY) WITHOUT ROWID",
)
_SET_APART = "INSERT INTO gone SELECT ?1, ?2, ?3 WHERE ?4 NOT IN missing"


@dataclass(frozen=True, slots=True)
class Change:
    """What a load does to one kind: a label (`Report`) or a relationship type (`ISSUED`).

    `number` elements are in the graph; `new` ones were missing in the database, `changed` ones said something
    else, `gone` ones are no more in the graph.
    """

    kind: str
    number: int
    new: int
    changed: int
    gone: int

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Writing:
    """Elements of one form that are to be written: those at some places of its sheet."""

    form: Form
    places: Numbers


@dataclass(frozen=True, slots=True)
class Plan:
    """All that brings the database to the graph, kind by kind, nodes before relationships.

    Which elements are to go stands in the table `gone` beside the sheets.
    """

    changes: tuple[Change, ...]
    writes: tuple[Writing, ...]
    expected: Mapping[str, Sums]

    @property
    def rows(self) -> int:
        """How many elements are written or deleted."""
        return sum(change.new + change.changed + change.gone for change in self.changes)


def compared(store: Neo4jStore, sheets: Sheets, schema: Schema, *, full: bool = False) -> Plan:
    """What is to be written and deleted; with `full` all that the graph has is written."""
    for statement in _TABLES:
        sheets.base.execute(statement)
    stands, kinds = sums(store), (*KEYED, *schema.relations)
    expected = {kind: sheets.sums(sheets.forms(kind)) for kind in kinds}
    parts = [_compare(_Kind(store, sheets, kind), stands.get(kind, NOTHING), full=full) for kind in kinds]
    classes = {term.neo4j for term in schema.classes.values()} - set(KEYED)
    return Plan(
        tuple(change for change, _ in parts),
        tuple(writing for _, writings in parts for writing in writings),
        expected | {label: sheets.of_label(label) for label in classes},
    )


def sums(store: Neo4jStore) -> dict[str, Sums]:
    """The sums of what is ours in the database, of each label and type."""
    rows = (row for text in marked.SUMS for row in store.stream(text, {}))
    return {row["kind"]: Sums(row["number"], row["high"], row["low"]) for row in rows}


def gone(sheets: Sheets, kind: str) -> Iterator[Any]:
    """What of a kind is to be deleted: ids of nodes, hashes of relationships."""
    column = "id" if kind in KEYED else "hash"
    found = sheets.base.execute(f"SELECT {column} FROM gone WHERE kind = ? ORDER BY {column}", (kind,))
    return chain.from_iterable(found)


def _compare(those: "_Kind", stands: Sums, *, full: bool) -> tuple[Change, list[Writing]]:
    own = those.sheets.sums(those.forms)
    if stands == own and not full:
        return Change(those.kind, own.number, 0, 0, 0), []
    there = those.standing(stands.number)
    hashes = {form: those.sheets.hashes(form) for form in those.forms}
    missing = [Writing(form, np.flatnonzero(~np.isin(one, there))) for form, one in hashes.items()]
    stale = np.setdiff1d(there, np.concatenate([_NONE, *hashes.values()]))
    number = sum(len(one.places) for one in missing)
    left = those.set_apart(stale, missing)
    new = number - (len(stale) - left)
    if full:
        missing = [Writing(form, np.arange(len(one))) for form, one in hashes.items()]
    changed = sum(len(one.places) for one in missing) - new
    return Change(those.kind, own.number, new, changed, left), missing


@dataclass(frozen=True, slots=True)
class _Kind:
    """The elements under a label or of a type, in the graph and in the database."""

    store: Neo4jStore
    sheets: Sheets
    kind: str

    @property
    def forms(self) -> list[Form]:
        """Its forms in the graph."""
        return self.sheets.forms(self.kind)

    def standing(self, number: int) -> Numbers:
        """The hashes in the database, about so many."""
        queries = marked.hashes_of(self.kind, number) if number else ()
        rows = (row for query in queries for row in self.store.stream(*query))
        return np.concatenate([_NONE, *(np.array(row["hashes"], np.int64) for row in rows)])

    def set_apart(self, stale: Numbers, missing: Iterable[Writing]) -> int:
        """Set what bears these hashes apart as gone, but for what has a name that is missing; how many."""
        base = self.sheets.base
        base.execute("DELETE FROM missing")
        if len(stale):
            base.executemany("INSERT INTO missing VALUES (?)", self._names(missing))
        before = base.total_changes
        base.executemany(_SET_APART, self._named(stale))
        return base.total_changes - before

    def _names(self, missing: Iterable[Writing]) -> Iterator[tuple[str]]:
        for one in missing:
            for row in self.sheets.rows(one.form, one.places):
                yield (_name(*one.form.ends, *row.name),)

    def _named(self, hashes: Numbers) -> Iterator[tuple[str, int, str, str]]:
        """Kind, hash, id and name of elements of the database."""
        for first in range(0, len(hashes), marked.NAMED):
            some = hashes[first : first + marked.NAMED].tolist()
            for row in self.store.stream(marked.named(self.kind), {"hashes": some}):
                yield self.kind, row["hash"], row["id"], self._name_of(row)

    def _name_of(self, row: Mapping[str, Any]) -> str:
        if self.kind in KEYED:
            return _name(row["id"])
        ends = (_key_label(row["start_labels"]), _key_label(row["end_labels"]), row["start"], row["end"])
        return _name(*ends, *(row[name] for name in ("id", "label") if row[name] is not None))


def _name(*parts: str) -> str:
    """Parts of a name as one text: no id has the sign between them."""
    return "\x1f".join(parts)


def _key_label(labels: Iterable[str]) -> str:
    return next(label for label in KEYED if label in labels)
