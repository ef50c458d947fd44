"""Neo4j → Graph on a real server: what was loaded comes back the same, value by value.

That the samples do is shown in test_killed.py, after all that is done to them there.
"""

from pathlib import Path

import pytest

from kg.graph import Graph
from kg.schema import load_schema
from kg.store import read_graph
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.restore import Restored, restored
from loaders.neo4j.sync import sync
from loaders.property_graph.elements import elements
from tests.loaders.test_restore import bare, parts_of
from tests.neo4j.answers import differing
from tests.neo4j.hostile import NAME, QUOTE, TEXTS, hostile_graph

pytestmark = pytest.mark.neo4j
SCHEMA = load_schema()


def back(store: Neo4jStore, graph: Graph) -> Restored:
    """The graph, loaded and read."""
    sync(store, elements(graph, SCHEMA), SCHEMA, "run")
    return bare(restored(store, SCHEMA))


@pytest.mark.no_cover
@pytest.mark.shared
def test_five_reports_come_back_and_every_question_is_answered_as_in_the_folder(
    store: Neo4jStore, reports_graph: Path
) -> None:
    graph = read_graph(reports_graph)

    assert back(store, graph) == parts_of(graph)
    assert differing(store, reports_graph) == []


def test_hostile_texts_go_in_as_data_and_come_out_the_same(store: Neo4jStore) -> None:
    graph = hostile_graph()
    assert len(set(TEXTS)) > 100
    assert max(len(one.name) for one in graph.entities) == NAME
    assert max(len(span.quote) for span in graph.evidence()) == QUOTE

    assert back(store, graph) == parts_of(graph)
    assert store.read("SHOW CONSTRAINTS YIELD name WHERE name = 'entity_id' RETURN name", {})


def test_what_others_hang_on_it_is_not_read(store: Neo4jStore) -> None:
    graph = hostile_graph()
    sync(store, elements(graph, SCHEMA), SCHEMA, "run")
    store.run(
        "MATCH (n:Entity {id: 'a0001'}) SET n:`我的``标签`, n.`a``b` = 1, n.mine = ['x']",
        "MATCH (a:Entity {id: 'a0001'}), (b:Entity {id: 'a0002'}) "
        "CREATE (a)-[:```) DETACH DELETE n //`]->(b), (a)-[:ISSUED {id: 'f0'}]->(b), (:`我的` {id: 'x'})",
    )

    assert back(store, graph) == parts_of(graph)
