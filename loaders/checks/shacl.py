"""SHACL shapes read once, and what they ask of a thing.

`loaders.checks.holding` holds things against them. Known are the constructs that ontology/shapes.ttl uses
(targets by class and by predicate, properties with one predicate as their path, the class of the thing
itself, `sh:or` of classes, `sh:node` on a shape of the same file); a shapes file with others is refused.
pySHACL is the judge of it in the tests; it takes 0.1 ms a triple, which a release of millions of triples
cannot wait for.
"""

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError
from kg.resources import resource
from kg.schema import RDFS
from loaders.checks.constraints import LANG_STRING, RDF, Check, Term, check_of
from loaders.checks.stream import TYPE

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode

    Node = NamedNode | BlankNode | Literal
    Graph = Mapping[Node, Mapping[str, Sequence[Node]]]

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
    graph, terms = _statements(shapes), _statements(ontology)
    limits: dict[str, list[Limit]] = {}
    said: dict[str, list[Limit]] = {}
    for shape in graph:
        for cls in _objects(graph, shape, SH + "targetClass"):
            for below in _with_below(terms, cls):
                limits.setdefault(below, []).extend(_limits(graph, terms, shape))
        for path in _objects(graph, shape, SH + "targetSubjectsOf"):
            said.setdefault(path.value, []).extend(_limits(graph, terms, shape))
    paths = {end.value for node in graph for name in PATHS for end in _objects(graph, node, SH + name)}
    return Shapes(_each_once(limits), _each_once(said), frozenset({TYPE, *paths, *said}))


def _statements(turtle: str) -> "Graph":
    """What is said of each thing, by the IRI of the predicate."""
    from pyoxigraph import RdfFormat, parse

    said: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(turtle, RdfFormat.TURTLE):
        said[quad.subject][quad.predicate.value].append(quad.object)
    return said


def _objects(graph: "Graph", node: "Node", predicate: str) -> "Sequence[Node]":
    return graph[node].get(predicate, ()) if node in graph else ()


def _each_once(found: dict[str, list[Limit]]) -> dict[str, tuple[Limit, ...]]:
    return {name: tuple(sorted(set(those), key=_order)) for name, those in found.items()}


def _order(limit: Limit) -> tuple[str, str, str]:
    return limit.path or "", limit.component, limit.shape


def _with_below(terms: "Graph", cls: "Node") -> list[str]:
    """The class and those below it in the ontology, sorted."""
    found, new = {cls}, [cls]
    while new:
        above = new.pop()
        below = {node for node in terms if above in _objects(terms, node, RDFS + "subClassOf")} - found
        found |= below
        new += below
    return sorted(node.value for node in found)


def _limits(graph: "Graph", terms: "Graph", shape: "Node") -> tuple[Limit, ...]:
    found = [*_constraints(graph, terms, shape.value, shape, None)]
    parts = [(_name(graph, node), node) for node in _objects(graph, shape, SH + "property")]
    for name, node in sorted(parts, key=itemgetter(0)):
        found += _constraints(graph, terms, shape.value, node, name)
    for other in sorted(_objects(graph, shape, SH + "node"), key=str):
        found += _limits(graph, terms, other)
    return tuple(found)


def _name(graph: "Graph", node: "Node") -> str:
    """The path of a property shape."""
    path = next(iter(_objects(graph, node, SH + "path")), None)
    if path is None or str(path) != f"<{path.value}>":
        raise DataError(
            f"ontology/shapes.ttl: sh:path {path} is no predicate, and no other path is evaluated"
        )
    return path.value


def _constraints(
    graph: "Graph", terms: "Graph", shape: str, node: "Node", path: str | None
) -> Iterator[Limit]:
    """The constraints that a shape, or one of its property shapes, says itself."""
    said = {_language(text): text.value for text in _objects(graph, node, SH + "message")}
    zh, en = said.get("zh-hans", ""), said.get("en", "")
    every = [(predicate, value) for predicate, values in graph[node].items() for value in values]
    for predicate, value in sorted(every, key=str):
        name = predicate.removeprefix(SH)
        if name in HEAD or predicate == TYPE:
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
            other = value.value if name in PATHS else ""
            yield Limit(shape, path, component, zh, en, check_of(name, _wanted(graph, value)), other=other)


def _asked(graph: "Graph", value: "Node") -> "Iterator[Node]":
    """The class that is asked for, or each of a list of alternatives."""
    if not _objects(graph, value, RDF + "first"):
        yield value
        return
    for one in _members(graph, value):
        if set(graph[one]) != {SH + "class"}:
            raise DataError("ontology/shapes.ttl: sh:or of other than sh:class is not evaluated")
        yield from _objects(graph, one, SH + "class")


def _members(graph: "Graph", value: "Node") -> "Iterator[Node]":
    """The members of the list that begins here; none where no list does."""
    while first := _objects(graph, value, RDF + "first"):
        yield first[0]
        (value,) = _objects(graph, value, RDF + "rest")


def _language(node: "Node") -> str:
    return (getattr(node, "language", None) or "").lower()


def _wanted(graph: "Graph", value: "Node") -> tuple[Term, ...]:
    """The value, or the members of the list that it begins."""
    return tuple(map(_plain, [*_members(graph, value)] or [value]))


def _plain(node: "Node") -> Term:
    datatype = getattr(node, "datatype", None)
    if datatype is None:
        return Term(node.value)
    return Term(node.value, LANG_STRING if _language(node) else datatype.value, _language(node))


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
