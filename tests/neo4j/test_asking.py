"""`kg query --neo4j` and `kg ask --neo4j` on a real server: what only reads is run once, and has an end."""

from collections.abc import Iterator
from typing import Any

import neo4j as driver
import pytest

from kg.cli import run
from kg.errors import UsageError
from kg.settings import Settings
from loaders.neo4j.neo4j_store import Neo4jStore

pytestmark = pytest.mark.neo4j
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def store(sample_store: Neo4jStore) -> Iterator[Neo4jStore]:
    """A store that holds the graph of the samples, and two thousand notes of others."""
    sample_store.run("UNWIND range(1, 2000) AS n CREATE (:Note {n: n})")
    yield sample_store
    sample_store.run("MATCH (n:Note) DELETE n")


@pytest.fixture(autouse=True)
def environment(store: Neo4jStore, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables that a user of this server sets."""
    monkeypatch.setenv("NEO4J_URI", settings.neo4j_uri or "")
    monkeypatch.setenv("NEO4J_PASSWORD", settings.neo4j_password or "")
    monkeypatch.setenv("KG_LOCALE", "en")


def query(text: str, *options: str) -> int:
    """The exit code of the command."""
    return run(["query", text, "--neo4j", "--format", "csv", *options])


def test_a_product_of_everything_is_ended_and_the_server_lives(store: Neo4jStore, capsys: Captured) -> None:
    assert query("MATCH (a), (b), (c) RETURN count(*) AS n") == 0  # of its counts alone Neo4j answers this
    capsys.readouterr()
    assert query("MATCH (a), (b), (c) WHERE a.n <> c.n RETURN count(*) AS n", "--timeout", "0.5") == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "took too long" in err

    assert query("MATCH (n:Note) RETURN count(n) AS n") == 0
    assert capsys.readouterr().out.split() == ["n", "2000"]
    still = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS '(c)' RETURN currentQuery"
    assert [row for row in store.stream(still, {}) if "SHOW" not in row["currentQuery"]] == []


def test_rows_have_an_end(capsys: Captured) -> None:
    assert query("UNWIND range(1, 1000000000) AS n RETURN n") == 3
    assert "more than 10000 rows" in capsys.readouterr().err
    assert query("UNWIND range(1, 1000000000) AS n RETURN n", "--limit", "3") == 0
    assert capsys.readouterr().out.split() == ["n", "1", "2", "3"]


def test_a_query_is_explained_then_run_once_in_read_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    run_, session_ = driver.Session.run, driver.Driver.session

    def session(self: driver.Driver, **config: Any) -> driver.Session:
        opened = session_(self, **config)
        modes[opened] = config["default_access_mode"]
        return opened

    def counted(self: driver.Session, text: Any, *arguments: Any, **more: Any) -> driver.Result:
        asked.append((modes[self], getattr(text, "text", text)))
        return run_(self, text, *arguments, **more)

    modes: dict[driver.Session, str] = {}
    monkeypatch.setattr(driver.Driver, "session", session)
    monkeypatch.setattr(driver.Session, "run", counted)
    for name in ("execute_read", "execute_write", "begin_transaction"):
        monkeypatch.delattr(driver.Session, name)

    assert query("RETURN 1 AS one") == 0
    assert asked[-2:] == [("READ", "EXPLAIN RETURN 1 AS one"), ("READ", "RETURN 1 AS one")]
    asked.clear()
    assert run(["ask", "Q05", "--neo4j", "--json"]) == 0
    assert {mode for mode, _ in asked} == {"READ"}
    assert [text for _, text in asked if text.startswith("EXPLAIN")] == [f"EXPLAIN {asked[-1][1]}"]


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'http://127.0.0.1:1/x' AS row RETURN row",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL db.createLabel('X')",
        "CALL apoc.load.json('http://127.0.0.1:1') YIELD value RETURN value",
        "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
        "SHOW SETTINGS",
        "TERMINATE TRANSACTION 'x'",
        "USE system SHOW USERS",
        "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
        "MATCH (n) \\u0053ET n.x = 1",
        "PROFILE CREATE (n)",
        "RETURN 1; MATCH (n) DETACH DELETE n",
    ],
)
def test_what_is_no_question_is_never_sent(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(driver.GraphDatabase, "driver", None)

    assert query(text) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Note)",
        "MATCH (n:Note) SET n.x = 1",
        "MATCH (n:Note) DETACH DELETE n",
        "CREATE INDEX x FOR (n:Note) ON (n.x)",
        "CREATE USER x SET PASSWORD 'long-enough'",
        "CALL db.createLabel('Strange')",
    ],
)
def test_behind_the_guard_the_server_refuses_too(store: Neo4jStore, text: str) -> None:
    with pytest.raises(UsageError, match=r"query writes|read access mode"):
        store.read(text, {})
    with pytest.raises(UsageError, match="in read access mode"):
        list(store.stream(text, {}))
    assert store.read("MATCH (n:Note) RETURN count(n) AS n, count(n.x) AS x", {}) == [{"n": 2000, "x": 0}]


def test_a_password_that_is_not_set_is_asked_for_and_not_shown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    password = settings.neo4j_password or ""
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert query("RETURN 1 AS one") == 2
    assert "set NEO4J_PASSWORD" in capsys.readouterr().err

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: password)  # it shows nothing of what is typed
    assert query("RETURN 1 AS one") == 0
    out, err = capsys.readouterr()
    assert out.split() == ["one", "1"]
    assert "Neo4j password" in err
    assert password not in err


def test_values_are_parameters(capsys: Captured) -> None:
    for value in ("' OR true //", "`}) DETACH DELETE n //", "\\u0027", '"'):
        assert query("MATCH (n:Entity {name: $name}) RETURN n.name AS name", "--param", f"name={value}") == 0
        assert run(["ask", "Q05", "--neo4j", "--param", f"title_ends={value}", "--json"]) == 0
    assert query("MATCH (n:Note) RETURN count(n) AS n") == 0
    assert capsys.readouterr().out.split()[-2:] == ["n", "2000"]


def test_the_server_knows_short_names_and_slips_too(capsys: Captured) -> None:
    assert run(["ask", "Q01", "--neo4j", "--param", "region=广东省珠海市香洲区", "--json"]) == 0
    full = capsys.readouterr().out
    assert full != "[]\n"

    assert run(["ask", "Q01", "--neo4j", "--param", "region=香洲区", "--json"]) == 0
    assert capsys.readouterr() == (full, "region: answered for 广东省珠海市香洲区\n")
    assert run(["ask", "Q01", "--neo4j", "--param", "region=广东省珠海市香州区", "--json"]) == 0
    assert "do you mean 广东省珠海市香洲区" in capsys.readouterr().err
