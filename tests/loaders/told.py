"""What RDF is to carry of a Graph, as plain values: from the Graph itself, and read back out of quads.

Not carried, by design: which characters a claim takes for its ends (it names the things), why a mention was
resolved as it was, and the issues of a build.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, Quad

from kg.graph import Graph
from kg.model import ISSUER, REGION, Report
from kg.schema import NAMESPACE, load_schema
from loaders.lookup import PLACES, Lookup, look_up
from loaders.naming import XSD
from loaders.plain import clean

Told = dict[str, dict[str, Any]]
Said = dict[str, list[Any]]
NAMED = ("name", "names", "key")
AROUND = ("metric", "evidence", "inReport", "reportedBy", "reportedFor", "changedFrom")
"""Relations of a figure that are no facts."""
PROPERTIES = tuple(name for name in load_schema().properties if name not in NAMED)


def told(graph: Graph) -> Told:
    """What the graph says."""
    found = look_up(graph)
    places = {f.id for f in graph.facts if f.relation in PLACES}
    facts = {f.id: f for f in graph.facts if f.id not in found.claimed | places}
    return {
        "reports": {report.id: _report(report, found) for report in graph.reports},
        "entities": {
            e.id: (e.cls, clean(e.key), clean(e.name), _texts(e.names), _properties(e.properties))
            for e in graph.entities
        },
        "triples": _triples(graph),
        "facts": {
            f.id: (f.subject, f.relation, f.object, f.status, f.basis, set(f.years), set(f.evidence))
            for f in facts.values()
        },
        "sections": {
            s.id: (s.evidence.report_id, s.evidence.start, s.evidence.end, s.level, s.kind, clean(s.title))
            for s in graph.sections
        },
        "spans": {
            e.id: (e.report_id, e.start, e.end, clean(e.quote), e.page, e.paragraph) for e in graph.evidence()
        },
        "mentions": _mentions(graph, found),
        "claims": {
            c.id: (*found.ends.get(c.id, (None, None)), c.predicate, c.status, c.rule, c.evidence.id)
            for c in graph.claims
        },
        "observations": {
            o.id: (
                *(o.metric, o.value, clean(o.unit), o.qualifier, clean(o.raw), o.status, o.report_id),
                *(o.evidence_id, o.period, o.agency, o.region, o.change_from, o.unit_code, o.theme),
            )
            for o in graph.observations
        },
    }


def _report(report: Report, found: Lookup) -> tuple[Any, ...]:
    meta = report.meta
    ends = [found.denoted(report.id, side) for side in (ISSUER, REGION)]
    read = (meta.title, report.source, meta.url, meta.issuer, meta.region, report.text)
    page = (meta.publisher, meta.origin, meta.document_number, meta.index_number)
    texts = [None if text is None else clean(text) for text in (*read, *page)]
    basis = (meta.year_basis, meta.issuer_basis, meta.region_basis)
    starts = (set(report.pages), set(report.paragraphs))
    return (*texts, meta.issued_on, meta.year, *basis, *ends, *starts)


def _triples(graph: Graph) -> dict[str, bool]:
    """What is done: the facts, and what a figure measures where no fact says so."""
    facts = [f"{fact.subject} {fact.relation} {fact.object}" for fact in graph.facts if fact.status == "done"]
    subjects = {str(fact.subject) for fact in graph.facts}
    figures = [one for one in graph.observations if one.status == "done" and one.id not in subjects]
    facts += [f"{one.id} MEASURES {about}" for one in figures for about in one.about]
    return dict.fromkeys(facts, True)


def _texts(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(clean, texts))


def _properties(pairs: Iterable[tuple[str, Any]]) -> dict[str, frozenset[Any]]:
    each = {name: value if isinstance(value, tuple) else (value,) for name, value in pairs}
    return {name: frozenset(map(_value, values)) for name, values in each.items()}


def _value(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    return clean(value) if isinstance(value, str) else value


def _mentions(graph: Graph, found: Lookup) -> dict[str, Any]:
    """Span → what its mentions say; two mentions of one span say it together."""
    said: dict[str, set[Any]] = defaultdict(set)
    for mention in (*graph.mentions, *graph.deictics):
        denoted = found.resolved.get((mention.evidence.report_id, mention.id))
        said[mention.evidence.id] |= {("label", mention.label), ("rule", mention.rule)}
        said[mention.evidence.id] |= {("deictic", True)} if mention.id in found.deictic else set()
        if denoted is not None:
            said[mention.evidence.id] |= {("refersTo", str(denoted.entity)), ("basis", denoted.basis)}
    return dict(said)


def read_back(quads: Iterable[Quad]) -> Told:
    """What quads say."""
    things: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        things[quad.subject.value][quad.predicate.value].append(quad.object)  # type: ignore[union-attr]
    back: Told = {name: {} for name in told(Graph())}
    for iri, said in things.items():
        kind, key = iri.split("/")[-2:]
        _read(back, kind, key, {name.rpartition("#")[2]: ends for name, ends in said.items()})
    return back


def _read(back: Told, kind: str, key: str, said: Said) -> None:
    if kind == "report" and "type" in said and "source" in said:
        texts = ("title", "source", "url", "issuerName", "regionName", "text")
        page = ("publisher", "origin", "reportNumber", "indexNumber")
        basis = ("issuedOn", "reportingYear", "yearBasis", "issuerBasis", "regionBasis")
        starts = [{_cell(end) for end in said.get(name, ())} for name in ("pageStart", "paragraphStart")]
        cells = _cells(said, *texts, *page, *basis, "publishedBy", "reportsOn")
        back["reports"][key] = (*cells, *starts)
    elif kind == "fact":
        ends = (_one(said, "subject"), _relation(said), _one(said, "object"))
        spans = {_cell(end) for end in said.get("evidence", ())}
        years = {_cell(end) for end in said.get("factYear", ())}
        back["facts"][key] = (*ends, *_cells(said, "status", "basis"), years, spans)
    elif kind == "section":
        back["sections"][key] = _cells(said, "inReport", "begin", "end", "level", "sectionKind", "heading")
    elif kind == "evidence":
        _read_span(back, key, said)
    elif kind == "claim":
        sides = (_one(said, "subject"), _one(said, "object"))
        back["claims"][key] = (*sides, *_cells(said, "relation", "status", "rule", "evidence"))
    elif kind == "observation":
        figure = ("metric", "value", "unit", "qualifier", "rawValue", "status")
        place = (
            "inReport",
            "evidence",
            "period",
            "reportedBy",
            "reportedFor",
            "changedFrom",
            "unitCode",
            "theme",
        )
        back["observations"][key] = _cells(said, *figure, *place)
        _read_triples(back, key, {name: said[name] for name in said.keys() - set(AROUND)})
    elif "key" in said:
        _read_entity(back, key, said)
        _read_triples(back, key, said)


def _read_span(back: Told, key: str, said: Said) -> None:
    back["spans"][key] = _cells(said, "inReport", "begin", "end", "quote", "page", "paragraph")
    names = ("label", "rule", "deictic", "refersTo", "basis")
    found = {(name, _cell(end)) for name in names for end in said.get(name, ())}
    if found:
        back["mentions"][key] = found


def _read_entity(back: Told, key: str, said: Said) -> None:
    types = {end.value.removeprefix(NAMESPACE) for end in said["type"]}
    schema = load_schema()
    (cls,) = [name for name in types if set(schema.chain(name)) == types]
    spellings = frozenset(_cell(end) for end in said.get("names", ()))
    properties = {name: frozenset(map(_cell, said[name])) for name in PROPERTIES if name in said}
    back["entities"][key] = (cls, *_cells(said, "key", "name"), spellings, properties)


def _read_triples(back: Told, key: str, said: Said) -> None:
    for relation in load_schema().relations.values():
        for end in said.get(relation.name, ()):
            back["triples"][f"{key} {relation.neo4j} {_cell(end)}"] = True


def _cells(said: Said, *names: str) -> tuple[Any, ...]:
    return tuple(_one(said, name) for name in names)


def _one(said: Said, name: str) -> Any:
    values = said.get(name, [])
    assert len(values) <= 1, (name, values)
    return _cell(values[0]) if values else None


def _relation(said: Said) -> str:
    name = said["predicate"][0].value.removeprefix(NAMESPACE)
    return next(found.neo4j for found in load_schema().relations.values() if found.name == name)


def _cell(end: Any) -> Any:
    """A value in Python, or the id of a thing."""
    if not isinstance(end, Literal):
        return end.value.rpartition("/")[2]
    datatype = end.datatype.value
    if datatype in (XSD + "integer", XSD + "gYear"):
        return int(end.value)
    if datatype == XSD + "decimal":
        return Decimal(end.value)
    return end.value == "true" if datatype == XSD + "boolean" else end.value
