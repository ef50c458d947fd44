"""The figures of one body in two years side by side: which state one indicator, and what lies between them.

Two observations are a pair if one metric has both, or if their wordings are like; the likeliest pairs are
made first, each figure is in one pair at most. Planned figures and those of unlike units are never paired.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.metric.indicator import unit_kind
from kg.model import Observation
from kg.resources import either

LEAST = 0.62
"""The likeness (0 to 1) from which two wordings are one indicator."""
OF_REGION = ("online", "hall", "time")
"""Themes of figures that are of the whole region and one in a report, whoever reports them."""
_MANY = 24
"""In so many figures of a year a pair of signs may stand and still tell one from the others."""
_RUNNING = re.compile("累计|以来")
_BASE = re.compile("占[^，。；]*\\Z")
_SIGNS = re.compile("[的了在对为与和及]|首批|扩大")
_ENDS = (re.compile("(?:占比|比[例率])\\Z"), re.compile("[数量]\\Z"))
"""How names end that are a rate, and those of a count that may do without that end."""
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
    """A figure with its indicator's name, the words of that to compare, and what else tells it from others.

    `running`: it is a running total; `opened`: so is it, as what it counts was opened in its year (开设专窗，
    上线应用38个); `base`: it is what a share is taken of (占许可办件总量6433件的30%).
    """

    figure: Observation
    words: str
    name: str
    running: bool
    opened: bool
    base: bool


def year_pairs(graph: Graph, first: Iterable[str], second: Iterable[str]) -> list[YearPair]:
    """The pairs between the reports of two years, by report ids, in the order of the earlier figures.

    Only figures of one issuer are paired, and those of a theme that is of the whole region.
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
    *_, last, clause = ["", *re.split("[，,。；\n]", text[max(0, start - 48) : start])]
    opened = re.search(either("sum_words", "opened"), last) is not None
    base = unit_kind(figure.unit) != "percent" and _BASE.search(clause) is not None
    return Said(figure, _words_of(name), name, _RUNNING.search(clause) is not None, opened, base)


def _words_of(name: str) -> str:
    """What two names are compared by: without particles, 比例 as 率, 评价量 as 评价."""
    rate, count = _ENDS
    return count.sub("", rate.sub("率", _SIGNS.sub("", fold(name))))


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


def consecutive(graph: Graph) -> Iterator[YearPair]:
    """The pairs of each year of a region with the year after it."""
    reports: dict[tuple[str, int], list[str]] = defaultdict(list)
    for report in graph.reports:
        if report.meta.region and report.meta.year:
            reports[report.meta.region, report.meta.year].append(report.id)
    twice = [(year, after) for year in sorted(reports) if (after := (year[0], year[1] + 1)) in reports]
    said = said_in(graph, {report for years in twice for year in years for report in reports[year]})
    for year, after in twice:
        yield from pairs_between(said, reports[year], reports[after])


def _by_issuer(
    said: Mapping[str, Sequence[Said]], reports: Iterable[str]
) -> dict[tuple[str, str], list[Said]]:
    """The figures of the reports by issuer (by theme where that is of the region) and kind of unit, by id."""
    known = [one for report in set(reports) for one in said.get(report, ())]
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in sorted(known, key=lambda one: one.figure.id):
        figure = one.figure
        side = f"{figure.region}{figure.theme}" if figure.theme in OF_REGION else figure.agency
        found[side or "", unit_kind(figure.unit)].append(one)
    return found


def _aligned(left: Sequence[Said], right: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """The likeliest pairs first; of equal ones those that stand at like places of their reports.

    Only figures of one metric, or with a pair of signs in common that few others have, are held against each
    other: what that costs grows with the figures, not with their product.
    """
    scored = [
        (-_likeness(left[at], right[to]), abs(at / len(left) - to / len(right)), at, to)
        for at, to in sorted({*_of_one_metric(left, right), *_of_like_words(left, right)})
    ]
    gone_left: set[int] = set()
    gone_right: set[int] = set()
    for score, _, at, to in sorted(scored):
        if -score >= LEAST and at not in gone_left and to not in gone_right:
            gone_left.add(at)
            gone_right.add(to)
            yield left[at], right[to]


def _of_one_metric(left: Sequence[Said], right: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Places of figures of one metric; of many those that stand nearest."""
    places: dict[str, list[int]] = defaultdict(list)
    for to, other in enumerate(right):
        places[_known_by(other)].append(to)
    for at, one in enumerate(left):
        there = places.get(_known_by(one), [])
        middle = bisect_left(there, at * len(right) // len(left))
        yield from ((at, to) for to in there[max(0, middle - _MANY) : middle + _MANY])


def _known_by(one: Said) -> str:
    figure = one.figure
    return figure.theme if figure.theme and figure.theme in OF_REGION else figure.metric


def _of_like_words(left: Sequence[Said], right: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Places of figures whose words have a telling pair of signs in common."""
    places: dict[str, list[int]] = defaultdict(list)
    for to, other in enumerate(right):
        for signs in bigrams(other.words):
            places[signs].append(to)
    for at, one in enumerate(left):
        telling = (there for signs in bigrams(one.words) if len(there := places.get(signs, [])) <= _MANY)
        yield from ((at, to) for there in telling for to in there)


def _likeness(one: Said, other: Said) -> float:
    if one.base != other.base:
        return 0.0
    if _known_by(one) == _known_by(other):
        return 1.0
    left, right = (bigrams(said.words) for said in (one, other))
    alike = overlap(left, right)
    within = len(left & right) / min(len(left), len(right)) if min(len(left), len(right)) > 2 else 0.0
    return max(alike, 0.9 * within)


def _pair(one: Said, other: Said) -> YearPair:
    before, after = one.figure, other.figure
    obstacles: list[Obstacle] = []
    if _months(before) != _months(after):
        obstacles.append("period")
    if one.running != other.running and not (other.running and one.opened):
        obstacles.append("running total")
    difference = None if obstacles else after.value - before.value
    approximate = (before.qualifier, after.qualifier) != ("exact", "exact")
    return YearPair(other.name, before, after, difference, tuple(obstacles), approximate)


def _months(figure: Observation) -> str:
    """The period without its years: "" for a whole year, `01/09` for its first nine months."""
    return re.sub(r"\d{4}-?", "", figure.period or "").replace("01/12", "")
