"""A real Neo4j for the tests of this folder, by the first of these that applies.

1. NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD name a server that may be wiped;
2. Maven and a fitting JDK: a server assembled from Maven Central (NEO4J_VERSION);
3. Docker.

Else the tests are skipped with the reason, and fail where NEO4J_REQUIRED=1.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from kg.settings import Settings
from loaders.neo4j_store import Neo4jStore
from tests.conftest import ROOT
from tests.neo4j.container import container, has_docker
from tests.neo4j.server import Address, assemble, find_java, running

VERSION = os.environ.get("NEO4J_VERSION", "5.26.30")
NONE = "no Neo4j: set NEO4J_URI, or install Maven and a JDK 17 or 21, or start Docker"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Where the server is."""
    with ExitStack() as stack:
        java = find_java(VERSION)
        if "NEO4J_URI" in os.environ:
            yield Settings.from_env()
        elif shutil.which("mvn") and java:
            home = assemble(VERSION, ROOT / "build" / f"neo4j-{VERSION}")
            yield _settings(stack.enter_context(running(home, tmp_path_factory.mktemp("neo4j"), java)))
        elif has_docker():
            yield _settings(stack.enter_context(container(VERSION.rpartition(".")[0])))
        elif os.environ.get("NEO4J_REQUIRED") == "1":
            pytest.fail(NONE)
        else:
            pytest.skip(NONE)


@pytest.fixture
def neo4j(settings: Settings) -> Iterator[Neo4jStore]:
    """A store on an empty database without constraints and indexes."""
    with Neo4jStore(settings) as store:
        _wipe(store)
        yield store


def _settings(address: Address) -> Settings:
    return Settings.from_env({"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password})


def _wipe(store: Neo4jStore) -> None:
    drops = []
    for kind, shown in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        rows = store.stream(f"SHOW {shown} YIELD name, type WHERE type <> 'LOOKUP' RETURN name", {})
        drops += [f"DROP {kind} `{row['name']}` IF EXISTS" for row in rows]
    store.run(*drops, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
