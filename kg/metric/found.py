"""The findings of a graph: each kind is worked out of the graph, and put into it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, Protocol

from kg.graph import Apart, Family, Graph, Parted
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
_BY_ID = attrgetter("id")


class Findings(Protocol):
    """What was found in families before, by their names."""

    def __contains__(self, name: object, /) -> bool: ...

    def __getitem__(self, name: str, /) -> Sequence[Found]: ...

    def evidence(self) -> Iterable[tuple[str, Iterable[str]]]:
        """For each name the ids of the evidence that its findings rest on."""
        ...


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
    findings: Mapping[str, Sequence[Found]]
    said: Mapping[str, str]


def with_known_findings(
    plain: Parted, spoken: Mapping[str, Spoken], wide: Wide, seals: Mapping[str, str], known: Findings
) -> Known:
    """As `with_findings`, where what was found in families before is not looked for again.

    `seals` give for each report a hash of what was read of it, `known` the findings of families by their
    names. Findings of families are apart in the graph.
    """
    ties = ties_of(plain)
    said = said_of(plain, spoken, seals, ties)
    named = families(plain.reports, spoken, said)
    # the first are looked at last: their rows are at hand still when tables are written
    new = {name: reports for name, reports in reversed(named.items()) if name not in known}
    findings = _AllFound(named, Rows(), known)
    for name, found in _found_in_all(plain, new, ties):
        findings.add(name, found)
    entities, facts = _with_these(
        plain.entities, plain.structural, (one for maker in OF_ALL for one in maker(wide))
    )
    apart = Apart([Family(*each) for each in named.items()], findings.of, findings.spans)
    return Known(replace(plain, entities=entities, structural=facts, apart=apart), findings, said)


class _AllFound(Mapping[str, Sequence[Found]]):
    """The findings of each family, in order: found now, else known."""

    def __init__(self, named: Collection[str], rows: Rows[str], known: Findings) -> None:
        self._named, self._rows, self._known = named, rows, known

    def add(self, name: str, found: Iterable[Found]) -> None:
        """Have what was found now; nothing of it was asked for yet."""
        self._rows.add([(name, ()), *((name, one.plain) for one in found)])  # also of none the name is known

    def __getitem__(self, name: str) -> Sequence[Found]:
        rows = self._rows.of(name)
        return [found_from(row) for row in rows if row] if rows else self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def of(self, names: Iterable[str]) -> tuple[list[Entity], list[tuple[str, Fact]]]:
        """As kg.graph.Apart says; of several with one id the first stands."""
        found: dict[str, Found] = {}
        for one in chain.from_iterable(map(self.__getitem__, names)):
            found.setdefault(one.entity.id, one)
        links = ((fact.id, fact) for one in found.values() for fact in one.facts)
        return [found[key].entity for key in sorted(found)], sorted(dict(links).items())

    def spans(self) -> Iterator[str]:
        """The ids of the evidence that all rest on."""
        for _, rows in self._rows.groups():
            yield from chain.from_iterable(found_from(row).evidence for row in rows if row)
        for name, spans in self._known.evidence():
            if name in self._named:
                yield from spans


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
