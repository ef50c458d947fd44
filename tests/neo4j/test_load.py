"""`kg load` on a real server: once, again, by difference, killed, in vain, and beside nodes of others."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kg.cli import run
from kg.errors import DataError, ServiceError
from kg.graph import Graph
from kg.model import EntityId
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import write_graph
from loaders import neo4j_store
from loaders.elements import Elements, elements
from loaders.marked import HOLD
from loaders.neo4j_store import Neo4jStore
from loaders.retract import without_report
from loaders.sync import plan, retract_run, sync
from tests.loaders.small_graph import small_graph
from tests.neo4j.test_neo4j_store import size, without_last_report

pytestmark = pytest.mark.neo4j
Captured = pytest.CaptureFixture[str]
OLD, SCHEMA = small_graph(), load_schema()
WHOLE = elements(OLD, SCHEMA)
LESS = elements(without_last_report(OLD), SCHEMA)
EVERYTHING = """MATCH (n) WHERE NOT n:KgLoad OPTIONAL MATCH (n)-[r]->(m)
RETURN elementId(n) AS n, elementId(r) AS r ORDER BY n, r"""


@pytest.fixture
def store(settings: Settings) -> Iterator[Neo4jStore]:
    """A store on a database without data; constraints and indexes stay, so that plans do."""
    with Neo4jStore(settings) as opened:
        opened.run("MATCH (n) DETACH DELETE n")
        yield opened


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables that a user of this server sets."""
    found = {
        "NEO4J_URI": settings.neo4j_uri or "",
        "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": settings.neo4j_password or "",
        "NEO4J_DATABASE": settings.neo4j_database,
        "KG_LOCALE": "en",
    }
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    return {**os.environ, **found}


def links_and_nodes(found: Elements) -> int:
    return len(found.nodes) + len(found.links)


def test_a_second_load_creates_nothing_by_the_servers_counters(store: Neo4jStore) -> None:
    assert sync(store, WHOLE, SCHEMA, "one").created == links_and_nodes(WHOLE)
    before = store.read(EVERYTHING, {})

    again = sync(store, WHOLE, SCHEMA, "two")
    assert (again.created, again.deleted, [one for one in again.changes if one.differs]) == (0, 0, [])
    full = sync(store, WHOLE, SCHEMA, "three", full=True)
    assert (full.created, full.deleted) == (0, 0)
    assert store.read(EVERYTHING, {}) == before
    assert store.read("MATCH (n:Entity) RETURN DISTINCT n.run AS run", {}) == [{"run": "three"}]


def test_only_the_difference_is_written_and_what_is_of_others_stays(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "whole")
    store.run(
        "MATCH (n:Entity {name: '一窗通办'}) CREATE (:Note {text: '我的'})-[:ABOUT]->(n) SET n.mine = 1",
        "CREATE (:Person {name: '他人'})",
    )
    foretold = plan(store, LESS, SCHEMA).changes

    done = sync(store, LESS, SCHEMA, "less")

    assert done.changes == foretold
    assert sum(one.gone for one in done.changes) == done.deleted > 0
    assert size(store) == (len(LESS.nodes) + 3, len(LESS.links) + 1)
    kept = "MATCH (:Note)-[:ABOUT]->(n) RETURN n.mine AS mine, n.run AS run"
    assert store.read(kept, {}) == [{"mine": 1, "run": "whole"}]
    assert sync(store, WHOLE, SCHEMA, "whole").created == done.deleted


def test_one_report_one_rule_one_run_are_taken_out(store: Neo4jStore) -> None:
    sync(store, LESS, SCHEMA, "first")
    sync(store, WHOLE, SCHEMA, "second")
    named = "MATCH (n:Entity) RETURN n.name AS name ORDER BY name"

    sync(store, elements(without_report(OLD, "xiling/2022.txt"), SCHEMA), SCHEMA, "third")
    names = [row["name"] for row in store.read(named, {})]
    assert store.read("MATCH (r:Report) RETURN r.source AS source", {}) == [{"source": "donghu/2021.txt"}]
    assert "一窗通办" in names
    assert "湖事办西岭分厅" not in names

    sync(store, WHOLE, SCHEMA, "fourth")
    gone = retract_run(store, SCHEMA, "fourth")
    assert gone["Report"] == 1
    assert store.read("MATCH (n {run: 'fourth'}) RETURN count(n) AS n", {}) == [{"n": 0}]
    assert store.read("MATCH (r:Report) RETURN r.source AS source", {}) == [{"source": "donghu/2021.txt"}]
    assert retract_run(store, SCHEMA, "fourth") == {}


