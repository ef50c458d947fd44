"""Whether percentages agree with the figures that the same passage states.

A percentage is tested against the few figures before it in its paragraph. Rounding takes precedence over
cutting; a pair that does not agree is an inconsistency only where the words leave no other reading: two
figures of one unit right before it in the sentence, and a result that is near.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Literal

from kg.metric.indicator import unit_kind
from kg.metric.observe import observation_id
from kg.model import Evidence, Figure, Mention, MentionId, Reading
from kg.resources import table

Kind = Literal["share", "reduction", "saving"]
Agreement = Literal["exact", "rounded", "truncated", "inconsistent"]
_REACH = 5
_NEAR = Decimal(5)
_DIGITS = re.compile(r"\d+(?:[.．](\d+))?")
_CLAUSE = re.compile(r"[^，。；、\n]*\Z")


@dataclass(frozen=True, slots=True)
class PercentageCheck:
    """A stated percentage with the two observations it is computed from.

    `part` and `whole` are values: for a share the part of the whole, else what is left and what was before.
    `computed` is in percent, unrounded; ids are those of the observations.
    """

    observation: str
    part_of: tuple[str, str]
    report_id: str
    stated: Decimal
    part: Decimal
    whole: Decimal
    computed: Decimal
    kind: Kind
    verdict: Agreement


@dataclass(frozen=True, slots=True)
class _At:
    figure: Figure
    span: Evidence


def percentage_checks(readings: Iterable[Reading]) -> tuple[PercentageCheck, ...]:
    """Every percentage that can be computed from its passage, by observation id."""
    found = [check for reading in readings for check in _checks(reading)]
    return tuple(sorted(found, key=lambda check: check.observation))


def agreement(stated: Decimal, computed: Decimal, places: int) -> Agreement:
    """How a percentage printed with so many decimal places agrees with the computed one."""
    step = Decimal(1).scaleb(-places)
    if stated == computed:
        return "exact"
    if computed.quantize(step, ROUND_HALF_UP) == stated:
        return "rounded"
    return "truncated" if computed.quantize(step, ROUND_DOWN) == stated else "inconsistent"


def _checks(reading: Reading) -> Iterator[PercentageCheck]:
    mentions: dict[MentionId, Mention] = {mention.id: mention for mention in reading.mentions}
    places = sorted(
        (_At(figure, mentions[figure.mention].evidence) for figure in reading.figures),
        key=lambda at: at.span.start,
    )
    for index, at in enumerate(places):
        if unit_kind(at.figure.unit) == "percent":
            check = _check(at, places[max(0, index - _REACH) : index], reading.report.text)
            if check is not None:
                yield check


def _check(at: _At, before: Sequence[_At], text: str) -> PercentageCheck | None:
    clause = _CLAUSE.search(text, max(0, at.span.start - 40), at.span.start)
    kind = _kind_of(clause[0] if clause else "")
    paragraph = text.rfind("\n", 0, at.span.start)
    near = [one for one in before if one.span.start > paragraph and unit_kind(one.figure.unit) != "percent"]
    if kind is None:
        return None
    made = [_made(at, left, right, kind) for left, right in combinations(near, 2) if _pair(left, right)]
    right_ones = [check for check in made if check.verdict != "inconsistent"]
    if right_ones:
        return right_ones[-1]
    sentence = text.rfind("。", 0, at.span.start)
    last = made[-1] if made and near[-2].span.start > sentence and len(near) < 4 else None
    wrong = kind == "share" and last is not None and abs(last.computed - last.stated) < _NEAR
    return (
        last
        if wrong and any(re.search(pattern, clause[0] if clause else "") for pattern in _shares())
        else None
    )


def _pair(left: _At, right: _At) -> bool:
    values = (left.figure.value, right.figure.value)
    return unit_kind(left.figure.unit) == unit_kind(right.figure.unit) and min(values) > 0


def _made(at: _At, left: _At, right: _At, kind: Kind) -> PercentageCheck:
    small, large = sorted((left, right), key=lambda one: one.figure.value)
    part, whole = small.figure.value, large.figure.value
    share = part / whole * 100
    computed = share if kind == "share" else 100 - share
    return PercentageCheck(
        observation_id(at.span),
        (observation_id(small.span), observation_id(large.span)),
        at.span.report_id,
        at.figure.value,
        part,
        whole,
        computed,
        kind,
        agreement(at.figure.value, computed, decimals(at.span.quote)),
    )


def decimals(quote: str) -> int:
    """The decimal places to which a figure is printed."""
    digits = _DIGITS.search(quote)
    return len(digits[1] or "") if digits else 0


def rate_kind(clause: str) -> Literal["growth", "reduction"] | None:
    """What the words before a percentage say of it against the year before; None where they do not."""
    found = {kind for pattern, kind in _all_words() if re.search(pattern, clause)}
    if {"yearly", "reduction"} <= found:
        return "reduction"
    return "growth" if "growth" in found and "reduction" not in found else None


def _kind_of(clause: str) -> Kind | None:
    """How the words of the clause say a percentage is computed; None where its base is not stated."""
    for pattern, kind in _words():
        if re.search(pattern, clause):
            return None if kind == "growth" else "saving" if kind == "saving" else "reduction"
    return "share"


def _words() -> tuple[tuple[str, str], ...]:
    return tuple((pattern, kind) for pattern, kind in _all_words() if kind not in ("share", "yearly"))


def _shares() -> tuple[str, ...]:
    return tuple(pattern for pattern, kind in _all_words() if kind == "share")


@functools.cache
def _all_words() -> tuple[tuple[str, str], ...]:
    return tuple((row["pattern"], row["kind"]) for row in table("percent_words"))
