"""The store of Neo4j on both lines, 5.26 and 2026.x: import, load, questions, refusals, the way to Browser.

A server of each line starts once, on a database that `kg load --bulk` and its script have filled; they serve
other files too. The older one imports CSV and the newer one Parquet; with SOAK=1 each does both.
"""

import logging
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg.errors import CheckError, KgError, ServiceError, UsageError
from kg.graph import Graph
from kg.schema import load_schema
from kg.settings import Settings
from loaders.asking.questions import ask_store, questions, typed
from loaders.neo4j import marked
from loaders.neo4j.comparing import outcome
from loaders.neo4j.demands import enterprise_statements
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import audit, retract_run, sync
from loaders.property_graph.elements import elements
from loaders.property_graph.embedded import EmbeddedStore
from loaders.property_graph.indexes import keyed, schema_statements, searched
from loaders.property_graph.rows import Elements
from loaders.property_graph.store import Store, load
from loaders.retract import without
from tests.loaders.small_graph import small_graph
from tests.neo4j.conftest import WIPE, drop_schema
from tests.neo4j.line import FIRST, SECOND, TRIED, Line, dump, filled, missing

pytestmark = pytest.mark.neo4j
SCHEMA = load_schema()
SEARCH = "CALL db.index.fulltext.queryNodes('entity_text', $phrase) YIELD node RETURN node.name AS name"
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"
AGAINST = ("01N0", "03N9")
"""How the codes begin by which a server tells of words that will go, and of a product of everything."""


@pytest.fixture(scope="module", params=TRIED, ids="-".join)
def line(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, samples: Elements
) -> Iterator[Line]:
    """The server of all tests, or one of another line or filled from other tables."""
    shared = {FIRST: "first_line", SECOND: "second_line"}
    if request.param in shared:
        yield request.getfixturevalue(shared[request.param])
        return
    if "NEO4J_URI" in os.environ:
        missing("NEO4J_URI names one server")
    version, tables = request.param
    with filled(version, tables, tmp_path_factory.mktemp("line"), samples) as found:
        yield found


@pytest.fixture(scope="module")
def settings(line: Line) -> Settings:
    """Where the server of the line is."""
    return line.settings


def test_the_settings_of_the_containers_let_the_server_call_nobody(line: Line, store: Neo4jStore) -> None:
    if line.imported is None:
        missing("a server that was not started here has settings of its own")
    with pytest.raises(KgError) as caught:
        store.run("LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS row RETURN row")
    assert "blocked" in str(caught.value.__cause__)


@pytest.mark.no_cover
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
        missing("only a server of our own can be filled before it starts: Maven and a JDK")
    assert line.imported == expected
    store.run(*(line.folder / "schema.cypher").read_text("utf-8").removesuffix(";\n").split(";\n"))


def test_what_community_does_not_enforce_is_audited(store: Neo4jStore) -> None:
    found = elements(small_graph(), SCHEMA)
    sync(store, found, SCHEMA, "one")
    audit(outcome(store, "one"))
    less = elements(without_last_report(small_graph()), SCHEMA)
    assert sync(store, less, SCHEMA, "two").deleted == sync(store, found, SCHEMA, "one").created > 0

    store.run("MATCH (n:Claim) WITH n ORDER BY n.id LIMIT 2 SET n.status = 7")
    with pytest.raises(CheckError, match="2 Claim: status is not STRING NOT NULL"):
        audit(outcome(store, "one"))
    store.run("MATCH (n:Claim) SET n.status = 'done'", "MATCH ()-[r:ISSUED]->() REMOVE r.id")
    with pytest.raises(CheckError, match=r"\d ISSUED: id is not STRING NOT NULL"):
        audit(outcome(store, "one"))


