"""What differs between the sheets of a graph and a Neo4j database, found by reading hashes.

Eight bytes for each element of one label or type, or of several small types, are held at a time; what differs
lies on disk.
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
from loaders.property_graph.indexes import keyed

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

    Which elements are to go stands in the table `gone` beside the sheets, of the kinds in `lots`.
    """

    changes: tuple[Change, ...]
    writes: tuple[Writing, ...]
    expected: Mapping[str, Sums]
    lots: tuple[marked.Lot, ...]

    @property
    def rows(self) -> int:
        """How many elements are written or deleted."""
        return sum(change.new + change.changed + change.gone for change in self.changes)


def compared(store: Neo4jStore, sheets: Sheets, schema: Schema, *, full: bool = False) -> Plan:
    """What is to be written and deleted; with `full` all that the graph has is written."""
    for statement in _TABLES:
        sheets.base.execute(statement)
    stands, kinds = sums(store), (*keyed(), *schema.relations)
    expected = {kind: sheets.sums(sheets.forms(kind)) for kind in kinds}
    differing = [kind for kind in kinds if full or stands.get(kind, NOTHING) != expected[kind]]
    numbers = {kind: one.number for kind, one in stands.items()}
    changes = {kind: Change(kind, expected[kind].number, 0, 0, 0) for kind in kinds}
    writes: dict[str, list[Writing]] = {}
    for lot in marked.lots(differing, numbers):
        for change, missing in _compare(_Lot(store, sheets, lot), numbers, full=full):
            changes[change.kind], writes[change.kind] = change, missing
    classes = {term.neo4j for term in schema.classes.values()} - set(keyed())
    return Plan(
        tuple(changes.values()),
        tuple(chain.from_iterable(writes[kind] for kind in differing)),
        expected | {label: sheets.of_label(label) for label in classes},
        tuple(marked.lots([kind for kind, change in changes.items() if change.gone], numbers)),
    )


def sums(store: Neo4jStore) -> dict[str, Sums]:
    """The sums of what is ours in the database, of each label and type."""
    rows = (row for text in marked.SUMS for row in store.stream(text, {}))
    return {row["kind"]: Sums(row["number"], row["high"], row["low"]) for row in rows}


def gone(sheets: Sheets, lot: marked.Lot) -> Iterator[Any]:
    """What of a lot is to be deleted: ids of nodes, hashes of relationships."""
    column = "id" if lot[0] in keyed() else "hash"
    those = f"kind IN ({', '.join('?' * len(lot))})"
    found = sheets.base.execute(f"SELECT {column} FROM gone WHERE {those} ORDER BY {column}", lot)
    return chain.from_iterable(found)


def _compare(
    those: "_Lot", numbers: Mapping[str, int], *, full: bool
) -> Iterator[tuple[Change, list[Writing]]]:
    """Of each kind what is done to it, and what is to be written."""
    there = those.standing(sum(numbers.get(kind, 0) for kind in those.kinds))
    found = {kind: those.differing(kind, hashes) for kind, hashes in there.items()}
    left = those.set_apart(found)
    for kind, (missing, stale) in found.items():
        new = _size(missing) - (len(stale) - left[kind])
        if full:
            missing = [
                Writing(form, np.arange(those.sheets.sums([form]).number)) for form in those.forms(kind)
            ]
        number = those.sheets.sums(those.forms(kind)).number
        yield Change(kind, number, new, _size(missing) - new, left[kind]), missing


def _size(writings: Iterable[Writing]) -> int:
    return sum(len(one.places) for one in writings)


_Differing = tuple[list[Writing], Numbers]
"""What the database has not, and the hashes of what the graph has not."""


@dataclass(frozen=True, slots=True)
class _Lot:
    """The elements of some kinds, in the graph and in the database."""

    store: Neo4jStore
    sheets: Sheets
    kinds: marked.Lot

    def forms(self, kind: str) -> list[Form]:
        """The forms of one kind in the graph."""
        return self.sheets.forms(kind)

    def standing(self, number: int) -> dict[str, Numbers]:
        """The hashes in the database, about so many, by kind."""
        queries = marked.hashes_of(self.kinds, number) if number else ()
        found: dict[str, list[Numbers]] = {kind: [_NONE] for kind in self.kinds}
        for row in (row for query in queries for row in self.store.stream(*query)):
            found[row["kind"]].append(np.array(row["hashes"], np.int64))
        return {kind: np.concatenate(hashes) for kind, hashes in found.items()}

    def differing(self, kind: str, there: Numbers) -> _Differing:
        """Where the hashes of a kind differ from those in the database."""
        hashes = {form: self.sheets.hashes(form) for form in self.forms(kind)}
        missing = [Writing(form, np.flatnonzero(~np.isin(one, there))) for form, one in hashes.items()]
        return missing, np.setdiff1d(there, np.concatenate([_NONE, *hashes.values()]))

    def set_apart(self, found: Mapping[str, _Differing]) -> dict[str, int]:
        """Set what is stale apart as gone, but for what has a name that is missing; how many of each kind."""
        base = self.sheets.base
        base.execute("DELETE FROM missing")
        for kind, (missing, stale) in found.items():
            if len(stale):
                base.executemany("INSERT INTO missing VALUES (?)", self._names(kind, missing))
        base.executemany(_SET_APART, self._named(np.concatenate([stale for _, stale in found.values()])))
        number = "SELECT count(*) FROM gone WHERE kind = ?"
        return {kind: base.execute(number, (kind,)).fetchone()[0] for kind in found}

    def _names(self, kind: str, missing: Iterable[Writing]) -> Iterator[tuple[str]]:
        for one in missing:
            for row in self.sheets.rows(one.form, one.places):
                yield (_name(kind, *one.form.ends, *row.name),)

    def _named(self, hashes: Numbers) -> Iterator[tuple[str, int, str, str]]:
        """Kind, hash, id and name of elements of the database."""
        for first in range(0, len(hashes), marked.NAMED):
            some = hashes[first : first + marked.NAMED].tolist()
            for row in self.store.stream(marked.named(self.kinds), {"hashes": some}):
                yield row["kind"], row["hash"], row["id"], _name_of(row)


def _name_of(row: Mapping[str, Any]) -> str:
    if row["kind"] in keyed():
        return _name(row["kind"], row["id"])
    ends = (_key_label(row["start_labels"]), _key_label(row["end_labels"]), row["start"], row["end"])
    return _name(row["kind"], *ends, *(row[name] for name in ("id", "label") if row[name] is not None))


def _name(*parts: str) -> str:
    """Parts of a name as one text: no id has the sign between them."""
    return "\x1f".join(parts)


def _key_label(labels: Iterable[str]) -> str:
    return next(label for label in keyed() if label in labels)
