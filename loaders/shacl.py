"""SHACL shapes read once, and a stream of quads held against them: one thing at a time, in linear time.

It evaluates the constructs that ontology/shapes.ttl uses (targets by class, properties with one predicate as
their path, `sh:node` on a shape of the same file) and refuses a shapes file with others. pySHACL is the
judge of it in the tests; it takes 0.1 ms a triple, which a release of millions of triples cannot wait for.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.resources import resource
from loaders.constraints import LANG_STRING, Check, Said, Term, check_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DESCRIPTIVE = ("path", "message", "name", "description", "order", "severity")
"""Parameters of a property shape that constrain nothing."""
PATHS = ("path", "equals", "lessThan")
"""Parameters that name a predicate."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One constraint of a named shape on one path; for sh:class, `classes` are those a value may be of."""

    shape: str
    path: str
    component: str
    zh: str
    en: str
    check: Check | None
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Violation:
    """That a thing breaks a limit; `value` is the value that does, None for too few or too many."""

    focus: str
    limit: Limit
    value: Term | None


@dataclass(frozen=True, slots=True)
class Shapes:
    """The limits on things of each class, the paths that they look at, and the classes of sh:class."""

    limits: dict[str, tuple[Limit, ...]]
    paths: frozenset[str]
    asked: frozenset[str]


@functools.cache
def load_shapes() -> Shapes:
    """The packaged shapes, with the classes of the packaged ontology."""
    return parse_shapes(
        resource("ontology/shapes.ttl").read_text("utf-8"), resource("ontology/gsr.ttl").read_text("utf-8")
    )


def parse_shapes(shapes: str, ontology: str) -> Shapes:
    """The shapes of a Turtle text; `ontology` says which class is below which. DataError for the unknown."""
    from rdflib import Graph, URIRef

    graph, terms = (Graph().parse(data=text, format="turtle") for text in (shapes, ontology))
    limits: dict[str, list[Limit]] = {}
    for shape, cls in sorted(graph.subject_objects(URIRef(SH + "targetClass")), key=str):
        for below in _with_below(terms, cls):
            limits.setdefault(below, []).extend(_limits(graph, terms, shape))
    found = {cls: tuple(sorted(set(those), key=_order)) for cls, those in limits.items()}
    asked = frozenset(cls for those in found.values() for one in those for cls in one.classes)
    paths = {str(end) for name in PATHS for end in graph.objects(None, URIRef(SH + name))}
    return Shapes(found, frozenset({TYPE, *paths}), asked)


def _order(limit: Limit) -> tuple[str, str, str]:
    return limit.path, limit.component, limit.shape


def _with_below(terms: "Graph", cls: "Node") -> list[str]:
    from rdflib import RDFS

    return sorted(str(node) for node in terms.transitive_subjects(RDFS.subClassOf, cls))


@functools.cache
def _limits(graph: "Graph", terms: "Graph", shape: "Node") -> tuple[Limit, ...]:
    from rdflib import URIRef

    found: list[Limit] = []
    for node in sorted(graph.objects(shape, URIRef(SH + "property")), key=lambda n: _name(graph, n)):
        found += _property(graph, terms, str(shape), node)
    for other in sorted(graph.objects(shape, URIRef(SH + "node")), key=str):
        found += _limits(graph, terms, other)
    return tuple(found)


def _name(graph: "Graph", node: "Node") -> str:
    """The path of a property shape."""
    from rdflib import URIRef

    path = graph.value(node, URIRef(SH + "path"))
    if not isinstance(path, URIRef):
        raise DataError(
            f"ontology/shapes.ttl: sh:path {path} is no predicate, and no other path is evaluated"
        )
    return str(path)


def _property(graph: "Graph", terms: "Graph", shape: str, node: "Node") -> Iterator[Limit]:
    from rdflib import URIRef

    said = list(graph.objects(node, URIRef(SH + "message")))
    zh, en = (next((str(text) for text in said if _language(text) == tag), "") for tag in ("zh-hans", "en"))
    for predicate, value in sorted(graph.predicate_objects(node)):
        name = str(predicate).removeprefix(SH)
        if name in DESCRIPTIVE:
            continue
        component = name[0].upper() + name[1:] + "ConstraintComponent"
        classes = frozenset(_with_below(terms, value)) if name == "class" else frozenset()
        check = None if classes else check_of(name, _wanted(graph, value))
        yield Limit(shape, _name(graph, node), component, zh, en, check, classes)


def _language(node: "Node") -> str:
    return (getattr(node, "language", None) or "").lower()


def _wanted(graph: "Graph", value: "Node") -> tuple[Term, ...]:
    """The value, or the members of the list that it begins."""
    from rdflib import RDF

    return tuple(map(_plain, graph.items(value))) if (value, RDF.first, None) in graph else (_plain(value),)


def _plain(node: "Node") -> Term:
    from rdflib import XSD, Literal

    if not isinstance(node, Literal):
        return Term(str(node))
    return Term(
        str(node), LANG_STRING if node.language else str(node.datatype or XSD.string), _language(node)
    )


def violations(data: Iterable[Any], shapes: Shapes) -> Iterator[Violation]:
    """What breaks the shapes in a stream of quads or triples in which those of one subject stand together.

    Holds in memory the names of the things of the classes that sh:class asks for, no more.
    """
    kinds: dict[str, set[str]] = {cls: set() for cls in shapes.asked}
    waiting: list[Violation] = []
    plans: dict[frozenset[str], tuple[Limit, ...]] = {}
    for focus, said in _things(data, shapes.paths):
        types = frozenset(one.text for one in said.get(TYPE, ()))
        for cls in types & kinds.keys():
            kinds[cls].add(focus)
        if types not in plans:
            plans[types] = _plan(types, shapes)
        for limit in plans[types]:
            values = said.get(limit.path, ())
            if limit.check is not None:
                yield from (Violation(focus, limit, one) for one in limit.check(values, said))
            elif values:
                waiting += [Violation(focus, limit, one) for one in values if not _known(one, limit, kinds)]
    yield from (found for found in waiting if not _known(found.value, found.limit, kinds))


def _known(value: Term | None, limit: Limit, kinds: dict[str, set[str]]) -> bool:
    return value is not None and any(value.text in kinds[cls] for cls in limit.classes)


def _plan(types: frozenset[str], shapes: Shapes) -> tuple[Limit, ...]:
    """The limits on a thing of these types, each once."""
    those = {limit for cls in types for limit in shapes.limits.get(cls, ())}
    return tuple(sorted(those, key=_order))


def _things(data: Iterable[Any], paths: frozenset[str]) -> Iterator[tuple[str, Said]]:
    for subject, group in groupby(data, key=lambda quad: quad.subject):
        said: dict[str, list[Term]] = {}
        for quad in group:
            path = quad.predicate.value
            if path in paths:
                said.setdefault(path, []).append(_term(quad.object))
        yield subject.value, said


def _term(node: Any) -> Term:
    """A term of the store as a plain value."""
    datatype = getattr(node, "datatype", None)
    return Term(node.value) if datatype is None else Term(node.value, datatype.value, node.language or "")
