"""Pitfalls of OOPS! in inverses and in names (P05, P13, P25, P26, P36): none here, each found where it is."""

import re
from collections.abc import Callable
from itertools import permutations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.resources import resource
from kg.schema import NAMESPACE

FILE_ENDING = re.compile(r"\.(owl|rdf|ttl|n3|nt|xml|rdfxml|jsonld)\b", re.IGNORECASE)


def relations(graph: Graph) -> list[Node]:
    return list(graph.subjects(RDF.type, OWL.ObjectProperty))


def own_relations(graph: Graph) -> list[Node]:
    return [node for node in relations(graph) if str(node).startswith(NAMESPACE)]


def ends(graph: Graph, relation: Node, side: str) -> set[Node]:
    """The classes that one side of a relation may have, as an axiom or as a list."""
    listed = URIRef(f"https://schema.org/{side}Includes")
    return {end for predicate in (RDFS[side], listed) for end in graph.objects(relation, predicate)}


def inverses(graph: Graph) -> list[tuple[Node, Node]]:
    return list(graph.subject_objects(OWL.inverseOf))


def is_symmetric(graph: Graph, relation: Node) -> bool:
    return (relation, RDF.type, OWL.SymmetricProperty) in graph


def have_inverse(graph: Graph) -> set[Node]:
    return {relation for pair in inverses(graph) for relation in pair}


def wrong_inverses(graph: Graph) -> list[str]:
    """[P05] Inverses of which one does not begin where the other ends."""
    sides = ("domain", "range"), ("range", "domain")
    return [
        f"{a} {b}"
        for a, b in inverses(graph)
        if any(ends(graph, a, here) != ends(graph, b, there) for here, there in sides)
    ]


def missing_inverses(graph: Graph) -> list[str]:
    """[P13] Relations that go one way, unless the ontology's own note (skos:scopeNote) says that all do."""
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    if (header, SKOS.scopeNote, None) in graph:
        return []
    known = have_inverse(graph)
    return [str(node) for node in own_relations(graph) if node not in known and not is_symmetric(graph, node)]


def likely_inverses(graph: Graph) -> list[str]:
    """[P13] One relation goes there, one comes back, and no note says why they are no inverses."""
    told = have_inverse(graph) | set(graph.subjects(SKOS.scopeNote, None))
    return [
        f"{a} {b}"
        for a, b in permutations([node for node in own_relations(graph) if node not in told], 2)
        if not ends(graph, a, "domain") & ends(graph, a, "range")
        and ends(graph, a, "domain") & ends(graph, b, "range")
        and ends(graph, a, "range") & ends(graph, b, "domain")
        and not ends(graph, b, "domain") & ends(graph, b, "range")
    ]


def inverses_of_themselves(graph: Graph) -> list[str]:
    """[P25] Such a relation is symmetric, and is to be called so."""
    return [str(a) for a, b in inverses(graph) if a == b]


def inverses_of_symmetric(graph: Graph) -> list[str]:
    """[P26] A symmetric relation is its own inverse already."""
    return [f"{a} {b}" for a, b in inverses(graph) if is_symmetric(graph, a) or is_symmetric(graph, b)]


def names_of_files(graph: Graph) -> list[str]:
    """[P36] The ontology, its versions and its terms are named, not the files that they stand in."""
    kinds = (OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    named = [node for kind in kinds for node in graph.subjects(RDF.type, kind)]
    return [
        str(node) for node in (*named, *graph.objects(None, OWL.versionIRI)) if FILE_ENDING.search(str(node))
    ]


PITFALLS: dict[str, tuple[Callable[[Graph], list[str]], str]] = {
    "P05": (wrong_inverses, "gsr:made owl:inverseOf gsr:madeBy . gsr:made rdfs:range gsr:Road ."),
    "P13": (missing_inverses, "gsr:uses a owl:ObjectProperty ."),
    "P13, a pair": (
        likely_inverses,
        "gsr:uses a owl:ObjectProperty ; rdfs:domain gsr:Body ; rdfs:range gsr:Road ."
        "gsr:usedBy a owl:ObjectProperty ; rdfs:domain gsr:Road ; rdfs:range gsr:Body .",
    ),
    "P25": (inverses_of_themselves, "gsr:near a owl:ObjectProperty ; owl:inverseOf gsr:near ."),
    "P26": (inverses_of_symmetric, "gsr:near a owl:SymmetricProperty ; owl:inverseOf gsr:nearTo ."),
    "P36": (names_of_files, "<https://w3id.org/gsr/ns.owl#Body> a owl:Class ."),
}
SOUND = """
@prefix gsr: <https://w3id.org/gsr/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/gsr/ns> a owl:Ontology ; owl:versionIRI <https://w3id.org/gsr/ns/0.1.0> .
gsr:made a owl:ObjectProperty ; rdfs:domain gsr:Body ; rdfs:range gsr:Document ; owl:inverseOf gsr:madeBy .
gsr:madeBy a owl:ObjectProperty ; rdfs:domain gsr:Document ; rdfs:range gsr:Body .
gsr:joins a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain gsr:Body ; rdfs:range gsr:Body .
"""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=resource("ontology/gsr.ttl").read_text("utf-8"), format="turtle")


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ontology_has_none(pitfall: str, ontology: Graph) -> None:
    found, _ = PITFALLS[pitfall]

    assert found(ontology) == []


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_it_is_found_where_it_is_planted_and_not_in_what_is_sound(pitfall: str) -> None:
    found, planted = PITFALLS[pitfall]

    assert found(Graph().parse(data=SOUND, format="turtle")) == []
    assert found(Graph().parse(data=SOUND + planted, format="turtle")) != []


def test_what_the_note_says_of_relations_is_so(ontology: Graph) -> None:
    """No inverse is declared, and no relation is symmetric."""
    assert inverses(ontology) == []
    assert [node for node in relations(ontology) if is_symmetric(ontology, node)] == []
