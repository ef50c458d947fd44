"""Graphs of every kind that the ontology allows, for hypothesis: readings and their resolution, assembled."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from kg.assembly import assemble
from kg.graph import Graph
from kg.model import (
    ISSUER,
    LABELS,
    PREDICATES,
    REGION,
    STATUSES,
    Claim,
    Entity,
    EntityId,
    Evidence,
    Fact,
    Figure,
    Mention,
    Metadata,
    Observation,
    Reading,
    Report,
    Resolution,
    Resolved,
    Section,
    digest,
    evidence_at,
    report_id,
)
from kg.schema import Property, load_schema
from loaders.lookup import RDF_ONLY

SCHEMA = load_schema()
MADE = ("Observation", "Report", "Section", "Evidence", "Claim", "Finding", *RDF_ONLY)
CLASSES = [cls.name for cls in SCHEMA.classes.values() if cls.name not in MADE]
BASES = ("stated", "title", "number", "registry", "inferred")
HOSTILE = (
    '<>"{}|\\^`',
    '"""',
    "\\",
    "'''",
    "\u202e乱\u200f",
    "a\r\nb\rc\t",
    "@zh ^^<x>",
    "]]>&amp;",
    "e\u0301",
    "𠀀",
)
WORDS = st.text(max_size=6) | st.sampled_from(HOSTILE)
TEXTS = st.text(min_size=8, max_size=30)
YEARS = st.integers(1000, 9999)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": WORDS,
    "integer": st.integers(-(2**63), 2**63 - 1),
    "boolean": st.booleans(),
    "decimal": st.floats(allow_nan=False, allow_infinity=False),
}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """One or two reports on some entities, with all that can be said of them."""
    entities = [entity(draw, number) for number in range(draw(st.sampled_from((0, 3, 5))))]
    texts = draw(st.lists(TEXTS, min_size=1, max_size=2, unique=True))
    read = sorted((reading(draw, text, entities) for text in texts), key=lambda each: each[0].report.id)
    readings, resolved = [each for each, _ in read], [one for _, those in read for one in those]
    facts = structure(draw, entities, readings)
    graph = assemble(readings, Resolution(tuple(entities), tuple(resolved), tuple(facts)), SCHEMA)
    graph = replace(graph, observations=tuple(figure(draw, one, entities) for one in graph.observations))
    return finding(draw, graph)


def every_kind() -> Graph:
    """A thing of each class with all its properties; each relation in each status, claimed if it can be."""
    things = [_whole(cls) for cls in CLASSES]
    text = "".join(chr(0x4E00 + number) for number in range(len(things)))
    report = Report(report_id(text.encode()), "a.txt", text)
    mentions = [Mention("Org", evidence_at(report, at, at + 1), "r") for at in range(len(things))]
    resolved = [
        Resolved(report.id, one.id, thing.id, "name", "stated")
        for one, thing in zip(mentions, things, strict=True)
    ]
    pairs = [*product(zip(mentions, things, strict=True), repeat=2)]
    claims, facts = [], []
    for name, status in product(SCHEMA.relations, STATUSES):
        fit = [(one, other) for one, other in pairs if SCHEMA.refusal(one[1].cls, name, other[1].cls) is None]
        for (left, subject), (right, object_) in [pair for pair in fit if pair[0] is not pair[1]][:1]:
            if name in PREDICATES:
                claims.append(Claim(left.id, name, right.id, status, "r", right.evidence))
            else:
                facts.append(Fact(subject.id, name, object_.id, status, "registry", (1999,)))
    read = Reading(report, mentions=tuple(mentions), claims=tuple(claims))
    rows = sorted(resolved, key=lambda one: one.mention)
    return assemble([read], Resolution(tuple(things), tuple(rows), tuple(facts)), SCHEMA)


def _whole(cls: str) -> Entity:
    chain = set(SCHEMA.chain(cls))
    own = [each for each in SCHEMA.properties.values() if chain & set(each.domain)]
    pairs = tuple(sorted((each.name, _example(each)) for each in own))
    names = tuple(sorted(HOSTILE))
    return Entity(
        EntityId(SCHEMA.classes[cls].id_prefix + digest(cls, "")), cls, "", HOSTILE[0], names, pairs
    )


def _example(each: Property) -> Any:
    if each.plural:
        return tuple(sorted(HOSTILE[:2]))
    return {"integer": -1, "boolean": False, "decimal": 0.1}.get(each.datatype.rpartition("#")[2], HOSTILE[0])


