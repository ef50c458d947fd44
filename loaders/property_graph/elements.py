"""The graph as a property graph: nodes with labels, links with types, values as both stores take them.

The shape, with one node per thing and every name taken from the ontology:

    (:Entity:Agency {id, key, name, names …})-[:ISSUED {id, status, years, evidence …}]->(:Entity)
    (:Report)-[:PUBLISHED_BY]->(:Agency), (:Report)-[:REPORTS_ON]->(:Region)
    (:Evidence)-[:IN_REPORT]->(:Report), (:Evidence)-[:IN_SECTION]->(:Section)
    (:Evidence)-[:REFERS_TO {label, rule, basis, deictic}]->(:Entity)       for each mention and deictic
    (:Claim)-[:SUBJECT|OBJECT]->(:Entity), (:Claim)-[:EVIDENCE]->(:Evidence)
    (:Observation)-[:METRIC|MEASURES|REPORTED_BY|REPORTED_FOR]->(:Entity)
    (:Entity:Finding)-[:CHECKS|AGAINST]->(:Observation), (:Finding)-[:EVIDENCE]->(:Evidence)

A relation holds at most 20 pieces of evidence, so that a click on it shows sentences and a hub stays small;
`evidence_count` says how many there are.

It is told by columns, elements of one form at a time: an object for each costs several times as much.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress
from operator import neg
from typing import Any, TypeVar

from kg.errors import DataError
from kg.graph import Graph
from kg.model import ISSUER, REGION, fact_id
from kg.schema import Schema
from kg.store import Table, Tabled, Tables, properties_of, tabled
from loaders import carried
from loaders.lookup import PLACES, Extent, claim_ends, class_chain, innermost, property_term, relation_term
from loaders.property_graph.known import Known
from loaders.property_graph.rows import ENTITY, Columns, Elements, Form, Link, Node, Rows, Value

_Key = TypeVar("_Key")
Denoted = Mapping[tuple[str, str], str]
"""The ids of entities by report and mention."""
Things = tuple[str, Sequence[str]]
"""A label, and ids of things under it."""

SHOWN = 20
"""How many pieces of evidence stand on a relation."""
_NO_COLUMNS: Columns = {}
_NO_KEY: Mapping[str, Sequence[str]] = {}
EXACT = "exact"
"""The property that has the digits of a figure where its value, a float of 64 bits, cannot hold all."""
_PLAIN = {str, int, float, bool, type(None)}


def elements(graph: Graph, schema: Schema) -> Elements:
    """All nodes and links of the graph, sorted; DataError for a name that the ontology does not have."""
    found = [one for rows in each(tabled(graph), schema) for one in rows]
    nodes = {(one.label, one.id): one for one in found if isinstance(one, Node)}
    links = {one.name: one for one in found if isinstance(one, Link)}
    return Elements(dict(sorted(nodes.items())), dict(sorted(links.items())))


def each(graph: Tabled, schema: Schema) -> Iterator[Rows]:
    """Every node and link once: those of some reports together, the others as they lie.

    Raises DataError for a name that the ontology does not have.
    """
    shape = _Shape(Known(graph, schema), schema)
    for some in graph.rows("entities"):
        yield from _entities(some, shape)
    for piece in graph.reports():
        yield from _said(piece, shape)
    for some in graph.rows("facts"):
        quotes = graph.quotes_of({key for evidence in some("evidence") for key in evidence[:SHOWN]})
        yield from _facts(some, quotes, shape)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the functions below need: what links may lead to, and the names of the ontology."""

    known: Known
    schema: Schema

    def props(self, **values: Iterable[object]) -> Columns:
        """The columns of these properties (local names), under their names in Neo4j."""
        return {property_term(self.schema, name).neo4j: _column(found) for name, found in values.items()}

    def fields(self, table: Table, fields: Mapping[str, str]) -> Columns:
        """The columns of these fields under the names of their properties in Neo4j."""
        return self.props(**{name: table(field) for field, name in fields.items()})

    def type(self, name: str) -> str:
        """The type of a link; DataError where the ontology has none."""
        return relation_term(self.schema, name).neo4j

    def links(self, type_: str, start: Things, end: Things) -> Rows:
        """Links between things of two labels, which say nothing further."""
        return Rows(Form(self.type(type_), (start[0], end[0])), (start[1], end[1]), _NO_COLUMNS)

    def to_things(
        self,
        type_: str,
        start: Things,
        ends: Sequence[str | None],
        key: Mapping[str, Sequence[str]] = _NO_KEY,
        props: Columns = _NO_COLUMNS,
    ) -> Iterator[Rows]:
        """Links from things of one label to those with an id of their own, by the label of these.

        A thing for which there is None at the other end has no link.
        """
        labels = self.known.labels(ends)
        for label in filter(None, dict.fromkeys(labels)):
            these = [one == label for one in labels]
            columns: Iterable[Sequence[Any]] = (start[1], ends, *key.values())
            named = (list(compress(of, these)) for of in columns)
            said = {name: list(compress(of, these)) for name, of in props.items()}
            yield Rows(Form(self.type(type_), (start[0], label), tuple(key)), tuple(named), said)


