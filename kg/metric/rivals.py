"""Claims to be first with one thing, held against each other.

Claims that share a body or a region tell of one event: they agree, or their scopes differ (全国首张,
全省首张). Claims of others in the same scope, of the same area, cannot both be true. Claims are grouped by
the words for the thing, so that no claim meets all others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg import gazetteer
from kg.metric.firsts import First

Relation = Literal["agree", "scope_conflict", "rival_claim"]
_LEAST = 4
"""Fewer characters do not tell one thing from others of its name."""
_CITY = re.compile(r".+?(?:自治州|地区|盟|市)")


class Conflict(NamedTuple):
    """Claims of several reports to be first with one thing, and how they stand to each other."""

    relation: Relation
    claims: tuple[First, ...]


def conflicts(claims: Iterable[First], names: Mapping[str, str]) -> Iterator[Conflict]:
    """Every group of these claims with one thing of more than one report, by thing; `names` of regions."""
    by_thing: dict[str, list[First]] = defaultdict(list)
    for claim in claims:
        if len(claim.thing) >= _LEAST and claim.scope:
            by_thing[claim.thing].append(claim)
    for thing in sorted(by_thing):
        events = _events(by_thing[thing])
        yield from (found for event in events for found in _within(event))
        yield from _between(events, names)
    yield from _alike(claim for group in by_thing.values() for claim in group)


def _events(claims: Sequence[First]) -> list[list[First]]:
    """The claims in groups that share a body or a region, in order."""
    group = list(range(len(claims)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    seen: dict[str, int] = {}
    for at, claim in enumerate(claims):
        for side in sorted(claim.sides):
            other = root(seen.setdefault(side, at))
            group[max(root(at), other)] = min(root(at), other)
    events: dict[int, list[First]] = defaultdict(list)
    for at, claim in enumerate(claims):
        events[root(at)].append(claim)
    return [events[at] for at in sorted(events)]


def _within(event: Sequence[First]) -> Iterator[Conflict]:
    """How the reports of one event agree; a report that says it twice is one."""
    if len({claim.report_id for claim in event}) < 2:
        return
    differ = len({claim.scope for claim in event}) > 1
    yield Conflict("scope_conflict" if differ else "agree", tuple(event))


def _between(events: Iterable[Sequence[First]], names: Mapping[str, str]) -> Iterator[Conflict]:
    """The claims of several events that name one scope of one area."""
    rivals: dict[tuple[str, str], list[tuple[int, First]]] = defaultdict(list)
    for number, event in enumerate(events):
        for claim in event:
            area = _area(claim, names)
            if area is not None:
                rivals[claim.scope or "", area].append((number, claim))
    for key in sorted(rivals):
        if len({number for number, _ in rivals[key]}) > 1:
            yield Conflict("rival_claim", tuple(claim for _, claim in rivals[key]))


def _alike(claims: Iterable[First]) -> Iterator[Conflict]:
    """Things of one kind under two names (全市首张“甲”执照, 全国首张“乙”执照), with one partner."""
    groups: dict[tuple[str, ...], list[First]] = defaultdict(list)
    for claim in claims:
        for partner in claim.partners if len(claim.head) >= _LEAST else ():
            groups[claim.cue, claim.head, claim.region or "", partner].append(claim)
    found = {
        Conflict("scope_conflict", tuple(group))
        for group in groups.values()
        if all(len({value(one) for one in group}) > 1 for value in (_report, _scope, _named))
    }
    yield from sorted(found, key=lambda conflict: [claim.clause.id for claim in conflict.claims])


def _report(claim: First) -> str:
    return claim.report_id


def _scope(claim: First) -> str:
    return claim.scope or ""


def _named(claim: First) -> str:
    return claim.thing


def _area(claim: First, names: Mapping[str, str]) -> str | None:
    """The area that a scope means: of 全省 the province, of 全市 the city; None where unknown."""
    if claim.scope == "全国":
        return "全国"
    region = names.get(claim.region or "", "")
    province = next((name for name in gazetteer.provinces() if region.startswith(name)), "")
    if claim.scope == "全市":
        city = _CITY.match(region, len(province))
        return city.string[: city.end()] if city else province or None
    return (province if claim.scope == "全省" else region) or None
