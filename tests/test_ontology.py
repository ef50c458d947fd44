"""What holds for every term of ontology/gsr.ttl (after the pitfalls of OOPS!, named in brackets)."""

import re
from collections import Counter
from itertools import chain

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.errors import DataError
from kg.model import PREDICATES
from kg.resources import resource
from kg.schema import NAMESPACE, Class, Property, Relation, Term, load_schema, parse_schema

CLASS_NAME = re.compile(r"[A-Z][A-Za-z]*")
PROPERTY_NAME = re.compile(r"[a-z][A-Za-z]*")
RELATION_TYPE = re.compile(r"[A-Z]+(_[A-Z]+)*")
XML_SCHEMA = "http://www.w3.org/2001/XMLSchema#"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=resource("ontology/gsr.ttl").read_text("utf-8"), format="turtle")


def classes() -> list[Class]:
    return list(load_schema().classes.values())


def relations() -> list[Relation]:
    return list(load_schema().relations.values())


def properties() -> list[Property]:
    return list(load_schema().properties.values())


def terms() -> list[Term]:
    return [*classes(), *relations(), *properties()]


def own(graph: Graph) -> set[URIRef]:
    found = {node for kind in KINDS for node in graph.subjects(RDF.type, kind)}
    return {node for node in found if isinstance(node, URIRef) and node.startswith(NAMESPACE)}


