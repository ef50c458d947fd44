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
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError
from kg.resources import resource
from kg.turtle import RDF, RDFS, graph_of, language_of, objects
from loaders.checks.constraints import LANG_STRING, Check, Term, check_of
from loaders.checks.stream import TYPE

if TYPE_CHECKING:
    from kg.turtle import Graph, Node

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
    graph, terms = graph_of(shapes), graph_of(ontology)
    limits: dict[str, list[Limit]] = {}
    said: dict[str, list[Limit]] = {}
    for shape in graph:
        classes, preds = (objects(graph, shape, SH + name) for name in ("targetClass", "targetSubjectsOf"))
        own = _limits(graph, terms, shape) if classes or preds else ()
        for below in (one for cls in classes for one in _with_below(terms, cls.value)):
            limits.setdefault(below, []).extend(own)
        for predicate in preds:
            said.setdefault(predicate.value, []).extend(own)
    paths = {end.value for node in graph for name in PATHS for end in objects(graph, node, SH + name)}
    return Shapes(_each_once(limits), _each_once(said), frozenset({TYPE, *paths, *said}))


def _each_once(found: dict[str, list[Limit]]) -> dict[str, tuple[Limit, ...]]:
    return {name: tuple(sorted(set(those), key=_order)) for name, those in found.items()}


def _order(limit: Limit) -> tuple[str, str, str]:
    return limit.path or "", limit.component, limit.shape


def _with_below(terms: "Graph", cls: str) -> list[str]:
    """The class and those below it in the ontology, sorted."""
    found, new = {cls}, [cls]
    while new:
        above = new.pop()
        parents = ((one, objects(terms, one, RDFS + "subClassOf")) for one in terms)
        below = {one for one, those in parents if any(parent.value == above for parent in those)} - found
        found |= below
        new += below
    return sorted(found)


def _limits(graph: "Graph", terms: "Graph", shape: str) -> tuple[Limit, ...]:
    found = [*_constraints(graph, terms, shape, shape, None)]
    parts = [(_name(graph, part.value), part.value) for part in objects(graph, shape, SH + "property")]
    for name, part in sorted(parts, key=itemgetter(0)):
        found += _constraints(graph, terms, shape, part, name)
    for other in sorted(node.value for node in objects(graph, shape, SH + "node")):
        found += _limits(graph, terms, other)
    return tuple(found)


def _name(graph: "Graph", part: str) -> str:
    """The path of a property shape."""
    from pyoxigraph import NamedNode

    path = next(iter(objects(graph, part, SH + "path")), None)
    if not isinstance(path, NamedNode):
        raise DataError(
            f"ontology/shapes.ttl: sh:path {path} is no predicate, and no other path is evaluated"
        )
    return path.value


def _constraints(graph: "Graph", terms: "Graph", shape: str, part: str, path: str | None) -> Iterator[Limit]:
    """The constraints that a shape, or one of its property shapes, says itself."""
    said = {language_of(text): text.value for text in objects(graph, part, SH + "message")}
    zh, en = said.get("zh-hans", ""), said.get("en", "")
    every = [(predicate, value) for predicate, values in graph[part].items() for value in values]
    for predicate, value in sorted(every, key=str):
        name = predicate.removeprefix(SH)
        if name in HEAD or predicate == TYPE:
            continue
        component = name[0].upper() + name[1:] + "ConstraintComponent"
        if name in OF_CLASS:
            classes = frozenset(
                below for cls in _asked(graph, value) for below in _with_below(terms, cls.value)
            )
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
    if not objects(graph, value.value, RDF + "first"):
        yield value
        return
    for one in _members(graph, value):
        if set(graph[one.value]) != {SH + "class"}:
            raise DataError("ontology/shapes.ttl: sh:or of other than sh:class is not evaluated")
        yield from objects(graph, one.value, SH + "class")


def _members(graph: "Graph", value: "Node") -> "Iterator[Node]":
    """The members of the list that begins here; none where no list does."""
    while first := objects(graph, value.value, RDF + "first"):
        yield first[0]
        (value,) = objects(graph, value.value, RDF + "rest")


def _wanted(graph: "Graph", value: "Node") -> tuple[Term, ...]:
    """The value, or the members of the list that it begins."""
    return tuple(map(_plain, [*_members(graph, value)] or [value]))


def _plain(node: "Node") -> Term:
    datatype = getattr(node, "datatype", None)
    if datatype is None:
        return Term(node.value)
    return Term(node.value, LANG_STRING if language_of(node) else datatype.value, language_of(node))


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
