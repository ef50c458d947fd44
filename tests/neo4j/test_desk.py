"""`make neo4j`: what it shows, on the server of the tests; it was looked at in Neo4j Browser 5.24 as well."""

import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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
    settings: Settings, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built: list[list[Path]] = []
    fetched: list[str] = []
    further: dict[str, str] = {}

    def build(texts: list[Path], graph: Path) -> None:
        built.append(texts)
        write_graph(small_graph(), graph)

    @contextmanager
    def running(home: Path, work: Path, java: Path, settled: dict[str, str]) -> Iterator[Address]:
        further.update(settled)
        yield Address(settings.neo4j_uri or "", settings.neo4j_password or "")

    def wait() -> None:
        for what, address in re.findall(r"(\w+) (http[^;]+)", further["browser.post_connect_cmd"]):
            urllib.request.urlopen(address, timeout=10).close()
            fetched.append(f"{what} {address.rpartition('/')[2]}")

    monkeypatch.setattr("shutil.which", lambda name: name)
    for stand_in in (build, running, wait):
        monkeypatch.setattr(desk, stand_in.__name__, stand_in)
    for name in ("find_java", "assemble"):
        monkeypatch.setattr(desk, name, Path)
    assert desk.main() == 0

    assert built == [[SAMPLES]]
    reports = [{"n": len(small_graph().reports)}]
    assert store.read("MATCH (n:Report) RETURN count(n) AS n", {}) == reports
    assert fetched == ["style style.grass", "guide guide.html"]
    known = store.stream("SHOW SETTINGS YIELD name WHERE name IN $names RETURN name", {"names": [*further]})
    assert [row["name"] for row in known] == [*further]
    said = capsys.readouterr().out
    assert f"NEO4J_URI={settings.neo4j_uri} NEO4J_PASSWORD={settings.neo4j_password}\n" in said
    assert "/browser/?dbms=bolt://neo4j@" in said


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
