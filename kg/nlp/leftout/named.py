"""Strings with the endings of agencies, reforms and platforms that were not taken."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.nlp import names, placenames
from kg.nlp.leftout.taken import LeftOut, Spans
from kg.resources import either, table

_HAN = "\u4e00-\u9fff"
_REACH, _SHORT = 16, 4


def in_agencies(text: str, taken: Spans) -> Iterator[LeftOut]:
    """Strings that end like an agency's name and are no Agency or Org."""
    places = [(name.start, name.end) for name in placenames.scan(text) if name.full]
    starts = [start for start, _ in places]
    for match in _endings().finditer(text):
        start = _start(text, match.start())
        before = _guards()[match.group()]
        touching = taken.touching(start, match.end())
        if (before and before.search(text, max(0, match.start() - 4), match.start())) or any(
            span.label not in ("Region", "Metric") for span in touching
        ):
            continue
        near = places[bisect_left(starts, match.start() - 2 * _REACH) : bisect_left(starts, match.start())]
        yield _agency(text, start, match, near)


def _start(text: str, end: int) -> int:
    """Where the words begin that run up to an ending: behind the last sign, verb or preposition."""
    low = max(0, end - _REACH)
    for stop in _stops().finditer(text, low, end):
        low = stop.end()
    return low


def _agency(text: str, start: int, ending: re.Match[str], near: Sequence[tuple[int, int]]) -> LeftOut:
    kind = _kind().match(text, start, ending.end()) or _kind().search(text, max(0, start - 4), start)
    if kind:
        return LeftOut(start, ending.end(), "", "agency.generic", kind.group())
    if start == ending.start():
        return LeftOut(start, ending.end(), "", "agency.bare")
    if near and near[-1][1] <= start and "。" not in text[near[-1][1] : start]:
        return LeftOut(start, ending.end(), "", "agency.region", text[near[-1][1] : start])
    return LeftOut(
        start, ending.end(), "", "agency.long" if ending.end() - start > _SHORT else "agency.no_place"
    )


def in_debris(text: str) -> Iterator[LeftOut]:
    """Strings that end like an agency's name in what the rules do not read: 主办：某县人民政府."""
    for match in _endings().finditer(text):
        start = _start(text, match.start())
        if match.start() - start >= 2:
            yield LeftOut(start, match.end(), "", "debris.agency")


def in_names(text: str, taken: Spans) -> Iterator[LeftOut]:
    """Strings that end like the name of a reform, a platform or another body and are none of them."""
    for place in ("service", "reform", "platform", "body", "region"):
        for match in _shape(place).finditer(text):
            start = names.front(text, match.start())
            if taken.touching(start, match.end()):
                continue
            general = place == "reform" and _general().fullmatch(text, start, match.start())
            bare = general or match.start() - start < 2
            reason = f"{place}.general" if bare else f"{place}.plain"
            yield LeftOut(start, match.end(), "", reason, text[start : match.start()] if bare else "")


@functools.cache
def _endings() -> re.Pattern[str]:
    rows = [row for row in table("agency_endings") if row["label"] == "Agency"]
    rows.sort(key=lambda row: -len(row["ending"]))
    return re.compile(
        "|".join(row["ending"] + (f"(?!{row['after']})" if row["after"] else "") for row in rows)
    )


@functools.cache
def _guards() -> dict[str, re.Pattern[str] | None]:
    return {
        row["ending"]: re.compile(f"(?:{row['before']})$") if row["before"] else None
        for row in table("agency_endings")
    }


@functools.cache
def _stops() -> re.Pattern[str]:
    words = [row["word"] for row in table("agency_stops") if row["where"] == "any"]
    words.sort(key=lambda word: ("(" in word, -len(word)))
    return re.compile(rf"[^{_HAN}]|{'|'.join(words)}")


@functools.cache
def _shape(place: str) -> re.Pattern[str]:
    return re.compile(either("left_out_shapes", place) + "+")


@functools.cache
def _kind() -> re.Pattern[str]:
    return re.compile(either("left_out_shapes", "kind"))


@functools.cache
def _general() -> re.Pattern[str]:
    return re.compile(names.words("initiative_words", "general"))
