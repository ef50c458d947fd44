"""What follows from the alignment: the types of every kind of thing, frozen, and no contradiction.

A bad rdfs:subPropertyOf types things silently: eli:passed_by would make every plan a law. `make golden`
writes tests/golden/entailed.json again; read the difference.
"""

import json
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from kg.resources import resource
from kg.schema import NAMESPACE
from kg.store import read_graph
from loaders.rdf.writing import quads
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

FROZEN = ROOT / "tests" / "golden" / "entailed.json"
Types = dict[str, set[str]]


@pytest.fixture(scope="module")
def axioms() -> Graph:
    graph = Graph().parse(data=resource("ontology/gsr.ttl").read_text("utf-8"), format="turtle")
    return graph.parse(ROOT / "tests" / "borrowed.ttl", format="turtle")


@pytest.fixture(scope="module")
def said(samples_graph: Path) -> list[Quad]:
    """What the graph made by hand and the samples say, which have findings too."""
    graphs = (small_graph(), read_graph(samples_graph))
    return [quad for graph in graphs for quad in quads(graph, base="https://example.org/kg")]


def types_of(said: list[Quad], axioms: Graph) -> Types:
    """Every thing → the types that it has, and those that follow (OWL 2 RL)."""
    found: Types = defaultdict(set)
    classes = cache(lambda name: above(axioms, URIRef(name), RDFS.subClassOf))
    sides = cache(lambda name: [implied(axioms, URIRef(name), side) for side in (RDFS.domain, RDFS.range)])
    for quad in said:
        subject, value = (str(getattr(end, "value", end)) for end in (quad.subject, quad.object))
        if quad.predicate.value == str(RDF.type):
            found[subject] |= classes(value)
        before, behind = sides(quad.predicate.value)
        found[subject] |= before
        if type(quad.object).__name__ == "NamedNode":
            found[value] |= behind
    return found


def above(axioms: Graph, node: Node, relation: URIRef) -> set[str]:
    return {str(end) for end in axioms.transitive_objects(node, relation)}


def implied(axioms: Graph, predicate: Node, side: URIRef) -> set[str]:
    """The types of what stands on that side of a predicate, by it and by all that are wider."""
    wider = map(URIRef, above(axioms, predicate, RDFS.subPropertyOf))
    ends = (end for one in wider for end in axioms.objects(one, side))
    return {name for end in ends for name in above(axioms, end, RDFS.subClassOf)}


def disjoint(axioms: Graph) -> set[frozenset[str]]:
    found = {frozenset((str(a), str(b))) for a, b in axioms.subject_objects(OWL.disjointWith)}
    for axiom in axioms.subjects(RDF.type, OWL.AllDisjointClasses):
        (listed,) = axioms.objects(axiom, OWL.members)
        found |= {frozenset(pair) for pair in combinations(map(str, axioms.items(listed)), 2)}
    return found


def contradictions(types: Types, axioms: Graph) -> list[tuple[str, frozenset[str]]]:
    pairs = disjoint(axioms)
    return [(thing, pair) for thing, those in sorted(types.items()) for pair in pairs if pair <= those]


def test_the_types_of_each_kind_of_thing_are_the_frozen_ones(
    said: list[Quad], axioms: Graph, request: pytest.FixtureRequest
) -> None:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for thing, types in types_of(said, axioms).items():
        if "/id/" in thing:
            by_kind[thing.split("/")[-2]] |= types
    text = json.dumps({kind: sorted(by_kind[kind]) for kind in sorted(by_kind)}, indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        FROZEN.write_text(text, encoding="utf-8", newline="\n")

    assert json.loads(FROZEN.read_text("utf-8")) == json.loads(text)


def test_nothing_contradicts(said: list[Quad], axioms: Graph) -> None:
    assert contradictions(types_of(said, axioms), axioms) == []


def test_an_agency_that_were_a_platform_would_contradict(axioms: Graph) -> None:
    planted = {"x": {NAMESPACE + "Agency", NAMESPACE + "Platform"}}

    assert len(contradictions(planted, axioms)) == 1


@pytest.mark.parametrize(
    ("kind", "never"),
    [
        ("regulation", "http://data.europa.eu/eli/ontology#LegalResource"),
        ("region", "http://www.w3.org/ns/prov#Agent"),
        ("region-group", "http://www.w3.org/ns/prov#Agent"),
        *(
            (kind, "http://www.w3.org/ns/prov#Entity")
            for kind in ("agency", "organization", "region", "platform")
        ),
        ("initiative", "http://data.europa.eu/m8g/PublicService"),
        ("platform", "http://data.europa.eu/m8g/Channel"),
    ],
)
def test_the_known_traps_are_not_there(kind: str, never: str) -> None:
    found = json.loads(FROZEN.read_text("utf-8"))

    assert found[kind]
    assert never not in found[kind]


def test_what_traps_are_would_be_seen(said: list[Quad], axioms: Graph) -> None:
    trap = Graph() + axioms
    issued = URIRef(NAMESPACE + "documentNumber")
    trap.add((issued, RDFS.subPropertyOf, URIRef("http://data.europa.eu/eli/ontology#passed_by")))
    notices = set().union(*(t for thing, t in types_of(said, trap).items() if "/id/regulation/" in thing))

    assert "http://data.europa.eu/eli/ontology#LegalResource" in notices
