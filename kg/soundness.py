"""Whether a graph keeps its own laws: every quote is where it says, every id leads somewhere, every fact is
one that the ontology allows.

`read_graph` has compared the bytes with the manifest before; this looks at what they say.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.graph import Graph
from kg.model import ISSUER, REGION, Entity, Evidence, Fact, Report
from kg.schema import Schema

OBSERVATION, METRIC = "Observation", "Metric"
KINDS = {
    "report": "报告",
    "evidence": "证据",
    "claim": "断言",
    "fact": "事实",
    "section": "章节",
    "entity": "实体",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach: the law, the id of what breaks it, and how, in Chinese and English."""

    law: str
    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids of a graph; `classes` of all that may stand at the ends of a fact."""

    reports: dict[str, Report]
    classes: dict[str, str]
    mentions: frozenset[str]
    claims: frozenset[str]
    facts: frozenset[str]
    spans: frozenset[str]
    sections: frozenset[str]


def faults(graph: Graph, schema: Schema) -> Iterator[Fault]:
    """Every breach, law by law; nothing for a sound graph."""
    known = _known(graph)
    for law in LAWS:
        for key, zh, en in law(graph, known, schema):
            yield Fault(law.__name__.removeprefix("_"), key, zh, en)


def _known(graph: Graph) -> _Known:
    return _Known(
        reports={report.id: report for report in graph.reports},
        classes={
            **{entity.id: entity.cls for entity in graph.entities},
            **{found.id: OBSERVATION for found in graph.observations},
            **{report.id: "Report" for report in graph.reports},
            **{claim.id: "Claim" for claim in graph.claims},
            **{span.id: "Evidence" for span in graph.evidence()},
        },
        mentions=frozenset(mention.id for mention in (*graph.mentions, *graph.deictics)),
        claims=frozenset(claim.id for claim in graph.claims),
        facts=frozenset(fact.id for fact in graph.facts),
        spans=frozenset(span.id for span in graph.evidence()),
        sections=frozenset(section.id for section in graph.sections),
    )


Breach = tuple[str, str, str]
"""An id, and what is wrong with it in Chinese and English."""
Law = Callable[[Graph, _Known, Schema], Iterator[Breach]]


def _quote(graph: Graph, known: _Known, _: Schema) -> Iterator[Breach]:
    """`text[start:end] == quote`, always."""
    for span in (*graph.evidence(), *(section.evidence for section in graph.sections)):
        report = known.reports.get(span.report_id)
        if report is None:
            yield span.id, f"没有报告 {span.report_id}", f"no report {span.report_id}"
        elif not _stands(span, report):
            yield span.id, f"{report.source} 该处是别的文字", f"{report.source} has other characters there"


def _stands(span: Evidence, report: Report) -> bool:
    return report.text[span.start : span.end] == span.quote


def _end_of_claim(graph: Graph, known: _Known, _: Schema) -> Iterator[Breach]:
    """A claim is about mentions, the issuer or the region, and of one report."""
    for claim in graph.claims:
        for end in (claim.subject, claim.object):
            if end not in known.mentions and end not in (ISSUER, REGION):
                yield claim.id, f"没有提及 {end}", f"no mention {end}"


def _resolved(graph: Graph, known: _Known, _: Schema) -> Iterator[Breach]:
    """What is resolved is there, and denotes something that is there."""
    for found in graph.resolved:
        if found.mention not in known.mentions and found.mention not in (ISSUER, REGION):
            yield found.mention, "已消解，却不是提及", "resolved, but no mention"
        if found.entity not in known.classes:
            words = f"所指的 {found.entity} 不是实体", f"denotes {found.entity}, which is no entity"
            yield found.mention, *words


def _entity(graph: Graph, _: _Known, schema: Schema) -> Iterator[Breach]:
    """Classes and properties are those of the ontology."""
    for entity in graph.entities:
        if entity.cls not in schema.classes:
            yield entity.id, f"本体中没有类 {entity.cls}", f"no class {entity.cls} in the ontology"
        for name in _strange(entity, schema):
            yield entity.id, f"本体中没有属性 {name}", f"no property {name} in the ontology"


def _strange(entity: Entity, schema: Schema) -> Iterator[str]:
    return (name for name, _ in entity.properties if name not in schema.properties)


def _fact(graph: Graph, known: _Known, schema: Schema) -> Iterator[Breach]:
    """A fact joins two things in a way that the ontology allows, and shows its evidence."""
    for fact in graph.facts:
        refusal = _refusal(fact, known, schema)
        if refusal:
            yield fact.id, *refusal
        yield from _missing(fact.id, "report", fact.reports, known.reports)
        yield from _missing(fact.id, "evidence", fact.evidence, known.spans)
        if fact.basis == "stated" and not fact.evidence:
            words = f"{fact.relation} 出自原文，却没有证据", f"{fact.relation} is stated without evidence"
            yield fact.id, *words


def _refusal(fact: Fact, known: _Known, schema: Schema) -> tuple[str, str] | None:
    for end in (fact.subject, fact.object):
        if end not in known.classes:
            return f"没有实体 {end}", f"no entity {end}"
        if known.classes[end] not in schema.classes:
            return f"{end} 的类不在本体中", f"{end} is of no class in the ontology"
    ends = known.classes[fact.subject], known.classes[fact.object]
    english = schema.refusal(ends[0], fact.relation, ends[1])
    return None if english is None else (f"本体不允许 {ends[0]} {fact.relation} {ends[1]}", english)


def _claim_of_fact(graph: Graph, known: _Known, _: Schema) -> Iterator[Breach]:
    """A claim and the fact that it states are both there, with place and section."""
    for found in graph.claim_facts:
        yield from _missing(found.claim_id, "claim", [found.claim_id], known.claims)
        yield from _missing(found.claim_id, "fact", [found.fact_id], known.facts)
        yield from _missing(found.claim_id, "evidence", [found.evidence_id], known.spans)
        yield from _missing(found.claim_id, "section", filter(None, [found.section_id]), known.sections)


def _claim_without_fact(graph: Graph, known: _Known, schema: Schema) -> Iterator[Breach]:
    """A claim of two things that the ontology lets it join states a fact; of one thing with itself, none."""
    stating = {found.claim_id for found in graph.claim_facts}
    denoted = {(found.report_id, found.mention): found.entity for found in graph.resolved}
    for claim in graph.claims:
        report = claim.evidence.report_id
        ends = dict.fromkeys(denoted.get((report, end)) for end in (claim.subject, claim.object))
        classes = [known.classes[end] for end in ends if end in known.classes]
        if claim.id in stating or len(classes) < 2:
            continue
        if schema.refusal(classes[0], claim.predicate, classes[1]) is None:
            words = (
                "两端皆知，本体允许，却不成事实",
                "joins two things as the ontology allows, but states no fact",
            )
            yield claim.id, *words


def _observation(graph: Graph, known: _Known, _: Schema) -> Iterator[Breach]:
    """A figure has a metric, a place, and is about things that are there."""
    for found in graph.observations:
        if known.classes.get(found.metric, METRIC) != METRIC:
            yield found.id, f"{found.metric} 不是指标", f"{found.metric} is no metric"
        sides = filter(None, (found.metric, found.agency, found.region, found.change_from))
        yield from _missing(found.id, "entity", (*found.about, *sides), known.classes)
        yield from _missing(found.id, "evidence", [found.evidence_id], known.spans)


def _order(graph: Graph, _: _Known, __: Schema) -> Iterator[Breach]:
    """Every tuple is sorted by id, and bears each id once."""
    for name in (
        "reports",
        "sections",
        "mentions",
        "deictics",
        "claims",
        "entities",
        "facts",
        "observations",
    ):
        ids = [item.id for item in getattr(graph, name)]
        if ids != sorted(set(ids)):
            yield name, "未按标识排序，或标识重复", "not sorted by id, or an id twice"


def _missing(id: str, kind: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Breach]:
    return ((id, f"没有{KINDS[kind]} {key}", f"no {kind} {key}") for key in wanted if key not in known)


LAWS: tuple[Law, ...] = (
    _quote,
    _end_of_claim,
    _resolved,
    _entity,
    _fact,
    _claim_of_fact,
    _claim_without_fact,
    _observation,
    _order,
)
