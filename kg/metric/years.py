"""The figures of one body in two years side by side: which state one indicator, and what lies between them.

Two observations are a pair if one metric has both, or if their wordings are like; the likeliest pairs are
made first, each figure is in one pair at most. Planned figures and those of unlike units are never paired.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kg.folding import bigrams, fold
from kg.graph import Graph
from kg.metric.indicator import unit_kind
from kg.model import Observation

LEAST = 0.62
"""The likeness (0 to 1) from which two wordings are one indicator."""
_RUNNING = re.compile("累计|以来")
_SIGNS = re.compile(r"[的了在对为与和及]")
Obstacle = Literal["period", "running total"]


class YearPair(NamedTuple):
    """One indicator in two years.

    `difference` is `after` − `before`, None where `obstacles` say that the two cannot be compared;
    percentages differ in percentage points. `approximate`: one of them is about, over, near … its value.
    """

    name: str
    before: Observation
    after: Observation
    difference: Decimal | None
    obstacles: tuple[Obstacle, ...]
    approximate: bool


class Said(NamedTuple):
    """A figure with its indicator's name, the words of that to compare, and whether it is a running total."""

    figure: Observation
    words: str
    name: str
    running: bool


def year_pairs(graph: Graph, first: Iterable[str], second: Iterable[str]) -> list[YearPair]:
    """The pairs between the reports of two years, by report ids, in the order of the earlier figures.

    Only figures of one issuer are paired.
    """
    first, second = set(first), set(second)
    return pairs_between(said_in(graph, first | second), first, second)


def said_in(graph: Graph, reports: Collection[str]) -> Mapping[str, Sequence[Said]]:
    """The figures of these reports that may be in a pair, by report id: one walk over the graph."""
    names = {entity.id: entity.name for entity in graph.entities}
    texts = {report.id: report.text for report in graph.reports if report.id in reports}
    starting = {figure.change_from for figure in graph.observations}
    found: dict[str, list[Said]] = defaultdict(list)
    for figure in graph.observations:
        if figure.report_id in texts and figure.status == "done" and figure.id not in starting:
            found[figure.report_id].append(_said(figure, names[figure.metric], texts[figure.report_id]))
    return found


def _said(figure: Observation, name: str, text: str) -> Said:
    start = figure.span[0]
    clause = re.split("[，。；\n]", text[max(0, start - 24) : start])[-1]
    return Said(figure, _SIGNS.sub("", fold(name)), name, _RUNNING.search(clause) is not None)


def pairs_between(
    said: Mapping[str, Sequence[Said]], first: Iterable[str], second: Iterable[str]
) -> list[YearPair]:
    """As `year_pairs`, with the figures by report id instead of the graph."""
    before, after = _by_issuer(said, first), _by_issuer(said, second)
    pairs = [
        _pair(one, other)
        for issuer in sorted(before.keys() & after.keys())
        for one, other in _aligned(before[issuer], after[issuer])
    ]
    return sorted(pairs, key=lambda pair: (pair.before.report_id, pair.before.span[0]))


def _by_issuer(
    said: Mapping[str, Sequence[Said]], reports: Iterable[str]
) -> dict[tuple[str, str], list[Said]]:
    """The figures of the reports by issuer and kind of unit, each list by id."""
    known = [one for report in set(reports) for one in said.get(report, ())]
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in sorted(known, key=lambda one: one.figure.id):
        found[one.figure.agency or "", unit_kind(one.figure.unit)].append(one)
    return found


def _aligned(left: Sequence[Said], right: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """The likeliest pairs first; of equal ones those that stand at like places of their reports."""
    scored = [
        (-_likeness(one, other), abs(at / len(left) - to / len(right)), at, to)
        for at, one in enumerate(left)
        for to, other in enumerate(right)
    ]
    gone_left: set[int] = set()
    gone_right: set[int] = set()
    for score, _, at, to in sorted(scored):
        if -score >= LEAST and at not in gone_left and to not in gone_right:
            gone_left.add(at)
            gone_right.add(to)
            yield left[at], right[to]


def _likeness(one: Said, other: Said) -> float:
    if one.figure.metric == other.figure.metric:
        return 1.0
    left, right = (bigrams(said.words) for said in (one, other))
    alike = 2 * len(left & right) / (len(left) + len(right))
    within = len(left & right) / min(len(left), len(right)) if min(len(left), len(right)) > 2 else 0.0
    return max(alike, 0.9 * within)


def _pair(one: Said, other: Said) -> YearPair:
    before, after = one.figure, other.figure
    obstacles: list[Obstacle] = []
    if _months(before) != _months(after):
        obstacles.append("period")
    if one.running != other.running:
        obstacles.append("running total")
    difference = None if obstacles else after.value - before.value
    approximate = (before.qualifier, after.qualifier) != ("exact", "exact")
    return YearPair(other.name, before, after, difference, tuple(obstacles), approximate)


def _months(figure: Observation) -> str:
    """The period without its years: "" for a whole year, `01/09` for its first nine months."""
    return re.sub(r"\d{4}-?", "", figure.period or "").replace("01/12", "")
