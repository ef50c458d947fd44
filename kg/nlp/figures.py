"""What the Metric mentions state: value, unit, what was counted, in which period, from which value.

Reads `mentions` and the report's year in `kg.meta`; writes plain dicts to `doc.user_data["kg.figures"]`.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.quantities import parse
from kg.nlp.spans import MENTIONS, Hit, hits_of
from kg.nlp.view import view_of
from kg.resources import table

FIGURES = "kg.figures"
_STOPS = "，。；：、！？\n（）"
_MONTHS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|今年)?(?P<first>\d{1,2})(?:月)?[—–~至到-](?P<last>\d{1,2})月"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年(?!度?[^，。；]{0,8}《)")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,24}$")
_TO = re.compile(r"^[^，。；]{0,6}(?:至|到|为)[^，。；]{0,4}$")


def find(text: str, metrics: Iterable[Hit], year: int | None) -> list[dict[str, Any]]:
    """The figures of the metrics, in order; `start` and `end` are offsets of the text.

    `change_from` is the start of the metric that 由A到B or 从A至B starts from, or None; `period` is `2021` or
    `2021-01/2021-09`, or None where neither the sentence nor `year` (the report's) gives one.
    """
    figures: list[dict[str, Any]] = []
    before: Hit | None = None
    for hit in metrics:
        quantity = parse(text[hit.start : hit.end])
        if quantity is None:
            continue
        figures.append(
            {
                "start": hit.start,
                "end": hit.end,
                "value": str(quantity.value),
                "unit": quantity.unit,
                "qualifier": quantity.qualifier,
                "indicator": indicator(text, hit),
                "period": period(text, hit.start, year),
                "change_from": _change_from(text, before, hit),
            }
        )
        before = hit
    return figures


def _change_from(text: str, before: Hit | None, hit: Hit) -> int | None:
    if before is None or not _TO.match(text[before.end : hit.start]):
        return None
    return before.start if _FROM.search(text[max(0, before.start - 30) : before.start]) else None


def period(text: str, start: int, year: int | None) -> str | None:
    """The period of the figure at `start`: months or a year named before it in its sentence, else `year`."""
    sentence = text[max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1 : start]
    months = list(_MONTHS.finditer(sentence))
    if months:
        found = months[-1]
        of = found["year"] or year
        return f"{of}-{int(found['first']):02}/{of}-{int(found['last']):02}" if of else None
    named = _YEAR.search(sentence)
    return named["year"] if named else (str(year) if year else None)


def indicator(text: str, hit: Hit) -> str:
    """What was counted, in the words of the clause: those before the number, without time and verbs, and
    the noun behind it.
    """
    left = max((text.rfind(stop, 0, hit.start) for stop in _STOPS), default=-1) + 1
    right = min((at for stop in _STOPS if (at := text.find(stop, hit.end)) >= 0), default=len(text))
    head = _wording("head").sub("", text[left : hit.start])
    head = _wording("tail").sub("", head)
    noun = _wording("noun").match(text[hit.end : min(right, hit.end + 24)])
    said = head + (noun[0] if noun else "")
    return said.strip(" “”") or text[hit.start : hit.end]


@functools.cache
def _wording(place: str) -> re.Pattern[str]:
    """The words of the clause that do not name what was counted (data: figure_wording.csv)."""
    words = "|".join(row["pattern"] for row in table("figure_wording") if row["place"] == place)
    return re.compile({"head": rf"^(?:{words})+", "tail": rf"(?:{words})+$", "noun": words}[place])


@Language.component("kg_figures")
def kg_figures(doc: Doc) -> Doc:
    """Reads Metric mentions and the report's year; writes `kg.figures` with raw offsets."""
    view = view_of(doc)
    meta: Mapping[str, Any] = doc.user_data.get("kg.meta", {})
    metrics = [hit for hit in hits_of(doc, MENTIONS) if hit.label == "Metric"]
    figures = find(view.text, metrics, meta.get("year"))
    starts = {hit.start: view.raw(hit.start, hit.end) for hit in metrics}
    for figure in figures:
        origin = figure.pop("change_from")
        figure["start"], figure["end"] = starts[figure["start"]]
        figure["change_from"] = starts[origin] if origin is not None else None
    doc.user_data[FIGURES] = figures
    return doc
