"""The findings of a graph: each kind is worked out of the graph, and put into it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from kg.graph import Graph, Parted
from kg.merging import Merged
from kg.metric.audit import percentage_checks
from kg.metric.families import Spoken, Ties, families, said_of, ties_of, within
from kg.metric.finding import FINDING, Found, finding, found_from, links_of
from kg.metric.judged import claims_to_be_first, groups, growths, kept_promises, kept_targets, problems, sums
from kg.metric.wide import Wide, wide_in
from kg.metric.years import YearPair, consecutive
from kg.model import Entity, Fact, Observation
from kg.progress import progressed
from kg.room import room
from kg.sorting import Rows, Sorted, by_id

Maker = Callable[[Graph], Iterable[Found]]
Findings = Mapping[str, Sequence[Found]]
_BY_ID = attrgetter("id")


def with_findings(graph: Graph) -> Graph:
    """The graph with its findings, in place of those that it had: the same graph gives the same ones."""
    plain, wide = _without(graph), wide_in(graph)
    of_families = (each for maker in OF_FAMILIES for each in maker(plain))
    return _with(plain, [*of_families, *(each for maker in OF_ALL for each in maker(wide))])


class Known(NamedTuple):
    """A graph with its findings, and those of each family of reports, by its name (kg.metric.families).

    `said` gives for each report a hash of what the graph says of it alone.
    """

    graph: Parted
    findings: Findings
    said: Mapping[str, str]


def with_known_findings(
    plain: Parted, spoken: Mapping[str, Spoken], wide: Wide, seals: Mapping[str, str], known: Findings
) -> Known:
    """As `with_findings`, where what was found in families before is not looked for again.

    `seals` give for each report a hash of what was read of it, `known` the findings of families by their
    names.
    """
    ties = ties_of(plain)
    said = said_of(plain, spoken, seals, ties)
    named = families(plain.reports, spoken, said)
    rows: Rows[str] = Rows()
    for name, there in known.items():
        rows.add(_rows(name, there) if name in named else ())
    # the first are looked at last: their rows are at hand still when tables are written
    new = {name: reports for name, reports in reversed(named.items()) if name not in known}
    for name, found in _found_in_all(plain, new, ties):
        rows.add(_rows(name, found))
    findings = Sorted(rows, lambda found: [found_from(row) for row in found if row])
    of_families = (one for name in named for one in findings[name])
    of_all = (one for maker in OF_ALL for one in maker(wide))
    entities, facts = _with_these(plain.entities, plain.structural, chain(of_families, of_all))
    return Known(replace(plain, entities=entities, structural=facts), findings, said)


def _rows(name: str, found: Iterable[Found]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The findings of a family, and a row that says nothing: one without findings has a name, too."""
    yield name, ()
    yield from ((name, one.plain) for one in found)


def _found_in_all(
    plain: Parted, named: Mapping[str, Sequence[str]], ties: Ties
) -> Iterator[tuple[str, list[Found]]]:
    """The findings of each of these families, by its name."""
    some_at_once = [*_together(named)]
    groups = [[*chain.from_iterable(some.values())] for some in some_at_once]
    done, total = 0, sum(map(len, groups))
    progressed("find", done, total)
    with plain.ahead(groups):
        for some, reports in zip(some_at_once, groups, strict=True):
            yield from _found_in(within(plain, {*reports}, ties), some).items()
            done += len(reports)
            progressed("find", done, total)


def _together(named: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Sequence[str]]]:
    """The families, as many of them at a time as there is room for; a greater one is alone."""
    some: dict[str, Sequence[str]] = {}
    number = 0
    for name, reports in named.items():
        if some and number + len(reports) > room().reports:
            yield some
            some, number = {}, 0
        some[name] = reports
        number += len(reports)
    if some:
        yield some


def _found_in(part: Graph, named: Mapping[str, Sequence[str]]) -> dict[str, list[Found]]:
    """The findings of each of these families, of which alone the graph is."""
    name_of = {report: name for name, reports in named.items() for report in reports}
    found: dict[str, list[Found]] = {name: [] for name in named}
    for one in (one for maker in OF_FAMILIES for one in maker(part)):
        found[name_of[one.reports[0]]].append(one)
    return found