def repeated(values: list[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_term_has_one_label_and_one_definition_in_each_language(graph: Graph, language: str) -> None:
    """[P08]"""
    for node in own(graph):
        for predicate in (RDFS.label, SKOS.definition):
            texts = [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]
            tagged = [text for text in texts if (text.language or "").lower() == language]
            assert len(tagged) == 1, f"{node} {predicate} {language}"
            assert str(tagged[0]).strip()


def test_labels_and_definitions_carry_no_other_language(graph: Graph) -> None:
    for node in own(graph):
        for value in chain(graph.objects(node, RDFS.label), graph.objects(node, SKOS.definition)):
            assert isinstance(value, Literal)
            assert (value.language or "").lower() in ("zh-hans", "en"), value


def test_no_two_terms_of_a_kind_have_one_label() -> None:
    """[P32]"""
    for kind in (classes(), relations(), properties()):
        assert repeated([term.label_zh for term in kind]) == []
        assert repeated([term.label_en for term in kind]) == []


def test_no_definition_is_only_the_label_or_another_term_s() -> None:
    """[P20]"""
    for term in terms():
        assert term.definition_zh.rstrip("。") != term.label_zh, term.name
        assert term.definition_en.rstrip(".").lower() != term.label_en.lower(), term.name
    assert repeated([term.definition_zh for term in terms()]) == []
    assert repeated([term.definition_en for term in terms()]) == []


def test_names_follow_one_convention() -> None:
    """[P22]"""
    for cls in classes():
        assert CLASS_NAME.fullmatch(cls.name), cls.name
        assert cls.neo4j == cls.name
    for term in (*relations(), *properties()):
        assert PROPERTY_NAME.fullmatch(term.name), term.name
    for relation in relations():
        assert RELATION_TYPE.fullmatch(relation.neo4j), relation.name
    for property_ in properties():
        assert PROPERTY_NAME.fullmatch(property_.neo4j), property_.name


def test_a_claimed_relation_is_called_alike_in_both_stores() -> None:
    for predicate in PREDICATES:
        words = load_schema().relations[predicate].name
        assert re.sub(r"(?=[A-Z])", "_", words).upper() == predicate


def test_every_relation_of_the_model_is_there_and_no_structural_one() -> None:
    for predicate in PREDICATES:
        assert not load_schema().relations[predicate].structural, predicate


def test_a_neo4j_name_means_one_thing_within_its_kind_and_its_class() -> None:
    schema = load_schema()

    assert repeated([relation.neo4j for relation in relations()]) == []
    for cls in schema.classes:
        on_it = [p.neo4j for p in properties() if not p.domain or set(p.domain) & set(schema.chain(cls))]
        assert repeated(on_it) == [], cls


def test_no_class_is_above_itself() -> None:
    """[P06]"""
    for cls in classes():
        assert cls.name not in cls.parents


def test_no_relation_is_above_itself(graph: Graph) -> None:
    """[P06]"""
    for node in own(graph):
        above = set(graph.transitive_objects(node, RDFS.subPropertyOf)) - {node}
        assert node not in {over for end in above for over in graph.objects(end, RDFS.subPropertyOf)}


def test_an_id_prefix_is_short_lower_case_and_of_one_kind_of_thing() -> None:
    prefixes = {cls.name: cls.id_prefix for cls in classes()}

    assert all(re.fullmatch("[a-z]", prefix) for prefix in prefixes.values())
    roots = [cls.name for cls in classes() if not cls.parents]
    assert repeated([prefixes[name] for name in roots]) == []
    assert all(cls.id_prefix == prefixes[cls.parents[-1]] for cls in classes() if cls.parents)


def test_every_class_takes_part_in_a_relation() -> None:
    """[P04]"""
    schema = load_schema()
    named = {name for relation in relations() for name in (*relation.domain, *relation.range)}

    for cls in classes():
        assert named & set(schema.chain(cls.name)), cls.name


def test_every_relation_has_a_domain_and_a_range() -> None:
    """[P11]"""
    for relation in relations():
        assert relation.domain, relation.name
        assert relation.range, relation.name


def test_one_domain_or_range_is_an_axiom_and_several_are_none(graph: Graph) -> None:
    """[P19] Several rdfs:domain would mean all of them at once."""
    for node in own(graph):
        for axiom in (RDFS.domain, RDFS.range):
            assert len(set(graph.objects(node, axiom))) <= 1, node
        for side in ("domain", "range"):
            listed = set(graph.objects(node, URIRef(f"https://schema.org/{side}Includes")))
            assert not (listed and set(graph.objects(node, RDFS[side]))), node


def test_every_property_has_a_known_datatype() -> None:
    kinds = ("string", "integer", "decimal", "gYear", "boolean", "date")

    for property_ in properties():
        assert property_.datatype in {str(RDF.langString), *(XML_SCHEMA + kind for kind in kinds)}, (
            property_.name
        )


def test_terms_of_others_are_used_but_never_redefined(graph: Graph) -> None:
    """[P40]"""
    said = (RDFS.label, RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.definition)
    for predicate in said:
        for node in graph.subjects(predicate, None):
            assert str(node).startswith(NAMESPACE), f"{node} {predicate}"


def test_every_own_term_that_is_used_is_declared(graph: Graph) -> None:
    """[P34, P35]"""
    ends = {end for triple in graph for end in triple if isinstance(end, URIRef)}

    assert {end for end in ends if end.startswith(NAMESPACE)} == own(graph)


def test_every_term_of_others_that_an_axiom_uses_is_declared(graph: Graph) -> None:
    """Else the ontology is not in OWL 2 DL: declare it beside the others, with its kind."""
    for axiom in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for end in graph.objects(None, axiom):
            assert str(end).startswith(XML_SCHEMA) or (end, RDF.type, None) in graph, end


def test_the_ontology_says_who_what_and_under_which_licence(graph: Graph) -> None:
    """[P38, P39, P41]"""
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    said = {str(predicate).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for predicate in graph.predicates(header)}

    assert {"title", "description", "license", "versionInfo", "preferredNamespaceUri"} <= said
    assert str(header) == NAMESPACE.rstrip("#")


def test_things_of_different_kinds_are_disjoint(graph: Graph) -> None:
    """[P10]"""
    (axiom,) = graph.subjects(RDF.type, OWL.AllDisjointClasses)
    (listed,) = graph.objects(axiom, OWL.members)
    members = {str(node) for node in graph.items(listed)}

    roots = {cls.iri for cls in classes() if not cls.parents}
    spans = {NAMESPACE + name for name in ("Section", "Evidence")}
    assert members == roots - spans


@pytest.mark.parametrize("missing", ['"thing"@en', '"物"@zh-Hans', '"A thing."@en', '"物件。"@zh-Hans'])
def test_a_term_that_lacks_a_label_or_definition_is_refused(missing: str) -> None:
    text = (
        "@prefix gsr: <https://w3id.org/gsr/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . gsr:Thing a owl:Class ;"
        'rdfs:label "物"@zh-Hans , "thing"@en ; skos:definition "物件。"@zh-Hans , "A thing."@en .'
    )

    assert parse_schema(text).classes["Thing"].label_en == "thing"
    with pytest.raises(DataError, match="Thing"):
        parse_schema(text.replace(missing, '"x"@fr'))
