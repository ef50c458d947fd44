"""A graph folder a piece at a time: however big the graph, a reader holds no more of it than a piece.

The tables are sorted by ids, which are hashes for the most part; a writer wants a report with all that stands
in it, and an entity with its facts. So they are copied to a temporary database of SQLite, whose indexes are
sorted on disk within a cache of bounded size. It lies where the system has temporary files (TMPDIR), and is
gone when closed.
"""

import functools
import json
import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from kg.graph import Graph
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    ClaimFact,
    Entity,
    Fact,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
)
from kg.scratch import filled
from kg.store.codec import columns_of, values_from
from kg.store.folder import text_path, texts_hash
from kg.store.manifest import Manifest
from kg.store.reading import batches, content, section_of, settled, unfinished
from kg.store.tables import TABLES

T = TypeVar("T")
COPIED = (
    *("reports", "sections", "mentions", "claims", "entities", "facts", "claim_facts", "observations"),
    "resolution",
)
"""The tables of a Graph, but for its issues."""
BY_ID = ("entities", "facts")
"""The tables of which a part lies by family, told by id nevertheless."""
CACHE = 32 * 1024
"""KiB of the database that are held in memory."""
KNOWN = 20_000
"""Ids of which the class is remembered, and of which the name."""
PIECE = 500
"""Entities or facts in a piece."""
WITHIN = "substr(object, 1, instr(object, '-'))"
"""How the id of a span begins: with `e`, the digits of its report and a hyphen (kg.model.Evidence.id)."""
INDEXES = (
    *(f"{name} (report_id)" for name in ("sections", "mentions", "claims", "observations", "resolution")),
    *("claim_facts (report_id)", "claim_facts (fact_id)", "facts (id)", "facts (subject)"),
    *("entities (id)", "observations (id)", f"facts ({WITHIN}) WHERE relation = 'EVIDENCE'"),
)
CLASSES = (
    "SELECT id, cls FROM entities WHERE id",
    "SELECT id, 'Observation' FROM observations WHERE id",
)
"""What has an id of its own, with its class."""
SAID = "SELECT subject, relation, object, status FROM facts WHERE"
OF_REPORT = f"""
{SAID} id IN (SELECT fact_id FROM claim_facts WHERE report_id = ?)
UNION {SAID} subject IN (SELECT id FROM observations WHERE report_id = ?)
UNION {SAID} relation = 'EVIDENCE' AND {WITHIN} = ?
"""
"""The facts that a report claims, those of its figures, and that findings rest on it."""


