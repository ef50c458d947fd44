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

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

NAMESPACE = "https://w3id.org/gsr/ns#"
INCLUDES = "https://schema.org/{}Includes"


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
    from rdflib import OWL, Graph

    graph = Graph().parse(data=turtle, format="turtle")
    parents = _parents(graph)
    classes = [_class(graph, node, parents) for node in _declared(graph, OWL.Class)]
    relations = [_relation(graph, node) for node in _declared(graph, OWL.ObjectProperty)]
    properties = [_property(graph, node) for node in _declared(graph, OWL.DatatypeProperty)]
    return Schema(
        {term.name: term for term in classes},
        {term.neo4j: term for term in relations},
        {term.name: term for term in properties},
    )


def _declared(graph: "Graph", kind: "URIRef") -> "list[URIRef]":
    from rdflib import RDF, URIRef

    found = [node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef)]
    return sorted(node for node in found if node.startswith(NAMESPACE))


def _local(node: "Node") -> str:
    return str(node).removeprefix(NAMESPACE)


def _term(graph: "Graph", node: "URIRef") -> dict[str, str]:
    from rdflib import RDFS, SKOS, Literal

    def text(predicate: "URIRef", language: str) -> str:
        for value in graph.objects(node, predicate):
            if isinstance(value, Literal) and (value.language or "").lower() == language:
                return str(value)
        raise DataError(f"ontology/gsr.ttl: {node} has no {predicate} in {language}")

    return {
        "name": _local(node),
        "neo4j": _annotation(graph, node, "neo4jName") or _local(node),
        "label_zh": text(RDFS.label, "zh-hans"),
        "label_en": text(RDFS.label, "en"),
        "definition_zh": text(SKOS.definition, "zh-hans"),
        "definition_en": text(SKOS.definition, "en"),
    }


def _annotation(graph: "Graph", node: "URIRef", name: str) -> str | None:
    from rdflib import URIRef

    value = graph.value(node, URIRef(NAMESPACE + name))
    return None if value is None else str(value)


def _parents(graph: "Graph") -> dict[str, tuple[str, ...]]:
    from rdflib import RDFS

    above: dict[str, tuple[str, ...]] = {}
    for node, parent in sorted(graph.subject_objects(RDFS.subClassOf)):
        if str(parent).startswith(NAMESPACE):
            above[_local(node)] = (*above.get(_local(node), ()), _local(parent))

    def chain(name: str) -> tuple[str, ...]:
        direct = above.get(name, ())
        return (*direct, *(further for parent in direct for further in chain(parent)))

    return {name: chain(name) for name in above}


def _class(graph: "Graph", node: "URIRef", parents: dict[str, tuple[str, ...]]) -> Class:
    return Class(
        **_term(graph, node),
        parents=parents.get(_local(node), ()),
        id_prefix=_annotation(graph, node, "idPrefix") or "",
        mention_label=_annotation(graph, node, "mentionLabel"),
        keyed=_annotation(graph, node, "neo4jKey") == "true",
    )


def _relation(graph: "Graph", node: "URIRef") -> Relation:
    return Relation(
        **_term(graph, node),
        domain=_ends(graph, node, "domain"),
        range=_ends(graph, node, "range"),
        borrowed=_borrowed(graph, node),
        structural=_annotation(graph, node, "structural") == "true",
    )


def _ends(graph: "Graph", node: "URIRef", side: str) -> tuple[str, ...]:
    own = {end for end in _all_ends(graph, node, side) if end.startswith(NAMESPACE)}
    return tuple(sorted(end.removeprefix(NAMESPACE) for end in own))


def _borrowed(graph: "Graph", node: "URIRef") -> tuple[str, ...]:
    return tuple(sorted(end for end in _all_ends(graph, node, "domain") if not end.startswith(NAMESPACE)))


def _all_ends(graph: "Graph", node: "URIRef", side: str) -> set[str]:
    from rdflib import RDFS, URIRef

    several = URIRef(INCLUDES.format(side))
    return {str(end) for predicate in (RDFS[side], several) for end in graph.objects(node, predicate)}


def _property(graph: "Graph", node: "URIRef") -> Property:
    from rdflib import OWL, RDF, RDFS, URIRef

    datatype = graph.value(node, RDFS.range) or graph.value(node, URIRef(INCLUDES.format("range")))
    return Property(
        **_term(graph, node),
        domain=_ends(graph, node, "domain"),
        borrowed=_borrowed(graph, node),
        datatype=str(datatype),
        plural=_annotation(graph, node, "plural") == "true",
        functional=(node, RDF.type, OWL.FunctionalProperty) in graph,
        indexes=tuple(sorted(map(str, graph.objects(node, URIRef(NAMESPACE + "neo4jIndex"))))),
    )
