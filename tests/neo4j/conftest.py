"""A real Neo4j for the tests of this folder, by the first of these that applies.

1. NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD name a server that may be wiped;
2. Maven and a fitting JDK: a server assembled from Maven Central (NEO4J_VERSION);
3. Docker.

test_neo4j_store.py and test_browser.py run on both lines of Neo4j, the other tests on the older one, and
by `make soak` on the newer one. A test that lacks its server, or what only the second way can do, is skipped
with the reason; it fails where NEO4J_REQUIRED=1.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import sync
from loaders.property_graph.elements import elements
from loaders.property_graph.rows import Elements
from tests.neo4j.line import FIRST, SECOND, Line, filled, missing

WIPE = "MATCH (n) DETACH DELETE n"


@pytest.fixture(scope="session")
def samples(samples_graph: Path) -> Elements:
    return elements(read_graph(samples_graph), load_schema())


@pytest.fixture(scope="session")
def first_line(tmp_path_factory: pytest.TempPathFactory, samples: Elements) -> Iterator[Line]:
    """The server that all tests share."""
    with filled(*FIRST, tmp_path_factory.mktemp("neo4j"), samples) as found:
        if found.imported is None:
            with Neo4jStore(found.settings) as store:
                store.run(WIPE)
        yield found


@pytest.fixture(scope="session")
def second_line(tmp_path_factory: pytest.TempPathFactory, samples: Elements) -> Iterator[Line]:
    """A server of the other line."""
    if "NEO4J_URI" in os.environ:
        missing("NEO4J_URI names one server")
    with filled(*SECOND, tmp_path_factory.mktemp("second"), samples) as found:
        yield found


@pytest.fixture(scope="session")
def settings(first_line: Line) -> Settings:
    """Where the server is."""
    return first_line.settings


@pytest.fixture
def store(settings: Settings) -> Iterator[Neo4jStore]:
    """A store on a database without data; constraints and indexes stay: to make them takes ten seconds."""
    with Neo4jStore(settings) as opened:
        opened.run(WIPE)
        yield opened


@pytest.fixture(scope="module")
def sample_store(settings: Settings, samples_graph: Path) -> Iterator[Neo4jStore]:
    """A store that holds the graph of the samples, which often stands there already."""
    schema = load_schema()
    with Neo4jStore(settings) as opened:
        sync(opened, elements(read_graph(samples_graph), schema), schema, "samples")
        yield opened


def drop_schema(store: Neo4jStore) -> None:
    """Drop all constraints and indexes."""
    drops = []
    for kind, shown in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        rows = store.stream(f"SHOW {shown} YIELD name, type WHERE type <> 'LOOKUP' RETURN name", {})
        drops += [f"DROP {kind} `{row['name']}` IF EXISTS" for row in rows]
    store.run(*drops)
