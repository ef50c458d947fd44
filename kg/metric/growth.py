"""Growth against the figures of the year before: 同比增长34.0%, 同比增加27份.

The rate or amount belongs to the figure right before it in its sentence; what that was a year earlier is the
other end of its pair (kg.metric.years).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kg.graph import Graph
from kg.metric.audit import REACH, clause_before, rate_kind
from kg.metric.indicator import unit_kind
from kg.metric.precision import Agreement, agreement, decimals, share_bounds
from kg.metric.years import YearPair
from kg.model import Observation
from kg.resources import either

_NEAR = Decimal(5)
"""Percentage points within which what does not agree may still be said of these two figures."""


class GrowthCheck(NamedTuple):
    """A stated rate or amount, the two figures that it is computed from, and how they agree.

    `computed` is in percent or in the unit of the amount, unrounded, positive in the direction that the words
    say.
    """

    rate: Observation
    pair: YearPair
    computed: Decimal
    verdict: Agreement


def growth_checks(graph: Graph, made: Iterable[YearPair]) -> tuple[GrowthCheck, ...]:
    """Every rate against the year before whose two figures are one of these pairs and comparable."""
    texts = {report.id: report.text for report in graph.reports}
    pairs = {pair.after.id: pair for pair in made if pair.difference is not None}
    by_report: dict[str, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        by_report[figure.report_id].append(figure)
    found = [
        check
        for report in sorted(by_report)
        for check in _checks(sorted(by_report[report], key=lambda figure: figure.span), texts[report], pairs)
    ]
    return tuple(found)


def _checks(
    figures: Iterable[Observation], text: str, pairs: Mapping[str, YearPair]
) -> Iterator[GrowthCheck]:
    before: Observation | None = None
    for figure in figures:
        start = figure.span[0]
        words = clause_before(text, start, max(0, start - REACH))
        rate = unit_kind(figure.unit) == "percent"
        if not rate and not re.search(either("sum_words", "yearly"), words):
            before = figure
            continue
        kind = rate_kind(words)
        pair = pairs.get(before.id) if before else None
        if pair is not None and kind is not None and "。" not in text[pair.after.span[0] : start]:
            check = _check(figure, pair, falling=kind != "growth")
            if check is not None:
                yield check


def _check(stated: Observation, pair: YearPair, *, falling: bool) -> GrowthCheck | None:
    if pair.difference is None or pair.before.value <= 0:
        return None
    computed, reach = -pair.difference if falling else pair.difference, pair.before.value * _NEAR / 100
    bounds = None
    if unit_kind(stated.unit) == "percent":
        computed, reach = computed / pair.before.value * 100, _NEAR
        low, high = share_bounds(pair.after, pair.before)
        bounds = (100 - high, 100 - low) if falling else (low - 100, high - 100)
    elif unit_kind(stated.unit) != unit_kind(pair.after.unit):
        return None
    verdict = agreement(stated.value, computed, decimals(stated.raw), bounds)
    near = verdict != "inconsistent" or abs(computed - stated.value) < reach
    return GrowthCheck(stated, pair, computed, verdict) if near else None
