"""What every node and relationship of ours must hold, from the ontology and its shapes, for Neo4j.

Community enforces that ids are unique and nothing else. So the rest is checked before anything is sent,
audited in the database after a load, and written as constraints for Enterprise.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import DataError
from kg.schema import NAMESPACE, Property, Schema, load_schema
from loaders.checks.constraints import Term
from loaders.checks.shacl import Limit, load_shapes
from loaders.property_graph.cypher import checked_name
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import ENTITY, Element, Node, Props, Value

SCALARS = {
    "string": "STRING",
    "langString": "STRING",
    "integer": "INTEGER",
    "gYear": "INTEGER",
    "decimal": "FLOAT",
    "boolean": "BOOLEAN",
}
"""The type in Cypher of each datatype of the ontology."""
PYTHON = {"STRING": str, "INTEGER": int, "FLOAT": float, "BOOLEAN": bool}
TEXT, NUMBER, TEXTS = ("STRING",), ("INTEGER",), ("LIST<STRING NOT NULL>",)
OF_LINKS = {
    **dict.fromkeys(("id", "status", "basis", "rule", "label"), TEXT),
    **dict.fromkeys(("reports", "evidence", "quotes"), TEXTS),
    "years": ("LIST<INTEGER NOT NULL>",),
    "evidence_count": NUMBER,
    "deictic": ("BOOLEAN",),
}
"""The types of what a relationship may hold."""
_ANY = Term("")
LINKED = {"Mention"}
"""The classes of which a load makes relationships (REFERS_TO), and no nodes."""
STATED = ("id", "status")
"""What each relationship that reports state must hold; `id` tells it from all others of its type."""
MARKS = {"id": TEXT, "caption": TEXT, "hash": NUMBER, "run": TEXT}
"""What each node that `kg load` writes bears; a relationship has no `caption`, and not always an `id`."""


ENTERPRISE = """// Constraints, made from the ontology, that Neo4j Enterprise enforces and Community refuses.
// To be run once in a database that `kg load` has filled: those of schema.cypher stand there already.
"""


@dataclass(frozen=True, slots=True)
class Demand:
    """That a property, if it is there, is of one of these types of Cypher, and whether it must be there."""

    prop: str
    types: tuple[str, ...]
    required: bool

    @property
    def predicate(self) -> str:
        """The type as Cypher writes it in a predicate."""
        never_null = " NOT NULL" if self.required else ""
        return " | ".join(f"{one}{never_null}" for one in self.types)

    def fits(self, value: Value) -> bool:
        """Whether the property may have this value; None for one that is not there."""
        if value is None:
            return not self.required
        return any(_is(value, one) for one in self.types)

    def met_by(self, type_: str | None) -> bool:
        """Whether the property may be of this type, as Cypher names it (valueType); None: it is not there."""
        if type_ is None:
            return not self.required
        found = type_.removesuffix(" NOT NULL")
        return found in self.types or (found == _EMPTY and any(one.startswith("LIST") for one in self.types))


_EMPTY = "LIST<NOTHING>"


def _is(value: Value, type_: str) -> bool:
    inner = type_.removeprefix("LIST<").removesuffix(" NOT NULL>")
    if inner == type_:
        return type(value) is PYTHON[type_]
    return isinstance(value, list) and all(type(one) is PYTHON[inner] for one in value)


@functools.cache
def node_demands() -> dict[str, tuple[Demand, ...]]:
    """What nodes must hold beside `id`, by label; a class below another does not repeat its demands."""
    schema, found = load_schema(), dict[str, list[Demand]]()
    for prop in schema.properties.values():
        for cls in _holders(prop, schema):
            label = ENTITY if cls is None else schema.classes[cls].neo4j
            found.setdefault(label, []).append(_demand(prop, cls))
    return {label: tuple(those) for label, those in sorted(found.items())}


def _holders(prop: Property, schema: Schema) -> Sequence[str | None]:
    """The highest classes that have the property; None: all entities; nothing: only links have it."""
    classes = {cls for cls in schema.classes if cls in prop.domain or _limits(prop, cls)}
    if not classes:
        return [] if prop.neo4j in OF_LINKS else [None]
    return sorted(cls for cls in classes - LINKED if not classes & set(schema.classes[cls].parents))


def _demand(prop: Property, cls: str | None) -> Demand:
    """As ontology and shapes say it: at least one value is required, at most one is no list."""
    type_ = SCALARS[prop.datatype.rpartition("#")[2]]
    limits = _limits(prop, cls) if cls else ()
    single = prop.functional or any(_refuses(limit, "MaxCount", (_ANY, _ANY)) for limit in limits)
    types = (type_,) if single else (type_, f"LIST<{type_} NOT NULL>")
    return Demand(prop.neo4j, types, any(_refuses(limit, "MinCount", ()) for limit in limits))


def _limits(prop: Property, cls: str) -> tuple[Limit, ...]:
    return tuple(one for one in load_shapes().limits.get(NAMESPACE + cls, ()) if one.path == prop.iri)


def _refuses(limit: Limit, component: str, values: tuple[Term, ...]) -> bool:
    if limit.check is None or limit.component != f"{component}ConstraintComponent":
        return False
    return bool(tuple(limit.check(values, {})))


@functools.cache
def link_demands() -> dict[str, tuple[Demand, ...]]:
    """What relationships must hold, by type."""
    return {
        type_: tuple(
            Demand(prop, types, prop in STATED and type_ in stated_types())
            for prop, types in OF_LINKS.items()
        )
        for type_ in load_schema().relations
    }


def refuse_unfit(element: Element) -> None:
    """Raise DataError for a node or relationship that does not hold what it must."""
    if isinstance(element, Node):
        for label in (element.label, *element.labels):
            _check(f":{label} {element.id}", element.props, node_demands().get(label, ()))
    else:
        place = f"{element.start[1]} -[:{element.type}]-> {element.end[1]}"
        _check(place, {**element.key, **element.props}, link_demands()[element.type])


def _check(place: str, props: Props, demands: Iterable[Demand]) -> None:
    for one in demands:
        if not one.fits(props.get(one.prop)):
            what = f"{place}: {one.prop} is {props.get(one.prop)!r}, expected {one.predicate}"
            raise DataError(f"{what}; nothing was sent: see kg validate, or build the graph again")


def unfit(kind: str, shape: Iterable[str]) -> Iterator[Demand]:
    """What nodes of a label, or relationships of a type, break that have this shape."""
    types = dict(one.rpartition(":")[::2] for one in shape)
    return (one for one in _demanded(kind) if not one.met_by(types.get(one.prop)))


@functools.cache
def _demanded(kind: str) -> tuple[Demand, ...]:
    if kind in link_demands():
        return (*_marks("hash", "run"), *link_demands()[kind])
    own = _marks(*MARKS) if kind in keyed() else ()
    return (*own, *node_demands().get(kind, ()))


def stated_types() -> list[str]:
    """The types of relationships that reports state."""
    return [relation.neo4j for relation in load_schema().relations.values() if not relation.structural]


def _marks(*names: str) -> tuple[Demand, ...]:
    return tuple(Demand(name, MARKS[name], True) for name in names)


def enterprise_file() -> str:
    """The statements of `enterprise_statements` as a file to be run, with what it is at its head."""
    return "".join([ENTERPRISE, *(f"{one};\n" for one in enterprise_statements())])


def enterprise_statements() -> tuple[str, ...]:
    """The constraints that only Enterprise takes: existence, types, keys of relationships.

    All editions have ids of nodes unique; with their existence they are keys, which beside it cannot be made.
    """
    found: list[str] = []
    for label in sorted({*keyed(), *node_demands()}):
        for one in _demanded(label):
            found += _constraints(label, f"(x:{checked_name(label)})", one)
    for type_, demands in link_demands().items():
        pattern = f"()-[x:{checked_name(type_)}]-()"
        for one in (one for one in demands if one.required):
            found += _constraints(type_, pattern, one)
        if any(one.prop == "id" and one.required for one in demands):
            found.append(_constraint(type_, pattern, "id", "key", "IS RELATIONSHIP KEY"))
    return tuple(found)


def _constraints(kind: str, pattern: str, demand: Demand) -> Iterator[str]:
    if demand.required and not (pattern.startswith("()") and demand.prop == "id"):
        yield _constraint(kind, pattern, demand.prop, "exists", "IS NOT NULL")
    yield _constraint(kind, pattern, demand.prop, "type", f"IS :: {' | '.join(demand.types)}")


def _constraint(kind: str, pattern: str, prop: str, what: str, says: str) -> str:
    name = f"{kind.lower()}_{prop.lower()}_{what}"
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE x.{checked_name(prop)} {says}"
