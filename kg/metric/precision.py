"""How exactly figures are printed, and what a percentage of two of them may be: 8.6万件 is 8.55 to 8.65."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from kg.metric.indicator import unit_kind
from kg.model import Observation

Agreement = Literal["exact", "rounded", "truncated", "inconsistent"]
Bounds = tuple[Decimal, Decimal]
_DIGITS = re.compile(r"\d+(?:[.．](\d+))?")


def decimals(quote: str) -> int:
    """The decimal places to which a figure is printed."""
    _, places = _printed(quote)
    return places


def half_step(figure: Observation) -> Decimal:
    """By how much a figure may be off as printed: 500 for 8.6万件, 0 for a count (1,862项), 0.5 for 95%."""
    printed, places = _printed(figure.raw)
    times = figure.value / printed if printed else Decimal(0)
    counted = times == 1 and not places and unit_kind(figure.unit) != "percent"
    if times.normalize().as_tuple().digits != (1,) or counted:
        return Decimal(0)
    return times.scaleb(-places) / 2


def _printed(quote: str) -> tuple[Decimal, int]:
    """The number that is printed, without its unit, and its decimal places."""
    digits = _DIGITS.search(re.sub(r"(?<=\d)[,，](?=\d{3})", "", quote))
    if digits is None:
        return Decimal(0), 0
    return Decimal(digits.group().replace("．", ".")), len(digits[1] or "")


def share_bounds(part: Observation, whole: Observation) -> Bounds:
    """Between which percentages one figure is of the other, as exactly as both are printed."""
    off, of = half_step(part), half_step(whole)
    return (part.value - off) / (whole.value + of) * 100, (part.value + off) / (whole.value - of) * 100


def change_bounds(before: Observation, after: Observation) -> Bounds:
    """Between which amounts one figure differs from an earlier one, as exactly as both are printed."""
    change, off = after.value - before.value, half_step(before) + half_step(after)
    return change - off, change + off


def agreement(stated: Decimal, computed: Decimal, places: int, bounds: Bounds | None = None) -> Agreement:
    """How a percentage printed with so many decimal places agrees with the computed one.

    What lies within the `bounds` of the computed one is rounded as they are.
    """
    step = Decimal(1).scaleb(-places)
    if stated == computed:
        return "exact"
    if computed.quantize(step, ROUND_HALF_UP) == stated:
        return "rounded"
    if computed.quantize(step, ROUND_DOWN) == stated:
        return "truncated"
    low, high = bounds or (computed, computed)
    return "rounded" if low != high and low - step / 2 <= stated <= high + step / 2 else "inconsistent"
