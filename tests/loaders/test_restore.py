"""Elements → Graph: the other way round gives what there was, whatever the characters."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import DataError
from kg.graph import Graph
from kg.schema import load_schema
from loaders.neo4j.restore import Restored, graph_of
from loaders.property_graph.elements import SHOWN, elements
from loaders.property_graph.rows import Elements
from tests.loaders.any_graph import graphs
from tests.loaders.small_graph import small_graph
from tests.neo4j.hostile import hostile_graph

SCHEMA = load_schema()


def parts_of(graph: Graph) -> Restored:
    """What is to come back of the graph: five parts, reports without their texts."""
    reports, evidence = tuple(replace(one, text="") for one in graph.reports), graph.evidence()
    graph = Graph(
        reports=reports, entities=graph.entities, facts=graph.facts, observations=graph.observations
    )
    return Restored(graph, evidence)


def bare(found: Restored) -> Restored:
    """The same without the texts, which must hold the quotes at their places."""
    texts = {one.id: one.text for one in found.graph.reports}
    assert [texts[one.report_id][one.start : one.end] for one in found.evidence] == [
        one.quote for one in found.evidence
    ]
    return Restored(parts_of(found.graph).graph, found.evidence)


@pytest.mark.parametrize("graph", [small_graph(), hostile_graph(), Graph()], ids=["hand", "hostile", "empty"])
def test_five_parts_come_back(graph: Graph) -> None:
    assert bare(graph_of(elements(graph, SCHEMA), SCHEMA)) == parts_of(graph)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_five_parts_of_any_graph_come_back(graph: Graph) -> None:
    assert bare(graph_of(elements(graph, SCHEMA), SCHEMA)) == parts_of(graph)


def test_of_a_fact_that_no_claim_states_the_evidence_that_is_shown_comes_back() -> None:
    graph = hostile_graph()
    spans = tuple(span.id for span in graph.evidence())
    often = replace(graph.facts[0], relation="ISSUED_BY", evidence=spans)

    (fact,) = graph_of(elements(replace(graph, facts=(often,)), SCHEMA), SCHEMA).graph.facts

    assert fact == replace(often, evidence=spans[:SHOWN])


def test_what_no_load_wrote_is_an_error() -> None:
    whole = elements(small_graph(), SCHEMA)
    entity = next(node for node in whole.nodes.values() if node.label == "Entity")
    strange = replace(entity, labels=("Agency", "Region"))
    torn = {key: link for key, link in whole.links.items() if link.type != "METRIC"}
    fact = next(link for link in whole.links.values() if "evidence_count" in link.props)
    other = replace(fact, key={"id": "f0"})
    for wrong, said in (
        (Elements({**whole.nodes, (entity.label, entity.id): strange}, whole.links), "has the labels"),
        (Elements(whole.nodes, torn), "has no METRIC"),
        (Elements(whole.nodes, {**whole.links, fact.name: other}), "f0 says what"),
    ):
        with pytest.raises(DataError, match=said):
            graph_of(wrong, SCHEMA)
