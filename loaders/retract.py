"""A graph without one report or one rule: exactly what rests on it alone is gone."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace

from kg.errors import UsageError
from kg.graph import Graph
from kg.metric.found import with_findings
from kg.model import Claim, ClaimFact, Fact


def without(graph: Graph, what: str | None) -> Graph:
    """The graph without `report:ID` or `rule:RULE`, the whole one for None; UsageError for others.

    The id or source of a report may stand alone, as `kg explain` prints it.
    """
    if what is None:
        return graph
    if any(what in (one.id, one.source) for one in graph.reports):
        return without_report(graph, what)
    kind, _, name = what.partition(":")
    if kind not in ("report", "rule"):
        raise UsageError(f"--retract {what}: no such report; expected report:ID, rule:RULE or run:RUN")
    return without_report(graph, name) if kind == "report" else without_rule(graph, name)


def without_report(graph: Graph, report: str) -> Graph:
    """The graph without the report of this id or source; UsageError where it has none."""
    gone = {one.id for one in graph.reports if report in (one.id, one.source)}
    if not gone:
        raise UsageError(f"--retract report:{report}: no such report in the graph; name its id or its source")
    left = replace(
        graph,
        reports=tuple(one for one in graph.reports if one.id not in gone),
        sections=tuple(one for one in graph.sections if one.evidence.report_id not in gone),
        mentions=tuple(one for one in graph.mentions if one.evidence.report_id not in gone),
        deictics=tuple(one for one in graph.deictics if one.evidence.report_id not in gone),
        claims=tuple(one for one in graph.claims if one.evidence.report_id not in gone),
        observations=tuple(one for one in graph.observations if one.report_id not in gone),
        resolved=tuple(one for one in graph.resolved if one.report_id not in gone),
    )
    return _settled(left, graph)


def without_rule(graph: Graph, rule: str) -> Graph:
    """The graph without what this rule found: its claims, its mentions, and claims on these mentions.

    Names that the rule hid from others do not come out: for that, build with --without. UsageError where the
    rule has found nothing.
    """
    gone = {one.id for one in (*graph.mentions, *graph.deictics) if one.rule == rule}
    claims = tuple(one for one in graph.claims if not _rests(one, rule, gone))
    if len(claims) == len(graph.claims) and not gone:
        raise UsageError(
            f"--retract rule:{rule}: it has found nothing in this graph; kg rules lists the rules"
        )
    figures = {one.removesuffix("-Metric") for one in gone}
    left = replace(
        graph,
        mentions=tuple(one for one in graph.mentions if one.id not in gone),
        deictics=tuple(one for one in graph.deictics if one.id not in gone),
        claims=claims,
        observations=tuple(one for one in graph.observations if one.evidence_id not in figures),
        resolved=tuple(one for one in graph.resolved if one.mention not in gone),
    )
    return _settled(left, graph)


def _rests(claim: Claim, rule: str, gone: Container[str]) -> bool:
    return claim.rule == rule or claim.subject in gone or claim.object in gone


def _settled(left: Graph, old: Graph) -> Graph:
    """What is left, with the facts that still have evidence and the entities that something speaks of."""
    kept, observed = {claim.id for claim in left.claims}, {one.id for one in left.observations}
    links = tuple(link for link in old.claim_facts if link.claim_id in kept)
    said = _said(old.facts, old.claim_facts, links, left)
    unsaid = {(one.subject, one.object) for one in old.facts} - {(one.subject, one.object) for one in said}
    observations = tuple(
        replace(
            one,
            about=tuple(thing for thing in one.about if (one.id, thing) not in unsaid),
            change_from=one.change_from if one.change_from in observed else None,
        )
        for one in left.observations
    )
    spoken = _spoken_of(replace(left, observations=observations), said, {link.fact_id for link in links})
    settled = replace(
        left,
        observations=observations,
        claim_facts=links,
        entities=tuple(one for one in old.entities if one.id in spoken),
        facts=tuple(one for one in said if {one.subject, one.object} <= spoken | observed),
    )
    return with_findings(settled)


def _said(
    facts: Iterable[Fact], before: Iterable[ClaimFact], after: Iterable[ClaimFact], left: Graph
) -> list[Fact]:
    """The facts that still rest on a claim, and those read off names or a registry, with what is left."""
    claimed, years = {link.fact_id for link in before}, {one.id: one.meta.year for one in left.reports}
    groups: dict[str, list[ClaimFact]] = defaultdict(list)
    for link in after:
        groups[link.fact_id].append(link)
    found = []
    for fact in facts:
        evidence = [link.evidence_id for link in groups[fact.id]]
        if fact.id not in claimed:
            evidence = [one for one in fact.evidence if _report_of(one) in years]
        reports = sorted({_report_of(one) for one in evidence})
        if reports or (fact.id not in claimed and not fact.reports):
            seen = sorted({year for one in reports if (year := years[one]) is not None})
            parts = tuple(seen), tuple(reports), tuple(sorted(set(evidence)))
            found.append(replace(fact, years=parts[0], reports=parts[1], evidence=parts[2]))
    return found


def _report_of(evidence: str) -> str:
    return f"r{evidence[1:17]}"


def _spoken_of(left: Graph, facts: Iterable[Fact], claimed: set[str]) -> set[str]:
    """The entities that a mention or claim of what is left denotes, and those that theirs lead to."""
    found: set[str] = {str(one.entity) for one in left.resolved}
    for one in left.observations:
        found |= {str(end) for end in (one.metric, *one.about, one.agency, one.region) if end is not None}
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
        found |= {fact.subject, fact.object} if fact.id in claimed else set()
    waiting = sorted(found)
    while waiting:
        further = {str(fact.object) for fact in by_subject[waiting.pop()]} - found
        found |= further
        waiting.extend(further)
    return found