class Slices:
    """A graph in pieces: each is a Graph that holds what its method says, all of them together the whole.

    A fact beside what it is a fact of says no more than its four parts: no years, reports, evidence.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self.class_of = functools.lru_cache(KNOWN)(self._class_of)
        self.name_of = functools.lru_cache(KNOWN)(self._name_of)

    def heads(self) -> Iterator[Graph]:
        """Each report, with the entities that ISSUER and REGION denote in it."""
        sides = "FROM resolution WHERE report_id = ? AND mention IN (?, ?)"
        for report in self._reports():
            found = self._values(Resolved, sides, report.id, ISSUER, REGION)
            yield Graph(reports=(report,), resolved=tuple(found))

    def entities(self) -> Iterator[Graph]:
        """Entities with the facts of which they are the subject."""
        ((number,),) = self._rows("SELECT count(*) FROM entities")
        those = "FROM entities WHERE rowid BETWEEN ? AND ?"
        for first in range(1, number + 1, PIECE):
            span = (first, first + PIECE - 1)
            facts = self._said(f"{SAID} subject IN (SELECT id {those})", *span)
            yield Graph(entities=tuple(self._values(Entity, those, *span)), facts=facts)

    def facts(self) -> Iterator[Graph]:
        """Whole facts."""
        return self._facts("")

    def unclaimed(self) -> Iterator[Graph]:
        """Whole facts that no claim states, and those that are known from elsewhere, too."""
        unclaimed = "NOT EXISTS (SELECT 1 FROM claim_facts WHERE fact_id = facts.id)"
        return self._facts(f"WHERE basis <> 'stated' OR {unclaimed}")

    def _facts(self, which: str) -> Iterator[Graph]:
        found = self._values(Fact, f"FROM facts {which} ORDER BY rowid")
        while piece := tuple(islice(found, PIECE)):
            yield Graph(facts=piece)

    def reports(self) -> Iterator[Graph]:
        """Each report with all that stands in it, and with what its facts say."""
        for report in self._reports():
            yield self._of_report(report)

    def _of_report(self, report: Report) -> Graph:
        def values(cls: Callable[..., T], table: str, also: str = "") -> tuple[T, ...]:
            those = f"FROM {table} WHERE report_id = ? {also} ORDER BY rowid"
            return tuple(self._values(cls, those, report.id))

        return Graph(
            reports=(report,),
            sections=self._sections(report),
            mentions=values(Mention, "mentions", "AND NOT deictic"),
            deictics=values(Mention, "mentions", "AND deictic"),
            claims=values(Claim, "claims"),
            facts=self._said(OF_REPORT, report.id, report.id, f"e{report.id[1:]}-"),
            claim_facts=values(ClaimFact, "claim_facts"),
            observations=values(Observation, "observations"),
            resolved=values(Resolved, "resolution"),
        )

    def _reports(self) -> Iterator[Report]:
        both = "FROM reports JOIN texts ON texts.report_id = reports.id ORDER BY reports.rowid"
        return self._values(Report, both, at_once=1)

    def _sections(self, report: Report) -> tuple[Section, ...]:
        rows = self._rows("SELECT * FROM sections WHERE report_id = ? ORDER BY rowid", report.id)
        return tuple(section_of(row, {report.id: report.text}) for row in rows)

    def _values(
        self, cls: Callable[..., T], those: str, *values: str | int, at_once: int = PIECE
    ) -> Iterator[T]:
        """The values of the rows that stand `FROM` somewhere, of which so many are held."""
        names = columns_of(cls)
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = self._rows(f"SELECT {quoted} {those}", *values)
        while some := rows.fetchmany(at_once):
            yield from values_from(cls, dict(zip(names, zip(*some, strict=True), strict=True)))

    def _said(self, text: str, *values: str | int) -> tuple[Fact, ...]:
        return tuple(Fact(*row) for row in self._rows(text, *values))

    def _rows(self, text: str, *values: str | int) -> sqlite3.Cursor:
        return self._base.execute(text, values)

    def classes_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The classes of those of the keys that are entities or observations."""
        entities, observations = CLASSES
        found = self._of_each(entities, keys)
        return found | self._of_each(observations, {*keys} - {*found})

    def _of_each(self, text: str, keys: Iterable[str]) -> dict[str, str]:
        """What a query that ends with a column gives for these values of it, asked at once."""
        return dict(self._rows(f"{text} IN (SELECT value FROM json_each(?))", json.dumps([*keys])))

    def _class_of(self, key: str) -> str | None:
        """The class of an entity or observation, None where the graph has no such thing."""
        for text in CLASSES:
            for _, cls in self._rows(f"{text} = ?", key):
                return str(cls)
        return None

    def _name_of(self, key: str) -> str | None:
        """The name of an entity, None where the graph has no such entity."""
        return next((str(row[0]) for row in self._rows("SELECT name FROM entities WHERE id = ?", key)), None)


@contextmanager
def slices(folder: Path) -> Iterator[Slices]:
    """The graph of a folder in pieces; errors as `kg.store.read_graph`."""
    with closing(settled(folder, _copy)) as base:
        yield Slices(base)


def _copy(folder: Path, manifest: Manifest) -> sqlite3.Connection:
    def fill(base: sqlite3.Connection) -> None:
        for name in COPIED:
            _copy_table(base, folder, manifest, name)
        _copy_texts(base, folder, manifest)
        for number, index in enumerate(INDEXES):
            base.execute(f"CREATE INDEX index_{number} ON {index}")

    base = filled(fill, cache=CACHE, detect_types=sqlite3.PARSE_DECLTYPES)
    base.row_factory = sqlite3.Row
    return base


def _copy_table(base: sqlite3.Connection, folder: Path, manifest: Manifest, name: str) -> None:
    columns = TABLES[name].columns
    kinds = {column: "LIST" if pa.types.is_list(kind) else "" for column, kind in columns.items()}
    declared = ", ".join(f'"{column}" {kind}' for column, kind in kinds.items())
    into = "copied" if name in BY_ID else name
    for table in dict.fromkeys((name, into)):
        base.execute(f"CREATE TABLE {table} ({declared})")
    put = f"INSERT INTO {into} VALUES ({', '.join('?' * len(kinds))})"
    for batch in batches(folder, manifest, name):
        cells = (map(marshal.dumps, batch[name]) if kind else batch[name] for name, kind in kinds.items())
        base.executemany(put, zip(*cells, strict=True))
    if into != name:
        base.execute(f"INSERT INTO {name} SELECT * FROM copied ORDER BY id")
        base.execute("DROP TABLE copied")


def _copy_texts(base: sqlite3.Connection, folder: Path, manifest: Manifest) -> None:
    base.execute("CREATE TABLE texts (report_id PRIMARY KEY, text)")

    def copied() -> Iterator[tuple[str, bytes]]:
        for (key,) in base.execute("SELECT id FROM reports ORDER BY rowid"):
            text = content(text_path(folder, key))
            base.execute("INSERT INTO texts VALUES (?, ?)", (key, text.decode("utf-8")))
            yield key, text

    if texts_hash(copied()) != manifest.texts:
        raise unfinished(folder, "texts/ is not what manifest.json names")


sqlite3.register_converter("LIST", marshal.loads)