def test_a_property_and_a_label_that_are_no_more_go(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "one")
    act = next(one for one in OLD.entities if one.cls == "LegalAct")
    plain = replace(act, cls="Regulation", properties=())
    less = replace(OLD, entities=tuple(plain if one is act else one for one in OLD.entities))

    done = sync(store, elements(less, SCHEMA), SCHEMA, "two")

    assert [(one.kind, one.changed) for one in done.changes if one.differs] == [("Entity", 1)]
    found = store.read(
        "MATCH (n:Entity {id: $id}) RETURN labels(n) AS labels, n.kind AS kind", {"id": act.id}
    )
    assert (sorted(found[0]["labels"]), found[0]["kind"]) == (["Entity", "Regulation"], None)


def test_entities_of_others_are_refused_before_anything_is_written(store: Neo4jStore) -> None:
    store.run("CREATE (:Entity {id: 'x', name: '他人'})")

    with pytest.raises(DataError, match="1 :Entity: nodes in this database that kg load did not write"):
        sync(store, WHOLE, SCHEMA, "one")
    assert size(store) == (1, 0)


def test_a_second_loader_is_refused(
    store: Neo4jStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_store, "PATIENCE", 0.3)
    sync(store, LESS, SCHEMA, "one")
    with Neo4jStore(settings) as other, other.holding(HOLD, {"run": "x"}):  # noqa: SIM117
        with pytest.raises(ServiceError, match="another kg load is writing"):
            sync(store, WHOLE, SCHEMA, "two")
    assert sync(store, LESS, SCHEMA, "two").created == 0


def test_a_load_that_is_killed_goes_on_with_the_same_command(
    store: Neo4jStore, environment: dict[str, str], samples_graph: Path, capsys: Captured
) -> None:
    command = [sys.executable, "-m", "kg", "load", "-g", str(samples_graph)]
    for least in (100, 3000):
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as loader:
            while sum(size(store)) < least and loader.poll() is None:
                time.sleep(0.05)
            loader.send_signal(signal.SIGKILL)
        assert loader.returncode == -signal.SIGKILL

    assert run(["load", "-g", str(samples_graph)]) == 0
    assert "counts and sums of hashes agree" in capsys.readouterr().err
    assert run(["load", "-g", str(samples_graph), "--dry-run", "--format", "csv"]) == 0
    rows = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert {tuple(row[2:]) for row in rows} == {("0", "0", "0")}


HOSTILE = (
    *(
        "`",
        "``) DETACH DELETE n //",
        "\\u0060) DETACH DELETE n //",
        "'; DROP CONSTRAINT entity_id;--",
        '"',
        "\\",
    ),
    *(
        "\0",
        "a\0b",
        "\u202e倒写",
        "\u200f右",
        "\u2028行",
        "\ufeff",
        "\U0001f600",
        "𠮷野",
        "é",
        "e\u0301",
        "$rows",
    ),
    *(
        "{id: 1}",
        "}) RETURN 1 //",
        "<script>alert(1)</script>",
        "%s%n",
        "null",
        "*",
        "🧑‍⚖️",
        "\t制表",
        " 空 格 ",
    ),
)


def test_hostile_names_go_in_as_data_and_come_out_the_same(store: Neo4jStore) -> None:
    names = [*HOSTILE, *(f"{one}{number}" for number in range(3) for one in HOSTILE), "长" * 10_000]
    assert len(names) > 100
    entities = [
        replace(
            OLD.entities[0],
            id=EntityId(f"a{at:04}"),
            key=name,
            name=name,
            names=(name,),
            properties=(("kind", name),),
        )
        for at, name in enumerate(names)
    ]

    sync(store, elements(Graph(entities=tuple(entities)), SCHEMA), SCHEMA, "one")

    text = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.name AS name, n.names AS names ORDER BY n.id"
    rows = store.read(text, {"ids": [one.id for one in entities]})
    assert [(row["name"], row["names"]) for row in rows] == [(name, [name]) for name in names]


@pytest.fixture
def rude() -> Iterator[str]:
    """The address of a server that takes a connection and breaks it off."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    listener.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def test_what_keeps_a_load_from_beginning_is_one_line(
    environment: dict[str, str], rude: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    write_graph(OLD, tmp_path / "graph")
    for name, value, said in (
        ("NEO4J_PASSWORD", "not-the-password", "NEO4J_PASSWORD"),
        ("NEO4J_DATABASE", "elsewhere", "no database elsewhere"),
        ("NEO4J_URI", "bolt://127.0.0.1:1", "no Neo4j answers"),
        ("NEO4J_URI", rude, "no Neo4j answers"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert run(["load", "-g", str(tmp_path / "graph")]) == 4, said
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1), err
        assert said in err
        assert environment["NEO4J_PASSWORD"] not in err


def test_the_link_leads_to_browser(settings: Settings) -> None:
    with Neo4jStore(settings) as store:
        link = urlsplit(store.browser("MATCH (n) RETURN n"))

    host: Any = urlsplit(settings.neo4j_uri or "").hostname
    assert (link.scheme, link.hostname, link.path) == ("http", host, "/browser/")
    assert link.query.endswith("&cmd=edit&arg=MATCH%20%28n%29%20RETURN%20n")
