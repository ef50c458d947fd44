"""Findings on sums, growth, counted groups, claims to be first, promises and problems."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kg.graph import Graph
from kg.metric.finding import Found, Links, finding, links_of
from kg.metric.firsts import First
from kg.metric.growth import growth_checks
from kg.metric.identities import identities
from kg.metric.indicator import unit_kind
from kg.metric.problems import recurring
from kg.metric.promises import promises
from kg.metric.rivals import conflicts
from kg.metric.sets import declared
from kg.metric.targets import targets_of_indicators
from kg.metric.wide import Wide
from kg.metric.years import YearPair
from kg.model import Observation

_SCOPELESS = "无范围"


def sums(graph: Graph) -> Iterator[Found]:
    """Whether sums, differences and means come out."""
    for one in identities(graph):
        figures = (one.result, *one.parts)
        name = f"{one.result.raw}：{'、'.join(part.raw for part in one.parts)}"
        yield _computed(one.kind, one.verdict, figures, name, one.computed)


def growths(graph: Graph, pairs: Iterable[YearPair]) -> Iterator[Found]:
    """Whether rates and amounts of growth agree with the figures of two years."""
    for one in growth_checks(graph, pairs):
        kind = "growth" if unit_kind(one.rate.unit) == "percent" else "difference"
        figures = (one.rate, one.pair.before, one.pair.after)
        name = f"{one.rate.raw}：{one.pair.before.raw} → {one.pair.after.raw}"
        ends = {"part": one.pair.after.value, "whole": one.pair.before.value}
        yield _computed(kind, one.verdict, figures, name, one.computed, **ends)


def _computed(
    kind: str,
    verdict: str,
    figures: tuple[Observation, ...],
    name: str,
    computed: Decimal,
    **said: Decimal,
) -> Found:
    """The finding on the first of the figures, which the others give."""
    result = figures[0]
    links = links_of(*figures)
    return finding(kind, verdict, [result.id], name, links, stated=result.value, computed=computed, **said)


def groups(graph: Graph) -> Iterator[Found]:
    """How many regions groups declare and how many they name."""
    names = _names(graph)
    for one in declared(graph):
        links = Links(
            checks=[one.group],
            against=one.members,
            evidence=[place.id for place in one.evidence],
            reports=[one.report_id],
            region=one.region,
            agency=one.issuer,
        )
        verdict = "incomplete" if one.missing else "complete"
        said = {"declared": one.declared, "missing": one.missing}
        name = f"{names[one.group]}：{one.level}"
        yield finding("declared", verdict, [one.report_id, one.group, one.level], name, links, **said)


def claims_to_be_first(wide: Wide) -> Iterator[Found]:
    """Claims to be first, and those that do not go together."""
    made = {claim: _first(claim) for claim in wide.firsts}
    yield from made.values()
    for one in conflicts(wide.firsts, wide.regions):
        reports = [claim.report_id for claim in one.claims]
        checks = [made[claim].entity.id for claim in one.claims]
        links = Links(checks, (), [claim.clause.id for claim in one.claims], reports)
        scopes = dict.fromkeys(claim.scope or "" for claim in one.claims)
        name = f"{'、'.join(scopes)}{one.claims[0].cue}：{one.claims[0].thing}"
        yield finding("conflict", one.relation, sorted(checks), name, links)


def _first(claim: First) -> Found:
    links = Links(
        checks=claim.agencies or (claim.report_id,),
        against=(),
        evidence=[claim.clause.id],
        reports=[claim.report_id],
        region=claim.region,
        agency=claim.issuer,
    )
    name = f"{claim.scope or _SCOPELESS}{claim.cue}：{claim.thing}"
    parts = [claim.clause.id, claim.cue]
    return finding("first", "claimed", parts, name, links, cue=claim.cue, scope=claim.scope)


def kept_promises(graph: Graph) -> Iterator[Found]:
    """What became of the plans of the year before."""
    names = _names(graph)
    for one in promises(graph):
        figures = [figure for figure in (one.target, one.reported) if figure is not None]
        spans = [*one.plans, *one.later]
        links = Links(
            checks=[one.item],
            against=[figure.id for figure in figures],
            evidence=[*(span.id for span in spans), *(figure.evidence_id for figure in figures)],
            reports=[span.report_id for span in spans],
            region=one.region,
            agency=one.issuer,
        )
        yield finding(
            "promise",
            one.outcome,
            [one.region, one.issuer or "", one.item, str(one.year)],
            names[one.item],
            links,
            sameIssuer=one.same_issuer,
            planYear=one.year,
            reportYear=one.year + 1,
            target=one.target.value if one.target else None,
            stated=one.reported.value if one.reported else None,
        )


def kept_targets(graph: Graph) -> Iterator[Found]:
    """What became of the targets of the year before that name an indicator alone."""
    names, years = _names(graph), {report.id: report.meta.year or 0 for report in graph.reports}
    for target, reported in targets_of_indicators(graph):
        year = years[target.report_id]
        yield finding(
            "promise",
            "below_target" if reported.value < target.value else "done",
            [target.id],
            f"{names[reported.metric]}：{target.raw} → {reported.raw}",
            links_of(target, reported),
            sameIssuer=True,
            planYear=year,
            reportYear=year + 1,
            target=target.value,
            stated=reported.value,
        )


def problems(graph: Graph) -> Iterator[Found]:
    """Problems that a body reports for several years."""
    for one in recurring(graph):
        spans = [problem.clause for problem in one.problems]
        links = Links(
            checks=[one.issuer],
            against=(),
            evidence=[span.id for span in spans],
            reports=[span.report_id for span in spans],
            region=one.region,
            agency=one.issuer,
        )
        yield finding("problem", "recurs", [spans[0].id], one.problems[0].core, links)


def _names(graph: Graph) -> Mapping[str, str]:
    return {entity.id: entity.name for entity in graph.entities}
