"""The store of Neo4j on both lines, 5.26 and 2026.x: import, load, questions, refusals, the way to Browser.

A server of each line starts once, on a database that `kg load --bulk` and its script have filled. The older
line imports CSV and the newer one Parquet; with SOAK=1 each does both.
"""

import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from kg.errors import CheckError, KgError, ServiceError, UsageError
from kg.graph import Graph
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.asking.questions import ask_store, questions, typed
from loaders.neo4j.bulk import FORMATS, write_bulk
from loaders.neo4j.demands import enterprise_statements
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import audit, plan, sync
from loaders.property_graph.cypher import schema_statements
from loaders.property_graph.elements import Elements, elements
from loaders.property_graph.embedded import EmbeddedStore
from loaders.property_graph.store import Store, load
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph
from tests.neo4j.conftest import drop_schema, served
from tests.neo4j.server import LINES, assemble

pytestmark = pytest.mark.neo4j
SCHEMA = load_schema()
TRIED = tuple(product(LINES, FORMATS) if os.environ.get("SOAK") == "1" else zip(LINES, FORMATS, strict=True))
NODES = "MATCH (n) WHERE n.hash IS NOT NULL RETURN labels(n) AS labels, properties(n) AS props"
LINKS = """MATCH (a)-[r]->(b) WHERE r.hash IS NOT NULL
RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS props"""
SEARCH = "CALL db.index.fulltext.queryNodes('entity_text', $phrase) YIELD node RETURN node.name AS name"
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"


@dataclass(frozen=True, slots=True)
class Line:
    """A server, and what stood in it when it started; None where it was not ours to fill."""

    settings: Settings
    folder: Path
    imported: list[str] | None


@pytest.fixture(scope="module")
def samples(samples_graph: Path) -> Elements:
    return elements(read_graph(samples_graph), SCHEMA)


@pytest.fixture(scope="module", params=TRIED, ids="-".join)
def line(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, samples: Elements
) -> Iterator[Line]:
    """A server of a line that has imported the graph of the samples."""
    version, tables = request.param
    if "NEO4J_URI" in os.environ and request.param != TRIED[0]:
        pytest.skip("NEO4J_URI names one server")
    work = tmp_path_factory.mktemp("line")

    def fill(admin: Path) -> None:
        for jar in (assemble(version) / "lib").glob("parquet-floor*.jar"):
            shutil.copy(jar, work / "plugins")  # before hadoop-common on the class path, else Parquet fails
        write_bulk(samples, SCHEMA, "samples", work / "bulk", tables)
        run_script(work / "bulk", admin)
        add_settings(work / "neo4j.conf")

    with served(version, work, fill) as found, Neo4jStore(found) as store:
        yield Line(found, work / "bulk", dump(store) if (work / "bulk").exists() else None)


@pytest.fixture(scope="module")
def settings(line: Line) -> Settings:
    """Where the server of the line is."""
    return line.settings