def _with(plain: Graph, made: Iterable[Found]) -> Graph:
    entities: dict[str, Entity] = {one.id: one for one in sorted(plain.entities, key=_BY_ID)}
    facts: dict[str, Fact] = {one.id: one for one in sorted(plain.facts, key=_BY_ID)}
    with_these = _with_these(entities, facts, made)
    return replace(plain, entities=(*with_these[0].values(),), facts=(*with_these[1].values(),))


def _with_these(
    entities: Mapping[str, Entity], facts: Mapping[str, Fact], made: Iterable[Found]
) -> tuple[Mapping[str, Entity], Mapping[str, Fact]]:
    """The entities and facts, those of findings among them, by id."""
    rows: Rows[str] = Rows()
    rows.add((one.entity.id, one.plain) for one in made)
    found = Sorted(rows, lambda same: found_from(same[0]))  # what is made first stands
    things = by_id(Entity, (one.entity for one in found.values()))
    links = by_id(Fact, (fact for one in found.values() for fact in one.facts))
    return Merged(things, entities), Merged(links, facts)


def _without(graph: Graph) -> Graph:
    gone = {entity.id for entity in graph.entities if entity.cls == FINDING}
    if not gone:
        return graph
    return replace(
        graph,
        entities=tuple(entity for entity in graph.entities if entity.id not in gone),
        facts=tuple(fact for fact in graph.facts if fact.subject not in gone),
    )


def percentages(graph: Graph) -> Iterator[Found]:
    """Whether percentages agree with the parts that their passages state."""
    figures = {figure.id: figure for figure in graph.observations}
    for check in percentage_checks(graph):
        rate, *parts = (figures[key] for key in (check.observation, *check.part_of))
        links = links_of(rate, *parts)
        part, whole = (one.raw for one in parts)
        rest = check.kind == "share" and check.part != parts[0].value
        name = f"{rate.raw}：({whole} − {part}) / {whole}" if rest else f"{rate.raw}：{part} / {whole}"
        numbers = {"stated": check.stated, "part": check.part, "whole": check.whole}
        yield finding(
            check.kind, check.verdict, [check.observation], name, links, computed=check.computed, **numbers
        )


def years(graph: Graph) -> Iterator[Found]:
    """What comes out where a year's figures are held against those of the year after."""
    pairs = tuple(consecutive(graph))
    yield from _changes(pairs)
    yield from growths(graph, pairs)


def _changes(pairs: Iterable[YearPair]) -> Iterator[Found]:
    """What became of a figure from one year to the next, or why the two cannot be compared."""
    for pair in pairs:
        name = f"{pair.name}：{pair.before.raw} → {pair.after.raw}"
        links = links_of(pair.after, pair.before)
        verdict = "not_comparable" if pair.difference is None else "comparable"
        ends, reason = [pair.before.id, pair.after.id], tuple(sorted(pair.obstacles)) or None
        yield finding("change", verdict, ends, name, links, change=pair.difference, reason=reason)


def ranks(wide: Wide) -> Iterator[Found]:
    """The place of each region among those that state the share of items handled online in one year."""
    groups: dict[int, list[Observation]] = defaultdict(list)
    for figure in wide.online:
        year = wide.years[figure.report_id]
        if year and (figure.period or str(year)).startswith(str(year)):
            groups[year].append(figure)
    for figures in groups.values():
        values = sorted((figure.value for figure in figures), reverse=True)
        for figure in figures:
            rank = values.index(figure.value) + 1
            yield finding("rank", "ranked", [figure.id], f"{figure.raw}：{rank}", links_of(figure), rank=rank)


OF_FAMILIES: tuple[Maker, ...] = (
    percentages,
    years,
    sums,
    groups,
    kept_promises,
    kept_targets,
    problems,
)
"""What makes findings that rest on reports of one family, one function a kind."""
OF_ALL: tuple[Callable[[Wide], Iterable[Found]], ...] = (ranks, claims_to_be_first)
"""What holds reports of all families against each other."""
