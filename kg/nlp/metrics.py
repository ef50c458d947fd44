"""Metric mentions: a number with its unit and its marks of approximation; dates and ordinals are none."""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.quantities import WORDS, expression, marks
from kg.nlp.scanner import Sieve, near
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Metric"
_TITLE = 60
"""How far from a number the brackets of a title may stand that it is part of."""
_DIGIT = re.compile(r"\d")


@functools.cache
def _begins() -> re.Pattern[str]:
    """A place where a metric may begin: a row of digits, or two characters with which its words begin."""
    first, second = ("".join(sorted({mark[at : at + 1] for mark in marks("before")})) for at in (0, 1))
    return re.compile(rf"[\d{first}百千万{WORDS}](?:(?<=\d)\d*|(?=[\d {second}分个类项件]))")


def find(text: str) -> list[Hit]:
    """The metrics of a text, in order. Dates, ordinals, ranks and opening hours are none."""
    hits = list(_proposed(text))
    refused = _refusals().seen([_context(text, hit.start, hit.end) for hit in hits])
    return [hit for hit, reasons in zip(hits, refused, strict=True) if not reasons]


def _proposed(text: str) -> Iterator[Hit]:
    places = [match.start() for match in _begins().finditer(text)]
    for found in near(expression(), text, places, 0, 0):
        if not (found[0].endswith("日") and _is_date(text, found.start())) and not _in_title(
            text, *found.span()
        ):
            yield Hit(*found.span(), LABEL, _rule(found[0]))


def _rule(metric: str) -> str:
    if metric[0] in "百千万":
        return "metric.share"
    return "metric.number" if _DIGIT.search(metric) else "metric.words"


def _in_title(text: str, start: int, end: int) -> bool:
    """Whether a number stands inside a title in brackets: 《2024年349个城市监测报告》."""
    opened = text.rfind("《", max(0, start - _TITLE), start)
    return opened >= 0 and text.find("》", opened, start) < 0 <= text.find("》", end, end + _TITLE)


def _is_date(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].rstrip().endswith("月")


@functools.cache
def _refusals() -> Sieve:
    """Contexts, with «» around the number, in which it is no metric (data: metric_not.csv)."""
    return Sieve(row["pattern"] for row in table("metric_not"))


def refusal(text: str, start: int, end: int) -> str | None:
    """Why the number with its unit at [start, end) is no metric, in words of the data; None if it is one."""
    context = _context(text, start, end)
    return next((row["why"] for row in table("metric_not") if re.search(row["pattern"], context)), None)


def _context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 6) : start]}«{text[start:end]}»{text[end : end + 6]}"


@Language.component("kg_metrics")
def kg_metrics(doc: Doc) -> Doc:
    """Reads the view; adds Metric candidates."""
    return add_hits(doc, find(view_of(doc).text))
