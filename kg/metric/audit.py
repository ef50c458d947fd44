"""Whether percentages agree with the figures that the same passage states.

A percentage is tested against the few figures before it in its paragraph, then against a whole further back
that its sentence names. Rounding takes precedence over
cutting; a pair that does not agree is an inconsistency only where the words leave no other reading
(kg.metric.bases).
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Literal

from kg.folding import fold
from kg.graph import Graph
from kg.metric.bases import Base, change_base, share_base, year_base
from kg.metric.indicator import unit_kind
from kg.metric.observe import METRIC
from kg.metric.precision import Agreement, agreement, decimals, share_bounds
from kg.model import Observation
from kg.resources import table

Kind = Literal["share", "reduction", "saving"]
_REACH = 5
_FAR = 40
"""How many figures before a share its whole may stand, where the sentence of the share names it."""
_TELLING = 4
"""From how many characters a name tells what the whole is."""
_NEAR = Decimal(5)
REACH = 40
"""Characters before a figure in which its clause may begin."""
_OF_IT = "其中"
_STOPS = "，。；、\n"


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


def _checks(figures: Iterable[Observation], text: str, names: Mapping[str, str]) -> Iterator[PercentageCheck]:
    places = sorted(figures, key=lambda figure: figure.span)
    for index, at in enumerate(places):
        if unit_kind(at.unit) == "percent":
            check = _check(at, places[max(0, index - _REACH) : index], places[index + 1 : index + 3], text)
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


def _check(
    at: Observation, before: Sequence[Observation], behind: Sequence[Observation], text: str
) -> PercentageCheck | None:
    kind = _kind_of(clause_before(text, at.span[0], max(0, at.span[0] - REACH)))
    if kind is None:
        return None
    paragraph, sentence = (text.rfind(sign, 0, at.span[0]) for sign in "\n。")
    near = [one for one in before if one.span[0] > paragraph and unit_kind(one.unit) != "percent"]
    said = [one for one in near if one.span[0] > sentence]
    own = _part_and_whole(said, text)
    for among in (own, combinations(said if own else near, 2)):
        made = [_made(at, left, right, kind) for left, right in among if _pair(left, right)]
        right_ones = [check for check in made if check.verdict != "inconsistent"]
        if right_ones:
            return right_ones[-1]
    if kind == "share":
        return _told(at, share_base(at, said, text), kind)
    return _told(at, change_base(at, said, behind, text) or year_base(at, said, text), kind)


def _told(at: Observation, base: Base | None, kind: Kind) -> PercentageCheck | None:
    """The check of a percentage against the figures that its words tell it of, whatever comes out."""
    if base is None or (kind != "share" and base.first.value < base.second.value):
        return None
    check = _made(at, base.first, base.second, kind, rest=base.rest, told=True)
    far = abs(check.computed - check.stated) >= min(_NEAR, check.stated / 10)
    return None if base.loose and far else check


def _part_and_whole(said: Sequence[Observation], text: str) -> Sequence[tuple[Observation, Observation]]:
    """The last two figures of a sentence, if one is told as a part of the other: 100件，其中审结98件."""
    last = pairwise(said[-2:])
    return [(whole, part) for whole, part in last if _OF_IT in text[whole.span[1] : part.span[0]]]


def _pair(left: Observation, right: Observation) -> bool:
    return unit_kind(left.unit) == unit_kind(right.unit) and min(left.value, right.value) > 0


def _made(
    at: Observation,
    left: Observation,
    right: Observation,
    kind: Kind,
    *,
    rest: bool = False,
    told: bool = False,
) -> PercentageCheck:
    """The check against two figures; what the printed figures leave open counts only where they are `told`.

    Figures that are found by trying must agree by themselves: any two round ones would nearly do.
    """
    small, large = sorted((left, right), key=lambda one: one.value)
    part, whole = large.value - small.value if rest else small.value, large.value
    share, (low, high) = part / whole * 100, share_bounds(small, large)
    computed = share if kind == "share" else 100 - share
    bounds = (low, high) if (kind == "share") is not rest else (100 - high, 100 - low)
    return PercentageCheck(
        at.id,
        (small.id, large.id),
        at.report_id,
        at.value,
        part,
        whole,
        computed,
        kind,
        agreement(at.value, computed, decimals(at.raw), bounds if told else None),
    )


def clause_before(text: str, place: int, low: int) -> str:
    """What stands before a place in its clause, from `low` on at most."""
    return text[max(low, 1 + max(text.rfind(stop, low, place) for stop in _STOPS)) : place]


def rate_kind(clause: str) -> Literal["growth", "reduction"] | None:
    """What the words before a percentage say of it against the year before; None where they do not."""
    found = {kind for pattern, kind in _all_words() if pattern.search(clause)}
    if {"yearly", "reduction"} <= found:
        return "reduction"
    return "growth" if "growth" in found and "reduction" not in found else None


def _kind_of(clause: str) -> Kind | None:
    """How the words of the clause say a percentage is computed; None where its base is not stated."""
    for pattern, kind in _words():
        if pattern.search(clause):
            return None if kind == "growth" else "saving" if kind == "saving" else "reduction"
    return "share"


@functools.cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((pattern, kind) for pattern, kind in _all_words() if kind not in ("share", "yearly"))


@functools.cache
def _all_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in table("percent_words"))