def _column(values: Iterable[Any]) -> list[Value]:
    found = list(values)
    return found if set(map(type, found)) <= _PLAIN else list(map(plain, found))


def plain(value: object) -> Value:
    """The value as a store takes it: a decimal as a float, a tuple as a list."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple | list):
        return list(value)
    raise DataError(
        f"{value!r}: a {type(value).__name__} cannot be a property; expected text, number or list"
    )


def _entities(entities: Table, shape: _Shape) -> Iterator[Rows]:
    """The nodes of entities, by class."""
    for cls, places in _alike(entities("cls")).items():
        labels = tuple(shape.schema.classes[one].neo4j for one in class_chain(shape.schema, cls))
        those = _at(entities, places)
        further = [dict(properties_of(cell)) for cell in those("properties")]
        names = dict.fromkeys(name for one in further for name in one)
        said = {name: [one.get(name) for one in further] for name in names}
        props = {**shape.fields(those, carried.ENTITY), **shape.props(**said)}
        yield Rows(Form(ENTITY, (), labels), (those("id"),), props)


def _alike(keys: Iterable[_Key]) -> dict[_Key, list[int]]:
    """Where each key stands."""
    places: dict[_Key, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return places


def _at(table: Table, places: Sequence[int]) -> Table:
    """The rows at some places of a table."""

    def cells(name: str) -> Sequence[Any]:
        column = table(name)
        return [column[place] for place in places]

    return cells


def _said(piece: Tables, shape: _Shape) -> Iterator[Rows]:
    """Reports and what stands in them: sections, spans, mentions, claims, figures and their links."""
    resolution = piece["resolution"]
    denoted = dict(zip(_places(resolution), resolution("entity"), strict=True))
    yield from _reports(piece["reports"], denoted, shape)
    yield from _sections(piece["sections"], shape)
    yield from _spans(piece["evidence"], piece["sections"], shape)
    yield from _mentions(piece["mentions"], resolution, denoted, shape)
    yield from _claims(piece, denoted, shape)
    yield from _observations(piece["observations"], shape)


def _places(resolution: Table) -> Iterator[tuple[str, str]]:
    """Report and mention of each row."""
    return zip(resolution("report_id"), resolution("mention"), strict=True)


def _reports(reports: Table, denoted: Denoted, shape: _Shape) -> Iterator[Rows]:
    ids = reports("id")
    starts = {f"{of}Start": [one or None for one in reports(f"{of}s")] for of in ("page", "paragraph")}
    fields = {"source": "source", **carried.METADATA}
    yield Rows(Form("Report"), (ids,), {**shape.fields(reports, fields), **shape.props(**starts)})
    for type_, side in (("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)):
        yield from shape.to_things(type_, ("Report", ids), [denoted.get((one, side)) for one in ids])


def _sections(sections: Table, shape: _Shape) -> Iterator[Rows]:
    ids = sections("id")
    yield Rows(Form("Section"), (ids,), shape.fields(sections, {**carried.SECTION, **carried.PLACE}))
    yield shape.links("IN_REPORT", ("Section", ids), ("Report", sections("report_id")))


def _spans(spans: Table, sections: Table, shape: _Shape) -> Iterator[Rows]:
    ids = spans("id")
    yield Rows(Form("Evidence"), (ids,), shape.fields(spans, carried.EVIDENCE))
    yield shape.links("IN_REPORT", ("Evidence", ids), ("Report", spans("report_id")))
    within = _sections_of(spans, sections)
    held = [one for one, section in zip(ids, within, strict=True) if section is not None]
    yield shape.links(
        "IN_SECTION", ("Evidence", held), ("Section", [one for one in within if one is not None])
    )


def _sections_of(spans: Table, sections: Table) -> list[str | None]:
    """The innermost section that holds each span, as far as there is one."""
    extents: dict[str, list[Extent]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    every = zip(
        sections("start"), map(neg, sections("end")), sections("report_id"), sections("id"), strict=True
    )
    for start, end, report, key in sorted(every):
        extents[report].append((start, end))
        ids[report].append(key)
    found = []
    for report, start, end in zip(*map(spans, ("report_id", "start", "end")), strict=True):
        at = innermost(extents[report], start, end)
        found.append(None if at is None else ids[report][at])
    return found


def _mentions(mentions: Table, resolution: Table, denoted: Denoted, shape: _Shape) -> Iterator[Rows]:
    places = list(zip(mentions("report_id"), mentions("id"), strict=True))
    basis = dict(zip(_places(resolution), resolution("basis"), strict=True))
    yield from shape.to_things(
        "REFERS_TO",
        ("Evidence", mentions("evidence_id")),
        list(map(denoted.get, places)),
        {"label": mentions("label")},
        {
            "rule": mentions("rule"),
            "basis": list(map(basis.get, places)),
            "deictic": [one or None for one in mentions("deictic")],
        },
    )


def _claims(piece: Tables, denoted: Denoted, shape: _Shape) -> Iterator[Rows]:
    claims, links, figures = (piece[name] for name in ("claims", "claim_facts", "observations"))
    ids = claims("id")
    yield Rows(Form("Claim"), (ids,), shape.fields(claims, carried.CLAIM))
    yield shape.links("EVIDENCE", ("Claim", ids), ("Evidence", claims("evidence_id")))
    yield shape.links("IN_REPORT", ("Claim", ids), ("Report", claims("report_id")))
    stated = dict(zip(links("claim_id"), shape.known.ends(links("fact_id")), strict=True))
    measured = (f"{place}-Metric" for place in figures("evidence_id"))
    said = zip(*map(claims, ("id", "report_id", "subject", "predicate", "object")), strict=True)
    ends = list(claim_ends(said, stated, denoted, dict(zip(measured, figures("id"), strict=True))))
    for place, type_ in enumerate(("SUBJECT", "OBJECT")):
        yield from shape.to_things(type_, ("Claim", ids), [both and both[place] for both in ends])


def _observations(found: Table, shape: _Shape) -> Iterator[Rows]:
    ids, values = found("id"), found("value")
    said = {name: found(field) for field, name in carried.OBSERVATION.items()}
    props = shape.props(**{**said, "value": map(_number, values, ids)})
    yield Rows(Form("Observation"), (ids,), {**props, EXACT: list(map(_exact, values))})
    yield shape.links("EVIDENCE", ("Observation", ids), ("Evidence", found("evidence_id")))
    yield shape.links("IN_REPORT", ("Observation", ids), ("Report", found("report_id")))
    for field, type_ in carried.SIDES.items():
        yield from shape.to_things(type_, ("Observation", ids), found(field))
    yield from _about(found, shape)


def _number(value: str, key: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        what = f"graph: observation {key}: value is {value!r}, expected a number"
        raise DataError(f"{what}; run kg build again") from error


def _exact(value: str) -> str | None:
    """The digits of a value that a float cannot hold, None for one that it can."""
    return None if Decimal(str(float(value))) == Decimal(value) else value


def _about(found: Table, shape: _Shape) -> Iterator[Rows]:
    """The links to what figures are about, where no fact says more than that."""
    figures = zip(found("id"), found("about"), found("status"), strict=True)
    every = [(one, about, status) for one, those, status in figures for about in those]
    keys = [fact_id(one, "MEASURES", about, status) for one, about, status in every]
    bare = [fact is None for fact in shape.known.ends(keys)]
    starts, ends, statuses = ([one[place] for one in compress(every, bare)] for place in range(3))
    key, props = {"id": list(compress(keys, bare))}, {"status": statuses}
    yield from shape.to_things("MEASURES", ("Observation", starts), ends, key, props)


def _facts(facts: Table, quotes: Mapping[str, str], shape: _Shape) -> Iterator[Rows]:
    """The links that facts are, by relation and the labels of both ends."""
    ends = (shape.known.labels(facts(name)) for name in ("subject", "object"))
    for (relation, start, end), places in _alike(zip(facts("relation"), *ends, strict=True)).items():
        those = _at(facts, places)
        bare = shape.links(relation, (start, those("subject")), (end, those("object")))
        yield bare if relation in PLACES else _stated(bare, those, quotes)


def _stated(links: Rows, facts: Table, quotes: Mapping[str, str]) -> Rows:
    """The links with all that these facts say."""
    evidence = facts("evidence")
    shown = [list(one[:SHOWN]) for one in evidence]
    props: Columns = {
        "status": facts("status"),
        "basis": facts("basis"),
        "years": list(map(list, facts("years"))),
        "reports": list(map(list, facts("reports"))),
        "evidence_count": list(map(len, evidence)),
        "evidence": shown,
        "quotes": [[quotes[key] for key in keys if key in quotes] for keys in shown],
    }
    return Rows(links.form._replace(names=("id",)), (*links.named, facts("id")), props)
