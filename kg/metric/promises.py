"""What became of the plans of one year in the reports of the next.

A plan is an initiative, platform or document that a report plans to launch, advance, issue and so on. It is
looked for in the reports of its region for the year after: first in those of the body that planned it, then
in those of others. A target (12个行业) is held against the figures that are given for the same thing. Nothing
is concluded from silence: `not_reported` does not say that it was not done. A thing that is only named again,
or only as a problem, gives no outcome.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.graph import Graph
from kg.metric.ground import Ground, grounds
from kg.metric.observe import METRIC
from kg.metric.targets import compared
from kg.model import Claim, EntityId, Evidence, MentionId, Observation, Report, Status

Outcome = Literal["done", "below_target", "planned_again", "not_reported"]
ITEMS = ("Initiative", "Platform", "Regulation", "LegalAct")
"""Classes of what can be planned and looked for a year later."""
_USED = ("USES", "CONCERNS", "PARTY_TO")
"""Relations that plan nothing for their object."""
_ARTICLE = re.compile(r"^\s*第一条", re.MULTILINE)
_LATER = {"done": "done", "below_target": "done", "planned_again": "planned"}


class Promise(NamedTuple):
    """A plan of one body, and what the reports of the year after say of it.

    `same_issuer` says whether the body has a report of that year itself: others may have less reason to speak
    of its plans. `plans` and `later` are the sentences (else the words) that say so; `target` and `reported`
    the figures that were held against each other, where there are any.
    """

    item: EntityId
    outcome: Outcome
    region: EntityId
    issuer: EntityId | None
    year: int
    same_issuer: bool
    plans: tuple[Evidence, ...]
    later: tuple[Evidence, ...]
    target: Observation | None
    reported: Observation | None


class _Said(NamedTuple):
    """That a report speaks of an item; `status` None where it only names it."""

    item: EntityId
    issuer: EntityId | None
    status: Status | None
    plan: bool
    evidence: Evidence


Year = tuple[EntityId, int]
Items = Mapping[EntityId, Sequence[_Said]]


class _Figures(NamedTuple):
    """The figures about each item, the names of their indicators, and the reports by id."""

    about: Mapping[EntityId, Sequence[Observation]]
    names: Mapping[str, str]
    reports: Mapping[str, Report]


def promises(graph: Graph) -> Iterator[Promise]:
    """Every plan whose region has a report of the year after, by region, year, body and item."""
    known = tuple(grounds(graph))
    said, figures = _said(graph, known), _figures(graph)
    issuers = _issuers(known)
    for region, year in sorted(said):
        after = said.get((region, year + 1))
        if after is None:
            continue
        plans: dict[tuple[str, EntityId], list[_Said]] = defaultdict(list)
        for one in (one for each in said[region, year].values() for one in each):
            if one.plan:
                plans[one.issuer or "", one.item].append(one)
        for key in sorted(plans):
            made = _promise(plans[key], after.get(key[1], ()), (region, year), figures)
            if made is not None:
                yield made._replace(same_issuer=(region, year + 1, made.issuer) in issuers)


def _issuers(known: Iterable[Ground]) -> set[tuple[EntityId | None, int | None, EntityId | None]]:
    """Which body reported on which region and year."""
    return {(one.region, one.report.meta.year, one.issuer) for one in known if one.issuer}


def _said(graph: Graph, known: Iterable[Ground]) -> dict[Year, dict[EntityId, list[_Said]]]:
    """What the reports of each region and year say of each item; of a year without one beside it, nothing.

    A figure that a document aims at (…》，明确未来五年25项制度) does not say that the document is planned.
    """
    followed = _followed(known)
    reports = {ground.report.id for _, ground in followed}
    items = {entity.id for entity in graph.entities if entity.cls in ITEMS}
    documents = {entity.id for entity in graph.entities if entity.cls in ITEMS[2:]}
    objects = {
        fact.id: fact.object
        for fact in graph.facts
        if fact.object in items and not reports.isdisjoint(fact.reports)
    }
    linked = {link.claim_id: objects[link.fact_id] for link in graph.claim_facts if link.fact_id in objects}
    claimed: dict[str, list[tuple[EntityId, Claim]]] = defaultdict(list)
    meant: set[MentionId] = set()
    for claim in graph.claims:
        report = claim.evidence.report_id
        item = linked.get(claim.id) if report in reports else None
        if item is not None and not (claim.predicate == "MEASURES" and item in documents):
            claimed[report].append((item, claim))
            meant.add(claim.object)
    found: dict[Year, dict[EntityId, list[_Said]]] = {}
    for year, ground in followed:
        of_year = found.setdefault(year, defaultdict(list))
        for one in (*_claimed(ground, claimed[ground.report.id]), *_named(ground, items, meant)):
            of_year[one.item].append(one)
    return found


def _followed(known: Iterable[Ground]) -> list[tuple[Year, Ground]]:
    """The reports with region and year whose region has one of the year before or after."""
    placed = [
        ((ground.region, year), ground)
        for ground in known
        if ground.region is not None and (year := ground.report.meta.year) is not None
    ]
    years = {year for year, _ in placed}
    return [
        ((region, year), ground)
        for (region, year), ground in placed
        if (region, year - 1) in years or (region, year + 1) in years
    ]


def _claimed(ground: Ground, said: Iterable[tuple[EntityId, Claim]]) -> Iterator[_Said]:
    """The claims of a report; what a text of articles prescribes is no plan of a year."""
    rules, issuer = _ARTICLE.search(ground.report.text) is not None, ground.issuer
    for item, claim in said:
        plan = claim.status == "planned" and claim.predicate not in _USED and not rules
        yield _Said(item, issuer, claim.status, plan, claim.evidence)


def _named(ground: Ground, items: Collection[EntityId], meant: Collection[MentionId]) -> Iterator[_Said]:
    """The mentions of items that no claim is about: planned where they stand among the plans."""
    for mention in ground.mentions:
        key = mention.id
        item = ground.denoted.get(key)
        if item is not None and item in items and key not in meant:
            section = ground.section(mention.evidence)
            status: Status | None = "planned" if section and section.kind == "plans" else None
            yield _Said(item, ground.issuer, status, plan=False, evidence=mention.evidence)


def _figures(graph: Graph) -> _Figures:
    found: dict[EntityId, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        for item in figure.about:
            found[item].append(figure)
    names: dict[str, str] = {entity.id: entity.name for entity in graph.entities if entity.cls == METRIC}
    return _Figures(found, names, {report.id: report for report in graph.reports})


def _promise(plans: Sequence[_Said], later: Sequence[_Said], year: Year, figures: _Figures) -> Promise | None:
    issuer, item = plans[0].issuer, plans[0].item
    seen = [one for one in later if one.issuer == issuer and one.status] or later
    outcome = _outcome([one.status for one in seen])
    if outcome is None:
        return None
    target, reported = _compared(plans, seen, figures) if outcome == "done" else (None, None)
    if target is not None and reported is not None and reported.value < target.value:
        outcome = "below_target"
    told = [one for one in seen if one.status == _LATER.get(outcome)]
    sides = year[0], issuer, year[1]
    return Promise(item, outcome, *sides, False, _spans(plans), _spans(told), target, reported)


def _compared(
    plans: Sequence[_Said], seen: Sequence[_Said], figures: _Figures
) -> tuple[Observation | None, Observation | None]:
    """The target that the plans set for their item, and what is reported of it."""
    about = figures.about.get(plans[0].item, ())
    planned, done = (
        [figure for figure in about if figure.report_id in _reports(said) and figure.status == status]
        for said, status in ((plans, "planned"), (seen, "done"))
    )
    return compared(planned, done, figures.names, figures.reports) or (None, None)


def _outcome(statuses: Sequence[Status | None]) -> Outcome | None:
    if "done" in statuses:
        return "done"
    if "planned" in statuses:
        return "planned_again"
    return None if statuses else "not_reported"


def _reports(said: Iterable[_Said]) -> set[str]:
    return {one.evidence.report_id for one in said}


def _spans(said: Iterable[_Said]) -> tuple[Evidence, ...]:
    spans = {one.evidence.id: one.evidence for one in said}
    return tuple(spans[key] for key in sorted(spans))
