"""`kg load` on a real server: once, again, by difference, killed, in vain, and beside nodes of others."""

import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import arcadedb
import pytest

from kg.cli import run
from kg.errors import CheckError, DataError, ServiceError, UsageError
from kg.graph import Graph
from kg.model import ClaimFact, EntityId, Fact
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import write_graph
from loaders.neo4j import marked, neo4j_store
from loaders.neo4j.comparing import outcome
from loaders.neo4j.guide import steps
from loaders.neo4j.marked import HOLD
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.restore import restored
from loaders.neo4j.sync import plan, reconcile, retract_run, sync
from loaders.property_graph.cypher import Batch
from loaders.property_graph.elements import elements
from loaders.property_graph.rows import Elements
from loaders.retract import without
from tests.loaders.small_graph import small_graph
from tests.loaders.test_restore import bare, parts_of
from tests.neo4j.hostile import hostile_graph
from tests.neo4j.server import free_place
from tests.neo4j.test_neo4j_store import size, without_last_report

pytestmark = pytest.mark.neo4j
Captured = pytest.CaptureFixture[str]
OLD, SCHEMA = small_graph(), load_schema()
WHOLE = elements(OLD, SCHEMA)
LESS = elements(without_last_report(OLD), SCHEMA)
EVERYTHING = """MATCH (n) WHERE NOT n:KgLoad OPTIONAL MATCH (n)-[r]->(m)
RETURN elementId(n) AS n, elementId(r) AS r ORDER BY n, r"""

SAID = """MATCH (n) OPTIONAL MATCH (n)-[r]->()
RETURN properties(n) AS node, properties(r) AS link ORDER BY elementId(n), elementId(r)"""


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


