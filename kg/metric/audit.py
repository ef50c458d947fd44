"""Whether percentages agree with the figures that the same passage states.

A percentage is tested against the few figures before it in its paragraph, then against a whole further back
that its sentence names. Rounding takes precedence over
cutting; a pair that does not agree is an inconsistency only where the words leave no other reading: two
figures of one unit right before it in the sentence, and a result that is near.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Literal

from kg.folding import fold
from kg.graph import Graph
from kg.metric.indicator import unit_kind
from kg.metric.observe import METRIC
from kg.model import Observation
from kg.resources import table

Kind = Literal["share", "reduction", "saving"]
Agreement = Literal["exact", "rounded", "truncated", "inconsistent"]
_REACH = 5
_FAR = 40
"""How many figures before a share its whole may stand, where the sentence of the share names it."""
_TELLING = 4
"""From how many characters a name tells what the whole is."""
_NEAR = Decimal(5)
_DIGITS = re.compile(r"\d+(?:[.．](\d+))?")
REACH = 40
"""Characters before a figure in which its clause may begin."""
_OF_IT = "其中"
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


def percentage_checks(graph: Graph) -> tuple[PercentageCheck, ...]:
    """Every percentage that can be computed from its passage, by observation id."""
    texts = {report.id: report.text for report in graph.reports}
    names: dict[str, str] = {
        entity.id: fold(entity.name) for entity in graph.entities if entity.cls == METRIC
    }
    by_report: dict[str, list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        by_report[figure.report_id].append(figure)
    found = [
        check for report, figures in by_report.items() for check in _checks(figures, texts[report], names)
    ]
    return tuple(sorted(found, key=lambda check: check.observation))


def agreement(stated: Decimal, computed: Decimal, places: int) -> Agreement:
    """How a percentage printed with so many decimal places agrees with the computed one."""
    step = Decimal(1).scaleb(-places)
    if stated == computed:
        return "exact"
    if computed.quantize(step, ROUND_HALF_UP) == stated:
        return "rounded"
    return "truncated" if computed.quantize(step, ROUND_DOWN) == stated else "inconsistent"


def _checks(figures: Iterable[Observation], text: str, names: Mapping[str, str]) -> Iterator[PercentageCheck]:
    places = sorted(figures, key=lambda figure: figure.span)
    for index, at in enumerate(places):
        if unit_kind(at.unit) == "percent":
            check = _check(at, places[max(0, index - _REACH) : index], text)
            check = check or _of_named_whole(at, places[max(0, index - _FAR) : index], text, names)
            if check is not None:
                yield check


def _of_named_whole(
    at: Observation, before: Sequence[Observation], text: str, names: Mapping[str, str]
) -> PercentageCheck | None:
    """A share of a whole that an earlier sentence states and that the sentence of the share names.

    Only what agrees to a decimal place counts: the whole is found by its name alone.
    """
    start = text.rfind("。", 0, at.span[0]) + 1
    sentence, clause = fold(text[start : at.span[0]]), clause_before(text, at.span[0], start)
    if not decimals(at.raw) or _kind_of(clause) != "share":
        return None
    parts = [one for one in before if one.span[0] >= start and unit_kind(one.unit) != "percent"]
    wholes = [one for one in before if one.span[0] < start and _names(sentence, names[one.metric])]
    made = [
        _made(at, part, whole, "share")
        for whole in wholes
        for part in parts
        if _pair(part, whole) and part.value < whole.value
    ]
    return next((check for check in reversed(made) if check.verdict in ("exact", "rounded")), None)


def _names(sentence: str, name: str) -> bool:
    return len(name) >= _TELLING and name in sentence


def _check(at: Observation, before: Sequence[Observation], text: str) -> PercentageCheck | None:
    clause = clause_before(text, at.span[0], max(0, at.span[0] - REACH))
    kind = _kind_of(clause)
    paragraph = text.rfind("\n", 0, at.span[0])
    near = [one for one in before if one.span[0] > paragraph and unit_kind(one.unit) != "percent"]
    if kind is None:
        return None
    sentence = text.rfind("。", 0, at.span[0])
    own = _part_and_whole(near, sentence, text)
    made = [
        _made(at, left, right, kind) for left, right in own or combinations(near, 2) if _pair(left, right)
    ]
    right_ones = [check for check in made if check.verdict != "inconsistent"]
    if right_ones:
        return right_ones[-1]
    if own and kind == "share" and made and _is_named(clause, own[0], text):
        return made[-1]
    last = made[-1] if made and near[-2].span[0] > sentence and len(near) < 4 else None
    wrong = kind == "share" and last is not None and abs(last.computed - last.stated) < _NEAR
    return last if wrong and any(re.search(pattern, clause) for pattern in _shares()) else None


def _part_and_whole(
    near: Sequence[Observation], sentence: int, text: str
) -> list[tuple[Observation, Observation]]:
    """The last two figures, if their sentence says that one is a part of the other (100件，其中审结98件)."""
    if (
        len(near) < 2
        or near[-2].span[0] < sentence
        or _OF_IT not in text[near[-2].span[1] : near[-1].span[0]]
    ):
        return []
    return [(near[-2], near[-1])]


def _is_named(clause: str, own: tuple[Observation, Observation], text: str) -> bool:
    """Whether the rate is that of the part: 其中全程网办1200项，全程网办率92%."""
    name = clause.strip().removesuffix("率")
    return len(name) >= 2 and clause != name and name in text[own[0].span[1] : own[1].span[0]]


def _pair(left: Observation, right: Observation) -> bool:
    return unit_kind(left.unit) == unit_kind(right.unit) and min(left.value, right.value) > 0


def _made(at: Observation, left: Observation, right: Observation, kind: Kind) -> PercentageCheck:
    small, large = sorted((left, right), key=lambda one: one.value)
    part, whole = small.value, large.value
    share = part / whole * 100
    computed = share if kind == "share" else 100 - share
    return PercentageCheck(
        at.id,
        (small.id, large.id),
        at.report_id,
        at.value,
        part,
        whole,
        computed,
        kind,
        agreement(at.value, computed, decimals(at.raw)),
    )


def clause_before(text: str, place: int, low: int) -> str:
    """What stands before a place in its clause, from `low` on at most."""
    found = _CLAUSE.search(text, low, place)
    assert found is not None  # it matches "", too
    return found[0]


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
