"""The figures of two years of a region side by side: which state one indicator, and what lies between them.

Two observations of one body are a pair if one metric has both, or if their wordings are like; the likeliest
pairs are made first. A body that took the place of another (SUCCEEDS) goes on with its figures. What is left
is held against what another body reports of the same metric, which is told: only a theme that is of the whole
region is compared so, and only where each year has one body that reports it. Planned figures and those of
unlike units are never paired.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, NamedTuple

from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.metric.indicator import unit_kind
from kg.model import Observation
from kg.resources import either

LEAST = 0.62
"""The likeness (0 to 1) from which two wordings are one indicator."""
OF_REGION = ("online", "whole", "hall", "time")
"""Themes of figures that are of the whole region and one in a report, whoever reports them."""
_MANY = 24
"""In so many figures of a year a pair of signs may stand and still tell one from the others."""
_RUNNING = re.compile("累计|以来")
_BASE = re.compile("占[^，。；]*\\Z")
_OTHER_SCOPE = 0.1
"""How much less like each other two figures are of which one is of another level or whole."""
_SIGNS = re.compile("[的了在对为与和及]|首批|扩大")
_ENDS = (re.compile("(?:占比|比[例率])\\Z"), re.compile("[数量]\\Z"))
"""How names end that are a rate, and those of a count that may do without that end."""
Obstacle = Literal["period", "running total", "another body", "level", "denominator"]
Caution = Literal["approximate", "another body"]
Side = tuple[str, str, str]


class YearPair(NamedTuple):
    """One indicator in two years.

    `difference` is `after` − `before`, None where `obstacles` say that the two cannot be compared;
    percentages differ in percentage points. `cautions` are what a difference is to be read with: one of the
    figures is about, over, near … its value, or the two are reported by two bodies.
    """

    name: str
    before: Observation
    after: Observation
    difference: Decimal | None
    obstacles: tuple[Obstacle, ...]
    cautions: tuple[Caution, ...]


class Said(NamedTuple):
    """A figure with its indicator's name, the words of that to compare, and what else tells it from others.

    `running`: it is a running total; `opened`: so is it, as what it counts was opened in its year (开设专窗，
    上线应用38个); `base`: it is what a share is taken of (占许可办件总量6433件的30%). `body`: who reports it,
    by the first of the bodies that took each other's place; "" where it is not known. `level`: `district` for
    全区 in its clause; `whole`: what its name says that a share is of (行政许可); "" where nothing is said.
    """

    figure: Observation
    words: str
    name: str
    running: bool
    opened: bool
    base: bool
    body: str
    level: str
    whole: str


def year_pairs(graph: Graph, first: Iterable[str], second: Iterable[str]) -> list[YearPair]:
    """The pairs between the reports of two years, by report ids, in the order of the earlier figures.

    The reports are of one region.
    """
    first, second = set(first), set(second)
    return pairs_between(said_in(graph, first | second), first, second)


def said_in(graph: Graph, reports: Collection[str]) -> Mapping[str, Sequence[Said]]:
    """The figures of these reports that may be in a pair, by report id: one walk over the graph.

    A figure that is said of another year than the report's is in none.
    """
    names = {entity.id: entity.name for entity in graph.entities}
    texts = {report.id: report.text for report in graph.reports if report.id in reports}
    years = {report.id: str(report.meta.year or "") for report in graph.reports}
    bodies = _first_bodies(graph)
    starting = {figure.change_from for figure in graph.observations}
    found: dict[str, list[Said]] = defaultdict(list)
    for figure in graph.observations:
        own = (figure.period or "").startswith(years[figure.report_id]) or figure.period is None
        if figure.report_id in texts and figure.status == "done" and figure.id not in starting and own:
            body = bodies.get(figure.agency or "", figure.agency or "")
            found[figure.report_id].append(_said(figure, names[figure.metric], texts[figure.report_id], body))
    return found


def _first_bodies(graph: Graph) -> Mapping[str, str]:
    """Of each agency that took the place of another, the first in that line: 数据局 → 行政审批局."""
    before = {fact.subject: fact.object for fact in graph.facts if fact.relation == "SUCCEEDS"}
    found: dict[str, str] = {}
    for agency in before:
        line = [agency]
        while (earlier := before.get(line[-1])) is not None and earlier not in line:
            line.append(earlier)
        found[agency] = line[-1]
    return found


def _said(figure: Observation, name: str, text: str, body: str) -> Said:
    start = figure.span[0]
    *_, last, clause = ["", *re.split("[，,。；\n]", text[max(0, start - 48) : start])]
    opened = re.search(either("sum_words", "opened"), last) is not None
    share = unit_kind(figure.unit) == "percent"
    base = not share and _BASE.search(clause) is not None
    running = _RUNNING.search(clause) is not None
    whole = re.fullmatch(either("sum_words", "share_of"), name) if share else None
    return Said(
        figure, words_of(name), name, running, opened, base, body, _level(clause), whole[1] if whole else ""
    )


def _level(clause: str) -> str:
    """The level of region that a clause is said of, `city` for 全市办件总量; "" for none and for several."""
    found = {words.lastgroup or "" for words in re.finditer(either("sum_words", "level"), clause)}
    return found.pop() if len(found) == 1 else ""


def words_of(name: str) -> str:
    """What two names are compared by: without particles, 比例 as 率, 评价量 as 评价."""
    rate, count = _ENDS
    return count.sub("", rate.sub("率", _SIGNS.sub("", fold(name))))


def pairs_between(
    said: Mapping[str, Sequence[Said]], first: Iterable[str], second: Iterable[str]
) -> list[YearPair]:
    """As `year_pairs`, with the figures by report id instead of the graph."""
    before, after = (_known(said, reports) for reports in (first, second))
    own = [
        (_pair(one, other), one, other)
        for left, right in _groups(before, after, _own_side)
        for one, other in _aligned(left, right)
    ]
    gone = {said.figure.id for _, *ends in own for said in ends}
    pairs = [pair for pair, *_ in own]
    for left, right in _groups(before, after, _shared_side):
        pairs += _across(left, right, gone)
    return sorted(pairs, key=lambda pair: (pair.before.report_id, pair.before.span[0], pair.after.id))


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


def _known(said: Mapping[str, Sequence[Said]], reports: Iterable[str]) -> list[Said]:
    known = (one for report in set(reports) for one in said.get(report, ()))
    return sorted(known, key=lambda one: one.figure.id)


def _groups(
    before: Iterable[Said], after: Iterable[Said], side: Callable[[Said], Side]
) -> Iterator[tuple[list[Said], list[Said]]]:
    """The figures of both years that are of one side, in the order of the sides."""
    groups: dict[Side, tuple[list[Said], list[Said]]] = defaultdict(lambda: ([], []))
    for at, known in enumerate((before, after)):
        for one in known:
            groups[side(one)][at].append(one)
    yield from (groups[key] for key in sorted(groups) if all(groups[key]))


def _own_side(one: Said) -> Side:
    """What figures of one body have in common that may be paired."""
    return one.body, _regional(one.figure), unit_kind(one.figure.unit)


def _shared_side(one: Said) -> Side:
    """What figures of several bodies have in common that are held against each other."""
    return one.figure.region or "", _known_by(one), unit_kind(one.figure.unit)


def _regional(figure: Observation) -> str:
    """The theme of a figure that is of the whole region; "" for others."""
    return figure.theme if figure.theme and figure.theme in OF_REGION else ""


def _across(left: Sequence[Said], right: Sequence[Said], gone: Collection[str]) -> Iterator[YearPair]:
    """What bodies report of one metric or theme that had no figure of their own to be held against.

    Each is in a pair: where another body has two figures for one, both pairs are made and none is compared.
    """
    bodies = [len({one.body for one in side}) for side in (left, right)]
    comparable = bodies == [1, 1] and _regional(left[0].figure) != ""
    ours, theirs = ([one for one in side if one.figure.id not in gone] for side in (left, right))
    made = [*_aligned(ours, theirs)]
    gone = {*gone, *(one.figure.id for ends in made for one in ends)}
    made += [(one, other) for one in ours for other in _of_another(one, right, gone)]
    made += [(other, one) for one in theirs for other in _of_another(one, left, gone)]
    return (_pair(one, other, comparable=comparable) for one, other in dict.fromkeys(made))


def _of_another(one: Said, others: Sequence[Said], gone: Collection[str]) -> Sequence[Said]:
    """The first figure of another body to hold one in no pair against."""
    found = (other for other in others[:_MANY] if other.body != one.body and other.base == one.base)
    return [] if one.figure.id in gone else [*islice(found, 1)]


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
    return _regional(one.figure) or one.figure.metric


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
    found = 1.0 if _known_by(one) == _known_by(other) else likeness(one.words, other.words)
    return found - _OTHER_SCOPE if found == 1 and _of_other_scope(one, other) else found


def _of_other_scope(one: Said, other: Said) -> list[Obstacle]:
    """What two figures differ in: the level (全区, 全市) or what they are a share of (行政许可, 政务服务)."""
    found: list[Obstacle] = []
    if one.level and other.level and one.level != other.level:
        found.append("level")
    if one.whole and other.whole and one.whole not in other.whole and other.whole not in one.whole:
        found.append("denominator")
    return found


def likeness(one: str, other: str) -> float:
    """How like two names of indicators are, 0 to 1: by their pairs of signs; one may hold the other."""
    left, right = bigrams(one), bigrams(other)
    fewer = min(len(left), len(right))
    within = len(left & right) / fewer if fewer > 2 and _within(one, other) else 0.0
    found = max(overlap(left, right), 0.9 * within)
    return 0.0 if found >= LEAST and _differ(one, other) else found


def _within(left: str, right: str) -> bool:
    """Whether one name holds all signs of the other in their order: 好差评评价, 好差评收到评价."""
    short, long = sorted((left, right), key=len)
    rest = iter(long)
    return all(sign in rest for sign in short)


def _differ(left: str, right: str) -> bool:
    """Whether around what two names share each has words that the other has not: 清理文件, 审查文件."""
    shared = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    sides = (
        (left[: shared.a], right[: shared.b]),
        (left[shared.a + shared.size :], right[shared.b + shared.size :]),
    )
    return any(ours and theirs and not bigrams(ours) & bigrams(theirs) for ours, theirs in sides)


def _pair(one: Said, other: Said, *, comparable: bool = True) -> YearPair:
    """`comparable`: whether what two bodies report may be compared here."""
    before, after = one.figure, other.figure
    obstacles: list[Obstacle] = []
    if one.body != other.body and not comparable:
        obstacles.append("another body")
    if _months(before) != _months(after):
        obstacles.append("period")
    if one.running != other.running and not (other.running and one.opened):
        obstacles.append("running total")
    obstacles += _of_other_scope(one, other)
    difference = None if obstacles else after.value - before.value
    return YearPair(other.name, before, after, difference, tuple(obstacles), _cautions(one, other))


def _cautions(one: Said, other: Said) -> tuple[Caution, ...]:
    exact = one.figure.qualifier == other.figure.qualifier == "exact"
    found: list[tuple[Caution, bool]] = [
        ("another body", one.body != other.body),
        ("approximate", not exact),
    ]
    return tuple(word for word, holds in found if holds)


def _months(figure: Observation) -> str:
    """The period without its years: "" for a whole year, `01/09` for its first nine months."""
    return re.sub(r"\d{4}-?", "", figure.period or "").replace("01/12", "")
