"""Agencies that a reform put in the place of others: both stay, the later one SUCCEEDS the earlier one.

Sentences say it (甲更名为乙, 撤销甲，组建乙; `agency_ties.csv`), or the reforms of `agency_reforms.csv` do.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.model import Basis, MentionId, Reading
from kg.resolve.denotation import Denotation, Link, Node, evidence_of
from kg.resolve.places import level_letters
from kg.resources import table
from kg.sorting import Rows

Named = tuple[str, int | None, str, str]
"""The key of an agency, the year of a report that names it, the report, the first place in it."""
_NEAR = 24
"""Characters that may stand between two agencies, and are looked at before and behind them."""


class _Step(NamedTuple):
    new: str
    year: int
    settled: bool


class _Pair(NamedTuple):
    old: str
    new: str
    year: int
    settled: bool


@dataclass(slots=True)
class _Seen:
    """In which years reports name an agency, and the first place in each report."""

    years: set[int]
    places: dict[str, str]


def named(found: Iterable[Denotation], year: int | None) -> list[Named]:
    """The agencies that a report names of whose function a reform tells, with the first place of each."""
    places: dict[str, str] = {}
    report = ""
    for one in found:
        cls, key = one.node
        if cls == "Agency" and one.mention and key.endswith(_reformed()):
            places[key] = places.get(key) or evidence_of(one.mention)
            report = one.report_id
    return [(key, year, report, place) for key, place in places.items()]


def succeeded(named: Rows[str], nodes: Iterable[Node]) -> list[Link]:
    """The reforms of `agency_reforms.csv` of which both agencies stand in the corpus, for the same place.

    `named` are Named, each by its key, `nodes` all that the corpus has. Links bear the year of the reform.
    """
    keys = frozenset(key for cls, key in nodes if cls == "Agency" and key.endswith(_reformed()))
    pairs = [_Pair(key, *step) for key in sorted(keys) for step in _after(key, keys)]
    seen = {key: _seen(named.of(key)) for pair in pairs for key in (pair.old, pair.new)}
    kept = [pair for pair in pairs if _in_time(pair, seen)]
    steps = {(pair.old, pair.new) for pair in kept}
    after: dict[str, set[str]] = defaultdict(set)
    for old, new in steps:
        after[old].add(new)
    return [
        link
        for pair in kept
        if not any((between, pair.new) in steps for between in after[pair.old])
        for link in _links(pair, seen)
    ]


def stated(reading: Reading, nodes: Mapping[MentionId, Node]) -> Iterator[Link]:
    """What the sentences of a report say of two agencies, one of which took the place of the other.

    `nodes` are what its mentions denote. What is only intended (拟撤销甲，组建乙) is not told.
    """
    text, year = reading.report.text, reading.report.meta.year
    agencies = [one for one in reading.mentions if one.label == "Agency" and one.id in nodes]
    for one, two in pairwise(agencies):
        first, second = one.evidence, two.evidence
        if not first.end <= second.start <= first.end + _NEAR:
            continue
        before = text[max(0, first.start - _NEAR) : first.start]
        newer = _newer(before, text[first.end : second.start], text[second.end : second.end + _NEAR])
        ends = (nodes[one.id], nodes[two.id]) if newer == "1" else (nodes[two.id], nodes[one.id])
        if newer in ("1", "2") and ends[0] != ends[1]:
            yield Link(ends[0], "SUCCEEDS", ends[1], reading.report.id, first.id, "stated", year)


def _newer(before: str, between: str, behind: str) -> str:
    """Which of two agencies took the place of the other, 1 or 2; something else for neither."""
    for newer, front, gap, end in _forms():
        if gap.fullmatch("".join(between.split())) and front.search(before) and end.match(behind):
            return newer
    return ""


def _after(key: str, keys: frozenset[str]) -> Iterator[tuple[str, int, bool]]:
    """(key, year, whether a plan settles it) of those that followed; names that are not there are passed."""
    front = [(key, 0, True)]
    visited = {key}
    while front:
        old, _, sure = front.pop()
        for step, place in _steps(old):
            new, settled = place + step.new, sure and step.settled
            if new in visited:
                continue
            visited.add(new)
            if new in keys:
                yield new, step.year, settled
            else:
                front.append((new, step.year, settled))


def _steps(key: str) -> Iterator[tuple[_Step, str]]:
    """The reforms of an agency, with the place in front of its function."""
    reforms = _reforms()
    for size in _sizes():
        steps, place = reforms.get(key[-size:], ()), key[:-size]
        if steps and (len(key) == size or place[-1:] in level_letters()):
            yield from ((step, place) for step in steps)


def _seen(named: Iterable[Named]) -> _Seen:
    rows = [*named]
    years = {year for _, year, _, _ in rows if year is not None}
    return _Seen(years, {report: place for _, _, report, place in rows})


def _in_time(pair: _Pair, seen: Mapping[str, _Seen]) -> bool:
    """Whether the reports name the two in this order; both in one year only where a plan settles it."""
    before, behind = seen[pair.old].years, seen[pair.new].years
    if pair.settled:
        return min(before, default=pair.year) <= max(behind, default=pair.year)
    return max(before, default=pair.year) < min(behind, default=pair.year)


def _links(pair: _Pair, seen: Mapping[str, _Seen]) -> Iterator[Link]:
    basis: Basis = "registry" if pair.settled else "inferred"
    new, old = ("Agency", pair.new), ("Agency", pair.old)
    for report, place in sorted((seen[pair.old].places | seen[pair.new].places).items()):
        yield Link(new, "SUCCEEDS", old, report, place, basis, pair.year)


@functools.cache
def _reforms() -> Mapping[str, tuple[_Step, ...]]:
    rows: dict[str, list[_Step]] = defaultdict(list)
    for row in table("agency_reforms"):
        rows[row["old"]].append(_Step(row["new"], int(row["year"]), row["settled"] == "yes"))
    return {old: tuple(steps) for old, steps in rows.items()}


@functools.cache
def _reformed() -> tuple[str, ...]:
    """The functions of which a reform tells."""
    return tuple({*_reforms()} | {step.new for steps in _reforms().values() for step in steps})


@functools.cache
def _sizes() -> tuple[int, ...]:
    return tuple(sorted({len(old) for old in _reforms()}, reverse=True))


@functools.cache
def _forms() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """The rows of `agency_ties.csv`: the newer one, what stands before, between and behind the two."""
    return tuple(
        (
            row["newer"],
            re.compile(rf"(?:{row['front']})\Z"),
            re.compile(row["between"]),
            re.compile(row["behind"]),
        )
        for row in table("agency_ties")
    )
