"""What stands behind a name or an id: sentences with section, offsets and rule.

`explain` takes the name of an entity or the id of an entity, fact, claim, mention, evidence,
observation or report.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph import Graph
from kg.model import (
    Claim,
    Entity,
    EntityId,
    Evidence,
    Fact,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
    place_of,
)

Span = tuple[int, int]
_SENTENCE_END = re.compile(r"[。！？；\n]")
_PLACES = ("EVIDENCE", "IN_REPORT")
_MARKED = 16
"""The characters that may stand before the title of a section: indent and mark."""
_QUOTES = "“”\"'「」"
_EVIDENCE_ID = re.compile(r"e[0-9a-f]{16}-\d+-\d+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that bears something out.

    `says` is what it bears out, `why` how a mention came to its entity. The sentence is
    `report.text[sentence[0]:sentence[1]]`; `marks` are the spans in it that matter, in the report's offsets.
    """

    says: str
    rule: str
    why: str
    report: Report
    section: str
    evidence: Evidence
    sentence: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One thing with its passages: `kind` is entity, fact, claim, observation, evidence or report."""

    id: str
    kind: str
    title: str
    details: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The graph by id, made once for a call."""

    reports: dict[str, Report]
    entities: dict[EntityId, Entity]
    mentions: dict[str, Mention]
    claims: dict[str, Claim]
    facts: dict[str, Fact]
    observations: dict[str, Observation]
    entity_of: dict[tuple[str, str], Resolved]
    sections: dict[str, list[Section]]


def explain(graph: Graph, wanted: str) -> tuple[Explanation, ...]:
    """Everything that bears the name or id `wanted`, in quotes or not, sorted by id; homonyms give several.

    Raises UsageError if nothing does, with the nearest names.
    """
    index = _index(graph)
    if wanted in index.reports:
        return (_explain_report(index, index.reports[wanted]),)
    if wanted in index.facts:
        return (_explain_fact(index, graph, index.facts[wanted]),)
    if wanted in index.claims:
        return (_explain_claim(index, index.claims[wanted]),)
    if wanted in index.observations:
        return (_explain_observation(index, index.observations[wanted]),)
    place = _EVIDENCE_ID.match(wanted)
    if place:
        return (_explain_evidence(index, place.group()),)
    bare = wanted.strip(_QUOTES)
    found = [e for e in graph.entities if wanted == e.id or _bears(e, wanted) or _bears(e, bare)]
    if not found:
        raise UsageError(_nothing(graph, wanted))
    return tuple(_explain_entity(index, graph, entity) for entity in found)


def _index(graph: Graph) -> _Index:
    sections: dict[str, list[Section]] = {}
    for section in graph.sections:
        sections.setdefault(section.evidence.report_id, []).append(section)
    return _Index(
        {report.id: report for report in graph.reports},
        {entity.id: entity for entity in graph.entities},
        {mention.id: mention for mention in (*graph.mentions, *graph.deictics)},
        {claim.id: claim for claim in graph.claims},
        {fact.id: fact for fact in graph.facts},
        {found.id: found for found in graph.observations},
        {(found.report_id, found.mention): found for found in graph.resolved},
        sections,
    )


def _bears(entity: Entity, name: str) -> bool:
    return name == entity.name or name in entity.names or ("documentNumber", name) in entity.properties


def _nothing(graph: Graph, wanted: str) -> str:
    wanted = wanted.strip(_QUOTES)
    near = sorted({e.name for e in graph.entities if wanted in e.name}, key=lambda name: (len(name), name))
    hint = f"; names with it: {', '.join(near[:8])}" if near else "; give a name as it is printed, or an id"
    return f"{wanted}: nothing in the graph has this name or id{hint}"


# ---- one function a kind of thing


def _explain_report(index: _Index, report: Report) -> Explanation:
    meta = report.meta
    known = (
        ("source", report.source),
        ("issuer", _with_basis(meta.issuer, meta.issuer_basis)),
        ("region", _with_basis(meta.region, meta.region_basis)),
        ("year", _with_basis(meta.year, meta.year_basis)),
        ("characters", str(len(report.text))),
    )
    sections = sorted(index.sections.get(report.id, ()), key=lambda section: section.evidence.start)
    headings = [heading_of(section) for section in sections if section.level == 1]
    details = (*known, ("sections", "；".join(headings)))
    return Explanation(report.id, "report", meta.title or report.source, details, ())