def entity(draw: st.DrawFn, number: int) -> Entity:
    """An entity of some class with some of the properties of the class."""
    cls = draw(st.sampled_from(CLASSES))
    chain = set(SCHEMA.chain(cls))
    own = [each for each in SCHEMA.properties.values() if draw(st.booleans()) and chain & set(each.domain)]
    pairs = tuple(sorted((each.name, value(draw, each)) for each in own))
    spellings = tuple(sorted(draw(st.sets(WORDS, max_size=2))))
    one = EntityId(SCHEMA.classes[cls].id_prefix + digest(cls, str(number)))
    return Entity(one, cls, draw(WORDS), draw(WORDS), spellings, pairs)


def value(draw: st.DrawFn, each: Property) -> Any:
    """A value of the property; one with several has a list of texts."""
    strategy = VALUES[each.datatype.rpartition("#")[2]]
    return tuple(sorted(draw(st.sets(strategy, min_size=1, max_size=3)))) if each.plural else draw(strategy)


def reading(draw: st.DrawFn, text: str, entities: list[Entity]) -> tuple[Reading, list[Resolved]]:
    """A report with sections, mentions and deictics anywhere in it, what these denote, and claims."""
    report = Report(
        report_id(text.encode("utf-8", "surrogatepass")), draw(WORDS), text, *metadata(draw, text)
    )
    spans = [span(draw, report) for _ in range(draw(st.integers(1, 4)))]
    named = {one.id: one for one in (mention(draw, spans) for _ in range(draw(st.integers(0, 6))))}
    pointing = {key for key in named if draw(st.integers(0, 4)) == 0}
    found = tuple(one for key, one in named.items() if key not in pointing)
    metrics = [one.id for one in found if one.label == "Metric"]
    resolved = denoted(draw, report, [ISSUER, REGION, *named], entities)
    classes = {one.id: one.cls for one in entities}
    kinds = {
        **{one.mention: classes[one.entity] for one in resolved},
        **dict.fromkeys(metrics, "Observation"),
    }
    made = Reading(
        report,
        sections=sections(draw, report),
        mentions=found,
        deictics=tuple(named[key] for key in sorted(pointing)),
        claims=claims(draw, [*named, ISSUER, REGION], kinds, spans),
        figures=tuple(Figure(one, Decimal(1), "件", "exact", draw(WORDS)) for one in metrics),
    )
    return made, resolved


def metadata(draw: st.DrawFn, text: str) -> tuple[Metadata, tuple[int, ...], tuple[int, ...]]:
    """What the report says of itself, where its pages begin, some of them blank, and its paragraphs."""
    names = ("title", "issuer", "region", "url", "issued_on", "publisher", "origin", "document_number")
    basis: dict[str, Any] = {
        name: draw(st.none() | st.sampled_from(BASES)) for name in ("issuer_basis", "year_basis")
    }
    said: dict[str, Any] = {name: draw(st.none() | WORDS) for name in names}
    starts = st.integers(0, len(text) - 1)
    pages, paragraphs = sorted(draw(st.lists(starts, max_size=4))), sorted(draw(st.sets(starts, max_size=3)))
    return Metadata(**said, **basis, year=draw(st.none() | YEARS)), tuple(pages), tuple(paragraphs)


def span(draw: st.DrawFn, report: Report) -> Evidence:
    start = draw(st.integers(0, len(report.text) - 1))
    return evidence_at(report, start, draw(st.integers(start + 1, len(report.text))))


def sections(draw: st.DrawFn, report: Report) -> tuple[Section, ...]:
    """The whole report, and what begins at some places below it."""
    first = Section(evidence_at(report, 0, len(report.text)), 0, "other", "")
    starts = sorted(draw(st.sets(st.integers(1, len(report.text) - 1), max_size=2)))
    places = zip(starts, [*starts[1:], len(report.text)], strict=False)
    return (first, *(Section(evidence_at(report, *place), 1, "plans", draw(WORDS)) for place in places))


def mention(draw: st.DrawFn, spans: list[Evidence]) -> Mention:
    return Mention(draw(st.sampled_from(LABELS)), draw(st.sampled_from(spans)), draw(WORDS))


def claims(
    draw: st.DrawFn, ends: list[Any], kinds: dict[Any, str], spans: list[Evidence]
) -> tuple[Claim, ...]:
    """Claims that the ontology allows between what the ends denote, and any others."""
    figures = [end for end in ends if end.endswith("-Metric")]  # near the words for what they measure
    every = [
        said
        for said in product(ends, PREDICATES, ends)
        if said[0] not in figures or said[2] not in (ISSUER, REGION)
    ]
    allowed = [said for said in every if _fits(kinds, *said)]
    parts = st.sampled_from(allowed or every) | st.sampled_from(every)
    said = st.tuples(parts, st.sampled_from(STATUSES), WORDS, st.sampled_from(spans))
    found = (Claim(*three, *rest) for three, *rest in draw(st.lists(said, max_size=8)))
    return tuple({claim.id: claim for claim in found}.values())


