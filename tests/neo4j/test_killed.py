"""Loader and server killed in the middle of a load: the same command ends in the same graph.

Twice each; twenty times at random points with SOAK=1, as `make soak` sets it.
"""

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.graph import Graph
from kg.model import EntityId
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph, write_graph
from loaders.neo4j import marked, neo4j_store
from loaders.neo4j.neo4j_store import Counts, Neo4jStore
from loaders.neo4j.restore import restored
from loaders.neo4j.sync import plan
from loaders.property_graph.cypher import Batch
from loaders.property_graph.elements import elements
from tests.loaders.small_graph import small_graph
from tests.loaders.test_restore import bare, parts_of
from tests.neo4j.conftest import WIPE
from tests.neo4j.hostile import NAME
from tests.neo4j.line import SOAK, VERSION, missing
from tests.neo4j.server import Address, assemble, configure, find_java, prepared, started
from tests.neo4j.test_neo4j_store import size

pytestmark = pytest.mark.neo4j
Captured = pytest.CaptureFixture[str]
SCHEMA = load_schema()
DRAW = random.Random(7)
SHARES = sorted(DRAW.random() for _ in range(20)) if SOAK else [0.1, 0.6]
"""How much of the graph is in the database when a server is killed; a loader is killed as often."""
LOADER = """import sys, time
from kg.cli import run
from loaders.neo4j import marked, neo4j_store
send = neo4j_store._run
def slowly(transaction, batch):
    time.sleep(0.05)
    return send(transaction, batch)
marked.BATCH, neo4j_store._run = 100, slowly
sys.exit(run(sys.argv[1:]))"""
"""`kg` with so few rows in a transaction, and such a time for each, that a load is killed in the middle."""
SETTINGS = {"db.memory.transaction.max": "4m"}
READ_ONLY = {"server.databases.default_to_read_only": "true"}


def holds(store: Neo4jStore, graph: Graph) -> bool:
    """Whether the database holds the graph, neither more nor less."""
    differs = [one for one in plan(store, elements(graph, SCHEMA), SCHEMA).changes if one.differs]
    return not differs and bare(restored(store, SCHEMA)) == parts_of(graph)


def test_a_load_that_is_killed_goes_on_with_the_same_command(
    store: Neo4jStore,
    settings: Settings,
    samples_graph: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    name_server(settings, monkeypatch)
    graph = read_graph(samples_graph)
    total = len(elements(graph, SCHEMA).nodes) + len(elements(graph, SCHEMA).links)
    command = [sys.executable, "-c", LOADER, "load", "-g", str(samples_graph)]
    for _ in SHARES:
        if sum(size(store)) > total / 3:
            store.run(WIPE)
        stood = sum(size(store))
        enough = stood + DRAW.uniform(0, 0.3) * total
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as loader:
            while sum(size(store)) <= enough and loader.poll() is None:
                time.sleep(0.01)
            loader.kill()
        assert loader.returncode == -signal.SIGKILL
        assert stood < sum(size(store)) < total

    assert run(["load", "-g", str(samples_graph)]) == 0
    assert "counts and sums of hashes agree" in capsys.readouterr().err
    assert holds(store, graph)


@dataclass(frozen=True, slots=True)
class Own:
    """A server of these tests alone, which may be started and killed."""

    home: Path
    work: Path
    java: Path
    address: Address

    @property
    def settings(self) -> Settings:
        """How it is reached."""
        return Settings.from_env({"NEO4J_URI": self.address.uri, "NEO4J_PASSWORD": self.address.password})

    def running(self) -> AbstractContextManager["subprocess.Popen[bytes]"]:
        """The server's process while the block runs."""
        return started(self.home, self.work, self.java, self.address)


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """A server that is not yet running, with little memory for a transaction."""
    java = find_java(VERSION)
    if java is None or not shutil.which("mvn"):
        missing("a server that can be killed needs Maven and a JDK")
    home = assemble(VERSION)
    return Own(home, tmp_path, java, prepared(home, tmp_path, java, SETTINGS, http=False))


def name_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the variables that a user of the server sets."""
    monkeypatch.setenv("NEO4J_URI", settings.neo4j_uri or "")
    monkeypatch.setenv("NEO4J_PASSWORD", settings.neo4j_password or "")
    monkeypatch.setenv("KG_LOCALE", "en")


def killing(
    server: "subprocess.Popen[bytes]", share: float, already: int, total: int
) -> Callable[[str], Callable[[int, int], None]]:
    """What takes the place of the progress: it kills the server amid the batch that follows this share."""

    def tell(done: int, _: int) -> None:
        if already + done >= share * total:
            threading.Timer(0.01, server.kill).start()

    return lambda words: tell


def one_line(capsys: Captured) -> str:
    """What was said, which is one line of trouble and nothing else."""
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1), (out, err)
    return err


def test_a_server_that_is_killed_gets_the_same_graph_by_the_same_command(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    name_server(own.settings, monkeypatch)
    monkeypatch.setattr(neo4j_store, "RETRY", 0.5)
    monkeypatch.setattr(neo4j_store, "PATIENCE", 60.0)  # a server that has just begun is slow
    monkeypatch.setattr(marked, "BATCH", 20)
    graph = small_graph()
    write_graph(graph, tmp_path / "graph")
    total = len(elements(graph, SCHEMA).nodes) + len(elements(graph, SCHEMA).links)
    command = ["load", "-g", str(tmp_path / "graph")]
    for share in SHARES:
        with own.running() as server, monkeypatch.context() as patch:
            with Neo4jStore(own.settings) as store:
                already = sum(size(store))
            if not already:
                full_memory_is_one_line(tmp_path / "long", monkeypatch, capsys)
            patch.setattr("kg.cli.load.progress_of", killing(server, share, already, total))
            assert run(command) == 4
            assert "no Neo4j answers" in one_line(capsys)
            assert server.wait(10) == -signal.SIGKILL

    with own.running(), Neo4jStore(own.settings) as store:
        assert 0 < sum(size(store)) < total
        assert run(command) == 0
        capsys.readouterr()
        assert holds(store, graph)

    configure(own.work, VERSION, own.address, READ_ONLY)
    with own.running():
        assert run(command) == 4
        assert "the database is read-only" in one_line(capsys)


def full_memory_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A load and a query for which the server has no memory are tried once."""
    asked: list[Batch] = []

    def counted(transaction: Any, batch: Batch) -> Counts:
        asked.append(batch)
        return send(transaction, batch)

    one, send = small_graph().entities[0], neo4j_store._run
    long = (replace(one, id=EntityId(f"a{at:05}"), names=("长" * NAME,)) for at in range(300))
    write_graph(Graph(entities=tuple(long)), folder)
    with monkeypatch.context() as patch:
        patch.setattr(neo4j_store, "RETRY", 60)
        patch.setattr(neo4j_store, "_run", counted)
        patch.setattr(marked, "BATCH", 100_000)
        assert run(["load", "-g", str(folder)]) == 4
        assert "no memory left" in one_line(capsys)
        assert len(asked) == len({id(batch) for batch in asked}) > 0
        assert run(["query", "UNWIND range(1, 10000000) AS n RETURN collect(n) AS all", "--neo4j"]) == 4
        assert "no memory left" in one_line(capsys)
