from typing import get_args

import pytest

from kg.errors import DataError
from kg.model import LABELS, PREDICATES, Label
from kg.schema import load_schema, parse_schema

TERM = """
@prefix gsr: <https://w3id.org/gsr/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
gsr:Thing a owl:Class ; rdfs:label "物"@zh-Hans {english} ; skos:definition "物。"@zh-Hans , "A thing."@en .
"""


def test_claimed_relations_are_exactly_the_predicates_of_the_model() -> None:
    relations = load_schema().relations.values()

    assert {r.neo4j for r in relations if not r.structural} == set(PREDICATES)


@pytest.mark.parametrize("label", [label for label in LABELS if label != "DocNo"])
def test_every_label_but_the_document_number_has_a_class(label: Label) -> None:
    assert load_schema().class_of_label(label)


def test_a_document_number_becomes_no_node() -> None:
    with pytest.raises(DataError, match="DocNo"):
        load_schema().class_of_label("DocNo")


def test_chain_runs_up_the_classes() -> None:
    assert load_schema().chain("LegalAct") == ("LegalAct", "Regulation")


@pytest.mark.parametrize(
    ("subject", "relation", "object", "allowed"),
    [
        ("Agency", "ISSUED", "LegalAct", True),
        ("Region", "ISSUED", "Regulation", False),
        ("RegionGroup", "PARTY_TO", "Agreement", True),
        ("Agency", "ADVANCES", "Platform", False),
        ("Agency", "LIKES", "Agency", False),
    ],
)
def test_refusal_follows_domain_and_range(subject: str, relation: str, object: str, allowed: bool) -> None:
    reason = load_schema().refusal(subject, relation, object)

    assert (reason is None) == allowed
    assert reason is None or relation in reason


def test_domains_and_ranges_name_classes_of_the_ontology() -> None:
    schema = load_schema()

    for relation in schema.relations.values():
        assert set(relation.domain) | set(relation.range) <= set(schema.classes), relation.name


def test_a_term_without_an_english_label_is_refused_by_name() -> None:
    assert parse_schema(TERM.format(english=', "thing"@en')).classes["Thing"].label_zh == "物"
    with pytest.raises(DataError, match="Thing"):
        parse_schema(TERM.format(english=""))


def test_labels_of_the_model_are_known_to_the_type_checker() -> None:
    assert get_args(Label) == LABELS
