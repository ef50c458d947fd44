"""Growth against the figures of the year before: 同比增长34.0%, 同比增加27份, 比上年提高6个百分点.

The rate or amount belongs to the figure right before it in its sentence; what that was a year earlier is the
other end of its pair (kg.metric.years). What is far off is inconsistent only where the words leave no other
reading: they stand right behind the figure, and each year has one exact value of one indicator.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal
from typing import NamedTuple

from kg.graph import Graph
from kg.metric.audit import REACH, clause_before, rate_kind
from kg.metric.bases import has_other_base
from kg.metric.indicator import unit_kind
from kg.metric.precision import Agreement, Bounds, agreement, change_bounds, decimals, share_bounds
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
    single = _single(graph)
    by_report: dict[str, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        by_report[figure.report_id].append(figure)
    found: list[GrowthCheck] = []
    for report in sorted(by_report):
        text = texts[report]
        for rate, of in _rates(sorted(by_report[report], key=lambda figure: figure.span), text):
            check = _check(rate, pairs[of.id], text, single) if of.id in pairs else None
            if check is not None:
                found.append(check)
    return tuple(found)


def _single(graph: Graph) -> Set[str]:
    """The ids of the figures that are all that the reports of a year of a region say of their indicator."""
    years = {report.id: report.meta.year for report in graph.reports}
    said: dict[object, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        if figure.status == "done":
            said[figure.region, years[figure.report_id], figure.metric].append(figure)
    return {one.id for told in said.values() if len({one.value for one in told}) == 1 for one in told}


def _rates(figures: Iterable[Observation], text: str) -> Iterator[tuple[Observation, Observation]]:
    """Each rate or amount of growth, with the figure of its sentence that it is of."""
    last: dict[bool, Observation] = {}  # the last percentage, the last figure that is none
    for figure in figures:
        kind, start = unit_kind(figure.unit), figure.span[0]
        words = clause_before(text, start, max(0, start - REACH))
        yearly = re.search(either("sum_words", "yearly"), words) is not None
        if not yearly and (kind != "percent" or rate_kind(words) is None):
            last[kind == "percent"] = figure
            continue
        of = last.get(kind == "points")
        if of is not None and "。" not in text[of.span[0] : start]:
            yield figure, of


def _check(rate: Observation, pair: YearPair, text: str, single: Set[str]) -> GrowthCheck | None:
    behind = _right_behind().fullmatch(text, pair.after.span[1], rate.span[0])
    start = rate.span[0]
    kind = rate_kind(clause_before(text, start, max(0, start - REACH)))
    change = _change(rate, pair)
    if change is None or (behind is None and kind is None):
        return None
    computed, (low, high), reach = change
    if behind["down"] if behind else kind == "reduction":
        computed, low, high = -computed, -high, -low
    verdict = agreement(rate.value, computed, decimals(rate.raw), (low, high))
    settled = behind is not None and _settled(rate, pair, single) and not has_other_base(rate, text)
    told = verdict != "inconsistent" or settled or abs(computed - rate.value) < reach
    return GrowthCheck(rate, pair, computed, verdict) if told else None


def _change(rate: Observation, pair: YearPair) -> tuple[Decimal, Bounds, Decimal] | None:
    """The growth in what the rate is in, between what it may be, and how far off another may be told."""
    before, after, kind = pair.before, pair.after, unit_kind(rate.unit)
    if pair.difference is None or before.value <= 0:
        return None
    if kind == "percent":
        low, high = share_bounds(after, before)
        return pair.difference / before.value * 100, (low - 100, high - 100), _NEAR
    if kind == "points" and unit_kind(after.unit) == "percent":
        return pair.difference, change_bounds(before, after), Decimal(0)
    if kind == unit_kind(after.unit):
        return pair.difference, change_bounds(before, after), before.value * _NEAR / 100
    return None


def _settled(rate: Observation, pair: YearPair, single: Set[str]) -> bool:
    """Whether no other two figures can be meant: exact ones of one body, indicator and unit, one a year."""
    before, after = pair.before, pair.after
    alike = (before.metric, before.unit) == (after.metric, after.unit)
    return (
        alike
        and rate.qualifier == "exact"
        and not pair.cautions
        and before.id in single
        and after.id in single
    )


@functools.cache
def _right_behind() -> re.Pattern[str]:
    """From a figure to its growth against the year before: 6500件，同比增长, 95%，比上年提高了."""
    yearly, up, down = (either("sum_words", place) for place in ("yearly", "up", "down"))
    return re.compile(rf"[，,（(]?{yearly}(?:{up}|(?P<down>{down}))(?:幅度|率)?了?(?:达到|达|为)?")
