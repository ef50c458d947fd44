"""Two graphs of the same reports: what one has and the other has not."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kg.graph import Graph

KINDS = ("report", "mention", "claim", "entity", "fact")


class Change(NamedTuple):
    """A thing that goes (`-`) or comes (`+`).

    `what` is one of KINDS; `name` its label, relation or class; `text` its words.
    `status` is that of a claim or fact; `rule`, `report` (the source) and `start` say where it was read. What
    a thing has not is None.
    """

    change: Literal["-", "+"]
    what: str
    name: str | None
    text: str
    status: str | None = None
    rule: str | None = None
    report: str | None = None
    start: int | None = None


def changes(before: Graph, after: Graph) -> list[Change]:
    """What goes from `before` and what comes in `after`, in the order of KINDS and then of the texts."""
    old, new = dict(_things(before)), dict(_things(after))
    gone = (change for key, change in old.items() if key not in new)
    come = (change._replace(change="+") for key, change in new.items() if key not in old)
    return sorted((*gone, *come), key=_order)


def _order(change: Change) -> tuple[object, ...]:
    place = (change.report or "", change.start or 0)
    return (
        KINDS.index(change.what),
        *place,
        change.name or "",
        change.text,
        change.status or "",
        change.change,
    )


def _things(graph: Graph) -> Iterator[tuple[str, Change]]:
    """Everything by its id, in the order of the graph."""
    names: dict[str, str] = {entity.id: entity.name for entity in graph.entities}
    names |= {figure.id: figure.raw for figure in graph.observations}
    for report in graph.reports:
        yield report.id, Change("-", "report", None, report.source)
    yield from _read(graph)
    for entity in graph.entities:
        yield entity.id, Change("-", "entity", entity.cls, entity.name)
    for fact in graph.facts:
        ends = [names.get(end, end) for end in (fact.subject, fact.object)]
        said = f"{ends[0]} {fact.relation} {ends[1]}"
        yield fact.id, Change("-", "fact", fact.relation, said, fact.status)


def _read(graph: Graph) -> Iterator[tuple[str, Change]]:
    """What was read in one place: mentions and claims."""
    sources = {report.id: report.source for report in graph.reports}
    words: dict[str, str] = {}
    for mention in (*graph.mentions, *graph.deictics):
        place = mention.evidence
        words[mention.id] = place.quote
        where = (mention.rule, sources[place.report_id], place.start)
        yield mention.id, Change("-", "mention", mention.label, place.quote, None, *where)
    for claim in graph.claims:
        place = claim.evidence
        subject, object_ = (words.get(end, end) for end in (claim.subject, claim.object))
        where = (claim.rule, sources[place.report_id], place.start)
        said = f"{subject} {claim.predicate} {object_}"
        yield claim.id, Change("-", "claim", claim.predicate, said, claim.status, *where)
