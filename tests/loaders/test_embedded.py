import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import DataError, FolderError, UsageError
from kg.schema import load_schema
from kg.store import write_graph
from loaders.asking import child
from loaders.property_graph.cypher import Batch, changes, difference
from loaders.property_graph.elements import elements
from loaders.property_graph.embedded import EmbeddedStore, prepared, rows
from loaders.property_graph.indexes import schema_statements
from loaders.property_graph.store import load, write
from tests.loaders.small_graph import small_graph
from tests.loaders.test_guard import GOOD_CYPHER

COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"
SCHEMA = load_schema()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("embedded")
    write_graph(small_graph(), place)
    return place


def test_the_folder_is_loaded_on_the_first_question(folder: Path) -> None:
    found = elements(small_graph(), SCHEMA)

    assert rows(folder, COUNT, {}) == [{"nodes": len(found.nodes), "links": len(found.links)}]


def test_values_come_back_as_they_went_in(folder: Path) -> None:
    text = "MATCH (v:Observation)-[:EVIDENCE]->(e:Evidence) RETURN v.value AS value, e.quote AS quote"
    found = {row["quote"]: row for row in rows(folder, text, {})}

    assert found["1.28万件"]["value"] == 12800.0
    name = "MATCH (n:Entity {id: $id}) RETURN n.name AS name, n.names AS names, labels(n) AS labels"
    region = next(entity for entity in small_graph().entities if entity.cls == "Region")
    row = rows(folder, name, {"id": region.id})[0]
    assert (row["name"], tuple(row["names"])) == (region.name, region.names)
    assert set(row["labels"]) == {"Entity", "Region"}


def test_nodes_and_links_come_without_what_only_the_engine_knows(folder: Path) -> None:
    text = "MATCH (n:Region)<-[r:PART_OF|PARTNERS_WITH|REPORTS_ON]-(m) RETURN n, r, [m] AS m LIMIT 1"
    (row,) = rows(folder, text, {})

    assert row["n"]["labels"] == ["Entity", "Region"]
    assert row["r"]["type"] in ("PART_OF", "PARTNERS_WITH", "REPORTS_ON")
    assert "@" not in str(row)


def test_no_more_rows_than_asked_for_are_fetched(folder: Path) -> None:
    assert len(rows(folder, "UNWIND range(1, 100000) AS x RETURN x", {}, most=7)) == 7


def test_a_rebuilt_folder_is_loaded_again(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    before = rows(tmp_path, COUNT, {})
    write_graph(replace(small_graph(), facts=small_graph().facts[1:]), tmp_path)

    assert rows(tmp_path, COUNT, {})[0]["links"] == before[0]["links"] - 1


def test_a_second_load_and_a_difference_leave_no_double(tmp_path: Path) -> None:
    old = small_graph()
    new = replace(
        old, facts=old.facts[1:], entities=(replace(old.entities[0], name="新名"), *old.entities[1:])
    )
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        load(old, store, SCHEMA)
        load(old, store, SCHEMA)
        write(store, changes(difference(elements(old, SCHEMA), elements(new, SCHEMA))))
        expected = elements(new, SCHEMA)
        assert store.read(COUNT, {}) == [{"nodes": len(expected.nodes), "links": len(expected.links)}]
        assert store.read("MATCH (n:Entity {name: '新名'}) RETURN n.id AS id", {}) == [
            {"id": old.entities[0].id}
        ]


def test_filled_at_once_or_by_statements_is_one_database(folder: Path, tmp_path: Path) -> None:
    nodes = "MATCH (n) RETURN n, n.id AS id ORDER BY id"
    links = "MATCH (a)-[x]->(b) RETURN a.id AS a, x, b.id AS b ORDER BY a, b, type(x), x.id, x.label"
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        load(small_graph(), store, SCHEMA)
        assert [store.read(text, {}) for text in (nodes, links)] == [
            rows(folder, text, {}) for text in (nodes, links)
        ]


def test_filling_tells_a_link_without_its_node(tmp_path: Path) -> None:
    whole = elements(small_graph(), SCHEMA)
    left = replace(whole, nodes={key: one for key, one in whole.nodes.items() if key[0] == "Report"})
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        store.prepare(schema_statements())
        with pytest.raises(DataError, match=r"^ADVANCES from .*: no Entity .*; build again"):
            store.fill(lambda: left)


def test_a_link_without_its_node_is_an_error(tmp_path: Path) -> None:
    batch = Batch(
        "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) RETURN count(*) AS found", ({"id": "x"},)
    )
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        load(small_graph(), store, SCHEMA)
        with pytest.raises(DataError, match="1 rows were sent, 0 found"):
            write(store, [batch])


@pytest.mark.parametrize("text", ["CREATE (n:Entity {id: 'x'})", "MATCH (n) DETACH DELETE n", "DROP INDEX x"])
def test_a_question_cannot_write(folder: Path, text: str) -> None:
    with pytest.raises(UsageError, match="Cypher: "):
        rows(folder, text, {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "MATCH (n RETURN n",
            "Cypher: Syntax error at line 1:9 - no viable alternative at input '(n RETURN'",
        ),
        ("MATCH (n) RETURN m.id AS id", "Cypher: UndefinedVariable: Variable 'm' not defined"),
        ("RETURN 1/0 AS x", "Cypher: / by zero"),
        ("MATCH (n) WHERE n.id = $x RETURN n.id AS id", "Cypher: Expected parameter(s): x"),
    ],
)
def test_a_wrong_query_is_told_in_one_line(folder: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        rows(folder, text, {})
    assert str(caught.value) == said


@pytest.mark.parametrize("text", GOOD_CYPHER)
def test_what_the_guard_lets_pass_runs(folder: Path, text: str) -> None:
    rows(folder, text, {"set": "x"})


def test_no_graph_no_store(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="kg build"):
        rows(tmp_path / "none", COUNT, {})


def test_a_phrase_in_chinese_is_found(folder: Path) -> None:
    text = "CALL db.index.fulltext.queryNodes('entity_text', $phrase) YIELD node RETURN node.name AS name"

    assert rows(folder, text, {"phrase": '"一窗通办"'}) == [{"name": "一窗通办"}]


def test_several_may_ask_at_once_for_the_first_time(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: child.rows(tmp_path, COUNT, {}), range(3)))

    assert len(found) == 3
    assert found[0] == found[1] == found[2] != []
    assert sorted(path.name for path in (tmp_path / "graph").iterdir()) == [".arcade.lock", "arcade"]


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    shutil.rmtree(prepared(tmp_path))
    with pytest.raises(FolderError, match=r"remove .*arcade and ask again"):
        rows(tmp_path, COUNT, {})


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    (tmp_path / "graph").write_text("in the way")
    with pytest.raises(FolderError, match="cannot be written"):
        rows(tmp_path, COUNT, {})


def test_where_there_is_no_engine_neo4j_is_named() -> None:
    program = (
        "import sys\nsys.modules['arcadedb'] = None\nfrom kg.errors import ServiceError\n"
        "try:\n    import loaders.property_graph.embedded\nexcept ServiceError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Neo4j (NEO4J_URI)" in done.stdout
