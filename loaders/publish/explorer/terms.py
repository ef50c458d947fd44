"""Words of the ontology for the page: labels of classes, relations, properties and codes, and rule cards."""

from collections.abc import Mapping
from typing import Any

from rdflib import SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.model import LABELS, PREDICATES
from kg.rules import cards
from kg.schema import NAMESPACE, Schema, Term, load_schema
from loaders.publish.ontology_page import parsed

LANGUAGES = ("zh-hans", "en")


def terms() -> dict[str, Any]:
    """Name → [Chinese, English, anchor in ontology/index.html], by kind; rule → [Chinese, English].

    What texts mention and the relations that they state come first.
    """
    schema = load_schema()
    relations = {name: schema.relations[name] for name in PREDICATES} | schema.relations
    return {
        "classes": _labels({name: schema.classes[name] for name in _in_order(schema)}),
        "relations": _labels(relations),
        "properties": _labels(schema.properties),
        "codes": codes(),
        "rules": {card.rule: [card.zh, card.en] for card in cards().values()},
    }


def _in_order(schema: Schema) -> list[str]:
    """The classes as the labels of mentions are listed, each before those below it."""

    def place(name: str) -> tuple[int, int]:
        chain = schema.chain(name)
        labels = [label for cls in chain if (label := schema.classes[cls].mention_label)]
        return LABELS.index(labels[0]) if labels else len(LABELS), len(chain)

    return sorted(schema.classes, key=place)


def _labels(found: Mapping[str, Term]) -> dict[str, list[str]]:
    return {name: [term.label_zh, term.label_en, term.name] for name, term in found.items()}


def codes() -> dict[str, dict[str, list[str]]]:
    """The labels of each code of each property that takes codes, in Chinese and English."""
    ontology, listed = parsed("gsr.ttl"), parsed("codes.ttl")
    pairs = ontology.subject_objects(URIRef(NAMESPACE + "codeList"))
    return {str(term).removeprefix(NAMESPACE): _codes(listed, scheme) for term, scheme in sorted(pairs)}


def _codes(listed: Graph, scheme: Node) -> dict[str, list[str]]:
    concepts = listed.subjects(SKOS.inScheme, scheme)
    found = {str(listed.value(one, SKOS.notation)): _both(listed, one) for one in concepts}
    return dict(sorted(found.items()))


def _both(listed: Graph, concept: Node) -> list[str]:
    labels = [text for text in listed.objects(concept, SKOS.prefLabel) if isinstance(text, Literal)]
    said = {(text.language or "").lower(): str(text) for text in labels}
    return [said[language] for language in LANGUAGES]
