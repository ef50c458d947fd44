"""A graph by columns, as its tables have it: an object for each row costs a writer of millions several times
as much.

A column is asked for by its name (`kg.store.tables`), and read from the folder then. The parts of the tables
are set aside first, checked, in a temporary database of SQLite: a build may replace the graph meanwhile.
"""

import functools
import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.graph import Graph
from kg.scratch import filled
from kg.store.codec import columns_from
from kg.store.manifest import Manifest
from kg.store.parts import chunks, column_in, pieces_in
from kg.store.reading import parts_of, settled
from kg.store.tables import TABLES

Table = Callable[[str], Sequence[Any]]
"""Some rows of a table: what gives the cells of a column."""
Tables = Mapping[str, Table]
IN_REPORTS = (
    *("reports", "sections", "mentions", "claims", "evidence", "claim_facts", "observations", "resolution"),
)
"""The tables of what stands in reports, and of what was made of it."""
_NO_ROWS: Tables = {name: dict.fromkeys(TABLES[name].columns, ()).__getitem__ for name in IN_REPORTS}
_REPORT = {"reports": "id"}
"""The column of a table that names the report, where it is another than `report_id`."""
REPORTS, ROWS = 16, 2_000
"""Reports, and rows of a table, that are told together."""
CACHE = 16 * 1024
"""KiB of what is set aside that are held in memory."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """A graph by columns.

    `reports` gives what stands in some reports after the other, by table; `rows` those of the table that it
    is given, some at a time, and of them the columns that it is given, by default all; `quotes_of` the quotes
    of those keys that are evidence, by id.
    """

    reports: Callable[[], Iterator[Tables]]
    rows: Callable[..., Iterator[Table]]
    quotes_of: Callable[[Iterable[str]], Mapping[str, str]]


def tabled(graph: Graph) -> Tabled:
    """A graph in memory: all of it is told together."""
    mentions = (*graph.mentions, *graph.deictics)
    values = (graph.reports, graph.sections, mentions, graph.claims, graph.evidence(), graph.claim_facts)
    those = dict(zip(IN_REPORTS, (*values, graph.observations, graph.resolved), strict=True))
    found: dict[str, dict[str, Sequence[Any]]] = {
        name: columns_from(some) if some else dict.fromkeys(TABLES[name].columns, ())
        for name, some in {**those, "entities": graph.entities, "facts": graph.facts}.items()
    }
    found["mentions"]["deictic"] = [place >= len(graph.mentions) for place in range(len(mentions))]
    tables = {name: columns.__getitem__ for name, columns in found.items()}
    quotes = dict(zip(found["evidence"]["id"], found["evidence"]["quote"], strict=True))
    return Tabled(
        lambda: iter([{name: tables[name] for name in IN_REPORTS}]),
        lambda name, *_: iter([tables[name]]),
        lambda keys: {key: quotes[key] for key in keys if key in quotes},
    )


@contextmanager
def tabled_in(folder: Path) -> Iterator[Tabled]:
    """The graph of a folder by columns; errors as `kg.store.read_graph`, before anything is told."""
    with _lean(), closing(settled(folder, _set_aside)) as base:
        yield Tabled(lambda: _reports(base), functools.partial(_rows, base), functools.partial(_quotes, base))


@contextmanager
def _lean() -> Iterator[None]:
    """Arrow takes memory from the system meanwhile: its own allocator keeps some 30 MB too many."""
    usual = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(usual)
        pa.system_memory_pool().release_unused()


def _set_aside(folder: Path, manifest: Manifest) -> sqlite3.Connection:
    """A temporary database of the parts of the tables, and of the quotes of all evidence."""

    def fill(base: sqlite3.Connection) -> None:
        base.execute("CREATE TABLE parts (name, stretch, rows, content)")
        base.execute("CREATE TABLE quotes (id PRIMARY KEY, quote) WITHOUT ROWID")
        for name in (*IN_REPORTS, "entities", "facts"):
            for part, content in parts_of(folder, manifest, name):
                row = (name, part.stretch, part.rows, content)
                base.execute("INSERT INTO parts VALUES (?, ?, ?, ?)", row)
        base.execute("CREATE INDEX by_stretch ON parts (stretch)")
        for evidence in _rows(base, "evidence", "id", "quote"):
            both = zip(evidence("id"), evidence("quote"), strict=True)
            base.executemany("INSERT INTO quotes VALUES (?, ?)", both)

    return filled(fill, cache=CACHE)


def _reports(base: sqlite3.Connection) -> Iterator[Tables]:
    """What stands in REPORTS at a time, of all that was set aside."""
    stretches = base.execute("SELECT stretch FROM parts WHERE name = 'reports' AND rows > 0 ORDER BY rowid")
    for (stretch,) in stretches.fetchall():
        found = base.execute("SELECT name, content FROM parts WHERE stretch = ?", (stretch,))
        parts = {name: _columns(content) for name, content in found}
        of = {name: part(_REPORT.get(name, "report_id")).to_pylist() for name, part in parts.items()}
        for some in chunks(of["reports"], REPORTS):
            ends = {name: (bisect_left(of[name], some[0]), bisect_right(of[name], some[-1])) for name in of}
            told = {name: _cells(part, *ends[name]) for name, part in parts.items()}
            yield {**_NO_ROWS, **told}


def _rows(base: sqlite3.Connection, name: str, *columns: str) -> Iterator[Table]:
    parts = base.execute("SELECT content FROM parts WHERE name = ? ORDER BY rowid", (name,))
    for (content,) in parts:
        for piece in pieces_in(content, ROWS, name, [*columns] or None):
            yield _cells(piece.column, 0, len(piece))


def _columns(content: bytes) -> Callable[[str], pa.ChunkedArray]:
    """What reads the columns of a part, each once."""
    return functools.cache(functools.partial(column_in, content))


def _cells(part: Callable[[str], pa.ChunkedArray | pa.Array], first: int, end: int) -> Table:
    return functools.cache(lambda name: part(name)[first:end].to_pylist())


def _quotes(base: sqlite3.Connection, keys: Iterable[str]) -> Mapping[str, str]:
    asked = "SELECT id, quote FROM quotes WHERE id IN (SELECT value FROM json_each(?))"
    return dict(base.execute(asked, (json.dumps([*keys]),)))
