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
from operator import attrgetter

from kg.errors import DataError
from kg.graph import Graph
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    Entity,
    Evidence,
    Fact,
    Mention,
    Observation,
    Report,
    Section,
    fact_id,
)
from kg.schema import Schema
from loaders import carried
from loaders.lookup import PLACES, Lookup, class_chain, property_term, relation_term
from loaders.pieces import Pieces, in_pieces
from loaders.property_graph.rows import ENTITY, Columns, Elements, Form, Link, Node, Rows, Value

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
    found = [one for rows in each(in_pieces(graph), schema) for one in rows]
    nodes = {(one.label, one.id): one for one in found if isinstance(one, Node)}
    links = {one.name: one for one in found if isinstance(one, Link)}
    return Elements(dict(sorted(nodes.items())), dict(sorted(links.items())))


def each(pieces: Pieces, schema: Schema) -> Iterator[Rows]:
    """Every node and link once, piece by piece: those of a report together, entities and facts by id.

    Raises DataError for a name that the ontology does not have.
    """
    for piece, found in pieces.heads():
        shape = _Shape(found, schema)
        yield _reports(piece.reports, shape)
        yield from _sides(piece.reports, shape)
    for piece, found in pieces.entities():
        shape = _Shape(found, schema)
        yield from _entities(piece.entities, shape)
    for piece, found in pieces.reports():
        yield from _said(piece, _Shape(found, schema))
    for piece, found in pieces.facts():
        shape = _Shape(found, schema)
        quotes = pieces.quotes_of({key for fact in piece.facts for key in fact.evidence[:SHOWN]})
        yield from _facts(piece.facts, quotes, shape)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the functions below need: where things are found, and the names of the ontology."""

    found: Lookup
    schema: Schema

    def label(self, key: str) -> str:
        """The label under which an entity, or what else has an id of its own, is looked up."""
        cls = self.found.class_of(key)
        return cls if self.schema.classes[cls].keyed else ENTITY

    def props(self, **values: Iterable[object]) -> Columns:
        """The columns of these properties (local names), under their names in Neo4j."""
        return {property_term(self.schema, name).neo4j: _column(found) for name, found in values.items()}

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
        ends: Sequence[str],
        key: Mapping[str, Sequence[str]] = _NO_KEY,
        props: Columns = _NO_COLUMNS,
    ) -> Iterator[Rows]:
        """Links from things of one label to those with an id of their own, by the label of these."""
        labels = [self.label(one) for one in ends]
        for label in dict.fromkeys(labels):
            these = [one == label for one in labels]
            named = (list(compress(of, these)) for of in (start[1], ends, *key.values()))
            said = {name: list(compress(of, these)) for name, of in props.items()}
            yield Rows(Form(self.type(type_), (start[0], label), tuple(key)), tuple(named), said)


def _column(values: Iterable[object]) -> list[Value]:
    found = list(values)
    return found if set(map(type, found)) <= _PLAIN else list(map(plain, found))  # type: ignore[return-value]


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


def _columns_of(things: Sequence[object], fields: Mapping[str, str]) -> dict[str, Iterable[object]]:
    """The values of these fields under the names of their properties."""
    return {name: map(attrgetter(field), things) for field, name in fields.items()}


def _reports(reports: Sequence[Report], shape: _Shape) -> Rows:
    said = _columns_of([one.meta for one in reports], carried.METADATA)
    pages, paragraphs = ([getattr(one, of) or None for one in reports] for of in ("pages", "paragraphs"))
    source = (one.source for one in reports)
    props = shape.props(source=source, **said, pageStart=pages, paragraphStart=paragraphs)
    return Rows(Form("Report"), ([one.id for one in reports],), props)


def _sides(reports: Sequence[Report], shape: _Shape) -> Iterator[Rows]:
    for type_, side in (("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)):
        both = {one.id: end for one in reports if (end := shape.found.denoted(one.id, side)) is not None}
        yield from shape.to_things(type_, ("Report", [*both]), [*both.values()])


def _entities(entities: Iterable[Entity], shape: _Shape) -> Iterator[Rows]:
    """The nodes of entities, by class."""
    classes: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        classes[entity.cls].append(entity)
    for cls, those in classes.items():
        labels = tuple(shape.schema.classes[one].neo4j for one in class_chain(shape.schema, cls))
        further = [dict(one.properties) for one in those]
        names = dict.fromkeys(name for one in further for name in one)
        said = {
            **_columns_of(those, carried.ENTITY),
            **{name: [one.get(name) for one in further] for name in names},
        }
        yield Rows(Form(ENTITY, (), labels), ([one.id for one in those],), shape.props(**said))


def _said(piece: Graph, shape: _Shape) -> Iterator[Rows]:
    """What stands in reports: sections, spans, mentions, claims, figures and their links."""
    yield from _sections(piece.sections, shape)
    yield from _spans(piece.evidence(), shape)
    yield from _mentions((*piece.mentions, *piece.deictics), shape)
    yield from _claims(piece.claims, shape)
    yield from _observations(piece.observations, shape)


def _sections(sections: Sequence[Section], shape: _Shape) -> Iterator[Rows]:
    ids = [one.id for one in sections]
    places = [one.evidence for one in sections]
    said = {**_columns_of(sections, carried.SECTION), **_columns_of(places, carried.PLACE)}
    yield Rows(Form("Section"), (ids,), shape.props(**said))
    yield shape.links("IN_REPORT", ("Section", ids), ("Report", [one.report_id for one in places]))


def _spans(spans: Sequence[Evidence], shape: _Shape) -> Iterator[Rows]:
    ids = [one.id for one in spans]
    yield Rows(Form("Evidence"), (ids,), shape.props(**_columns_of(spans, carried.EVIDENCE)))
    yield shape.links("IN_REPORT", ("Evidence", ids), ("Report", [one.report_id for one in spans]))
    sections = zip(ids, map(shape.found.section_of, spans), strict=True)
    within = {key: section.id for key, section in sections if section is not None}
    yield shape.links("IN_SECTION", ("Evidence", [*within]), ("Section", [*within.values()]))


def _mentions(mentions: Sequence[Mention], shape: _Shape) -> Iterator[Rows]:
    resolved = shape.found.resolved
    every = [(one, resolved.get((one.evidence.report_id, str(one.id)))) for one in mentions]
    both = [(one, denoted) for one, denoted in every if denoted is not None]
    yield from shape.to_things(
        "REFERS_TO",
        ("Evidence", [one.evidence.id for one, _ in both]),
        [denoted.entity for _, denoted in both],
        {"label": [one.label for one, _ in both]},
        {
            "rule": [one.rule for one, _ in both],
            "basis": [denoted.basis for _, denoted in both],
            "deictic": [True if denoted.mention in shape.found.deictic else None for _, denoted in both],
        },
    )


def _claims(claims: Sequence[Claim], shape: _Shape) -> Iterator[Rows]:
    ids = [one.id for one in claims]
    yield Rows(Form("Claim"), (ids,), shape.props(**_columns_of(claims, carried.CLAIM)))
    yield shape.links("EVIDENCE", ("Claim", ids), ("Evidence", [one.evidence.id for one in claims]))
    yield shape.links("IN_REPORT", ("Claim", ids), ("Report", [one.evidence.report_id for one in claims]))
    known = {key: shape.found.ends[key] for key in ids if key in shape.found.ends}
    for place, type_ in enumerate(("SUBJECT", "OBJECT")):
        yield from shape.to_things(type_, ("Claim", [*known]), [ends[place] for ends in known.values()])


def _observations(found: Sequence[Observation], shape: _Shape) -> Iterator[Rows]:
    ids = [one.id for one in found]
    said = shape.props(**_columns_of(found, carried.OBSERVATION))
    yield Rows(Form("Observation"), (ids,), {**said, EXACT: [_exact(one.value) for one in found]})
    yield shape.links("EVIDENCE", ("Observation", ids), ("Evidence", [one.evidence_id for one in found]))
    yield shape.links("IN_REPORT", ("Observation", ids), ("Report", [one.report_id for one in found]))
    for field, type_ in carried.SIDES.items():
        sides = {one.id: end for one in found if (end := getattr(one, field)) is not None}
        yield from shape.to_things(type_, ("Observation", [*sides]), [*sides.values()])
    yield from _about(found, shape)


def _exact(value: Decimal) -> str | None:
    """The digits of a value that a float cannot hold, None for one that it can."""
    return None if Decimal(str(float(value))) == value else str(value)


def _about(found: Sequence[Observation], shape: _Shape) -> Iterator[Rows]:
    """The links to what figures are about, where no fact says more than that."""
    bare: list[tuple[str, str, str]] = []
    for one in found:
        facts = shape.found.facts.get(one.id, ())
        stated = {fact.object for fact in facts if (fact.relation, fact.status) == ("MEASURES", one.status)}
        bare += ((one.id, about, one.status) for about in one.about if about not in stated)
    starts, ends, statuses = map(list, zip(*bare, strict=True)) if bare else ([], [], [])
    keys = [fact_id(start, "MEASURES", end, status) for start, end, status in bare]
    yield from shape.to_things("MEASURES", ("Observation", starts), ends, {"id": keys}, {"status": statuses})


def _facts(facts: Iterable[Fact], quotes: Mapping[str, str], shape: _Shape) -> Iterator[Rows]:
    """The links that facts are, by relation and the labels of both ends."""
    alike: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        alike[fact.relation, shape.label(fact.subject), shape.label(fact.object)].append(fact)
    for (relation, start, end), those in alike.items():
        ends = (start, [one.subject for one in those]), (end, [one.object for one in those])
        bare = shape.links(relation, *ends)
        yield bare if relation in PLACES else _stated(bare, those, quotes)


def _stated(links: Rows, facts: Sequence[Fact], quotes: Mapping[str, str]) -> Rows:
    """The links with all that these facts say."""
    shown = [list(one.evidence[:SHOWN]) for one in facts]
    props: Columns = {
        "status": [one.status for one in facts],
        "basis": [one.basis for one in facts],
        "years": [list(one.years) for one in facts],
        "reports": [list(one.reports) for one in facts],
        "evidence_count": [len(one.evidence) for one in facts],
        "evidence": shown,
        "quotes": [[quotes[key] for key in keys if key in quotes] for keys in shown],
    }
    ids = [one.id for one in facts]
    return Rows(links.form._replace(names=("id",)), (*links.named, ids), props)
