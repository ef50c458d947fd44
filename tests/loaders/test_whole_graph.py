"""What must hold over a whole graph, asked in SPARQL: each query finds what is wrong, and finds nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.store import write_graph
from loaders.sparql import rows
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph

CHECKS = {
    "a thing that is spoken of and never described": """
        SELECT ?x { ?s ?p ?x FILTER(ISIRI(?x) && CONTAINS(STR(?x), "/id/"))
          FILTER NOT EXISTS { ?x a ?c } }""",
    "a plain triple that nothing states as done": """
        SELECT ?x ?p ?o { ?x gsr:key ?k1 . ?o gsr:key ?k2 . ?x ?p ?o FILTER NOT EXISTS {
          ?c rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?o ; gsr:status "done" } }""",
    "a claim that is not done and yet is asserted": """
        SELECT ?x { ?x a gsr:Claim ; gsr:status ?status ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
          ?s ?p ?o FILTER(?status != "done") FILTER NOT EXISTS {
          ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gsr:status "done" } }""",
    "a claim that is done and is not asserted": """
        SELECT ?x { ?x a gsr:Claim ; gsr:status "done" ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
          FILTER NOT EXISTS { ?s ?p ?o } }""",
    "a claim whose evidence is of another report": """
        SELECT ?x { ?x a gsr:Claim ; gsr:inReport ?r ; gsr:evidence/gsr:inReport ?other
          FILTER(?r != ?other) }""",
    "a quote that is not as long as its span": """
        SELECT ?x { ?x gsr:quote ?q ; gsr:begin ?b ; gsr:end ?e FILTER(STRLEN(?q) != ?e - ?b) }""",
    "evidence that does not stand in its section": """
        SELECT ?x { ?x a gsr:Evidence ; gsr:begin ?b ; gsr:end ?e ; gsr:inSection ?s ; gsr:inReport ?r .
          ?s gsr:begin ?sb ; gsr:end ?se ; gsr:inReport ?sr FILTER(?b < ?sb || ?e > ?se || ?r != ?sr) }""",
    "a fact that no sentence states and that has no basis": """
        SELECT ?x { ?x a rdf:Statement FILTER NOT EXISTS { ?x a gsr:Claim }
          FILTER NOT EXISTS { ?x gsr:basis ?b } }""",
}


@pytest.fixture(scope="module", params=["small", "samples"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    write_graph(small_graph() if request.param == "small" else sample_graph(), folder)
    return folder


@pytest.mark.parametrize("wrong", CHECKS)
def test_there_is_no(folder: Path, wrong: str) -> None:
    assert rows(folder, CHECKS[wrong], {}) == []


def test_a_planned_figure_asserts_nothing(tmp_path: Path) -> None:
    graph = small_graph()
    planned = tuple(replace(found, status="planned") for found in graph.observations)
    claims = tuple(
        replace(claim, status="planned") if claim.predicate == "MEASURES" else claim for claim in graph.claims
    )
    write_graph(replace(graph, observations=planned, claims=claims), tmp_path)

    assert rows(tmp_path, "SELECT ?o { ?x gsr:measures ?o }", {}) == []
    assert len(rows(tmp_path, 'SELECT ?o { ?x gsr:relation "MEASURES" ; gsr:claimObject ?o }', {})) == 1
