"""The property graph without a server: an ArcadeDB database inside the graph folder, asked in Cypher.

It is made on the first question from the tables of the folder, and made again when they have changed.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import FolderError, ServiceError, UsageError
from kg.model import digest
from kg.resources import resource
from kg.schema import load_schema
from kg.store import graph_stamp, tabled_in
from loaders.made import made
from loaders.property_graph.cypher import Batch, Row
from loaders.property_graph.elements import each
from loaders.property_graph.filling import fill
from loaders.property_graph.indexes import schema_statements, searched
from loaders.property_graph.rows import Rows

os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
try:
    import arcadedb
except (ImportError, OSError) as error:
    raise ServiceError(
        f"the embedded graph engine cannot be loaded ({error}): the package arcadedb has no wheel for this "
        "platform, or is not installed; pip install arcadedb, or load the graph into Neo4j (NEO4J_URI) and "
        "ask it there, or ask in SPARQL (--lang sparql)"
    ) from error

SHAPE = 2
"""Rises when the same graph gives other nodes or links, so that databases made before are made again."""
CYPHER = "opencypher"
_CLASS = re.compile(r" \(caused by [\w.]+: null\)|caused by (?=\w+\.)|(?:\w+\.)+\w+(?:Exception|Error): ")
CJK = "org.apache.lucene.analysis.cjk.CJKAnalyzer"


class EmbeddedStore:
    """An open database; a context manager."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        """Open the database at `path`; a missing one is made unless it is to be read only.

        Raises FolderError where that cannot be done.
        """
        try:
            if read_only or arcadedb.database_exists(str(path)):
                self._database = arcadedb.open_database(str(path), read_only=read_only)
            else:
                self._database = arcadedb.create_database(str(path))
        except arcadedb.ArcadeDBError as error:
            what = f"{path}: the embedded graph cannot be opened: {_said(error)}"
            raise FolderError(f"{what}; remove {path.parent} and ask again") from error

    def __enter__(self) -> "EmbeddedStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self, statements: Iterable[str]) -> None:
        """Constraints and indexes, and full-text indexes for Chinese."""
        for statement in statements:
            self._run(CYPHER, statement)
        for name, label, prop in searched():
            self._run("sql", f"CREATE PROPERTY {label}.{prop} IF NOT EXISTS STRING")
            kind = f'FULL_TEXT METADATA {{"analyzer": "{CJK}"}}'
            self._run("sql", f"CREATE INDEX {name} IF NOT EXISTS ON {label} ({prop}) {kind}")

    def write(self, batch: Batch) -> int:
        """Run one batch in a transaction of its own; gives how many rows found their nodes."""
        return int(self._run(CYPHER, batch.statement, {"rows": list(batch.rows)})[0]["found"])

    def fill(self, found: Callable[[], Iterable[Rows]]) -> None:
        """Write all elements into this database, which is empty; DataError for a link without its node.

        `found` gives them, each time the same.
        """
        fill(self._database, found, self._kind)

    def _kind(self, labels: tuple[str, ...]) -> str:
        """The type that the engine gives to nodes of these labels: one is made and deleted again."""
        name = self._run(CYPHER, f"CREATE (n:{':'.join(labels)} {{id: ''}}) RETURN n")[0]["n"]["@type"]
        self._run(CYPHER, f"MATCH (n:{labels[0]} {{id: ''}}) DELETE n")
        return str(name)

    def read(self, text: str, params: Mapping[str, Any], *, most: int | None = None) -> list[Row]:
        """The rows of a query, no more than `most` of them are fetched.

        A node comes as its properties and `labels`, a link as its properties and `type`. Raises UsageError
        with the first line of what the engine says for a query that it does not take.
        """
        try:
            found = self._database.query(CYPHER, text, dict(params))
            return [_shown(row) for row in islice(found.iter_dicts(), most)]
        except arcadedb.ArcadeDBError as error:
            raise UsageError(f"Cypher: {_said(error)}") from error

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _run(self, language: str, text: str, params: Row | None = None) -> list[Row]:
        with self._database.transaction():
            found = self._database.command(language, text, *([] if params is None else [params]))
            return [] if found is None else list(found.to_list())


def rows(folder: Path, text: str, params: Mapping[str, Any], *, most: int | None = None) -> list[Row]:
    """The rows of a Cypher query on the graph folder, each a column → value mapping, at most so many.

    Raises UsageError for a query that writes or does not parse; FolderError where there is no graph.
    """
    with EmbeddedStore(prepared(folder)) as store:
        return store.read(text, params, most=most)


def prepared(folder: Path) -> Path:
    """The path of the database of this graph folder, made anew where it is missing or of an older graph."""
    ontology = resource("ontology/gsr.ttl").read_text("utf-8")
    stamp = digest(graph_stamp(folder), ontology, str(SHAPE), arcadedb.__version__)
    return made(folder / "graph" / "arcade", stamp, lambda path: _fill(folder, path))


def _fill(folder: Path, path: Path) -> None:
    with tabled_in(folder) as graph, EmbeddedStore(path, read_only=False) as store:
        store.prepare(schema_statements())
        store.fill(lambda: each(graph, load_schema()))


def _said(error: Exception) -> str:
    """The first line of what the engine says, without the names of its classes."""
    line = next(iter(str(error).splitlines()), "")
    return _CLASS.sub("", line.partition(" failed: ")[2] or line)


def _shown(value: Any) -> Any:
    """The value without what only the engine knows: its record ids, the name of a pair of labels."""
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if not isinstance(value, dict):
        return value
    known = {key: _shown(one) for key, one in value.items() if not key.startswith("@")}
    kind = value.get("@type")
    if kind is None:
        return known
    named = {"type": kind} if kind.isupper() else {"labels": sorted(kind.split("~"))}
    return {**named, **dict(sorted(known.items()))}
