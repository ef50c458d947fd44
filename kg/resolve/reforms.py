"""Agencies that a reform put in the place of others: both stay, the later one SUCCEEDS the earlier one."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Basis
from kg.resolve.denotation import Denotation, Link, Node, evidence_of
from kg.resolve.places import level_letters
from kg.resources import table


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


def succeeded(
    found: Iterable[Denotation], nodes: Iterable[Node], years: Mapping[str, int | None]
) -> list[Link]:
    """The reforms of `agency_reforms.csv` of which both agencies stand in the corpus, for the same place.

    `nodes` are those of `found`, `years` those of the reports. Links bear the year of the reform.
    """
    keys = frozenset(key for cls, key in nodes if cls == "Agency")
    pairs = [_Pair(key, *step) for key in sorted(keys) for step in _after(key, keys)]
    seen = _seen(found, years, {key for pair in pairs for key in (pair.old, pair.new)})
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


def _seen(
    found: Iterable[Denotation], years: Mapping[str, int | None], wanted: set[str]
) -> Mapping[str, _Seen]:
    seen: dict[str, _Seen] = defaultdict(lambda: _Seen(set(), {}))
    for one in found:
        cls, key = one.node
        if cls == "Agency" and key in wanted and one.mention:
            year = years.get(one.report_id)
            seen[key].years |= {year} if year is not None else set()
            place = evidence_of(one.mention)
            seen[key].places[one.report_id] = seen[key].places.get(one.report_id) or place
    return seen


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
def _sizes() -> tuple[int, ...]:
    return tuple(sorted({len(old) for old in _reforms()}, reverse=True))