def _fits(kinds: dict[Any, str], subject: Any, predicate: str, object_: Any) -> bool:
    known = subject in kinds and object_ in kinds
    return known and SCHEMA.refusal(kinds[subject], predicate, kinds[object_]) is None


def denoted(draw: st.DrawFn, report: Report, places: list[Any], entities: list[Entity]) -> list[Resolved]:
    """What most of the mentions and sides of the report denote."""
    chosen = sorted(place for place in places if draw(st.integers(0, 4)) and entities)
    things = [draw(st.sampled_from(entities)).id for _ in chosen]
    return [
        Resolved(report.id, place, thing, draw(WORDS), draw(st.sampled_from(BASES)))
        for place, thing in zip(chosen, things, strict=True)
    ]


def structure(draw: st.DrawFn, things: list[Entity], readings: list[Reading]) -> list[Fact]:
    """Facts that are known from elsewhere: of structure, or such as claims state, too."""
    reports = [each.report.id for each in readings]
    spans = {one.evidence.id for each in readings for one in (*each.mentions, *each.deictics)}
    fits: list[Any] = [
        (left.id, name, right.id)
        for left, name, right in product(things, SCHEMA.relations, things)
        if left is not right and SCHEMA.refusal(left.cls, name, right.cls) is None
    ]
    parts = st.tuples(
        st.sampled_from(fits or [None]),
        st.sampled_from(STATUSES),
        st.sampled_from(BASES[1:]),
        st.sets(YEARS, max_size=2),
        st.sets(st.sampled_from(reports), max_size=2),
        st.sets(st.sampled_from(sorted(spans) or [""]), max_size=2),
    )
    return [known(*said) for said in draw(st.lists(parts, max_size=4 if fits else 0))]


def known(ends: Any, status: Any, basis: Any, years: set[int], reports: set[str], spans: set[str]) -> Fact:
    places = {place for place in spans if place}
    reports = reports | {f"r{place[1:].partition('-')[0]}" for place in places}
    subject, relation, object_ = ends
    said = (tuple(sorted(each)) for each in (reports, places))
    return Fact(subject, relation, object_, status, basis, tuple(sorted(years)), *said)


def figure(draw: st.DrawFn, one: Observation, entities: list[Entity]) -> Observation:
    """The figure with any value, unit and sides, about anything, whether a claim says so or not."""
    things = [thing.id for thing in entities]
    some = st.none() | st.sampled_from(things) if things else st.none()
    return replace(
        one,
        value=draw(st.decimals(allow_nan=False, allow_infinity=False, places=4)),
        unit=draw(WORDS),
        raw=draw(WORDS),
        status=draw(st.sampled_from(STATUSES)),
        period=draw(st.none() | WORDS),
        unit_code=draw(st.none() | st.just("PERCENT")),
        theme=draw(st.none() | WORDS),
        agency=draw(some),
        region=draw(some),
        about=tuple(sorted({*one.about, *(thing for thing in things if draw(st.booleans()))})),
    )


def finding(draw: st.DrawFn, graph: Graph) -> Graph:
    """The graph, perhaps with a finding on one of its things."""
    spans = [span.id for span in graph.evidence()]
    if not (spans and graph.entities and draw(st.booleans())):
        return graph
    properties = (("findingKind", draw(WORDS)), ("part", draw(VALUES["decimal"])), ("verdict", draw(WORDS)))
    made = Entity(EntityId("j" + digest("Finding", "")), "Finding", "", draw(WORDS), (), properties)
    places, reports = draw(st.sets(st.sampled_from(spans), min_size=1)), [graph.reports[0].id]
    checked = EntityId(draw(st.sampled_from(graph.entities)).id)
    found = (tuple(reports), tuple(sorted(places)))
    facts = [
        *(Fact(made.id, "EVIDENCE", EntityId(place), "done", "inferred") for place in places),
        *(Fact(made.id, "IN_REPORT", EntityId(report), "done", "inferred") for report in reports),
        known((made.id, "CHECKS", checked), "done", "inferred", set(), *map(set, found)),
    ]
    every = {fact.id: fact for fact in (*graph.facts, *facts)}
    entities = sorted((*graph.entities, made), key=lambda one: one.id)
    return replace(graph, entities=tuple(entities), facts=tuple(every[key] for key in sorted(every)))