def _with_basis(value: object, basis: str | None) -> str:
    return "" if value is None else f"{value} ({basis})"


def _explain_fact(index: _Index, graph: Graph, fact: Fact) -> Explanation:
    claims = [index.claims[found.claim_id] for found in graph.claim_facts if found.fact_id == fact.id]
    passages = [_claim_passage(index, claim) for claim in claims]
    covered = {claim.evidence.id for claim in claims}
    others = [_evidence(index, key) for key in fact.evidence if key not in covered]
    passages += [_passage(index, place, says=fact.relation, rule=fact.basis) for place in others]
    details = (("status", fact.status), ("basis", fact.basis), ("years", ", ".join(map(str, fact.years))))
    return Explanation(fact.id, "fact", _fact_words(index, fact), details, _in_order(passages))


def _explain_claim(index: _Index, claim: Claim) -> Explanation:
    passage = _claim_passage(index, claim)
    return Explanation(claim.id, "claim", passage.says, (("status", claim.status),), (passage,))


def _explain_evidence(index: _Index, key: str) -> Explanation:
    place = _evidence(index, key)
    mentions = [mention for mention in index.mentions.values() if mention.evidence.id == key]
    claims = [claim for claim in index.claims.values() if claim.evidence.id == key]
    passages = [
        *(_mention_passage(index, mention) for mention in mentions),
        *(_claim_passage(index, claim) for claim in claims),
    ]
    found = _in_order(passages) or (_passage(index, place, says="", rule=""),)
    return Explanation(key, "evidence", place.quote, (), found)


def _explain_observation(index: _Index, found: Observation) -> Explanation:
    about = "；".join(index.entities[key].name for key in found.about)
    details = (
        ("metric", index.entities[found.metric].name),
        ("value", f"{found.value} {found.unit} ({found.qualifier})"),
        ("period", found.period or ""),
        ("status", found.status),
        ("about", about),
    )
    passages = (_figure_passage(index, found),)
    return Explanation(found.id, "observation", _name(index, found.id), details, passages)


def _explain_entity(index: _Index, graph: Graph, entity: Entity) -> Explanation:
    resolved = [found for found in graph.resolved if found.entity == entity.id]
    named = [found for found in resolved if found.mention in index.mentions]
    sides = [found for found in resolved if found.mention not in index.mentions]
    every = [fact for fact in graph.facts if entity.id in (fact.subject, fact.object)]
    facts = [fact for fact in every if fact.relation not in _PLACES]
    details = [
        ("class", entity.cls),
        ("key", entity.key),
        ("names", "；".join(entity.names)),
        *((name, _value(value)) for name, value in entity.properties),
        *((side.mention, f"{index.reports[side.report_id].source} ({side.basis})") for side in sides),
        *(("fact", f"{_fact_words(index, fact)} {_how(fact)} {fact.id}") for fact in facts),
    ]
    figures = [found for found in graph.observations if found.metric == entity.id]
    passages = [_mention_passage(index, index.mentions[found.mention]) for found in named]
    passages += [_figure_passage(index, found) for found in figures]
    spans = [_evidence(index, fact.object) for fact in every if fact.relation == "EVIDENCE"]
    passages += [_passage(index, span, says=entity.name, rule="") for span in spans]
    return Explanation(entity.id, "entity", entity.name, tuple(details), _in_order(passages))


