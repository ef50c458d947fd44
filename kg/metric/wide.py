"""What findings that hold all reports against each other rest on: worked out of each report alone.

Of a report it is of plain values, so that it can be kept, and the report need not be read again for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from kg.graph import Graph
from kg.metric.firsts import First, firsts, firsts_in, may_claim
from kg.metric.ground import ground_of
from kg.metric.observe import Denoted, Measured, observations_of
from kg.model import Entity, Evidence, Observation, Reading, Report
from kg.schema import Schema

_FIELDS = attrgetter(*(field.name for field in fields(Observation)))
_THEME = "online"


class Wide(NamedTuple):
    """The year of each report, the shares of items handled online that reports state, the claims to be first,
    and the names of regions.
    """

    years: Mapping[str, int | None]
    online: Sequence[Observation]
    firsts: Sequence[First]
    regions: Mapping[str, str]


def wide_in(graph: Graph) -> Wide:
    """The same of a whole graph."""
    online = [figure for figure in graph.observations if figure.theme == _THEME and _counts(figure)]
    return _wide(graph.reports, online, [*firsts(graph)], graph.entities)


def wide_from(
    reports: Iterable[Report], rows: Iterable[Sequence[Sequence[Any]]], entities: Mapping[str, Entity]
) -> Wide:
    """The same of what `wide_of` gave for each report."""
    online: list[Observation] = []
    found: list[First] = []
    for figures, claims in rows:
        online += map(_observation, figures)
        found += map(_first, claims)
    named = {claim.region for claim in found if claim.region is not None}
    return _wide(reports, online, found, map(entities.__getitem__, named))


def wide_of(
    reading: Reading, denoted: Denoted, figures: Sequence[Measured], schema: Schema
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The shares and the claims to be first of one report, as plain values."""
    pairs = [pair for pair in zip(reading.figures, figures, strict=True) if pair[1].theme == _THEME]
    told = replace(reading, figures=tuple(figure for figure, _ in pairs))
    online = observations_of(told, (row for _, row in pairs), denoted, schema) if pairs else []
    found = [_plain(figure) for figure in online if _counts(figure)]
    if not may_claim(reading.report.text):
        return found, []
    mentions = {one.id: one for one in reading.mentions}
    ground = ground_of(reading.report, [mentions[key] for key in sorted(mentions)], reading.sections, denoted)
    return found, [*map(_words, firsts_in(ground))]


def _wide(
    reports: Iterable[Report],
    online: Sequence[Observation],
    found: Sequence[First],
    entities: Iterable[Entity],
) -> Wide:
    years = {report.id: report.meta.year for report in reports}
    return Wide(years, online, found, {one.id: one.name for one in entities if one.cls == "Region"})


def _counts(figure: Observation) -> bool:
    return figure.status == "done" and bool(figure.region)


def _plain(figure: Observation) -> tuple[Any, ...]:
    row = _FIELDS(figure)
    return *row[:2], str(row[2]), *row[3:]


def _observation(row: Sequence[Any]) -> Observation:
    cells = [*row]
    cells[2] = Decimal(cells[2])
    return Observation(*cells)


def _words(claim: First) -> tuple[Any, ...]:
    plain = claim._replace(partners=sorted(claim.partners), clause=astuple(claim.clause))  # type: ignore[arg-type]
    return tuple(plain)


def _first(row: Sequence[Any]) -> First:
    plain = First(*row)
    return plain._replace(partners=frozenset(plain.partners), clause=Evidence(*row[-1]))
