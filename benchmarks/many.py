"""A big graph out of a small one: every report over and over, its entities shared or its own."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from kg.graph import Graph
from kg.model import (
    Claim,
    ClaimFact,
    EntityId,
    Evidence,
    Fact,
    Mention,
    MentionId,
    Observation,
    digest,
)


def many(graph: Graph, times: int, other: int = 0) -> Graph:
    """The graph with each of its reports `times` over; every law that held of it holds of the result.

    With `other` so many times have reports of their own, which no graph without it has.
    """
    numbers = (0, *range(1 + other, times + other))
    turns = [_turn(graph, number) for number in numbers]
    return Graph(
        reports=tuple(sorted((r for turn in turns for r in turn.reports), key=lambda one: one.id)),
        sections=tuple(sorted((s for turn in turns for s in turn.sections), key=lambda one: one.id)),
        mentions=tuple(sorted((m for turn in turns for m in turn.mentions), key=lambda one: one.id)),
        deictics=tuple(sorted((m for turn in turns for m in turn.deictics), key=lambda one: one.id)),
        claims=tuple(sorted((c for turn in turns for c in turn.claims), key=lambda one: one.id)),
        entities=graph.entities,
        facts=tuple(_facts(graph, numbers)),
        claim_facts=tuple(sorted((f for t in turns for f in t.claim_facts), key=lambda one: one.claim_id)),
        observations=tuple(sorted((o for turn in turns for o in turn.observations), key=lambda one: one.id)),
        resolved=tuple(
            sorted((r for turn in turns for r in turn.resolved), key=lambda one: (one.report_id, one.mention))
        ),
    )


def _other(key: str, turn: int) -> str:
    """The id of the report in that turn, by the id in the first."""
    return key if turn == 0 else "r" + digest(key, str(turn))


def _place(key: str, turn: int) -> str:
    """The id of a span, section, mention or observation in that turn."""
    if key.startswith("@"):
        return key
    report, dash, place = key[1:].partition("-")
    return key[0] + _other("r" + report, turn)[1:] + dash + place


def _span(span: Evidence, turn: int) -> Evidence:
    return replace(span, report_id=_other(span.report_id, turn))


def _turn(graph: Graph, turn: int) -> Graph:
    claims = {claim.id: _claim(claim, turn) for claim in graph.claims}
    return Graph(
        reports=tuple(
            replace(r, id=_other(r.id, turn), source=f"{turn:06}/{r.source}") for r in graph.reports
        ),
        sections=tuple(replace(s, evidence=_span(s.evidence, turn)) for s in graph.sections),
        mentions=tuple(_mention(mention, turn) for mention in graph.mentions),
        deictics=tuple(_mention(mention, turn) for mention in graph.deictics),
        claims=tuple(claims.values()),
        claim_facts=tuple(_claim_fact(found, claims[found.claim_id].id, turn) for found in graph.claim_facts),
        observations=tuple(_observation(found, turn) for found in graph.observations),
        resolved=tuple(
            replace(r, report_id=_other(r.report_id, turn), mention=MentionId(_place(r.mention, turn)))
            for r in graph.resolved
        ),
    )


def _mention(mention: Mention, turn: int) -> Mention:
    return replace(mention, evidence=_span(mention.evidence, turn))


def _claim(claim: Claim, turn: int) -> Claim:
    subject, object_ = (MentionId(_place(end, turn)) for end in (claim.subject, claim.object))
    return replace(claim, subject=subject, object=object_, evidence=_span(claim.evidence, turn))


def _claim_fact(found: ClaimFact, claim: str, turn: int) -> ClaimFact:
    section = None if found.section_id is None else _place(found.section_id, turn)
    report, place = _other(found.report_id, turn), _place(found.evidence_id, turn)
    return replace(found, claim_id=claim, report_id=report, evidence_id=place, section_id=section)


def _observation(found: Observation, turn: int) -> Observation:
    start = None if found.change_from is None else _place(found.change_from, turn)
    return replace(
        found,
        id=_place(found.id, turn),
        report_id=_other(found.report_id, turn),
        evidence_id=_place(found.evidence_id, turn),
        change_from=start,
    )


def _facts(graph: Graph, numbers: tuple[int, ...]) -> Iterable[Fact]:
    figures = {found.id for found in graph.observations}
    facts = {}
    for fact in graph.facts:
        for span in [(turn,) for turn in numbers] if fact.subject in figures else [numbers]:
            found = _fact(fact, span, figures)
            facts[found.id] = found
    return (facts[key] for key in sorted(facts))


def _fact(fact: Fact, turns: tuple[int, ...], figures: set[str]) -> Fact:
    subject = _place(fact.subject, turns[0]) if fact.subject in figures else fact.subject
    reports = sorted(_other(key, turn) for key in fact.reports for turn in turns)
    evidence = sorted(_place(key, turn) for key in fact.evidence for turn in turns)
    return replace(fact, subject=subject, reports=tuple(reports), evidence=tuple(evidence))  # type: ignore[arg-type]


def apart(graph: Graph, times: int) -> Graph:
    """The graph `times` over, each time with reports and things of its own, whose names end in a number."""
    found = [_apart(graph, turn) for turn in range(times)]

    def together(name: str) -> tuple[Any, ...]:
        return tuple(value for one in found for value in getattr(one, name))

    tables = {field.name: together(field.name) for field in fields(Graph)}
    return Graph(**{**tables, "entities": tuple(sorted(tables["entities"], key=lambda one: str(one.id)))})


def _apart(graph: Graph, turn: int) -> Graph:
    own = {str(one.id): EntityId(one.id[0] + digest(one.id, str(turn))) for one in graph.entities}
    turned, figures = _turn(graph, turn), {found.id for found in graph.observations}

    def end(key: str) -> EntityId:
        return own.get(key) or EntityId(_other(key, turn) if key[0] == "r" else _place(key, turn))

    placed = [_fact(fact, range(turn, turn + 1), figures) for fact in graph.facts]
    ends = [(end(fact.subject), end(fact.object)) for fact in graph.facts]
    facts = [
        replace(fact, subject=one, object=other) for fact, (one, other) in zip(placed, ends, strict=True)
    ]
    ids = {old.id: new.id for old, new in zip(graph.facts, facts, strict=True)}
    return replace(
        turned,
        entities=tuple(replace(one, id=own[one.id], name=f"{one.name}{turn}") for one in graph.entities),
        facts=tuple(facts),
        claim_facts=tuple(replace(one, fact_id=ids[one.fact_id]) for one in turned.claim_facts),
        observations=tuple(_owned(one, own) for one in turned.observations),
        resolved=tuple(replace(one, entity=own[one.entity]) for one in turned.resolved),
    )


def _owned(found: Observation, own: dict[str, EntityId]) -> Observation:
    agency, region = (None if side is None else own[side] for side in (found.agency, found.region))
    about = tuple(own[one] for one in found.about)
    return replace(found, metric=own[found.metric], about=about, agency=agency, region=region)
