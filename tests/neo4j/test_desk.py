"""`make neo4j`: what it shows, on the server of the tests; it was looked at in Neo4j Browser 5.24 as well."""

import urllib.request
from pathlib import Path

import pytest

from kg.settings import Settings
from kg.store import write_graph
from loaders.neo4j.neo4j_store import Neo4jStore
from tests.conftest import ROOT, SAMPLES
from tests.loaders.small_graph import small_graph
from tests.neo4j import desk
from tests.neo4j.server import Address


@pytest.mark.neo4j
def test_the_desk_loads_what_it_builds_of_the_samples_and_tells_where(
    settings: Settings, store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []

    def build(texts: list[Path], graph: Path) -> None:
        asked.append(texts)
        write_graph(small_graph(), graph)

    monkeypatch.setattr(desk, "build", build)
    said: list[str] = []
    desk.show(Address(settings.neo4j_uri or "", settings.neo4j_password or ""), tmp_path / "g", said.append)

    assert asked == [[SAMPLES]]
    reports = [{"n": len(small_graph().reports)}]
    assert store.read("MATCH (n:Report) RETURN count(n) AS n", {}) == reports
    assert f"NEO4J_URI={settings.neo4j_uri}" in said[0]
    assert "/browser/?dbms=bolt://neo4j@" in said[0]


def test_the_style_sheet_may_be_fetched_by_a_page_of_another_port() -> None:
    with desk.served(ROOT / "queries" / "browser") as place:  # noqa: SIM117
        with urllib.request.urlopen(f"{place}/style.grass", timeout=10) as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert b"node.Agency" in answer.read()


def test_without_java_it_says_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "find_java", lambda _: None)

    assert desk.main() == 4
    assert "needs Maven and a JDK" in capsys.readouterr().err
