"""Graph → RDF: a stream of quads in a fixed order, and the six formats that it is written in.

- Entities and facts stand in the default graph; a direct triple is written for facts that are done.
- Every claim is a node of its own in the words of RDF reification (`rdf:subject`, `rdf:predicate`,
  `rdf:object`), with status, rule and evidence: plans and problems are said without being asserted.
- A fact that no claim states (read off a title or a registry, or of structure) is an `rdf:Statement` with
  its basis.
- Sections, evidence, claims and observations of a report stand in a graph named after the report. Formats
  that know no graph names hold the union of all graphs.

There are no blank nodes. IRIs are `{base}/id/{type}/{id}`, `type` being the class in kebab case. Chinese text
is tagged `zh-hans`, in lower case as RDF 1.1 allows and parsers make it, so that no reader changes a byte.
"""

import functools
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import UsageError
from kg.graph import Graph
from kg.model import ISSUER, REGION, Claim, Entity, Evidence, Fact, Mention, Observation, Report, Section
from kg.schema import NAMESPACE, Schema, load_schema
from loaders.lookup import PLACES, Lookup, look_up, property_term, relation_term
from loaders.plain import clean, kebab, number

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
CHINESE = "zh-hans"

FORMATS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
WITH_GRAPHS = ("nq", "trig")
"""The formats that keep the graph of each report apart."""

SUFFIXES = {**{f".{name}": name for name in FORMATS}, ".rdf": "rdfxml", ".xml": "rdfxml", ".json": "jsonld"}
"""The format of a file by the end of its name."""

Value = str | int | float | bool | Decimal
Pair = tuple[NamedNode, NamedNode | Literal]
Block = tuple[NamedNode, list[Pair]]

TYPE, SUBJECT, PREDICATE, OBJECT = (
    NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object")
)
STATEMENT = NamedNode(RDF + "Statement")
TITLE = NamedNode(DCTERMS + "title")
PREF_LABEL, ALT_LABEL = NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel")


def export(graph: Graph, fmt: str, out: Path | IO[bytes], *, base: str) -> None:
    """Write the graph to a file or a binary stream in one of FORMATS; the same graph gives the same bytes.

    `base` is the start of every IRI (Settings.base_iri). Raises UsageError for an unknown format or a base
    that begins no IRI, DataError where the graph uses a term that the ontology lacks.
    """
    if fmt not in FORMATS:
        raise UsageError(f"{fmt}: no such RDF format; choose one of {', '.join(FORMATS)}")
    if isinstance(out, Path):
        with out.open("wb") as file:
            export(graph, fmt, file, base=base)
        return
    names, stream = prefixes(load_schema(), checked(base)), quads(graph, base=base)
    target = cast("IO[bytes]", CarriageReturns(out)) if fmt == "rdfxml" else out
    if fmt in WITH_GRAPHS:
        serialize(stream, target, FORMATS[fmt], prefixes=names)
    else:
        serialize((quad.triple for quad in stream), target, FORMATS[fmt], prefixes=names)


def read_quads(path: Path) -> list[Quad]:
    """Every quad of an RDF file, its format known by SUFFIXES.

    Raises UsageError for a file that cannot be read, of another suffix, or that does not parse.
    """
    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise UsageError(f"{path}: not known as RDF; its name must end in one of {', '.join(SUFFIXES)}")
    try:
        return list(parse(path=str(path), format=FORMATS[name]))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error}; check the path") from error
    except SyntaxError as error:
        raise UsageError(f"{path}: {error.msg}; expected {FORMATS[name].name}, mend the file") from error


class CarriageReturns(io.RawIOBase):
    """A stream that writes each CR as `&#xD;`: XML readers take a bare one for a line feed."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Pass the bytes on; gives the number that came in."""
        self._out.write(bytes(data).replace(b"\r", b"&#xD;"))
        return memoryview(data).nbytes


def checked(base: str) -> str:
    """The base, if IRIs can begin with it; UsageError otherwise."""
    try:
        NamedNode(f"{base}/id/report/r0")
    except ValueError as error:
        raise UsageError(f"{base}: begins no IRI ({error}); give one like https://example.org/kg") from error
    return base


def prefixes(schema: Schema, base: str) -> dict[str, str]:
    """Prefix → IRI: the vocabularies, and one prefix for the things of each class."""
    things = {kebab(name): f"{base}/id/{kebab(name)}/" for name in sorted(schema.classes)}
    return {"dcterms": DCTERMS, "gsr": NAMESPACE, "rdf": RDF, "skos": SKOS, "xsd": XSD, **things}


