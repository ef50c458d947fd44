"""Targets of one year against what the year after reports: 力争网办率达到95%以上, and a year later 92%."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.metric.audit import REACH, clause_before
from kg.metric.indicator import unit_kind
from kg.metric.years import OF_REGION, words_of
from kg.model import Observation, Report
from kg.resources import either

_TARGETS = ("exact", "at_least", "over")
_LESS_IS_MORE = ("workdays", "days", "months", "hours", "minutes", "seconds", "money")
_ALIKE, _SAME = 0.5, 0.9
_LEAD = re.compile("^[将把]")
Pair = tuple[Observation, Observation]


def targets_of_indicators(graph: Graph) -> Iterator[Pair]:
    """Each target that is about no thing of its own, with the figure of its indicator a year later.

    Both are of one body. A target that the later report does not speak of gives nothing.
    """
    reports = {report.id: report for report in graph.reports}
    names: dict[str, str] = {entity.id: entity.name for entity in graph.entities}
    said: dict[tuple[str | None, str | None, int, str], list[Observation]] = defaultdict(list)
    for figure in graph.observations:
        year = reports[figure.report_id].meta.year
        if year is not None and figure.agency is not None:
            said[figure.region, figure.agency, year, figure.status].append(figure)
    for region, agency, year, status in sorted(said, key=str):
        later = said.get((region, agency, year + 1, "done"), ()) if status == "planned" else ()
        for target in said[region, agency, year, status] if later else ():
            pair = None if target.about else compared([target], later, names, reports, least=_SAME)
            if pair is not None:
                yield pair


def compared(
    targets: Iterable[Observation],
    found: Sequence[Observation],
    names: Mapping[str, str],
    reports: Mapping[str, Report],
    *,
    least: float = _ALIKE,
) -> Pair | None:
    """A target and the figure a year later whose words are likest; of several the pair that falls shortest.

    `names` are those of metrics, by id. A figure below its target counts only where its words are nearly the
    same; one that reaches it where they are `least` (0 to 1) alike.
    """
    pairs = []
    for target in targets:
        if not _asks_for_more(target, names, reports[target.report_id]):
            continue
        kind = unit_kind(target.unit)
        of_kind = [f for f in found if unit_kind(f.unit) == kind and _is_of_its_year(f, reports)]
        like = [(_likeness(target, figure, names), figure.value, figure.id, figure) for figure in of_kind]
        likeness, value, _, figure = max(like, default=(0.0, Decimal(0), "", target))
        if likeness >= (least if value >= target.value else _SAME):
            pairs.append((target, figure))
    return min(pairs, key=lambda pair: (pair[1].value >= pair[0].value, pair[0].id), default=None)


def _asks_for_more(target: Observation, names: Mapping[str, str], report: Report) -> bool:
    """Whether a figure is a target for the year after its report, and one that should at least be reached."""
    clause = clause_before(report.text, target.span[0], max(0, target.span[0] - REACH))
    fewer = re.search(either("target_words", "fewer"), names.get(target.metric, ""))
    capped = re.search(either("target_words", "capped"), clause)
    kind, year = unit_kind(target.unit), report.meta.year or 0
    later = target.period not in (None, str(year), str(year + 1))
    return target.qualifier in _TARGETS and kind not in _LESS_IS_MORE and not (fewer or capped or later)


def _is_of_its_year(figure: Observation, reports: Mapping[str, Report]) -> bool:
    return figure.period in (None, str(reports[figure.report_id].meta.year))


def _likeness(one: Observation, other: Observation, names: Mapping[str, str]) -> float:
    """How alike the words are that name two figures of one thing, 0 to 1."""
    if one.metric == other.metric or (one.theme in OF_REGION and one.theme == other.theme):
        return 1.0
    left, right = (words_of(_LEAD.sub("", fold(names.get(figure.metric, "")))) for figure in (one, other))
    return overlap(bigrams(left), bigrams(right))
