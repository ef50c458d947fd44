"""Figures that are no metrics: dates, ordinals, codes, and numbers without a unit that is known."""

import functools
import re
from collections.abc import Collection, Iterator

from kg.nlp import metrics, quantities
from kg.nlp.leftout.taken import LeftOut, Spans
from kg.resources import either

_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(
    r"\s?(?:年|月|日|时(?!限)|点(?=\d|[钟前后至到，。、])|[—–\-~至到]{1,2}\s?\d{1,4}\s?[年月日])|：?:?\d\d(?!\d)"
)
_DATED = re.compile(r"(?:[年月]|\d\s?[年月]?[—–\-~至到]{1,2}|\d:|20\d\d[./\-]|\d[./\-]\d{1,2}[./\-])\s?$")
_AFTER_CODE = re.compile(r"[-—]\d|号(?!召)|热线|路(?:公交)?|[×xX*]{2,}")
_BEFORE, _BEHIND = 12, 6


def in_numbers(text: str, taken: Spans, marks: Collection[int]) -> Iterator[LeftOut]:
    """Numbers in no Metric; `marks` are the places of headings' marks, whose numbers count nothing."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        touching = taken.touching(start, end)
        if any(span.label == "Metric" for span in touching):
            continue
        if touching:
            around = touching[0]
            yield LeftOut(start, end, "", "number.inside", text[around.start : around.end])
        else:
            yield _number(text, start, end, start in marks)


def _number(text: str, start: int, end: int, mark: bool) -> LeftOut:
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    if mark:
        return LeftOut(start, end, "", "number.heading")
    if before.rstrip().endswith("第"):
        return LeftOut(start, end, "", "number.ordinal")
    if _DATE.match(behind) or _DATED.search(before):
        return LeftOut(start, end, "", "number.date")
    if _code().search(before) or _AFTER_CODE.match(behind) or end - start > 6:
        return LeftOut(start, end, "", "number.code")
    proposed = quantities.expression().match(text, start)
    why = metrics.refusal(text, start, proposed.end()) if proposed else None
    if proposed and why:
        return LeftOut(start, proposed.end(), "", "number.context", why)
    unit = re.match(r"\s?[\u4e00-\u9fff%℃]{1,2}", behind)
    return LeftOut(
        start, end + (unit.end() if unit else 0), "", "number.no_unit", unit[0].strip() if unit else ""
    )


@functools.cache
def _code() -> re.Pattern[str]:
    """What stands before a number of a telephone or a code."""
    return re.compile(rf"(?:[A-Za-z\d][-—]|[A-Za-z]|{either('left_out_shapes', 'code')})[^，。；\d]{{0,3}}$")