def test_of_a_run_that_was_loaded_before_only_what_is_written_is_audited(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = elements(small_graph(), SCHEMA)
    sync(store, found, SCHEMA, "one")
    store.run("MATCH (n:Claim) WITH n ORDER BY n.id LIMIT 1 SET n.status = 7")
    away = "MATCH (n:Observation) WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n"
    store.run(away)
    assert sync(store, found, SCHEMA, "one").created > 0

    store.run(away)
    monkeypatch.setattr(marked, "NAMED", 0)
    with pytest.raises(CheckError, match="1 Claim: status is not STRING NOT NULL"):
        sync(store, found, SCHEMA, "one")


def test_nodes_links_and_paths_are_shown_with_all_that_they_say(
    store: Neo4jStore, caplog: pytest.LogCaptureFixture
) -> None:
    sync(store, elements(small_graph(), SCHEMA), SCHEMA, "one")

    (row,) = store.read("MATCH p=(a)-[r:ISSUED]->(b) RETURN a, r, b, p, {of: [r]} AS m LIMIT 1", {})

    assert row["a"]["labels"][:1] == ["Agency"]
    assert row["r"]["type"] == "ISSUED"
    assert {"id", "status", "years", "reports"} <= row["r"].keys()
    assert (row["p"], row["m"]) == ([row["a"], row["r"], row["b"]], {"of": [row["r"]]})
    with pytest.raises(KgError, match=r"Expected parameter\(s\): x"):
        store.read("RETURN $x AS x", {})
    assert caplog.records == []


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


def test_schema_is_accepted_twice(store: Neo4jStore, request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["line"] != FIRST:
        drop_schema(store)  # the server that all share would plan anew whatever it has been asked
    for _ in range(2):
        store.prepare(schema_statements())

    unique = {row["name"] for row in store.read("SHOW CONSTRAINTS YIELD name RETURN name", {})}
    analysed = "options.indexConfig['fulltext.analyzer'] AS analyzer"
    full_text = f"SHOW INDEXES YIELD name, type, options WHERE type = 'FULLTEXT' RETURN name, {analysed}"
    assert unique - {"kgload_id"} == {f"{label.lower()}_id" for label in keyed()}
    found = {row["name"]: row["analyzer"] for row in store.read(full_text, {})}
    assert found == {name: "cjk" for name, *_ in searched()}


def test_both_stores_give_the_same_rows(
    store: Neo4jStore, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if request.node.callspec.params["line"] == FIRST:
        pytest.skip("test_analysts.py and test_restore.py ask this server more, on larger graphs")
    graph = small_graph()
    sync(store, elements(graph, SCHEMA), SCHEMA, "one")
    with EmbeddedStore(tmp_path / "store", read_only=False) as embedded:
        load(graph, embedded, SCHEMA)
        assert same_answers(store, embedded)


def test_both_stores_take_the_same_batches(store: Neo4jStore, tmp_path: Path) -> None:
    whole = small_graph()
    service = next(one for one in whole.entities if one.name == "一窗通办")
    fact = next(one for one in whole.facts if one.object == service.id)
    launcher = next(one for one in whole.entities if one.id == fact.subject)
    part = Graph(entities=(launcher, service), facts=(fact,))
    with EmbeddedStore(tmp_path / "store", read_only=False) as embedded:
        assert load(part, store, SCHEMA) == load(part, embedded, SCHEMA) > 4
        for each in (store, embedded):
            assert size(each) == (2, 1)
            found = each.read(SEARCH, {"phrase": '"一窗通办"'})
            assert [row["name"] for row in found] == ["一窗通办"]


def test_neo4j_has_nothing_against_the_text_of_a_question(settings: Settings) -> None:
    auth = (settings.neo4j_user, settings.neo4j_password or "")
    with GraphDatabase.driver(settings.neo4j_uri or "", auth=auth) as driver:
        for question in questions():
            text = "EXPLAIN " + question.texts["cypher"]
            _, summary, _ = driver.execute_query(text, typed(question, {}), database_=settings.neo4j_database)
            told = [status.gql_status for status in summary.gql_status_objects]
            wrong = [status for status in told if status.startswith(AGAINST)]
            assert not wrong, question.number


def test_neo4j_has_nothing_against_what_a_load_sends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened = GraphDatabase.driver

    def listening(uri: str, **config: Any) -> Driver:
        return opened(uri, **{**config, "notifications_min_severity": "INFORMATION"})

    monkeypatch.setattr(GraphDatabase, "driver", listening)
    caplog.set_level(logging.INFO, "neo4j.notifications")  # there the driver puts what the server has told
    graph = small_graph()
    with Neo4jStore(settings) as store:
        store.run(WIPE)
        for some in (without_last_report(graph), graph, without(graph, graph.reports[0].source)):
            sync(store, elements(some, SCHEMA), SCHEMA, "one")
        for text in (marked.own_nodes("Report"), marked.own_links("STUDIES")):
            assert list(store.stream(text, {}))
        retract_run(store, replace(SCHEMA, relations={"STUDIES": SCHEMA.relations["STUDIES"]}), "one")
    told = [record.args[0].notification for record in caplog.records]  # type: ignore[index,union-attr]
    assert told
    assert not [status for status in told if status.gql_status.startswith(AGAINST)]


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
