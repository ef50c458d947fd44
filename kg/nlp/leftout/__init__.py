"""What looks like a mention and was left out, and why: the list that a reviewer reads instead of the report.

Titles in brackets, names in quotes, figures, and strings with the endings of agencies, reforms and platforms
are looked for by shapes wider than the rules (`left_out_shapes.csv`); the rules' own data and predicates say
why each was not taken. Reasons are ids with words in `left_out_reasons.csv`.
"""

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.model import Report
from kg.nlp.headings import headings
from kg.nlp.leftout.bracketed import in_quotes, in_titles
from kg.nlp.leftout.named import in_agencies, in_debris, in_names
from kg.nlp.leftout.numbers import in_numbers
from kg.nlp.leftout.taken import LeftOut, Spans, Taken
from kg.nlp.view import View, repair
from kg.resources import table

__all__ = ["Group", "LeftOut", "Reason", "Taken", "grouped", "left_out", "proposed", "reasons"]


class Reason(NamedTuple):
    """A reason with its words, Chinese and English; {detail} stands in them for what decided.

    `telling` is how often in a hundred such a thing was a mention all the same.
    """

    id: str
    telling: float
    zh: str
    en: str


class Group(NamedTuple):
    """What was left out for one reason with one surface: the first place, and how many there are."""

    report: Report
    first: LeftOut
    times: int


def left_out(text: str, taken: Iterable[Taken]) -> list[LeftOut]:
    """What looks like a mention in a text and is none of `taken`, in order, in offsets of the text.

    `taken` are the mentions of the text and its deictic words (我局 …). Linear in the text.
    """
    view = repair(text)
    spans = Spans(_placed(view, taken))
    found = {_raw(text, view, item) for item in _found(view.text, spans)}
    return sorted({*found, *_dropped(text, view)})


def _dropped(text: str, view: View) -> Iterator[LeftOut]:
    for low, high in view.dropped:
        for item in in_debris(text[low:high]):
            start, end = low + item.start, low + item.end
            yield item._replace(start=start, end=end, surface=text[start:end])


def _placed(view: View, taken: Iterable[Taken]) -> Iterator[Taken]:
    for span in taken:
        start, end = view.place(span.start, span.end)
        if start < end:
            yield Taken(start, end, span.label)


def _found(text: str, taken: Spans) -> Iterator[LeftOut]:
    marks = {at for h in headings(text, lambda _: False) for at in range(h.start, h.title_start)}
    yield from in_titles(text, taken)
    yield from in_quotes(text, taken)
    yield from in_numbers(text, taken, marks)
    yield from in_agencies(text, taken)
    yield from in_names(text, taken)


def _raw(text: str, view: View, item: LeftOut) -> LeftOut:
    start, end = view.raw(item.start, item.end)
    return item._replace(start=start, end=end, surface=text[start:end])


def proposed(text: str, taken: Iterable[Taken]) -> list[LeftOut]:
    """What the second opinion takes for an agency or region and touches none of `taken`, in order.

    ServiceError where the extra `neural` is not installed (kg.nlp.second_opinion).
    """
    from kg.nlp.second_opinion import second_opinion

    spans = Spans(taken)
    return [
        LeftOut(start, end, text[start:end], f"opinion.{label.lower()}")
        for start, end, label in second_opinion(text)
        if not spans.touching(start, end)
    ]


def grouped(items: Iterable[tuple[Report, LeftOut]]) -> list[Group]:
    """The items by reason and surface: what tells most first, then what is seen most often."""
    groups: dict[tuple[str, str], Group] = {}
    for report, item in items:
        key = item.reason, item.surface
        before = groups.get(key, Group(report, item, 0))
        groups[key] = before._replace(times=before.times + 1)
    return sorted(groups.values(), key=_order)


def _order(group: Group) -> tuple[float, int, str, int]:
    return -reasons()[group.first.reason].telling, -group.times, group.report.source, group.first.start


@functools.cache
def reasons() -> dict[str, Reason]:
    """All reasons by id."""
    return {
        row["reason"]: Reason(row["reason"], float(row["telling"]), row["zh"], row["en"])
        for row in table("left_out_reasons")
    }
