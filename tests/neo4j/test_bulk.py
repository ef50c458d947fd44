"""`kg load --bulk`: what neo4j-admin imports is what Bolt loads, property by property."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.bulk import OPTIONS, arguments, write_bulk
from loaders.elements import elements
from loaders.neo4j_store import Neo4jStore
from loaders.sync import plan, sync
from tests.conftest import ROOT
from tests.neo4j.conftest import VERSION
from tests.neo4j.server import assemble, find_java, running

pytestmark = pytest.mark.neo4j
NODES = "MATCH (n) WHERE n.hash IS NOT NULL RETURN labels(n) AS labels, properties(n) AS props"
LINKS = """MATCH (a)-[r]->(b) WHERE r.hash IS NOT NULL
RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS props"""


def dump(store: Neo4jStore) -> list[str]:
    """Everything of ours in the database, in an order of its own."""
    rows: list[dict[str, Any]] = [*store.stream(NODES, {}), *store.stream(LINKS, {})]
    for row in rows:
        row["props"] = sorted(row["props"].items())
        row["labels"] = sorted(row.get("labels", []))
    return sorted(map(repr, rows))


def test_an_import_makes_the_database_that_bolt_makes(
    settings: Settings, samples_graph: Path, tmp_path: Path
) -> None:
    java = find_java(VERSION)
    if java is None or not shutil.which("mvn") or os.environ.get("NEO4J_REQUIRED") != "1":
        pytest.skip("half a minute for a server of its own: NEO4J_REQUIRED=1, Maven and a JDK")
    schema, found = load_schema(), elements(read_graph(samples_graph), load_schema())
    written = write_bulk(found, schema, "samples", tmp_path / "bulk")
    files = [one.replace("=", f"={tmp_path / 'bulk'}/", 1) for one in arguments(written)]
    command = (
        "database",
        "import",
        "full",
        "neo4j",
        *OPTIONS[:-1],
        f"--report-file={tmp_path / 'report'}",
        *files,
    )
    with Neo4jStore(settings) as store:
        store.run("MATCH (n) DETACH DELETE n")
        sync(store, found, schema, "samples")
        expected = dump(store)

    home = assemble(VERSION, ROOT / "build" / f"neo4j-{VERSION}")
    with running(home, tmp_path / "work", java, first=command) as address:
        own = Settings.from_env({"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password})
        with Neo4jStore(own) as store:
            assert dump(store) == expected
            assert not [one for one in plan(store, found, schema).changes if one.differs]