@functools.cache
def term(iri: str) -> NamedNode:
    """The node of a term of a vocabulary, made once."""
    return NamedNode(iri)


def quads(graph: Graph, *, base: str) -> Iterator[Quad]:
    """Every quad once, those of one subject together: the default graph, then report by report."""
    names = Names(base, load_schema(), look_up(graph))
    everywhere = DefaultGraph()
    for node, pairs in _whole(graph, names):
        yield from (Quad(node, *pair, everywhere) for pair in in_order(pairs))
    for report in graph.reports:
        name = NamedNode(f"{base}/graph/report/{report.id}")
        for node, pairs in _of_report(report.id, names):
            yield from (Quad(node, *pair, name) for pair in in_order(pairs))


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs once each, by predicate and object."""
    return sorted(set(pairs), key=lambda pair: (pair[0].value, pair[1].value))


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs of the things of one graph, and pairs of predicate and object by the names of the ontology."""

    base: str
    schema: Schema
    found: Lookup

    def thing(self, cls: str, key: str) -> NamedNode:
        """The IRI of the thing of this class with this id."""
        return NamedNode(f"{self.base}/id/{kebab(cls)}/{key}")

    def known(self, key: str) -> NamedNode:
        """The IRI of an entity or observation of the graph."""
        return self.thing(self.found.class_of(key), key)

    def types(self, cls: str) -> list[Pair]:
        """That a thing is of this class and of those above it."""
        return [(TYPE, term(NAMESPACE + name)) for name in self.schema.chain(cls)]

    def relation(self, neo4j: str) -> NamedNode:
        """The IRI of the relation with this Neo4j name."""
        return term(relation_term(self.schema, neo4j).iri)

    def values(self, **values: Value | tuple[str, ...] | tuple[int, ...] | None) -> list[Pair]:
        """Pairs for properties by local name; None gives none, several values give several."""
        return [pair for name, value in values.items() for pair in self._pairs(name, value)]

    def _pairs(self, name: str, value: Value | tuple[str, ...] | tuple[int, ...] | None) -> list[Pair]:
        if value is None:
            return []
        found = property_term(self.schema, name)
        each = value if isinstance(value, tuple) else (value,)
        return [(term(found.iri), literal(one, found.datatype)) for one in each]


def literal(value: Value, datatype: str) -> Literal:
    """The value as the datatype has it: tagged Chinese, or a canonical lexical form."""
    if datatype == RDF + "langString":
        return Literal(clean(str(value)), language=CHINESE)
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=term(datatype))
    if isinstance(value, float | Decimal):
        return Literal(number(Decimal(str(value))), datatype=term(datatype))
    return Literal(clean(str(value)), datatype=term(datatype))


def _whole(graph: Graph, names: Names) -> Iterator[Block]:
    for report in graph.reports:
        yield names.thing("Report", report.id), _report(report, names)
    for entity in graph.entities:
        yield names.thing(entity.cls, entity.id), _entity(entity, names)
    for fact in graph.facts:
        if fact.id not in names.found.claimed and fact.relation not in PLACES:
            yield names.thing("Fact", fact.id), _unclaimed(fact, names)


def _of_report(report: str, names: Names) -> Iterator[Block]:
    found = names.found
    for section in found.sections.get(report, []):
        yield names.thing("Section", section.id), _section(section, names)
    bearers: dict[str, list[Mention]] = {}
    for mention in found.mentions.get(report, []):
        bearers.setdefault(mention.evidence.id, []).append(mention)
    for span in found.spans(report):
        yield names.thing("Evidence", span.id), _evidence(span, bearers.get(span.id, []), names)
    for claim in found.claims.get(report, []):
        yield names.thing("Claim", claim.id), _claim(claim, names)
    for observation in found.observations.get(report, []):
        yield names.thing("Observation", observation.id), _observation(observation, names)