def test_what_left_is_deleted_after_what_is_new_is_written(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(store, LESS, SCHEMA, "less")
    texts: list[str] = []
    send = neo4j_store._run

    def sent(transaction: Any, batch: Batch) -> neo4j_store.Counts:
        texts.append(batch.statement)
        return send(transaction, batch)

    monkeypatch.setattr(neo4j_store, "_run", sent)
    other = elements(without(OLD, OLD.reports[0].source), SCHEMA)
    done = sync(store, other, SCHEMA, "other")

    assert min(done.created, done.deleted) > 0
    gone = ["SET " not in text for text in texts]
    assert gone == sorted(gone)


@pytest.mark.usefixtures("environment")
def test_a_dry_run_says_what_a_load_then_does_and_writes_nothing(
    store: Neo4jStore, tmp_path: Path, capsys: Captured
) -> None:
    write_graph(OLD, tmp_path / "graph")
    command = ["load", "-g", str(tmp_path / "graph"), "--json"]
    sync(store, LESS, SCHEMA, "less")
    before = store.read(SAID, {})

    assert run([*command, "--dry-run"]) == 0
    foretold, err = capsys.readouterr()
    assert err == ""
    assert sum(row["new"] for row in json.loads(foretold)) == links_and_nodes(WHOLE) - links_and_nodes(LESS)
    assert store.read(SAID, {}) == before

    assert run(command) == 0
    done, err = capsys.readouterr()
    assert done == foretold
    assert re.search(rf"^  http://\S+/browser/\?dbms=bolt://\S+&arg={quote(steps()[0].query)}$", err, re.M)


def test_a_relationship_of_others_with_our_type_stays_theirs_where_ours_are_all_gone(
    store: Neo4jStore,
) -> None:
    sync(store, WHOLE, SCHEMA, "whole")
    theirs = "MATCH (a)-[x:REPORTS_ON]->(b) DELETE x CREATE (a)-[:REPORTS_ON {mine: true}]->(b)"
    store.run(theirs)

    created = sync(store, WHOLE, SCHEMA, "again").created

    said = "RETURN x.mine AS mine, x.run AS run, count(*) AS number ORDER BY mine"
    rows = store.read(f"MATCH ()-[x:REPORTS_ON]->() {said}", {})
    assert created > 0
    assert rows == [
        {"mine": True, "run": None, "number": created},
        {"mine": None, "run": "again", "number": created},
    ]


@pytest.mark.parametrize("mark", ["'ab12'", "'7'", "true", "1.5", "[1]"])
@pytest.mark.parametrize("type_", ["IN_REPORT", "ISSUED", "REFERS_TO"])
def test_relationships_of_others_with_our_type_and_key_are_neither_touched_nor_taken_over(
    store: Neo4jStore, type_: str, mark: str
) -> None:
    sync(store, WHOLE, SCHEMA, "whole")
    own = f"MATCH (a)-[x:{type_}]->(b) WHERE x.hash IS NOT NULL WITH a, b, x ORDER BY x.hash LIMIT 1 "
    key = f"{{.id, .label, mine: true, hash: {mark}}}"
    store.run(f"{own} WITH a, b, x, x {key} AS key DELETE x CREATE (a)-[y:{type_}]->(b) SET y = key")
    theirs = f"MATCH ()-[x:{type_}]->() WHERE x.mine RETURN elementId(x) AS element, properties(x) AS said"
    before = store.read(theirs, {})

    again = sync(store, WHOLE, SCHEMA, "again")
    assert (again.created, [(one.kind, one.new) for one in again.changes if one.differs]) == (1, [(type_, 1)])
    full = sync(store, WHOLE, SCHEMA, "full", full=True)
    assert (full.created, full.deleted) == (0, 0)
    less = replace(WHOLE, links={name: link for name, link in WHOLE.links.items() if link.type != type_})
    sync(store, less, SCHEMA, "less")

    assert [one["said"].keys() - {"id", "label"} for one in before] == [{"mine", "hash"}]
    assert store.read(theirs, {}) == before
    every = f"MATCH ()-[x:{type_}]->() RETURN count(x) AS number"
    assert store.read(every, {}) == [{"number": 1}]


@pytest.mark.usefixtures("environment")
def test_of_a_report_and_of_a_rule_exactly_what_rests_on_it_alone_goes(
    store: Neo4jStore, tmp_path: Path, capsys: Captured
) -> None:
    write_graph(OLD, tmp_path / "graph")
    facts = {link.fact_id for link in OLD.claim_facts}
    others: dict[str, Callable[[ClaimFact], bool]] = {
        "report:xiling/2022.txt": lambda link: link.report_id != OLD.reports[-1].id,
        "rule:study.verb": lambda link: link.rule != "study.verb",
    }
    assert OLD.reports[-1].source == "xiling/2022.txt"
    for what, stays in others.items():
        sync(store, WHOLE, SCHEMA, "whole")

        assert run(["load", "-g", str(tmp_path / "graph"), "--retract", what]) == 0, capsys.readouterr()

        found = bare(restored(store, SCHEMA))
        assert found == parts_of(without(OLD, what))
        kept = {link.fact_id for link in OLD.claim_facts if stays(link)}
        assert {one.id for one in found.graph.facts} & facts == kept

    both = [part for what in others for part in ("--retract", what)]
    assert run(["load", "-g", str(tmp_path / "graph"), *both]) == 0
    assert bare(restored(store, SCHEMA)) == parts_of(reduce(without, others, OLD))
    assert run(["load", "-g", str(tmp_path / "graph"), "--retract", "run:1", *both]) == 2
    assert "a run is deleted by itself" in capsys.readouterr().err


@pytest.mark.parametrize("at_once", [marked.BATCH, 2])
def test_of_a_run_exactly_what_it_wrote_last_goes(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(marked, "BATCH", at_once)
    sync(store, LESS, SCHEMA, "first")
    sync(store, WHOLE, SCHEMA, "second")
    texts = [
        f"MATCH {pattern} RETURN x.run AS run, properties(x) AS said ORDER BY x.hash"
        for pattern in ("(x:!KgLoad)", "()-[x]->()")
    ]
    whole = [row for text in texts for row in store.read(text, {})]

    gone = retract_run(store, SCHEMA, "second")

    left = [row for text in texts for row in store.read(text, {})]
    assert left == [row for row in whole if row["run"] == "first"]
    assert sum(gone.values()) == len(whole) - len(left) > 0
    with pytest.raises(
        UsageError, match=r"run:second: no run of that name .* name one of the 1, such as first"
    ):
        retract_run(store, SCHEMA, "second")
    assert sync(store, WHOLE, SCHEMA, "second").created == sum(gone.values())


def test_a_node_that_a_run_changed_stays_where_relations_of_other_runs_hang_on_it(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "first")
    first = OLD.facts[0].subject
    renamed = tuple(replace(one, names=("又名",)) if one.id == first else one for one in OLD.entities)
    sync(store, elements(replace(OLD, entities=renamed), SCHEMA), SCHEMA, "second")
    before = size(store)

    assert retract_run(store, SCHEMA, "second") == {}
    assert size(store) == before


def test_a_property_and_a_label_that_are_no_more_go(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "one")
    act = next(one for one in OLD.entities if one.cls == "LegalAct")
    plain = replace(act, cls="Regulation", properties=(("validity", "unknown"),))
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


@pytest.mark.parametrize(
    ("begun", "word", "work"),
    [
        (LESS, "CREATE", lambda store: sync(store, WHOLE, SCHEMA, "two")),
        (WHOLE, "DELETE", lambda store: sync(store, LESS, SCHEMA, "two")),
        (WHOLE, "DELETE", lambda store: retract_run(store, SCHEMA, "one")),
    ],
)
def test_who_lost_the_database_undoes_what_it_was_at(
    store: Neo4jStore,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    begun: Elements,
    word: str,
    work: Callable[[Neo4jStore], object],
) -> None:
    sync(store, begun, SCHEMA, "one")
    before, send = size(store), neo4j_store._run
    ended: list[str] = []

    def run(transaction: Any, batch: Batch) -> neo4j_store.Counts:
        counts = send(transaction, batch)
        if counts.created + counts.deleted and word in batch.statement and not ended:
            with Neo4jStore(settings) as other:
                asked = "SHOW TRANSACTIONS YIELD transactionId AS id, startTime AS at RETURN id ORDER BY at"
                ended.append(next(other.stream(asked, {}))["id"])
                other.run(f"TERMINATE TRANSACTION '{ended[0]}'")
        return counts

    monkeypatch.setattr(neo4j_store, "_run", run)
    with pytest.raises(ServiceError, match="was ended by somebody else; run the same command again"):
        work(store)

    assert size(store) == before
    assert ended


def test_two_loads_at_once_leave_one_graph_whole(store: Neo4jStore, settings: Settings) -> None:
    graphs = {"hand": OLD, "hostile": hostile_graph()}

    def loaded(name: str) -> str:
        with Neo4jStore(settings) as own:
            try:
                sync(own, elements(graphs[name], SCHEMA), SCHEMA, name)
            except ServiceError as error:
                return str(error)
        return name

    store.run("DROP CONSTRAINT kgload_id IF EXISTS")  # which both make at the same moment then
    with ThreadPoolExecutor(2) as both:
        ends = set(both.map(loaded, graphs))

    assert ends & set(graphs)
    assert all("another kg load is writing" in end for end in ends - set(graphs)), ends
    last = store.read("MATCH (n:KgLoad) RETURN n.run AS run", {})[0]["run"]
    assert bare(restored(store, SCHEMA)) == parts_of(graphs[last])


def test_two_that_wait_for_each_other_both_end(
    store: Neo4jStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.run("CREATE (:Note {n: 0, by: []}), (:Note {n: 1, by: []})")
    asked: list[Batch] = []
    send, both_hold_one = neo4j_store._run, threading.Barrier(2)

    def held(transaction: Any, batch: Batch) -> neo4j_store.Counts:
        asked.append(batch)
        counts = send(transaction, batch)
        if len(asked) <= 2:
            both_hold_one.wait(20)
        return counts

    def written(first: int) -> None:
        text = "UNWIND $rows AS row MATCH (m:Note {n: row}) SET m.by = m.by + $by RETURN count(*) AS found"
        with Neo4jStore(settings) as own:
            own.apply([Batch(text, (row,), {"by": first}) for row in (first, 1 - first)])

    monkeypatch.setattr(neo4j_store, "_run", held)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(written, (0, 1)))

    assert len(asked) > 4  # the server has ended one of the two, which was tried again
    rows = store.read("MATCH (m:Note) RETURN m.by AS by", {})
    assert [sorted(row["by"]) for row in rows] == [[0, 1], [0, 1]]


def test_a_database_that_others_change_amid_a_load_is_told(store: Neo4jStore) -> None:
    wanted = plan(store, WHOLE, SCHEMA)
    sync(store, WHOLE, SCHEMA, "one")
    reconcile(outcome(store, "one").sums, wanted)

    store.run("MATCH (n:Claim) WITH n LIMIT 1 DETACH DELETE n")

    with pytest.raises(CheckError, match=r"does not hold the graph: Claim: .* run kg load --full"):
        reconcile(outcome(store, "one").sums, wanted)


def test_a_copy_of_ours_is_told_and_taken_away_where_all_is_written_again(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "one")
    before = store.read(EVERYTHING, {})
    copied = "MATCH (a)-[x:IN_REPORT]->(b) WITH a, x, b LIMIT 1 CREATE (a)-[y:IN_REPORT]->(b) SET y = x"
    store.run(copied)

    with pytest.raises(CheckError, match=r"IN_REPORT: .* run kg load --full"):
        sync(store, WHOLE, SCHEMA, "one")
    less = replace(WHOLE, links={key: link for key, link in WHOLE.links.items() if link.type != "IN_REPORT"})
    all_gone = next(one for one in plan(store, less, SCHEMA).changes if one.kind == "IN_REPORT")
    ours = sum(link.type == "IN_REPORT" for link in WHOLE.links.values())
    assert (all_gone.new, all_gone.changed, all_gone.gone) == (0, 0, ours + 1)
    full = sync(store, WHOLE, SCHEMA, "one", full=True)
    assert (full.created, full.deleted) == (0, 1)
    assert len(store.read(EVERYTHING, {})) == len(before)


def test_one_of_ours_whose_key_was_taken_away_is_told_with_what_to_do(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "one")
    store.run("MATCH ()-[x:ISSUED]->() WITH x LIMIT 1 REMOVE x.id")

    theirs = "(:Commit {hash: 'ab12', run: 'one'})-[:OF {hash: 7, run: 'one'}]->(:Agency {hash: 5, run: [1]})"
    store.run(f"CREATE {theirs}")
    with pytest.raises(CheckError, match=r"ISSUED: .* what each run wrote, kg load --retract run:RUN"):
        sync(store, WHOLE, SCHEMA, "one", full=True)

    retract_run(store, SCHEMA, "one")
    assert size(store) == (3, 1)
    assert sync(store, WHOLE, SCHEMA, "one").created == links_and_nodes(WHOLE)


def test_a_relationship_that_passes_for_ours_between_nodes_of_others_is_refused(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "one")
    store.run("CREATE (:Mine)-[:IN_REPORT {hash: 5}]->(:Mine)")
    before = size(store)

    with pytest.raises(DataError, match=r"not ours \(labels Mine\); delete it, or its hash"):
        sync(store, LESS, SCHEMA, "two")
    assert size(store) == before


def test_hashes_are_read_part_by_part_and_those_of_others_are_none(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "HASHES", 7)
    monkeypatch.setattr(marked, "NAMED", 3)
    sync(store, WHOLE, SCHEMA, "whole")
    store.run(
        "CREATE (:Commit {hash: 'ab12'})-[:OF {hash: true}]->(:Commit {hash: 1.5})",
        "MATCH (a)-[x:IN_REPORT]->(b) CREATE (a)-[y:COPIED]->(b) SET y = properties(x)",
    )
    count = "MATCH ()-[x:COPIED]->() RETURN count(x) AS number"
    copied = store.read(count, {})[0]["number"]
    assert sync(store, WHOLE, SCHEMA, "again").created == 0

    done = sync(store, LESS, SCHEMA, "less")

    hung = copied - store.read(count, {})[0]["number"]
    assert copied > hung > 0
    assert done.deleted - hung == sum(one.gone for one in done.changes) > marked.NAMED
    gone = {label for label, _ in WHOLE.nodes.keys() - LESS.nodes.keys()}
    assert {one.kind for one in done.changes if one.gone} >= {*gone, "IN_REPORT"}
    assert bare(restored(store, SCHEMA)) == parts_of(without_last_report(OLD))


def test_a_relationship_that_others_have_changed_meanwhile_is_not_deleted(store: Neo4jStore) -> None:
    sync(store, WHOLE, SCHEMA, "whole")
    found = "MATCH ()-[x:IN_REPORT]->() WITH x ORDER BY x.hash LIMIT 2 "
    first, other = store.read(found + "RETURN elementId(x) AS element, x.hash AS hash", {})

    (batch,) = marked.gone_links([(first["element"], first["hash"]), (other["element"], first["hash"])])

    assert store.apply([batch])[0].deleted == 1
    assert len(store.read(found + "RETURN x.hash AS hash", {})) == 2
    left = store.read("MATCH ()-[x]->() WHERE elementId(x) = $one RETURN x", {"one": other["element"]})
    assert len(left) == 1


@pytest.mark.no_cover
def test_ten_thousand_relationships_on_one_hub(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked, "NAMED", 60)  # so the type is asked for by itself, and piece by piece
    hub, *spokes = (replace(OLD.entities[0], id=EntityId(f"a{at:05}"), names=()) for at in range(10_001))
    facts = [Fact(one.id, "PART_OF", hub.id, "done") for one in spokes]
    whole = elements(Graph(entities=(hub, *spokes), facts=tuple(facts)), SCHEMA)
    less = elements(Graph(entities=(hub, *spokes), facts=tuple(facts[100:])), SCHEMA)

    assert sync(store, whole, SCHEMA, "one").created == 20_001
    assert sync(store, less, SCHEMA, "two").deleted == 100
    assert store.read("MATCH (n {id: 'a00000'})<-[x:PART_OF]-() RETURN count(x) AS n", {}) == [{"n": 9_900}]


@contextmanager
def stub(*, mute: bool) -> Iterator[str]:
    """The address of a server that takes a connection and says nothing, or breaks it off."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as taken:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    call = taken.enter_context(listener.accept()[0])
                    if not mute:
                        call.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


@contextmanager
def other_engine(folder: Path, password: str) -> Iterator[str]:
    """The address of the embedded engine as a server that speaks Bolt and says it is like Neo4j."""
    bolt, http = (int(free_place().rpartition(":")[2]) for _ in range(2))
    plugin = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
    config = {"host": "127.0.0.1", "http_port": http, "bolt_port": bolt, "server_plugins": plugin}
    with arcadedb.create_server(str(folder), password, config) as server:
        server.create_database("neo4j")
        yield f"bolt://127.0.0.1:{bolt}"


def test_what_keeps_a_load_from_beginning_is_one_line(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    write_graph(OLD, tmp_path / "graph")
    monkeypatch.setattr(neo4j_store, "CONNECT", 1.0)
    wrong = "not-the-password"
    with (
        stub(mute=False) as rude,
        stub(mute=True) as mute,
        other_engine(tmp_path / "other", wrong) as other,
    ):
        for changed, said in (
            ({"NEO4J_PASSWORD": wrong}, "NEO4J_PASSWORD"),
            ({"NEO4J_DATABASE": "elsewhere"}, "no database elsewhere"),
            ({"NEO4J_URI": "bolt://127.0.0.1:1"}, "no Neo4j answers"),
            ({"NEO4J_URI": rude}, "no Neo4j answers"),
            ({"NEO4J_URI": mute}, "no Neo4j answers"),
            (
                {"NEO4J_URI": other, "NEO4J_USER": "root", "NEO4J_PASSWORD": wrong},
                "a server that is no Neo4j",
            ),
        ):
            with monkeypatch.context() as patch:
                for name, value in changed.items():
                    patch.setenv(name, value)
                assert run(["load", "-g", str(tmp_path / "graph")]) == 4, said
            out, err = capsys.readouterr()
            assert (out, err.count("\n")) == ("", 1), err
            assert said in err
            assert environment["NEO4J_PASSWORD"] not in err
            assert wrong not in err


def test_the_link_leads_to_browser(settings: Settings) -> None:
    with Neo4jStore(settings) as store:
        link = urlsplit(store.browser("MATCH (n) RETURN n"))

    host: Any = urlsplit(settings.neo4j_uri or "").hostname
    assert (link.scheme, link.hostname, link.path) == ("http", host, "/browser/")
    assert link.query.endswith("&cmd=edit&arg=MATCH%20%28n%29%20RETURN%20n")
