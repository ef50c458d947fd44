"""Metric mentions: a number with its unit and its marks of approximation; dates and ordinals are none."""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.quantities import SCALES, marks, one_of
from kg.nlp.scanner import Sieve, near
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Metric"
_DIGIT = re.compile(r"\d")
_WORDS = "一两二三四五六七八九十"


@functools.cache
def grammar() -> re.Pattern[str]:
    """The grammar of a metric over the view's text; the groups say which form it has."""
    units = one_of([row["unit"] for row in table("units")])
    scale = one_of(list(SCALES))
    number = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?"
    before = rf"(?:(?:(?<![签预大条公合节])约|{one_of(list(set(marks('before')) - {'约'}))}) ?)?"
    behind = rf"(?: ?(?:{one_of(marks('behind'))}))?"
    more = " ?[余多]? ?"
    words = f"[{_WORDS}]"
    return re.compile(
        rf"(?:{before}(?<![\d.．第])\d+ ?个?小时 ?\d+ ?分钟?{behind}"
        rf"|{before}(?<![\d.．:×xX第/\-—–~～])(?<![A-Za-z]){number}{more}(?:{scale})?{more}(?:{units})(?:次)?{behind}"
        rf"|{before}(?<![\d.．第]){number}{more}(?:万|亿|万亿)(?![\u4e00-\u9fff]*?[年月日号])[余多]?{behind}"
        rf"|百分\n?之?百|[百千万]分之 ?(?:{number}|{words}+(?:点[零〇{_WORDS}]+)?)"
        rf"|(?<![一二三四五六七八九十第两]){words}(?:个|类|项|件)(?=(?:方面)?\d+ ?(?:{units})))"
    )


@functools.cache
def _begins() -> re.Pattern[str]:
    """A place where a metric may begin: a row of digits, or two characters with which its words begin."""
    first, second = ("".join(sorted({mark[at : at + 1] for mark in marks("before")})) for at in (0, 1))
    return re.compile(rf"[\d{first}百千万{_WORDS}](?:(?<=\d)\d*|(?=[\d {second}分个类项件]))")


def find(text: str) -> list[Hit]:
    """The metrics of a text, in order. Dates, ordinals, ranks and opening hours are none."""
    hits = list(_proposed(text))
    refused = _refusals().seen([_context(text, hit.start, hit.end) for hit in hits])
    return [hit for hit, reasons in zip(hits, refused, strict=True) if not reasons]


def _proposed(text: str) -> Iterator[Hit]:
    places = [match.start() for match in _begins().finditer(text)]
    for found in near(grammar(), text, places, 0, 0):
        if not (found[0].endswith("日") and _is_date(text, found.start())):
            yield Hit(*found.span(), LABEL, _rule(found[0]))


def _rule(metric: str) -> str:
    if metric[0] in "百千万":
        return "metric.share"
    return "metric.number" if _DIGIT.search(metric) else "metric.words"


def _is_date(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].rstrip(" ").endswith("月")


@functools.cache
def _refusals() -> Sieve:
    """Contexts, with «» around the number, in which it is no metric (data: metric_not.csv)."""
    return Sieve(re.compile(row["pattern"]) for row in table("metric_not"))


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
