"""Figures against annotated ones: value, unit, qualifier, period, starting value, and what was counted.

The file is a JSON list: `span` (ids of text and span), `value` in units of one, `unit`, `qualifier`,
`period`, `indicator`, and `change` with `from`, the starting value, or null.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.evaluate.alignment import align
from kg.evaluate.files import rows_of
from kg.evaluate.gold import Pair, Spans
from kg.evaluate.lines import counted
from kg.evaluate.places import Place, place_of
from kg.evaluate.scores import FIGURE_KINDS, MICRO, Key
from kg.folding import fold
from kg.metric import observe
from kg.metric.indicator import unit_kind
from kg.model import Reading
from kg.resolve import resolve
from kg.schema import load_schema

SAID = ("unit", "qualifier", "period", "indicator")
LIKE = 0.5
"""From which likeness on (`likeness`) two wordings name one indicator."""


class Stated(NamedTuple):
    """A figure as it was annotated or read; `start` is the value that it changed from, None for none."""

    value: Decimal
    unit: str
    qualifier: str
    period: str | None
    indicator: str
    start: Decimal | None


Figures = Mapping[tuple[str, Place], Stated]
"""Figures by text id and place."""


def read_figures(path: Path, spans: Spans) -> Figures:
    """The annotated figures of a file, by the places of `spans`.

    DataError for an entry that is no figure, or a span that no text has; UsageError for a file that cannot be
    read.
    """
    found: dict[tuple[str, Place], Stated] = {}
    for place, row in rows_of(path, "a list of figures in JSON"):
        try:
            text, span = map(str, row["span"])
            start = (row.get("change") or {}).get("from")
            unit, qualifier, period, indicator = (str(row[name]) for name in SAID)
            begun = None if start is None else _number(start)
            figure = Stated(_number(row["value"]), unit, qualifier, period, indicator, begun)
        except (AttributeError, InvalidOperation, KeyError, TypeError, ValueError) as error:
            raise DataError(f"{place}: not a figure ({type(error).__name__}: {error})") from error
        if (text, span) not in spans:
            raise DataError(f"{place}: {text} {span}: no such text and span among the annotated ones")
        found[text, spans[text, span]] = figure
    return found


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def figure_lines(pairs: Sequence[Pair], known: Figures) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The lines of the figure tables by kind and name: annotated, found in their place, and right ones.

    `figure stated` wants value, unit, qualifier and period at once.
    """
    found = _found(pairs, known)
    both = [(known[at], found[at]) for at in known if at in found]
    for kind in FIGURE_KINDS:
        wanted = [figure for figure in known.values() if kind != "figure change" or figure.start is not None]
        there = [pair for pair in both if kind != "figure change" or pair[0].start is not None]
        right = sum(_right(kind, *pair) for pair in there)
        yield (kind, MICRO), counted(len(wanted), len(there), right)


def _found(pairs: Sequence[Pair], known: Figures) -> Figures:
    """What was read in the places of the annotated figures, as observations tell it."""
    read = [reading for _, reading in pairs]
    resolution = resolve(read)
    denoted = {(row.report_id, row.mention): row.entity for row in resolution.resolved}
    metrics, observations = observe(read, denoted, resolution.entities, load_schema())
    names = {metric.id: metric.name for metric in metrics}
    values = {one.id: one.value for one in observations}
    stated = {
        one.evidence_id: Stated(
            one.value, one.unit, one.qualifier, one.period, names[one.metric],
            values.get(one.change_from) if one.change_from else None,
        )
        for one in observations
    }  # fmt: skip
    found = {}
    for gold, reading in pairs:
        for place, evidence in _matched(gold, reading):
            at = (gold.report.source, place)
            if at in known and evidence in stated:
                found[at] = stated[evidence]
    return found


def _matched(gold: Reading, reading: Reading) -> Iterator[tuple[Place, str]]:
    """Each annotated figure that was found, with the evidence id of what was found."""
    said = {place_of(m): m.evidence.id for m in reading.mentions if m.label == "Metric"}
    for place, mine in align([place_of(m) for m in gold.mentions if m.label == "Metric"], said):
        if place is not None and mine is not None:
            yield place, said[mine]


def _right(kind: str, gold: Stated, found: Stated) -> bool:
    checks = {
        "figure value": gold.value == found.value,
        "figure unit": unit_kind(gold.unit) == unit_kind(found.unit),
        "figure qualifier": gold.qualifier == found.qualifier,
        "figure period": gold.period == found.period,
        "figure change": gold.start == found.start,
        "figure indicator": likeness(gold.indicator, found.indicator) >= LIKE,
    }
    return all([*checks.values()][:4]) if kind == "figure stated" else checks[kind]


def likeness(one: str, other: str) -> float:
    """Twice the longest common subsequence of two wordings by the sum of their lengths, from 0 to 1."""
    left, right = fold(one), fold(other)
    row = [0] * (len(right) + 1)
    for letter in left:
        before = 0
        for at, there in enumerate(right, 1):
            before, row[at] = row[at], before + 1 if letter == there else max(row[at], row[at - 1])
    return 2 * row[-1] / (len(left) + len(right)) if left or right else 0.0
