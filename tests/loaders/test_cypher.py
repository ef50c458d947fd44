from dataclasses import replace

import pytest

from kg.errors import DataError
from kg.graph import Graph
from kg.model import Fact
from kg.schema import load_schema
from loaders.property_graph.cypher import Batch, batches, changes, deletions, difference
from loaders.property_graph.elements import SHOWN, elements
from loaders.property_graph.indexes import schema_statements
from loaders.property_graph.rows import Elements, Link, Node
from tests.loaders.small_graph import small_graph

SCHEMA = load_schema()
GRAPH = small_graph()
ALL = elements(GRAPH, SCHEMA)


def node(name: str) -> Node:
    return next(one for one in ALL.nodes.values() if one.props.get("name") == name)


def test_an_entity_bears_the_labels_of_its_classes() -> None:
    act = node("云州省优化营商环境条例")

    assert (act.label, act.labels) == ("Entity", ("LegalAct", "Regulation"))
    assert act.props["kind"]


def test_every_link_has_its_nodes() -> None:
    ends = {end for link in ALL.links.values() for end in (link.start, link.end)}

    assert ends <= ALL.nodes.keys()


def test_a_link_of_a_fact_shows_its_first_sentences_and_counts_them_all() -> None:
    fact = max(GRAPH.facts, key=lambda fact: len(fact.evidence))
    many = replace(fact, evidence=tuple(f"e{number:03}" for number in range(25)))
    graph = replace(GRAPH, facts=tuple(many if one is fact else one for one in GRAPH.facts))
    link = next(one for one in elements(graph, SCHEMA).links.values() if one.key.get("id") == fact.id)

    assert link.props["evidence_count"] == 25
    assert link.props["evidence"] == list(many.evidence[:SHOWN])


def test_done_and_planned_are_two_links() -> None:
    done = GRAPH.facts[0]
    planned = Fact(done.subject, done.relation, done.object, "planned" if done.status == "done" else "done")
    graph = replace(GRAPH, facts=(*GRAPH.facts, planned))

    assert len(elements(graph, SCHEMA).links) == len(ALL.links) + 1


def test_one_statement_a_label_or_type_with_sorted_rows() -> None:
    found = list(batches(ALL))

    assert len({batch.statement for batch in found}) == len(found)
    for batch in found:
        keys = [(row.get("id"), row.get("s"), row.get("d")) for row in batch.rows]
        assert keys == sorted(keys, key=str)
    merged = [batch.statement for batch in found if "MERGE (n:" in batch.statement]
    assert all(statement.count(":") == 2 for statement in merged)  # one label and its id, no second label


def test_batches_are_cut_to_size() -> None:
    sizes = [len(batch.rows) for batch in batches(ALL, size=7)]

    assert max(sizes) == 7
    assert sum(sizes) == sum(len(batch.rows) for batch in batches(ALL))


def test_values_never_stand_in_a_statement() -> None:
    texts = " ".join(batch.statement for batch in (*batches(ALL), *deletions(ALL)))

    assert texts.isascii()
    assert "'" not in texts


@pytest.mark.parametrize("name", ["A`) DETACH DELETE n //", "A\\u0060) DELETE n", "A B", "", "1A"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    hostile = Elements({}, {("x",): Link(name, ("Entity", "a"), ("Entity", "b"), {}, {})})

    with pytest.raises(DataError, match="no name for a label"):
        list(batches(hostile))


@pytest.mark.parametrize("name", ["A`) DETACH DELETE n //", "A\\u0060) DELETE n", "", "\0"])
def test_a_class_property_or_relation_that_the_ontology_has_not_is_refused(name: str) -> None:
    graph = small_graph()
    entity, fact = graph.entities[0], graph.facts[0]
    for wrong in (
        replace(graph, entities=(replace(entity, cls=name), *graph.entities[1:])),
        replace(graph, entities=(replace(entity, properties=((name, "x"),)), *graph.entities[1:])),
        replace(graph, facts=(replace(fact, relation=name), *graph.facts[1:])),
    ):
        with pytest.raises(DataError, match=r"in ontology/gsr\.ttl"):
            elements(wrong, SCHEMA)


def test_the_schema_has_a_constraint_for_every_label_that_is_looked_up() -> None:
    statements = " ".join(schema_statements())

    assert all(f"(n:{label}) REQUIRE n.id IS UNIQUE" in statements for label, _ in ALL.nodes)


def test_equal_graphs_differ_in_nothing() -> None:
    assert list(changes(difference(ALL, elements(small_graph(), SCHEMA)))) == []


def test_the_difference_writes_what_changed_and_deletes_what_is_gone() -> None:
    old = Elements(
        {
            ("Entity", "a"): Node("Entity", "a", {"name": "甲", "note": "x"}, ("LegalAct", "Regulation")),
            ("Entity", "b"): Node("Entity", "b", {"name": "乙"}, ("Agency",)),
            ("Entity", "c"): Node("Entity", "c", {"name": "丙"}, ("Agency",)),
        },
        {("USES", "b"): Link("USES", ("Entity", "b"), ("Entity", "a"), {"id": "f1"}, {"status": "done"})},
    )
    new = Elements(
        {
            ("Entity", "a"): Node("Entity", "a", {"name": "甲"}, ("Regulation",)),
            ("Entity", "b"): Node("Entity", "b", {"name": "乙"}, ("Agency",)),
        },
        {},
    )
    found = list(changes(difference(old, new)))

    assert [(batch.statement.split(" RETURN")[0].partition("row ")[2], batch.rows) for batch in found] == [
        (
            "MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.d}) "
            "MATCH (a)-[x:USES {id: row.key.id}]->(b) DELETE x",
            ({"s": "b", "d": "a", "key": {"id": "f1"}, "props": {"status": "done"}},),
        ),
        ("MATCH (n:Entity {id: row.id}) DETACH DELETE n", ({"id": "c"},)),
        ("MATCH (n:Entity {id: row.id}) REMOVE n:LegalAct", ({"id": "a"},)),
        (
            "MERGE (n:Entity {id: row.id}) SET n += row.props",
            ({"id": "a", "props": {"name": "甲", "note": None}},),
        ),
        ("MATCH (n:Entity {id: row.id}) SET n:Regulation", ({"id": "a"},)),
    ]


def test_an_empty_graph_needs_no_batch() -> None:
    assert list(batches(elements(Graph(), SCHEMA))) == []
    assert Batch("RETURN 1", ()) == Batch("RETURN 1", ())