def _value(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _how(fact: Fact) -> str:
    """The status of a fact, and of one that no sentence states its basis and years: [done, registry 2018]."""
    if fact.basis == "stated":
        return f"[{fact.status}]"
    return f"[{fact.status}, {' '.join([fact.basis, *map(str, fact.years)])}]"


# ---- passages


def _mention_passage(index: _Index, mention: Mention) -> Passage:
    place = mention.evidence
    found = index.entity_of.get((place.report_id, mention.id))
    name = index.entities[found.entity].name if found else mention.evidence.quote
    why = f"{found.reason} ({found.basis})" if found else ""
    return _passage(index, place, says=f"{mention.label} {name}", rule=mention.rule, why=why)


def _figure_passage(index: _Index, found: Observation) -> Passage:
    says = f"{_name(index, found.id)} = {found.value} {found.unit} [{found.status}] {found.period or ''}"
    return _passage(index, _evidence(index, found.evidence_id), says=says.rstrip(), rule="")


def _claim_passage(index: _Index, claim: Claim) -> Passage:
    place = claim.evidence
    ends = [index.mentions[end].evidence for end in (claim.subject, claim.object) if end in index.mentions]
    marks = tuple((end.start, end.end) for end in ends)
    left, right = (_end_words(index, place.report_id, end) for end in (claim.subject, claim.object))
    says = f"{left} {claim.predicate} {right} [{claim.status}]"
    return _passage(index, place, says=says, rule=claim.rule, marks=marks)


def _end_words(index: _Index, report_id: str, end: str) -> str:
    found = index.entity_of.get((report_id, end))
    if found:
        return index.entities[found.entity].name
    return index.mentions[end].evidence.quote if end in index.mentions else end


def _passage(
    index: _Index, place: Evidence, *, says: str, rule: str, why: str = "", marks: tuple[Span, ...] = ()
) -> Passage:
    """The place with its sentence and sections; without marks, the place itself is marked."""
    report = index.reports[place.report_id]
    spans = tuple(sorted(set(marks))) or ((place.start, place.end),)
    sentence = sentence_around(report.text, min(spans[0][0], place.start), max(spans[-1][1], place.end))
    section = " › ".join(_headings(index, place))
    return Passage(says, rule, why, report, section, place, sentence, spans)


def _headings(index: _Index, place: Evidence) -> Iterator[str]:
    for section in sorted(index.sections.get(place.report_id, ()), key=lambda section: section.level):
        around = section.evidence
        if section.level and around.start <= place.start and place.end <= around.end:
            yield heading_of(section)


def heading_of(section: Section) -> str:
    """The heading of a section with its mark, as it stands in the text: （二）推进改革."""
    at = section.evidence.quote.find(section.title, 0, len(section.title) + _MARKED)
    return section.evidence.quote[: max(at, 0)].lstrip(" \t\u3000#*") + section.title


def _evidence(index: _Index, key: str) -> Evidence:
    """The evidence with this id, cut from its report; UsageError if the report or the span is not there."""
    report_id, start, end = place_of(key)
    report = index.reports.get(report_id)
    if report is None or not 0 <= start < end <= len(report.text):
        raise UsageError(f"{key}: no such place in the reports of this graph")
    return Evidence(report.id, start, end, report.text[start:end])


def _fact_words(index: _Index, fact: Fact) -> str:
    return f"{_name(index, fact.subject)} {fact.relation} {_name(index, fact.object)}"


def _name(index: _Index, key: str) -> str:
    """The name of an entity; of an observation, its metric and figure; the id of what has no name."""
    found, entity = index.observations.get(key), index.entities.get(EntityId(key))
    if found is not None:
        return f"{index.entities[found.metric].name} {found.raw}"
    return key if entity is None else entity.name


def _in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(
        sorted(passages, key=lambda one: (one.report.source, one.evidence.start, one.evidence.end, one.says))
    )


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence of `text` with [start, end) in it: from mark to mark (。！？；, line break)."""
    if start < end and _SENTENCE_END.match(text, end - 1):
        after = end
    else:
        close = _SENTENCE_END.search(text, end)
        after = close.end() if close else len(text)
    before = max((text.rfind(mark, 0, start) + 1 for mark in "。！？；\n"), default=0)
    words = text[before:after]
    return before + len(words) - len(words.lstrip()), before + len(words.rstrip())


def marked(passage: Passage) -> str:
    """The sentence on one line, with ⟦⟧ around what matters."""
    text, (at, end) = passage.report.text, passage.sentence
    out = []
    for start, stop in passage.marks:
        if at <= start and stop <= end:
            out += [text[at:start], "⟦", text[start:stop], "⟧"]
            at = stop
    return " ".join("".join([*out, text[at:end]]).split())
