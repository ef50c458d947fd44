"""SHACL shapes read once, and what they ask of a thing.

`loaders.checks.holding` holds things against them. Known are the constructs that ontology/shapes.ttl uses
(targets by class and by predicate, properties with one predicate as their path, the class of the thing
itself, `sh:or` of classes, `sh:node` on a shape of the same file); a shapes file with others is refused.
pySHACL is the judge of it in the tests; it takes 0.1 ms a triple, which a release of millions of triples
cannot wait for.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError
from kg.resources import resource
from loaders.checks.constraints import LANG_STRING, Check, Term, check_of
from loaders.checks.stream import TYPE

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
DESCRIPTIVE = ("path", "message", "name", "description", "order", "severity")
"""Parameters that constrain nothing."""
HEAD = ("property", "node", "targetClass", "targetSubjectsOf", *DESCRIPTIVE)
"""What a node shape says beside constraints of the thing itself."""
OF_CLASS = ("class", "or")
"""The constraints that ask of which classes something is."""
PATHS = ("path", "equals", "lessThan")
"""Parameters that name a predicate."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One constraint of a named shape on one path, or on the thing itself (None).

    `classes` are those that a value, or the thing, must be one of, where it is such a constraint; `other` is
    the path whose values are compared, where it is one of a pair.
    """

    shape: str
    path: str | None
    component: str
    zh: str
    en: str
    check: Check | None
    classes: frozenset[str] = frozenset()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The limits on things of a class, those on things of which a predicate is said, and all predicates."""

    limits: dict[str, tuple[Limit, ...]]
    said: dict[str, tuple[Limit, ...]]
    paths: frozenset[str]

    def all(self) -> Iterator[Limit]:
        """Every limit, one that counts for several classes as often."""
        return chain(*self.limits.values(), *self.said.values())


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
    said: dict[str, list[Limit]] = {}
    for shape, cls in sorted(graph.subject_objects(URIRef(SH + "targetClass")), key=str):
        for below in _with_below(terms, cls):
            limits.setdefault(below, []).extend(_limits(graph, terms, shape))
    for shape, path in sorted(graph.subject_objects(URIRef(SH + "targetSubjectsOf")), key=str):
        said.setdefault(str(path), []).extend(_limits(graph, terms, shape))
    paths = {str(end) for name in PATHS for end in graph.objects(None, URIRef(SH + name))}
    return Shapes(_each_once(limits), _each_once(said), frozenset({TYPE, *paths, *said}))


def _each_once(found: dict[str, list[Limit]]) -> dict[str, tuple[Limit, ...]]:
    return {name: tuple(sorted(set(those), key=_order)) for name, those in found.items()}


def _order(limit: Limit) -> tuple[str, str, str]:
    return limit.path or "", limit.component, limit.shape


def _with_below(terms: "Graph", cls: "Node") -> list[str]:
    from rdflib import RDFS

    return sorted(str(node) for node in terms.transitive_subjects(RDFS.subClassOf, cls))


@functools.cache
def _limits(graph: "Graph", terms: "Graph", shape: "Node") -> tuple[Limit, ...]:
    from rdflib import URIRef

    found = [*_constraints(graph, terms, str(shape), shape, None)]
    for node in sorted(graph.objects(shape, URIRef(SH + "property")), key=lambda n: _name(graph, n)):
        found += _constraints(graph, terms, str(shape), node, _name(graph, node))
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


def _constraints(
    graph: "Graph", terms: "Graph", shape: str, node: "Node", path: str | None
) -> Iterator[Limit]:
    """The constraints that a shape, or one of its property shapes, says itself."""
    from rdflib import URIRef

    said = list(graph.objects(node, URIRef(SH + "message")))
    zh, en = (next((str(text) for text in said if _language(text) == tag), "") for tag in ("zh-hans", "en"))
    for predicate, value in sorted(graph.predicate_objects(node)):
        name = str(predicate).removeprefix(SH)
        if name in HEAD or str(predicate) == TYPE:
            continue
        component = name[0].upper() + name[1:] + "ConstraintComponent"
        if name in OF_CLASS:
            classes = frozenset(below for cls in _asked(graph, value) for below in _with_below(terms, cls))
            yield Limit(shape, path, component, zh, en, None, classes)
        elif path is None:
            raise DataError(
                f"ontology/shapes.ttl: sh:{name} of a thing itself is not evaluated; sh:class or sh:or"
            )
        else:
            other = str(value) if name in PATHS else ""
            yield Limit(shape, path, component, zh, en, check_of(name, _wanted(graph, value)), other=other)


def _asked(graph: "Graph", value: "Node") -> "Iterator[Node]":
    """The class that is asked for, or each of a list of alternatives."""
    from rdflib import RDF, URIRef

    if (value, RDF.first, None) not in graph:
        yield value
        return
    for one in graph.items(value):
        if set(graph.predicates(one)) != {URIRef(SH + "class")}:
            raise DataError("ontology/shapes.ttl: sh:or of other than sh:class is not evaluated")
        yield from graph.objects(one, URIRef(SH + "class"))


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


class Plan(NamedTuple):
    """What to do with a thing of such types: limits that it breaks by them, checks, classes of values."""

    types: frozenset[str]
    broken: tuple[Limit, ...]
    checks: tuple[tuple[Limit, str, Check], ...]
    joins: tuple[tuple[Limit, str], ...]


def plan_of(types: frozenset[str], paths: frozenset[str], shapes: Shapes) -> Plan:
    """The plan for things of these types of which these predicates are said."""
    of_types = {limit for cls in types for limit in shapes.limits.get(cls, ())}
    those = sorted(of_types.union(*(shapes.said.get(path, ()) for path in paths)), key=_order)
    return Plan(
        types,
        tuple(one for one in those if one.path is None and one.classes.isdisjoint(types)),
        tuple((one, one.path, one.check) for one in those if one.path and one.check),
        tuple((one, one.path) for one in those if one.path in paths and one.check is None),
    )
