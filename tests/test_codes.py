"""codes.ttl: the lists of codes say what the code of the program knows, in both languages."""

from typing import get_args

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.model import Basis, Qualifier, SectionKind, Severity, Status, Verdict
from kg.resources import parse_table, resource, table
from kg.schema import NAMESPACE

LISTS = "https://w3id.org/gsr/def/"
TABLE = "lexicon/regulation_kinds.csv"
KINDS = {row["kind"] for row in parse_table(resource(TABLE).read_text("utf-8"), TABLE)}
KNOWN = {
    "basis": set(get_args(Basis)),
    "qualifier": set(get_args(Qualifier)),
    "regulation-kind": KINDS,
    "section-kind": set(get_args(SectionKind)),
    "severity": set(get_args(Severity)),
    "status": set(get_args(Status)),
    "unit": {row["qudt"] for row in table("unit_kinds") if row["qudt"].islower()},
    "verdict": set(get_args(Verdict)),
}


def packaged(name: str) -> Graph:
    return Graph().parse(data=resource(f"ontology/{name}").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def codes() -> Graph:
    return packaged("codes.ttl")


def notations(codes: Graph, scheme: Node) -> set[str]:
    return {str(codes.value(concept, SKOS.notation)) for concept in codes.subjects(SKOS.inScheme, scheme)}


@pytest.mark.parametrize("name", KNOWN)
def test_a_list_holds_the_codes_that_the_program_writes(name: str, codes: Graph) -> None:
    assert notations(codes, URIRef(LISTS + name)) == KNOWN[name]


def test_every_concept_is_named_and_defined_in_both_languages(codes: Graph) -> None:
    for node in {*codes.subjects(RDF.type, SKOS.Concept), *codes.subjects(RDF.type, SKOS.ConceptScheme)}:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            said = [text for text in codes.objects(node, predicate) if isinstance(text, Literal)]
            assert sorted(text.language or "" for text in said) == ["en", "zh-Hans"], f"{node} {predicate}"


def test_no_two_concepts_of_a_list_have_one_label(codes: Graph) -> None:
    for scheme in codes.subjects(RDF.type, SKOS.ConceptScheme):
        labels = [
            label
            for concept in codes.subjects(SKOS.inScheme, scheme)
            for label in codes.objects(concept, SKOS.prefLabel)
        ]
        assert len(labels) == len(set(labels)), scheme


def test_the_iri_of_a_concept_ends_in_its_notation(codes: Graph) -> None:
    for concept, scheme in codes.subject_objects(SKOS.inScheme):
        assert str(concept) == f"{scheme}/{codes.value(concept, SKOS.notation)}"


def test_a_list_that_a_property_names_is_there_and_its_shape_allows_just_that(codes: Graph) -> None:
    ontology, shapes = packaged("gsr.ttl"), packaged("shapes.ttl")
    named = dict(ontology.subject_objects(URIRef(NAMESPACE + "codeList")))
    schemes = set(codes.subjects(RDF.type, SKOS.ConceptScheme))

    assert len(named) >= 10
    assert set(named.values()) <= schemes
    for path, scheme in named.items():
        for limit in shapes.subjects(SH.path, path):
            for listed in shapes.objects(limit, SH["in"]):
                assert set(map(str, shapes.items(listed))) == notations(codes, scheme), path
