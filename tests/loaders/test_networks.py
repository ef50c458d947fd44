import io
from dataclasses import replace
from pathlib import Path

import networkx

from kg.graph import Graph
from kg.model import Entity, EntityId
from loaders.networks import MOST, export, network
from tests.loaders.small_graph import entity_id, small_graph


def drawn(graph: Graph) -> bytes:
    out = io.BytesIO()
    export(graph, out)
    return out.getvalue()


def test_every_entity_is_a_node_and_every_fact_an_edge() -> None:
    graph, made = small_graph(), network(small_graph())

    assert set(made.nodes) == {entity.id for entity in graph.entities}
    assert {key for _, _, key in made.edges(keys=True)} == {fact.id for fact in graph.facts}


def test_what_a_figure_measures_is_no_edge() -> None:
    graph = small_graph()
    figure = next(found for found in graph.observations if found.about)
    measured = replace(
        graph.facts[0], subject=EntityId(figure.id), relation="MEASURES", object=figure.about[0]
    )

    assert set(network(replace(graph, facts=(measured,))).nodes) == {entity.id for entity in graph.entities}


def test_a_node_carries_what_is_known_by_the_names_of_the_property_graph() -> None:
    region = network(small_graph()).nodes[entity_id("east region")]

    assert region == {"class": "Region", "name": "云州省清江市东湖区", "code": "990102", "names": "东湖区"}


def test_an_edge_shows_its_sentence() -> None:
    edges = network(small_graph()).get_edge_data(entity_id("bureau"), entity_id("monthly"))

    (edge,) = edges.values()
    assert (edge["relation"], edge["status"], edge["years"]) == ("LAUNCHED", "planned", "2021")
    assert edge["quotes"] == "推出“月清零”机制，争取与南屏区合作。"


def test_paths_can_be_asked() -> None:
    made = network(small_graph())

    path = networkx.shortest_path(made.to_undirected(), entity_id("bureau"), entity_id("west"))
    assert path == [entity_id("bureau"), entity_id("one window"), entity_id("west")]


def test_graphml_is_the_same_every_time_and_comes_back() -> None:
    graph = small_graph()
    data = drawn(graph)

    assert data == drawn(graph)
    assert "一窗通办".encode() in data
    back = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert set(back.nodes) == set(network(graph).nodes)
    assert {key for _, _, key in back.edges(keys=True)} == {fact.id for fact in graph.facts}


def test_strange_characters_leave_the_file_well_formed() -> None:
    thing = Entity(EntityId("i1"), "Initiative", "x", "甲\r\n乙\x00<&>", ("a", "b"))
    back = networkx.read_graphml(io.BytesIO(drawn(Graph(entities=(thing,)))))

    assert back.nodes["i1"] == {"class": "Initiative", "name": "甲\r\n乙\ufffd<&>", "names": "a | b"}


def test_a_hub_does_not_grow_without_end() -> None:
    graph = small_graph()
    fact = replace(graph.facts[0], evidence=tuple(f"e{number:03}" for number in range(50)))
    (edge,) = [values for _, _, values in network(replace(graph, facts=(fact,))).edges(data=True)]

    assert edge["evidence_count"] == 50
    assert len(edge["evidence"].split(" | ")) == MOST


def test_a_path_is_written_as_a_stream_is(tmp_path: Path) -> None:
    export(small_graph(), tmp_path / "a.graphml")

    assert (tmp_path / "a.graphml").read_bytes() == drawn(small_graph())
