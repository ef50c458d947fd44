"""Annotated readings with their figures: the annotations mark a figure, its words say what it states."""

from dataclasses import replace
from decimal import Decimal

from kg.model import Figure, Reading
from kg.nlp.figures import find
from kg.nlp.spans import Hit


def figured(reading: Reading) -> Reading:
    """The reading with the figures of its Metric mentions."""
    marks = {one.evidence.start: one for one in reading.mentions if one.label == "Metric"}
    hits = [Hit(start, marks[start].evidence.end, "Metric", "gold") for start in sorted(marks)]
    found = find(reading.report.text, hits, reading.report.meta.year)
    figures = [
        Figure(
            marks[one["start"]].id,
            Decimal(one["value"]),
            one["unit"],
            one["qualifier"],
            one["indicator"],
            one["period"],
            None if one["change_from"] is None else marks[one["change_from"]].id,
        )
        for one in found
    ]
    return replace(reading, figures=tuple(figures))
