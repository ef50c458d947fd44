"""The ontology as plain values: classes, relations, properties, and their names in Neo4j and RDF.

`ontology/gsr.ttl` is the only list of them; nothing else in the project types a label or a relation
type by hand that is not checked against this module.
"""

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.model import Label
from kg.resources import resource
from kg.turtle import RDF, RDFS, graph_of, language_of, objects

if TYPE_CHECKING:
    from kg.turtle import Graph

NAMESPACE = "https://w3id.org/gsr/ns#"
INCLUDES = "https://schema.org/{}Includes"
OWL = "http://www.w3.org/2002/07/owl#"
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `name` is its local name in RDF, `neo4j` its name in Neo4j."""

    name: str
    neo4j: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str

    @property
    def iri(self) -> str:
        """The full IRI."""
        return NAMESPACE + self.name


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class; `parents` are the classes of this ontology above it, nearest first.

    Nodes of a `keyed` one are found in Neo4j under its own label, those of all others under `Entity`.
    """

    parents: tuple[str, ...]
    id_prefix: str
    mention_label: str | None
    keyed: bool


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """A relation between things; a `structural` one is never a claim.

    `borrowed` are the IRIs of classes of other vocabularies that are in its domain, too.
    """

    domain: tuple[str, ...]
    range: tuple[str, ...]
    borrowed: tuple[str, ...]
    structural: bool


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property with a value; `datatype` is an IRI. The values of a `plural` one are a list of texts.

    A thing has one value of a `functional` one at most. `borrowed` as with a relation. `indexes` are the
    kinds of index that Neo4j has on it: `range`, `text`, `fulltext`.
    """

    domain: tuple[str, ...]
    borrowed: tuple[str, ...]
    datatype: str
    plural: bool
    functional: bool
    indexes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """All terms: classes and properties by local name, relations by Neo4j name."""

    classes: dict[str, Class]
    relations: dict[str, Relation]
    properties: dict[str, Property]

    def chain(self, cls: str) -> tuple[str, ...]:
        """The class and those above it in this ontology: LegalAct → (LegalAct, Regulation)."""
        return (cls, *self.classes[cls].parents)

    def is_a(self, cls: str, other: str) -> bool:
        """Whether `cls` is `other` or below it."""
        return other in self.chain(cls)

    def class_of_label(self, label: Label) -> str:
        """The class of the node that a mention with this label becomes; DataError for DocNo."""
        for cls in self.classes.values():
            if cls.mention_label == label:
                return cls.name
        raise DataError(f"ontology/gsr.ttl: no class has the mention label {label}")

    def refusal(self, subject: str, relation: str, object: str) -> str | None:
        """Why `subject` relation `object` (classes) is not allowed, or None."""
        if relation not in self.relations:
            return f"{relation}: no such relation in the ontology"
        found = self.relations[relation]
        for cls, allowed, side in ((subject, found.domain, "domain"), (object, found.range, "range")):
            if allowed and not any(self.is_a(cls, other) for other in allowed):
                return f"{relation}: {cls} is not in its {side} ({', '.join(allowed)})"
        return None


@functools.cache
def load_schema() -> Schema:
    """The packaged ontology, read once a process. DataError if a term lacks a name, label or definition."""
    return parse_schema(resource("ontology/gsr.ttl").read_text("utf-8"))


@functools.cache
def ontology_version() -> str:
    """The version that the packaged ontology says it is of (`owl:versionInfo`), such as `0.1.0`."""
    found = re.search(r'owl:versionInfo "([^"]+)"', resource("ontology/gsr.ttl").read_text("utf-8"))
    if found is None:
        raise DataError("ontology/gsr.ttl: no owl:versionInfo")
    return found[1]


def terms_of(version: str) -> str:
    """The part of a version of the ontology, or of its IRI, that rises when terms change: `0.2.1` → `0.2`."""
    return version.rpartition(".")[0]


def parse_schema(turtle: str) -> Schema:
    """The schema that a Turtle text declares in our namespace."""
    graph = graph_of(turtle)
    parents = _parents(graph)
    classes = [_class(graph, iri, parents) for iri in _declared(graph, "Class")]
    relations = [_relation(graph, iri) for iri in _declared(graph, "ObjectProperty")]
    properties = [_property(graph, iri) for iri in _declared(graph, "DatatypeProperty")]
    return Schema(
        {term.name: term for term in classes},
        {term.neo4j: term for term in relations},
        {term.name: term for term in properties},
    )


def _all(graph: "Graph", iri: str, predicate: str) -> list[str]:
    return [node.value for node in objects(graph, iri, predicate)]


def _declared(graph: "Graph", kind: str) -> list[str]:
    return sorted(
        iri for iri in graph if iri.startswith(NAMESPACE) and OWL + kind in _all(graph, iri, RDF + "type")
    )


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


def _term(graph: "Graph", iri: str) -> dict[str, str]:
    def text(predicate: str, language: str) -> str:
        for node in objects(graph, iri, predicate):
            if language_of(node) == language:
                return node.value
        raise DataError(f"ontology/gsr.ttl: {iri} has no {predicate} in {language}")

    return {
        "name": _local(iri),
        "neo4j": _annotation(graph, iri, "neo4jName") or _local(iri),
        "label_zh": text(RDFS + "label", "zh-hans"),
        "label_en": text(RDFS + "label", "en"),
        "definition_zh": text(DEFINITION, "zh-hans"),
        "definition_en": text(DEFINITION, "en"),
    }


def _annotation(graph: "Graph", iri: str, name: str) -> str | None:
    return next(iter(_all(graph, iri, NAMESPACE + name)), None)


def _parents(graph: "Graph") -> dict[str, tuple[str, ...]]:
    above = {
        _local(iri): tuple(_local(one) for one in sorted({*found}) if one.startswith(NAMESPACE))
        for iri in graph
        if (found := _all(graph, iri, RDFS + "subClassOf"))
    }

    def chain(name: str) -> tuple[str, ...]:
        direct = above.get(name, ())
        return (*direct, *(further for parent in direct for further in chain(parent)))

    return {name: chain(name) for name in above}


def _class(graph: "Graph", iri: str, parents: dict[str, tuple[str, ...]]) -> Class:
    return Class(
        **_term(graph, iri),
        parents=parents.get(_local(iri), ()),
        id_prefix=_annotation(graph, iri, "idPrefix") or "",
        mention_label=_annotation(graph, iri, "mentionLabel"),
        keyed=_annotation(graph, iri, "neo4jKey") == "true",
    )


def _relation(graph: "Graph", iri: str) -> Relation:
    return Relation(
        **_term(graph, iri),
        domain=_ends(graph, iri, "domain"),
        range=_ends(graph, iri, "range"),
        borrowed=_borrowed(graph, iri),
        structural=_annotation(graph, iri, "structural") == "true",
    )


def _ends(graph: "Graph", iri: str, side: str) -> tuple[str, ...]:
    own = {end for end in _all_ends(graph, iri, side) if end.startswith(NAMESPACE)}
    return tuple(sorted(map(_local, own)))


def _borrowed(graph: "Graph", iri: str) -> tuple[str, ...]:
    return tuple(sorted(end for end in _all_ends(graph, iri, "domain") if not end.startswith(NAMESPACE)))


def _all_ends(graph: "Graph", iri: str, side: str) -> set[str]:
    return {*_all(graph, iri, RDFS + side), *_all(graph, iri, INCLUDES.format(side))}


def _property(graph: "Graph", iri: str) -> Property:
    datatypes = (*_all(graph, iri, RDFS + "range"), *_all(graph, iri, INCLUDES.format("range")))
    return Property(
        **_term(graph, iri),
        domain=_ends(graph, iri, "domain"),
        borrowed=_borrowed(graph, iri),
        datatype=str(next(iter(datatypes), None)),
        plural=_annotation(graph, iri, "plural") == "true",
        functional=OWL + "FunctionalProperty" in _all(graph, iri, RDF + "type"),
        indexes=tuple(sorted({*_all(graph, iri, NAMESPACE + "neo4jIndex")})),
    )