def _report(report: Report, names: Names) -> list[Pair]:
    meta, found = report.meta, names.found
    sides = [("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)]
    ends = [(relation, found.denoted(report.id, side)) for relation, side in sides]
    titles = names.values(title=meta.title)
    return [
        *names.types("Report"),
        *titles,
        *((TITLE, text) for _, text in titles),
        *names.values(source=report.source, url=meta.url, issuedOn=meta.issued_on),
        *names.values(reportingYear=meta.year, yearBasis=meta.year_basis),
        *names.values(issuerBasis=meta.issuer_basis, regionBasis=meta.region_basis),
        *((names.relation(relation), names.known(end)) for relation, end in ends if end is not None),
    ]


def _entity(entity: Entity, names: Names) -> list[Pair]:
    labels = names.values(name=entity.name, names=entity.names)
    standard = [(ALT_LABEL, text) for _, text in labels[1:] if text != labels[0][1]]
    facts = [fact for fact in names.found.facts.get(entity.id, []) if fact.status == "done"]
    return [
        *names.types(entity.cls),
        *labels,
        (PREF_LABEL, labels[0][1]),
        *standard,
        *names.values(key=entity.key, **dict(entity.properties)),
        *((names.relation(fact.relation), names.known(fact.object)) for fact in facts),
    ]


def _unclaimed(fact: Fact, names: Names) -> list[Pair]:
    spans = [names.thing("Evidence", key) for key in fact.evidence]
    return [
        (TYPE, STATEMENT),
        (SUBJECT, names.known(fact.subject)),
        (PREDICATE, names.relation(fact.relation)),
        (OBJECT, names.known(fact.object)),
        *names.values(status=fact.status, basis=fact.basis, factYear=fact.years),
        *((names.relation("EVIDENCE"), span) for span in spans),
    ]


def _section(section: Section, names: Names) -> list[Pair]:
    place = section.evidence
    return [
        *names.types("Section"),
        *names.values(heading=section.title, sectionKind=section.kind, level=section.level),
        *names.values(begin=place.start, end=place.end),
        (names.relation("IN_REPORT"), names.thing("Report", place.report_id)),
    ]


def _evidence(span: Evidence, mentions: list[Mention], names: Names) -> list[Pair]:
    section = names.found.section_of(span)
    around = [] if section is None else [(names.relation("IN_SECTION"), names.thing("Section", section.id))]
    return [
        *names.types("Evidence"),
        *names.values(begin=span.start, end=span.end, quote=span.quote),
        *names.values(page=span.page, paragraph=span.paragraph),
        (names.relation("IN_REPORT"), names.thing("Report", span.report_id)),
        *around,
        *(pair for mention in mentions for pair in _mention(mention, names)),
    ]


def _mention(mention: Mention, names: Names) -> list[Pair]:
    denoted = names.found.resolved.get((mention.evidence.report_id, mention.id))
    pointing = mention.id in names.found.deictic or None
    said = names.values(label=mention.label, rule=mention.rule, deictic=pointing)
    if denoted is None:
        return said
    basis = names.values(basis=denoted.basis)
    return [*said, *basis, (names.relation("REFERS_TO"), names.known(denoted.entity))]


def _claim(claim: Claim, names: Names) -> list[Pair]:
    place = claim.evidence
    ends = [names.known(key) for key in names.found.ends.get(claim.id, ())]
    predicates = [(SUBJECT, names.relation("SUBJECT")), (OBJECT, names.relation("OBJECT"))]
    return [
        *names.types("Claim"),
        (TYPE, STATEMENT),
        (PREDICATE, names.relation(claim.predicate)),
        *names.values(relation=claim.predicate, status=claim.status, rule=claim.rule),
        *((term, end) for terms, end in zip(predicates, ends, strict=False) for term in terms),
        (names.relation("EVIDENCE"), names.thing("Evidence", place.id)),
        (names.relation("IN_REPORT"), names.thing("Report", place.report_id)),
    ]


def _observation(found: Observation, names: Names) -> list[Pair]:
    ends: list[tuple[str, str | None]] = [("METRIC", found.metric), ("CHANGED_FROM", found.change_from)]
    ends += [("REPORTED_BY", found.agency), ("REPORTED_FOR", found.region)]
    ends += [("MEASURES", about) for about in _measured(found, names)]
    return [
        *names.types("Observation"),
        *names.values(value=found.value, unit=found.unit, qualifier=found.qualifier),
        *names.values(rawValue=found.raw, status=found.status, period=found.period),
        *((names.relation(relation), names.known(end)) for relation, end in ends if end is not None),
        (names.relation("EVIDENCE"), names.thing("Evidence", found.evidence_id)),
        (names.relation("IN_REPORT"), names.thing("Report", found.report_id)),
    ]


def _measured(found: Observation, names: Names) -> list[str]:
    """What the figure measures, as far as that is done; a plan stands in its claim alone."""
    facts = names.found.facts.get(found.id)
    if facts is None:
        return list(found.about) if found.status == "done" else []
    return [fact.object for fact in facts if fact.status == "done"]
