"""What the Metric mentions state: value, unit, what was counted, in which period, from which value.

Reads `mentions` and the report's year in `kg.meta`; writes plain dicts to `doc.user_data["kg.figures"]`.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.firsts import hastened
from kg.nlp.quantities import parse
from kg.nlp.sections import LAYOUT
from kg.nlp.spans import MENTIONS, Hit, hits_of
from kg.nlp.tables import cells_with_years
from kg.nlp.view import text_of, view_of
from kg.resources import entries

_Figure = dict[str, Any]
_Span = tuple[int, int]
FIGURES = "kg.figures"
_NEAR = 30
"""How far behind a figure another may still be told by its words."""
_CLAUSE, _SENTENCE = 80, 400
"""How far before a figure its clause and its sentence are looked at."""
_BARE = 3
"""Up to so many letters a noun says too little alone: 部门, 对文件."""
_PERCENT = "%％"
_STOPS = "，。；：、！？\n（）"
_BEHIND_STOP = re.compile(f"(?s:.*)[{_STOPS}]")
_ASIDE = re.compile(r"（[^（）\d]{2,12}）\Z")
"""What a name of something counted has in brackets behind it: 满意率（含基本满意）100%."""
_TO_STOP = re.compile(f"[^{_STOPS}]*")
_MONTHS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|今年)?(?P<first>\d{1,2})(?:月)?[—–~至到-](?P<last>\d{1,2})月"
)
_UNTIL = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?截至(?P<last>\d{1,2})月")
_BEHIND = re.compile(r"（(?:(?P<year>(?:19|20)\d\d)年)?截至(?P<last>\d{1,2})月(?:底|末)?）")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年(?!度?[^，。；]{0,8}《)")
_PLAN = re.compile(r"十(?P<number>[一二三四五])五[”\"]?(?:期间|时期)(?!以来)")
_PLANS = {sign: 2001 + 5 * at for at, sign in enumerate("一二三四五", 1)}
"""The first years of the five-year plans (国民经济和社会发展五年规划): 十一五 from 2006."""
_FROM = re.compile(r"(?:由|从)[^，。；]{0,24}$")
_TO = re.compile(r"^[^，。；]{0,6}(?:至|到|为)[^，。；]{0,4}$")


def find(text: str, metrics: Iterable[Hit], year: int | None, plans: Sequence[_Span] = ()) -> list[_Figure]:
    """The figures of the metrics, in order; `start` and `end` are offsets of the text.

    `change_from` is the start of the metric that 由A到B or 从A至B starts from, or None; `period` is `2021` or
    `2021-01/2021-09`, or None where neither the sentence nor `year` (the report's) gives one. `plans` are the
    spans of sections on plans, by start: what is planned is for the year after.
    """
    figures: list[_Figure] = []
    before: Hit | None = None
    topic = ""
    starts, reach = [start for start, _ in plans], list(accumulate((end for _, end in plans), max))
    for hit in metrics:
        quantity = parse(text[hit.start : hit.end])
        if quantity is None:
            continue
        said = indicator(text, hit)
        beside = before if before is not None and hit.start - before.end <= _NEAR else None
        topic = topic if beside and text.find("。", beside.end, hit.start) < 0 else ""
        if not _wording("thin").fullmatch(said):
            topic = said
        opened = bisect_right(starts, hit.start)
        planned = opened > 0 and hit.start < reach[opened - 1]
        figures.append(
            {
                "start": hit.start,
                "end": hit.end,
                "value": str(quantity.value),
                "unit": quantity.unit,
                "qualifier": quantity.qualifier,
                "indicator": _joined(topic, said) or text[hit.start : hit.end],
                "period": period(text, hit, year + 1 if planned and year else year),
                "change_from": _change_from(text, beside, hit) if beside else None,
            }
        )
        before = hit
    return figures


def _joined(topic: str, said: str) -> str:
    """What was counted with what the figure before it tells: 直接纠错, 纠错率 is 直接纠错率."""
    act = said.removesuffix("率")
    known = topic.find(act) if act and act != said else -1
    if known >= 0:
        return topic[:known] + said
    return topic if topic.endswith(said) else topic + said


def _change_from(text: str, before: Hit, hit: Hit) -> int | None:
    if not _TO.match(text[before.end : hit.start]):
        return None
    return before.start if _FROM.search(text[max(0, before.start - 30) : before.start]) else None


def period(text: str, hit: Hit, year: int | None) -> str | None:
    """The period of a figure: the months or the year named in its sentence before it, else `year`."""
    end, low = hit.start, max(0, hit.start - _SENTENCE)
    start = max(low, text.rfind("。", low, end) + 1, text.rfind("\n", low, end) + 1)
    months = _BEHIND.match(text, hit.end)
    if months is None and text.find("月", start, end) >= 0:
        told = [*_MONTHS.finditer(text, start, end), *_UNTIL.finditer(text, start, end)]
        months = told[-1] if told else None
    if months:
        of = months["year"] or year
        first = months.groupdict().get("first") or 1
        return f"{of}-{int(first):02}/{of}-{int(months['last']):02}" if of else None
    named = _YEAR.search(text, start, end) if text.find("年", start, end) >= 0 else None
    if named:
        return named["year"]
    plan = _PLAN.search(text, start, end) if text.find("五", start, end) >= 0 else None
    if plan:
        first = _PLANS[plan["number"]]
        return f"{first}-01/{first + 4}-12"
    return str(year) if year else None


def indicator(text: str, hit: Hit) -> str:
    """What was counted, in the words of the clause: those before the number, without time and verbs, and
    the noun behind it; "" where the clause says nothing.
    """
    start = max(0, hit.start - _CLAUSE)
    aside = _ASIDE.search(text, max(start, hit.start - _NEAR), hit.start)
    end = aside.start() if aside else hit.start
    stopped = _BEHIND_STOP.match(text, start, end)
    head = text[stopped.end() if stopped else start : end].strip()
    stop = _TO_STOP.match(text, hit.end, hit.end + 24)
    noun = _wording("noun").match(text, hit.end, stop.end()) if stop else None
    change = _wording("change").search(head) if text[hit.end - 1] in _PERCENT else None
    behind = (noun[0] if noun else "") or (f"{change[1]}率" if change else "")
    rest = _wording("aside").sub("", "、" + head if stopped and text[stopped.end() - 1] == "、" else head)
    short = _named(rest.removeprefix("、"), behind)
    return short if len(short) > _BARE else _named(head, behind)


def _named(head: str, behind: str) -> str:
    return _balanced((_trimmed(head) + behind).strip())


def _trimmed(head: str) -> str:
    """The words before a number without those that do not name what was counted."""
    lead = _wording("head").match(head)
    head = _without_tail(head[lead.end() :] if lead else head)
    inside = _wording("inner").sub("", head)
    return head if inside == head else _without_tail(inside)


def _without_tail(head: str) -> str:
    tail = _wording("tail").search(head)
    return head[: tail.start()] if tail else head


def _balanced(words: str) -> str:
    """The words without a quote whose partner was cut off."""
    opened, closed = words.count("“"), words.count("”")
    return words if opened == closed else words.replace("“" if opened > closed else "”", "")


@functools.cache
def _wording(place: str) -> re.Pattern[str]:
    """The words of the clause that do not name what was counted (data: figure_wording.csv)."""
    words = "|".join(entries("figure_wording", place))
    forms = {"head": rf"^(?:{words})+", "tail": rf"(?:{words})+$"}
    return hastened(forms.get(place, words))


@Language.component("kg_figures")
def kg_figures(doc: Doc) -> Doc:
    """Reads Metric mentions and the report's year; writes `kg.figures` with raw offsets."""
    view = view_of(doc)
    meta: Mapping[str, Any] = doc.user_data.get("kg.meta", {})
    metrics = [hit for hit in hits_of(doc, MENTIONS) if hit.label == "Metric"]
    layout = doc.user_data.get(LAYOUT, ())
    plans = [view.place(start, end) for start, end, _, kind, *_ in layout if kind == "plans"]
    figures = find(view.text, metrics, meta.get("year"), plans)
    starts = {hit.start: view.raw(hit.start, hit.end) for hit in metrics}
    for figure in figures:
        origin = figure.pop("change_from")
        figure["start"], figure["end"] = starts[figure["start"]]
        figure["change_from"] = starts[origin] if origin is not None else None
    for at, cell in cells_with_years(text_of(doc), [figure["start"] for figure in figures]):
        figures[at] |= {"period": cell.year, "indicator": cell.indicator or figures[at]["indicator"]}
    doc.user_data[FIGURES] = figures
    return doc
