"""Growth rates against the figures of the year before: 同比增长34.0%, where last year's report has the base.

The rate belongs to the figure right before it in its sentence; what that was a year earlier is the other end
of its pair (kg.metric.years).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kg.graph import Graph
from kg.metric.audit import Agreement, agreement, decimals, rate_kind
from kg.metric.indicator import unit_kind
from kg.metric.years import YearPair, pairs_between, said_in
from kg.model import Observation

_NEAR = Decimal(5)
"""Percentage points within which a rate that does not agree may still be that of these two figures."""
_CLAUSE = re.compile(r"[^，。；、\n]*\Z")


class GrowthCheck(NamedTuple):
    """A stated rate, the two figures that it is computed from, and how they agree.

    `computed` is in percent, unrounded, positive in the direction that the words say.
    """

    rate: Observation
    pair: YearPair
    computed: Decimal
    verdict: Agreement


def growth_checks(graph: Graph) -> tuple[GrowthCheck, ...]:
    """Every rate against the year before whose two figures the graph has and can compare, by place."""
    texts = {report.id: report.text for report in graph.reports}
    pairs = {pair.after.id: pair for pair in _pairs(graph) if pair.difference is not None}
    by_report: dict[str, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        by_report[figure.report_id].append(figure)
    found = [
        check
        for report in sorted(by_report)
        for check in _checks(sorted(by_report[report], key=lambda figure: figure.span), texts[report], pairs)
    ]
    return tuple(found)


def _pairs(graph: Graph) -> Iterator[YearPair]:
    """The pairs of each year of a region with the year after it."""
    reports: dict[tuple[str, int], list[str]] = defaultdict(list)
    for report in graph.reports:
        if report.meta.region and report.meta.year:
            reports[report.meta.region, report.meta.year].append(report.id)
    twice = [(year, after) for year in sorted(reports) if (after := (year[0], year[1] + 1)) in reports]
    said = said_in(graph, {report for years in twice for year in years for report in reports[year]})
    for year, after in twice:
        yield from pairs_between(said, reports[year], reports[after])


def _checks(
    figures: Iterable[Observation], text: str, pairs: Mapping[str, YearPair]
) -> Iterator[GrowthCheck]:
    before: Observation | None = None
    for figure in figures:
        start = figure.span[0]
        if unit_kind(figure.unit) != "percent":
            before = figure
            continue
        clause = _CLAUSE.search(text, max(0, start - 40), start)
        kind = rate_kind(clause[0] if clause else "")
        pair = pairs.get(before.id) if before else None
        if pair is not None and kind is not None and "。" not in text[pair.after.span[0] : start]:
            check = _check(figure, pair, falling=kind != "growth")
            if check is not None:
                yield check


def _check(rate: Observation, pair: YearPair, *, falling: bool) -> GrowthCheck | None:
    if pair.difference is None or pair.before.value <= 0:
        return None
    change = -pair.difference if falling else pair.difference
    computed = change / pair.before.value * 100
    verdict = agreement(rate.value, computed, decimals(rate.raw))
    near = verdict != "inconsistent" or abs(computed - rate.value) < _NEAR
    return GrowthCheck(rate, pair, computed, verdict) if near else None
