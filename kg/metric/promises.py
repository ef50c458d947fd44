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
from decimal import Decimal
from typing import Literal, NamedTuple

from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.metric.ground import Ground, grounds
from kg.metric.indicator import unit_kind
from kg.model import EntityId, Evidence, MentionId, Observation, Status

Outcome = Literal["done", "below_target", "planned_again", "not_reported"]
ITEMS = ("Initiative", "Platform", "Regulation", "LegalAct")
"""Classes of what can be planned and looked for a year later."""
_USED = ("USES", "CONCERNS", "PARTY_TO")
"""Relations that plan nothing for their object."""
_TARGETS = ("exact", "at_least", "over")
_LESS_IS_MORE = ("workdays", "days", "months", "hours", "minutes", "seconds", "money")
_ALIKE, _SAME = 0.5, 0.9
_ARTICLE = re.compile(r"^\s*第一条", re.MULTILINE)
_LEAD = re.compile("^[将把]|[的了]")
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
    """The figures about each item, and the names of their indicators."""

    about: Mapping[EntityId, Sequence[Observation]]
    names: Mapping[EntityId, str]


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
    """What the reports of each region and year say of each item."""
    items = {entity.id for entity in graph.entities if entity.cls in ITEMS}
    objects = {fact.id: fact.object for fact in graph.facts if fact.object in items}
    linked = {link.claim_id: objects[link.fact_id] for link in graph.claim_facts if link.fact_id in objects}
    claimed: dict[str, list[_Said]] = defaultdict(list)
    meant: set[MentionId] = set()
    for claim in graph.claims:
        if claim.id in linked:
            plan = claim.status == "planned" and claim.predicate not in _USED
            one = _Said(linked[claim.id], None, claim.status, plan, claim.evidence)
            claimed[claim.evidence.report_id].append(one)
            meant.add(claim.object)
    found: dict[Year, dict[EntityId, list[_Said]]] = {}
    for ground in known:
        year = ground.report.meta.year
        if ground.region is not None and year is not None:
            of_year = found.setdefault((ground.region, year), defaultdict(list))
            for one in (*_claimed(ground, claimed[ground.report.id]), *_named(ground, items, meant)):
                of_year[one.item].append(one)
    return found


def _claimed(ground: Ground, said: Iterable[_Said]) -> Iterator[_Said]:
    """The claims of a report; what a text of articles prescribes is no plan of a year."""
    rules = _ARTICLE.search(ground.report.text) is not None
    return (one._replace(issuer=ground.issuer, plan=one.plan and not rules) for one in said)


def _named(ground: Ground, items: Collection[EntityId], meant: Collection[MentionId]) -> Iterator[_Said]:
    """The mentions of items that no claim is about: planned where they stand among the plans."""
    for mention in ground.mentions:
        item = ground.denoted.get(mention.id)
        if item is not None and item in items and mention.id not in meant:
            section = ground.section(mention.evidence)
            status: Status | None = "planned" if section and section.kind == "plans" else None
            yield _Said(item, ground.issuer, status, plan=False, evidence=mention.evidence)


def _figures(graph: Graph) -> _Figures:
    found: dict[EntityId, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        for item in figure.about:
            found[item].append(figure)
    return _Figures(found, {entity.id: entity.name for entity in graph.entities if entity.cls == "Metric"})


def _promise(plans: Sequence[_Said], later: Sequence[_Said], year: Year, figures: _Figures) -> Promise | None:
    issuer, item = plans[0].issuer, plans[0].item
    seen = [one for one in later if one.issuer == issuer and one.status] or later
    outcome = _outcome([one.status for one in seen])
    if outcome is None:
        return None
    target, reported = None, None
    if outcome == "done":
        about = figures.about.get(item, ())
        target, reported = _compared(
            [
                figure
                for figure in about
                if figure.report_id in _reports(plans) and figure.status == "planned"
            ],
            [figure for figure in about if figure.report_id in _reports(seen) and figure.status == "done"],
            figures.names,
        )
        if target is not None and reported is not None and reported.value < target.value:
            outcome = "below_target"
    told = [one for one in seen if one.status == _LATER.get(outcome)]
    sides = year[0], issuer, year[1]
    return Promise(item, outcome, *sides, False, _spans(plans), _spans(told), target, reported)


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


def _compared(
    targets: Sequence[Observation], found: Sequence[Observation], names: Mapping[EntityId, str]
) -> tuple[Observation | None, Observation | None]:
    """A target and the figure whose words are likest; of several the pair that falls shortest.

    A figure below its target counts only where its words are nearly the same.
    """
    pairs = []
    for target in targets:
        kind = unit_kind(target.unit)
        if target.qualifier in _TARGETS and kind not in _LESS_IS_MORE:
            like = [
                (_likeness(target, f, names), f.value, f.id, f) for f in found if unit_kind(f.unit) == kind
            ]
            likeness, value, _, figure = max(like, default=(0.0, Decimal(0), "", target))
            if likeness >= (_ALIKE if value >= target.value else _SAME):
                pairs.append((target, figure))
    return min(pairs, key=lambda pair: (pair[1].value >= pair[0].value, pair[0].id), default=(None, None))


def _likeness(one: Observation, other: Observation, names: Mapping[EntityId, str]) -> float:
    """How alike the words are that name two figures of one thing, 0 to 1."""
    if one.metric == other.metric:
        return 1.0
    left, right = (bigrams(_LEAD.sub("", fold(names.get(figure.metric, "")))) for figure in (one, other))
    return overlap(left, right)
