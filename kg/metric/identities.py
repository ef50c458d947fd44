"""Sums, differences and means that a passage states, against the figures that they are made of.

Figures of one sentence are looked at in their order. A sum that does not come out is an error only where it
misses by little: parts after 其中 need not be all there are.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from kg.graph import Graph
from kg.metric.audit import REACH, clause_before, rate_kind
from kg.metric.bases import all_exact, change_base, is_amount, year_base
from kg.metric.indicator import unit_kind
from kg.metric.precision import Agreement, Bounds, agreement, decimals, half_step, share_bounds
from kg.model import Observation
from kg.resources import either

Kind = Literal["sum", "difference", "mean", "growth"]
_ENDED = re.compile(r"[。；;]|\n\s*\n")
_NEAR = Decimal("0.03")
"""How far a sum may miss, as a share of it, and still be meant as one."""
_MISSED = Decimal("0.2")
"""How far the parts of a list may miss the total behind it, as a share of it."""
_MOST = 12
"""Figures of a sentence that are looked at before and behind one."""


class Identity(NamedTuple):
    """A figure with those it is made of: `parts` in their order; `computed` unrounded."""

    kind: Kind
    result: Observation
    parts: tuple[Observation, ...]
    computed: Decimal
    verdict: Agreement


def identities(graph: Graph) -> Iterator[Identity]:
    """Every sum, difference and mean within a sentence, by report and place."""
    texts = {report.id: report.text for report in graph.reports}
    by_report: dict[str, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        by_report[figure.report_id].append(figure)
    for report in sorted(by_report):
        text = texts[report]
        for said in _sentences(sorted(by_report[report], key=lambda figure: figure.span), text):
            rests = [*_rests(said, text)]
            left = {frozenset({rest.result.id, rest.parts[1].id}) for rest in rests}
            yield from (one for one in _sums(said, text) if frozenset(p.id for p in one.parts) not in left)
            yield from _totals(said, text)
            yield from (*_changes(said, text), *_growths(said, text), *rests, *_means(said, text))


def _sentences(figures: Iterable[Observation], text: str) -> Iterator[list[Observation]]:
    """The figures in the groups that stand in one sentence."""
    group: list[Observation] = []
    for figure in figures:
        if group and _ENDED.search(text, group[-1].span[1], figure.span[0]):
            yield group
            group = []
        group.append(figure)
    if group:
        yield group


def _sums(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """甲18件，其中保留11件、修改3件、废止4件: a total with all its parts right behind it."""
    for at, total in enumerate(said):
        parts: list[Observation] = []
        for figure in said[at + 1 : at + _MOST]:
            gap = text[(parts[-1] if parts else total).span[1] : figure.span[0]]
            pattern = _next() if parts else _whole()
            if unit_kind(figure.unit) != unit_kind(total.unit) or not pattern.fullmatch(gap):
                break
            parts.append(figure)
        found = _sum(total, parts, text) if unit_kind(total.unit) != "percent" else None
        if found is not None and (found.verdict == "exact" or _all_there(total, parts[0], text)):
            yield found


def _all_there(total: Observation, part: Observation, text: str) -> bool:
    """Whether the words tell the total from its parts: 其中 stands between them, and not before the total."""
    sign = re.compile(either("sum_words", "whole"))
    before = text[max(0, total.span[0] - 12) : total.span[0]]
    return sign.search(text[total.span[1] : part.span[0]]) is not None and sign.search(before) is None


def _sum(total: Observation, parts: Sequence[Observation], text: str) -> Identity | None:
    """The sum of the parts; of the first of them where these alone give the total."""
    running = [sum((part.value for part in parts[:size]), Decimal(0)) for size in range(len(parts) + 1)]
    for size in range(2, len(parts) + 1):
        if running[size] == total.value:
            return Identity("sum", total, tuple(parts[:size]), running[size], "exact")
    if len(parts) < 3 or not all_exact(total, *parts):
        return None
    beyond = running[-1] > total.value and _are_classes([total, *parts], text)
    if not beyond and abs(running[-1] - total.value) > _NEAR * total.value:
        return None
    return Identity("sum", total, tuple(parts), running[-1], _verdict(total, running[-1], parts))


def _verdict(stated: Observation, computed: Decimal, parts: Iterable[Observation]) -> Agreement:
    """Whether a sum or difference agrees, as exactly as its figures are printed."""
    missed = abs(computed - stated.value)
    if not missed:
        return "exact"
    return "rounded" if missed <= sum(map(half_step, (stated, *parts)), Decimal(0)) else "inconsistent"


def _are_classes(figures: Sequence[Observation], text: str) -> bool:
    """Whether the parts behind the total exclude each other, as their names say: A类120件、B类150件."""
    ends = re.compile(either("sum_words", "classes") + r"\Z")
    return all(ends.search(text[one.span[1] : part.span[0]]) for one, part in pairwise(figures))


def _totals(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """许可300项、处罚500项，合计800项: a total right behind a list of its parts."""
    for at, total in enumerate(said):
        if at < 2 or not _total().fullmatch(text, said[at - 1].span[1], total.span[0]):
            continue
        first = at - 1
        while first > 0 and _listed().fullmatch(text, said[first - 1].span[1], said[first].span[0]):
            first -= 1
        parts = said[first:at]
        computed = sum((part.value for part in parts), Decimal(0))
        alike = {unit_kind(one.unit) for one in (*parts, total)} == {unit_kind(total.unit)} - {"percent"}
        missed = abs(computed - total.value)
        if (
            alike
            and len(parts) > 1
            and (not missed or (all_exact(total, *parts) and missed <= _MISSED * total.value))
        ):
            yield Identity("sum", total, tuple(parts), computed, _verdict(total, computed, parts))


def _changes(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """由28个增加到31个，增加3个: the amount of a change behind its two ends."""
    known = {figure.id: figure for figure in said}
    for end, amount in pairwise(said):
        start = known.get(end.change_from or "")
        gap = text[end.span[1] : amount.span[0]]
        plain = _change().fullmatch(gap) and not re.search(either("sum_words", "mean"), gap)
        if start is None or amount.change_from is not None or not plain:
            continue
        kind, of, computed = unit_kind(end.unit), unit_kind(amount.unit), abs(end.value - start.value)
        verdict = agreement(amount.value, computed, _places(amount))
        if verdict == "inconsistent":
            verdict = _verdict(amount, computed, (start, end))
        alike = kind == of != "percent" or (kind, of) == ("percent", "points")
        if alike and (verdict != "inconsistent" or all_exact(start, end, amount)):
            yield Identity("difference", amount, (end, start), computed, verdict)


def _growths(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """由100件增至130件，增长30%; 比上年增加30件，增长30%: a rate and what it is told of.

    A rate downwards is a reduction, which kg.metric.audit computes.
    """
    for at, rate in enumerate(said):
        before, behind = said[:at], said[at + 1 : at + 3]
        if unit_kind(rate.unit) != "percent":
            continue
        if rate_kind(clause_before(text, rate.span[0], max(0, rate.span[0] - REACH))) != "growth":
            continue
        base = change_base(rate, before, behind, text) or year_base(rate, before, text)
        if base is not None and base.first.value < base.second.value:
            low, high = share_bounds(base.second, base.first)
            computed = base.second.value / base.first.value * 100 - 100
            yield _grown(rate, (base.second, base.first), computed, (low - 100, high - 100))
        elif base is None and len(before) > 1 and is_amount(before[-2], before[-1], rate, text):
            value, more = before[-2:]
            low, high = share_bounds(more, value)
            computed = more.value / (value.value - more.value) * 100
            yield _grown(rate, (value, more), computed, (_of_rest(low), _of_rest(high)))


def _of_rest(share: Decimal) -> Decimal:
    """The percentage of what is left, from that of the whole: 20 of 100 are 25 of 80."""
    return share / (100 - share) * 100 if share < 100 else Decimal("Infinity")


def _grown(rate: Observation, parts: Sequence[Observation], computed: Decimal, bounds: Bounds) -> Identity:
    verdict = agreement(rate.value, computed, decimals(rate.raw), bounds)
    return Identity("growth", rate, tuple(parts), computed, verdict)


def _rests(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """控制价甲元，中标价乙元，节约丙元: what is left of the first amount without the second."""
    for first, second, rest in zip(said, said[1:], said[2:], strict=False):
        gap = text[second.span[1] : rest.span[0]]
        alike = unit_kind(first.unit) == unit_kind(second.unit) == unit_kind(rest.unit) != "percent"
        if not alike or not re.fullmatch(
            rf"[，,][^，,]{{0,6}}{either('sum_words', 'rest')}[^，,]{{0,8}}", gap
        ):
            continue
        computed = first.value - second.value
        if computed > 0 and (abs(computed - rest.value) <= _NEAR * computed or _is_bid(first, second, text)):
            verdict = _verdict(rest, computed, (first, second))
            yield Identity("difference", rest, (first, second), computed, verdict)


def _is_bid(allowed: Observation, paid: Observation, text: str) -> bool:
    """Whether the words tell what was allowed from what it came to: 控制价甲元，中标价乙元."""
    clauses = [clause_before(text, one.span[0], max(0, one.span[0] - REACH)) for one in (allowed, paid)]
    signs = (either("sum_words", "price"), either("sum_words", "bid"))
    told = all(re.search(sign, clause) for sign, clause in zip(signs, clauses, strict=True))
    return told and all_exact(allowed, paid)


def _means(said: Sequence[Observation], text: str) -> Iterator[Identity]:
    """118个社区共配备640名，平均每个社区5.4名: a quotient of the two figures before it."""
    for first, second, mean in zip(said, said[1:], said[2:], strict=False):
        gap = text[second.span[1] : mean.span[0]]
        if not re.fullmatch(rf"[，,][^，,]{{0,4}}{either('sum_words', 'mean')}[^，,]{{0,8}}", gap):
            continue
        for whole, count in ((second, first), (first, second)):
            if unit_kind(whole.unit) == unit_kind(mean.unit) != unit_kind(count.unit) and count.value > 1:
                computed = whole.value / count.value
                verdict = agreement(mean.value, computed, _places(mean))
                if verdict != "inconsistent":
                    yield Identity("mean", mean, (whole, count), computed, verdict)
                    break


def _places(figure: Observation) -> int:
    """Decimal places of a figure as printed, as far as its value is in units of one."""
    return decimals(figure.raw) if not re.search("[万亿]", figure.raw) else 0


@functools.cache
def _whole() -> re.Pattern[str]:
    clause = rf"[，,][^，,。、\d]{{0,16}}(?=[，,]{either('sum_words', 'whole')})"
    return re.compile(rf"\s*(?:{clause})?[，,：:（(]?(?:{either('sum_words', 'whole')})?[^，,。、\d]{{0,14}}")


@functools.cache
def _next() -> re.Pattern[str]:
    return re.compile(r"\s*[，,、和及][^，,。、\d]{0,14}")


@functools.cache
def _change() -> re.Pattern[str]:
    words = f"{either('sum_words', 'up')}|{either('sum_words', 'down')}"
    return re.compile(rf"[，,（(]?[^，,]{{0,4}}(?:{words})[^，,]{{0,3}}")


@functools.cache
def _listed() -> re.Pattern[str]:
    return re.compile(r"\s*[、和及][^，,。、\d]{0,14}")


@functools.cache
def _total() -> re.Pattern[str]:
    return re.compile(rf"\s*[，,]{either('sum_words', 'total')}[^，,。、\d等]{{0,6}}")
