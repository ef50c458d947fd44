"""What differs between the sheets of a graph and a Neo4j database, found by reading hashes.

Eight bytes are held for each element of the database, and for each of one label or type of the graph, and
four for each that is to be written; what else differs lies on disk.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from kg.errors import DataError
from kg.schema import Schema, load_schema
from loaders.neo4j import marked
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sheets import NOTHING, Numbers, Places, Sheets, Sums, sums_of
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import Form

_NONE: Numbers = np.empty(0, np.int64)
_TABLES = (
    "CREATE TABLE gone (kind TEXT, hash INTEGER, id TEXT)",
    "CREATE INDEX gone_kind ON gone (kind)",
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


class Writing(NamedTuple):
    """Elements of one form that are to be written: those at some places of its sheet."""

    form: Form
    places: Places


@dataclass(frozen=True, slots=True)
class Plan:
    """All that brings the database to the graph, kind by kind, nodes before relationships.

    Which elements are to go stands in the table `gone` beside the sheets. `stood` are the sums of the
    database as it was, by label and type, `expected` those of the graph.
    """

    changes: tuple[Change, ...]
    writes: tuple[Writing, ...]
    stood: Mapping[str, Sums]
    expected: Mapping[str, Sums]

    @property
    def rows(self) -> int:
        """How many elements are written or deleted."""
        return _size(self.writes) + sum(change.gone for change in self.changes)


class Outcome(NamedTuple):
    """The sums of what is ours in the database, of each label and type; and of how many elements that a run
    wrote of each the properties have the same names and types (`name:TYPE`).
    """

    sums: Mapping[str, Sums]
    shapes: Mapping[tuple[str, tuple[str, ...]], int]


Standing = tuple[dict[str, Numbers], dict[str, Sums]]
"""The hashes in a database and their sums, by label and type."""
_Differing = tuple[list[Writing], int]
"""What the database has not, and how many there have a hash that the graph has not."""


def standing(store: Neo4jStore) -> Standing:
    """The hashes in the database and their sums, by label and type."""
    found: dict[str, list[Numbers]] = defaultdict(list)
    for text, number in zip(marked.HASHES_OF, marked.NUMBERS, strict=True):
        of = -(-next(store.stream(number, {}))["number"] // marked.HASHES)
        for part in range(of):
            for row in store.stream(text, {"of": of, "part": part}):
                hashes = np.array(row["hashes"], np.int64)
                for kind in _kinds(row):
                    found[kind].append(hashes)
    there = {kind: np.concatenate(found.pop(kind)) for kind in [*found]}  # never twice in memory
    return there, {kind: sums_of(hashes) for kind, hashes in there.items()}


def compared(
    store: Neo4jStore, sheets: Sheets, schema: Schema, stands: Standing, *, full: bool = False
) -> Plan:
    """What is to be written and deleted; with `full` all that the graph has is written.

    `stands` is what `standing` gives; its hashes are let go of one kind after the other.
    """
    for statement in _TABLES:
        sheets.base.execute(statement)
    kinds = (*keyed(), *schema.relations)
    there, stood = stands
    expected = {kind: sheets.sums(sheets.forms(kind)) for kind in kinds}
    found: dict[str, _Differing] = {}
    stale: dict[str, Numbers] = {}
    for kind in kinds:
        hashes = there.pop(kind, _NONE)  # let go of as it is compared
        if full or stood.get(kind, NOTHING) != expected[kind]:
            missing, stale[kind] = _differing(sheets, kind, hashes)
            found[kind] = missing, len(stale[kind])
    del hashes
    _set_apart(store, sheets, found, stale)
    changes = (_change(sheets, kind, expected[kind].number, found.get(kind, ([], 0))) for kind in kinds)
    if full:
        writes = [
            Writing(form, np.arange(sheets.sums([form]).number, dtype=np.int32))
            for kind in kinds
            for form in sheets.forms(kind)
        ]
    else:
        writes = [one for missing, _ in found.values() for one in missing]
    classes = {term.neo4j for term in schema.classes.values()} - set(keyed())
    labels = {label: sheets.of_label(label) for label in classes}
    return Plan(tuple(changes), tuple(writes), stood, expected | labels)


def outcome(store: Neo4jStore, run: str, hashes: Sequence[int] | None = None) -> Outcome:
    """What stands in the database after a load; `hashes` where not all that the run wrote is to be told."""
    sums, shapes = dict[str, Sums](), Counter[tuple[str, tuple[str, ...]]]()
    params = {"run": run, "hashes": hashes}
    with ThreadPoolExecutor() as both:  # nodes and relationships are counted at once
        told = both.map(lambda text: [*store.stream(text, params)], marked.SUMS)
    for row in chain.from_iterable(told):
        for kind in _kinds(row):
            sums[kind] = sums.get(kind, NOTHING).plus(Sums(row["number"], row["high"], row["low"]))
            if row["shape"] is not None:
                shapes[kind, tuple(row["shape"])] += row["number"]
    return Outcome(sums, shapes)


def gone_links(sheets: Sheets) -> Iterator[tuple[str, int]]:
    """The relationships that are to be deleted, as the server calls them, and their hashes."""
    labels = ", ".join("?" * len(keyed()))
    return sheets.base.execute(f"SELECT id, hash FROM gone WHERE kind NOT IN ({labels})", keyed())


def gone_nodes(sheets: Sheets, label: str) -> Iterator[str]:
    """The ids of the nodes under the label that are to be deleted."""
    return chain.from_iterable(
        sheets.base.execute("SELECT id FROM gone WHERE kind = ? ORDER BY id", (label,))
    )


def _kinds(row: Mapping[str, Any]) -> list[str]:
    """The labels or the type of what bears these hashes; none where ours is found by none of them."""
    kinds: list[str] = row["kinds"]
    return [] if {*keyed(), *load_schema().relations}.isdisjoint(kinds) else kinds


def _differing(sheets: Sheets, kind: str, there: Numbers) -> tuple[list[Writing], Numbers]:
    """What of a kind the database has not, and the hashes there that the graph has not, sorted."""
    there = np.unique(there)
    known = np.zeros(len(there), np.bool_)
    missing = []
    for form in sheets.forms(kind):
        own = sheets.hashes(form)
        at = np.searchsorted(there, own)
        same = at < len(there)
        same[same] = there[at[same]] == own[same]
        known[at[same]] = True
        missing.append(Writing(form, np.flatnonzero(~same).astype(np.int32)))
    return missing, there[~known]


def _change(sheets: Sheets, kind: str, number: int, found: _Differing) -> Change:
    """What is done to one kind, of which so many are in the graph."""
    missing, stale = found
    asked = "SELECT count(DISTINCT hash), count(*) FROM gone WHERE kind = ?"
    ((left, gone),) = sheets.base.execute(asked, (kind,))  # copies have one hash
    new = _size(missing) - (stale - left)
    return Change(kind, number, new, _size(missing) - new, gone)


def _size(writings: Iterable[Writing]) -> int:
    return sum(len(one.places) for one in writings)


def _set_apart(
    store: Neo4jStore, sheets: Sheets, found: Mapping[str, _Differing], stale: dict[str, Numbers]
) -> None:
    """Set what is stale apart as gone, but for what has a name that is missing: that is changed.

    The hashes that are stale, by kind, are taken out of their dict as they are used.
    """
    for kind, (missing, number) in found.items():
        if number:
            sheets.base.executemany("INSERT INTO missing VALUES (?)", _names(sheets, kind, missing))
    keys = [kind for kind in found if kind in keyed()]
    links = [kind for kind in found if kind not in keyed()]
    for text, kinds in ((marked.NAMED_NODES, keys), (marked.NAMED_LINKS, links)):
        hashes = np.concatenate([_NONE, *map(stale.pop, kinds)])
        told = (one for row in _named(store, text, hashes) for one in _told(row) if one[0] in found)
        sheets.base.executemany(_SET_APART, told)


def _names(sheets: Sheets, kind: str, missing: Iterable[Writing]) -> Iterator[tuple[str]]:
    for one in missing:
        for row in sheets.rows(one.form, one.places):
            yield (_name(kind, *one.form.ends, *row.name),)


def _named(store: Neo4jStore, text: str, hashes: Numbers) -> Iterator[Mapping[str, Any]]:
    """What bears these hashes; each question goes through the whole database, so there are few."""
    size = max(marked.NAMED, min(marked.MOST_NAMED, len(hashes) // 4 + 1))
    for first in range(0, len(hashes), size):
        asked = hashes[first : first + size].tolist()
        yield from store.stream(text, {"hashes": asked})
        asked.clear()  # the driver holds it in a cycle of objects, which is found late


def _told(row: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    """Kind, hash, id and name of an element of the database; a relationship has the server's own id."""
    if "type" not in row:
        for kind in row["labels"]:
            yield kind, row["hash"], row["id"], _name(kind, row["id"])
        return
    ends = (_key_label(row["start_labels"]), _key_label(row["end_labels"]), row["start"], row["end"])
    key = (row[name] for name in ("id", "label") if row[name] is not None)
    yield row["type"], row["hash"], row["element"], _name(row["type"], *ends, *key)


def _name(*parts: str) -> str:
    """Parts of a name as one text: no id has the sign between them."""
    return "\x1f".join(parts)


def _key_label(labels: Iterable[str]) -> str:
    """The label under which a node of ours is found."""
    for label in keyed():
        if label in labels:
            return label
    what = "Neo4j: a relationship that bears a hash as ours do hangs on a node that is not ours"
    raise DataError(f"{what} (labels {', '.join(labels) or 'none'}); delete it, or its hash")
