"""The findings of a graph: each kind is worked out of the graph, and put into it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.graph import Graph
from kg.metric.audit import percentage_checks
from kg.metric.finding import FINDING, Found, Links, finding
from kg.metric.judged import claims_to_be_first, groups, growths, kept_promises, problems, sums

Maker = Callable[[Graph], Iterable[Found]]


def with_findings(graph: Graph) -> Graph:
    """The graph with its findings, in place of those that it had: the same graph gives the same ones."""
    plain = _without(graph)
    found = [each for maker in MAKERS for each in maker(plain)]
    entities = {entity.id: entity for entity in (*plain.entities, *(one.entity for one in found))}
    facts = {fact.id: fact for fact in (*plain.facts, *(fact for one in found for fact in one.facts))}
    return replace(
        plain,
        entities=tuple(entities[key] for key in sorted(entities)),
        facts=tuple(facts[key] for key in sorted(facts)),
    )


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
        links = Links(
            checks=[rate.id],
            against=[part.id for part in parts],
            evidence=[figure.evidence_id for figure in (rate, *parts)],
            reports=[check.report_id],
            region=rate.region,
            agency=rate.agency,
        )
        name = f"{rate.raw}：{parts[0].raw} / {parts[1].raw}"
        numbers = {"stated": check.stated, "part": check.part, "whole": check.whole}
        yield finding(
            check.kind, check.verdict, [check.observation], name, links, computed=check.computed, **numbers
        )


MAKERS: tuple[Maker, ...] = (
    percentages,
    sums,
    growths,
    groups,
    claims_to_be_first,
    kept_promises,
    problems,
)
"""What makes findings, one function a kind."""
