"""A real Neo4j for the tests of this folder, by the first of these that applies.

1. NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD name a server that may be wiped;
2. Maven and a fitting JDK: a server assembled from Maven Central (NEO4J_VERSION);
3. Docker.

test_neo4j_store.py runs on both lines of Neo4j, the other tests on the older one.
Else the tests are skipped with the reason, and fail where NEO4J_REQUIRED=1.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import sync
from loaders.property_graph.elements import elements
from tests.neo4j.container import container, has_docker
from tests.neo4j.server import LINES, NEEDS, Address, Before, assemble, find_java, running

VERSION = os.environ.get("NEO4J_VERSION", LINES[0])
WIPE = "MATCH (n) DETACH DELETE n"
NONE = f"no Neo4j {{}}: set NEO4J_URI, or install {NEEDS}, or start Docker"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Where the server is."""
    with served(VERSION, tmp_path_factory.mktemp("neo4j")) as found:
        with Neo4jStore(found) as store:
            store.run(WIPE)
        yield found


@contextmanager
def served(version: str, work: Path, before: Before | None = None) -> Iterator[Settings]:
    """Where a server of that version is; `before` is called if it is ours and has not started yet."""
    java = find_java(version)
    with ExitStack() as stack:
        if "NEO4J_URI" in os.environ:
            yield Settings.from_env()
        elif shutil.which("mvn") and java:
            home = assemble(version)
            yield _settings(stack.enter_context(running(home, work, java, before=before)))
        elif has_docker():
            yield _settings(stack.enter_context(container(version.rpartition(".")[0])))
        elif os.environ.get("NEO4J_REQUIRED") == "1":
            pytest.fail(NONE.format(version))
        else:
            pytest.skip(NONE.format(version))


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


def _settings(address: Address) -> Settings:
    return Settings.from_env({"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password})


def drop_schema(store: Neo4jStore) -> None:
    """Drop all constraints and indexes."""
    drops = []
    for kind, shown in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        rows = store.stream(f"SHOW {shown} YIELD name, type WHERE type <> 'LOOKUP' RETURN name", {})
        drops += [f"DROP {kind} `{row['name']}` IF EXISTS" for row in rows]
    store.run(*drops)
