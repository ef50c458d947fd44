"""`--neo4j`: what the commands do with a server, shown on the embedded engine, which is asked alike."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.store import write_graph
from loaders.neo4j import neo4j_store
from loaders.property_graph.embedded import EmbeddedStore, prepared
from tests.loaders.small_graph import small_graph

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store stands where the server would; no graph folder is named."""
    write_graph(small_graph(), tmp_path / "graph")

    def opened(settings: Any, *, timeout: float, password: str | None = None) -> EmbeddedStore:
        return EmbeddedStore(prepared(tmp_path / "graph"))

    monkeypatch.setattr(neo4j_store, "Neo4jStore", opened)
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:1")
    monkeypatch.setenv("KG_GRAPH", str(tmp_path / "none"))
    monkeypatch.setenv("KG_LOCALE", "en")


@pytest.mark.usefixtures("server")
def test_a_question_is_asked_of_the_server(capsys: Captured) -> None:
    assert run(["ask", "Q06", "--neo4j", "--param", "min_agencies=2", "--json"]) == 0

    names = [row["regulation"] for row in json.loads(capsys.readouterr().out)]
    assert names == ["云州省优化营商环境条例", "法治政府建设实施纲要"]


@pytest.mark.usefixtures("server")
def test_a_free_query_is_judged_and_asked_of_the_server(capsys: Captured) -> None:
    assert run(["query", "MATCH (p:Platform) RETURN p.name AS name ORDER BY name", "--neo4j", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["湖事办", "湖事办西岭分厅"]

    assert run(["query", "MATCH (n) DETACH DELETE n", "--neo4j"]) == 2
    assert (
        run(["query", "MATCH (c:Claim) RETURN c.id AS id", "--neo4j", "--limit", "2", "--format", "csv"]) == 0
    )
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["ask", "Q06", "--neo4j", "--lang", "sparql"], "speaks Cypher", 2),
        (["query", "SELECT ?s { ?s ?p ?o }", "--neo4j"], "speaks Cypher", 2),
        (["ask", "Q06", "--neo4j"], "Neo4j", 4),
    ],
)
def test_what_a_server_cannot_do_is_one_line(
    arguments: list[str], words: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "of no use")

    assert run(arguments) == status

    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "of no use" not in err
    assert err.count("\n") == 1


def test_without_an_address_it_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)

    assert run(["ask", "Q06", "--neo4j"]) == 2
    assert "NEO4J_URI" in capsys.readouterr().err