def run_script(folder: Path, admin: Path) -> None:
    """Run the script that is written beside the tables, from elsewhere, as a user does."""
    done = subprocess.run(
        ["sh", folder / "import.sh"],
        env={**os.environ, "NEO4J_ADMIN": str(admin)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Start the server" in done.stdout


def add_settings(conf: Path) -> None:
    """Add the settings of the containers to those of a server, but for those that it has."""
    known = {line.partition("=")[0] for line in conf.read_text("utf-8").splitlines()}
    with conf.open("a", encoding="utf-8") as file:
        for line in (ROOT / "neo4j.env").read_text("utf-8").splitlines():
            name, _, value = line.removeprefix("NEO4J_").partition("=")
            name = name.replace("__", "-").replace("_", ".").replace("-", "_")
            if not line.startswith("#") and name not in known:
                file.write(f"{name}={value}\n")


def test_the_settings_of_the_containers_let_the_server_call_nobody(line: Line, store: Neo4jStore) -> None:
    if line.imported is None:
        pytest.skip("a server that was not started here has settings of its own")
    with pytest.raises(KgError) as caught:
        store.run("LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS row RETURN row")
    assert "blocked" in str(caught.value.__cause__)


def dump(store: Neo4jStore) -> list[str]:
    """Everything of ours in the database, in an order of its own."""
    rows: list[dict[str, Any]] = [*store.stream(NODES, {}), *store.stream(LINKS, {})]
    for row in rows:
        row["props"] = sorted(row["props"].items())
        row["labels"] = sorted(row.get("labels", []))
    return sorted(map(repr, rows))


def test_an_import_makes_the_database_that_bolt_makes(
    line: Line, store: Neo4jStore, samples: Elements
) -> None:
    loaded = sync(store, samples, SCHEMA, "samples")
    assert (loaded.created, loaded.deleted) == (loaded.nodes + loaded.links, 0)
    expected = dump(store)
    again = sync(store, samples, SCHEMA, "again")

    assert (again.created, again.deleted) == (0, 0)
    assert dump(store) == expected
    if line.imported is None:
        pytest.skip("only a server of our own can be filled before it starts: Maven and a JDK")
    assert line.imported == expected
    store.run(*(line.folder / "schema.cypher").read_text("utf-8").removesuffix(";\n").split(";\n"))


def test_what_community_does_not_enforce_is_audited(store: Neo4jStore) -> None:
    found = elements(small_graph(), SCHEMA)
    wanted = plan(store, found, SCHEMA)
    sync(store, found, SCHEMA, "one")
    audit(store, wanted, "one")
    less = elements(without_last_report(small_graph()), SCHEMA)
    assert sync(store, less, SCHEMA, "two").deleted == sync(store, found, SCHEMA, "one").created > 0

    store.run("MATCH (n:Claim) WITH n ORDER BY n.id LIMIT 2 SET n.status = 7")
    with pytest.raises(CheckError, match="2 Claim: status is not STRING NOT NULL"):
        audit(store, wanted, "one")
    store.run("MATCH (n:Claim) SET n.status = 'done'", "MATCH ()-[r:ISSUED]->() REMOVE r.id")
    with pytest.raises(CheckError, match=r"\d ISSUED: id is not STRING NOT NULL"):
        audit(store, wanted, "one")


def test_the_constraints_for_enterprise_are_refused_for_the_edition_alone(store: Neo4jStore) -> None:
    kinds = {one.partition(" REQUIRE ")[2].partition(" ")[2]: one for one in enterprise_statements()}
    assert len(kinds) > 5
    for statement in kinds.values():
        with pytest.raises(KgError, match="ConstraintCreationFailed") as caught:
            store.run(statement)
        assert "requires Neo4j Enterprise Edition" in str(caught.value.__cause__)


def size(store: Store) -> tuple[int, int]:
    row = store.read(COUNT, {})[0]
    return row["nodes"], row["links"]


def test_schema_is_accepted_twice(store: Neo4jStore) -> None:
    drop_schema(store)
    for _ in range(2):
        store.prepare(schema_statements())

    unique = store.read("SHOW CONSTRAINTS YIELD type RETURN type", {})
    full_text = store.read("SHOW INDEXES YIELD type WHERE type = 'FULLTEXT' RETURN type", {})
    assert (len(unique), len(full_text)) == (6, 2)


def test_both_stores_give_the_same_rows(store: Neo4jStore, tmp_path: Path) -> None:
    graph, schema = small_graph(), load_schema()
    load(graph, store, schema)
    with EmbeddedStore(tmp_path / "store", read_only=False) as embedded:
        load(graph, embedded, schema)
        assert same_answers(store, embedded)
        for each in (store, embedded):
            found = each.read(SEARCH, {"phrase": '"一窗通办"'})
            assert [row["name"] for row in found] == ["一窗通办"]


def test_neo4j_has_nothing_against_the_text_of_a_question(settings: Settings) -> None:
    auth = (settings.neo4j_user, settings.neo4j_password or "")
    with GraphDatabase.driver(settings.neo4j_uri or "", auth=auth) as driver:
        for question in questions():
            text = "EXPLAIN " + question.texts["cypher"]
            _, summary, _ = driver.execute_query(text, typed(question, {}), database_=settings.neo4j_database)
            told = [status.gql_status for status in summary.gql_status_objects]
            wrong = [status for status in told if status.startswith(("01N0", "03N9"))]  # deprecated, product
            assert not wrong, question.number


@pytest.mark.parametrize(
    "text", ["CREATE (n:Entity {id: 'x'})", "MATCH (n) DETACH DELETE n", "CREATE INDEX x FOR (n:X) ON (n.y)"]
)
def test_a_question_cannot_write(store: Neo4jStore, text: str) -> None:
    with pytest.raises(UsageError, match="query writes"):
        store.read(text, {})


def test_a_wrong_query_is_one_line(store: Neo4jStore) -> None:
    with pytest.raises(UsageError, match="SyntaxError") as caught:
        store.read("MATCH (n RETURN n", {})
    assert "\n" not in str(caught.value)


def test_a_slow_query_is_ended(settings: Settings) -> None:
    slow = "UNWIND range(1, 1000000000) AS n RETURN n"
    with Neo4jStore(settings, timeout=0.5) as store, pytest.raises(CheckError, match="too long"):
        store.read(slow, {})


def test_a_wrong_password_is_named_but_not_shown(settings: Settings) -> None:
    with pytest.raises(ServiceError, match="NEO4J_PASSWORD") as caught:
        Neo4jStore(replace(settings, neo4j_password="not-the-password"))
    assert "not-the-password" not in str(caught.value)


def test_the_link_leads_to_browser(store: Neo4jStore) -> None:
    with urllib.request.urlopen(store.browser("MATCH (n) RETURN n").partition("?")[0], timeout=10) as page:
        assert b"<title>Neo4j Browser" in page.read()


FIGURES = ("Q04", "Q18", "Q23", "Q24", "Q25", "Q26", "Q27")
BLANK = ("Q03", "Q06", "Q09", "Q14", "Q15", "Q21", "Q28", "Q31", *FIGURES)
"""Rightly without a row where one report of the two made by hand is left."""


def same_answers(one: Store, other: Store) -> bool:
    for question in questions():
        first, second = (ask_store(store, question.name, {}).rows for store in (one, other))
        assert first == second, question.number
        assert first or question.number in BLANK
    return True


def without_last_report(graph: Graph) -> Graph:
    """The graph as it would be without its second report, whose entities stay."""
    gone = graph.reports[-1].id
    claims = tuple(claim for claim in graph.claims if claim.evidence.report_id != gone)
    kept = {claim.id for claim in claims}
    links = tuple(link for link in graph.claim_facts if link.claim_id in kept)
    stated = {link.fact_id for link in graph.claim_facts} - {link.fact_id for link in links}
    return replace(
        graph,
        reports=graph.reports[:-1],
        sections=tuple(one for one in graph.sections if one.evidence.report_id != gone),
        mentions=tuple(one for one in graph.mentions if one.evidence.report_id != gone),
        deictics=tuple(one for one in graph.deictics if one.evidence.report_id != gone),
        claims=claims,
        facts=tuple(fact for fact in graph.facts if fact.id not in stated),
        claim_facts=links,
        observations=tuple(one for one in graph.observations if one.report_id != gone),
        resolved=tuple(one for one in graph.resolved if one.report_id != gone),
    )
