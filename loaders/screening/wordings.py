"""What its wording gives away: addresses, plates, papers, accounts of the net, internal markings.

The shapes are data (`kg/lexicon/screen_patterns.csv`).
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from kg.resources import either, table
from loaders.screening.hit import Hit, Kind

_BEFORE, _BEHIND = 80, 200
"""How far from its anchor a shape may reach."""
_GROWS, _FARTHEST = "*", 16


class _Shape(NamedTuple):
    """A row of the table, its pattern compiled."""

    kind: Kind
    rule: str
    anchor: str
    pattern: re.Pattern[str]


def wordings(text: str) -> Iterator[Hit]:
    """Every shape that stands in a plain text; hits of several shapes may overlap."""
    for shape in _shapes():
        for match in _matches(shape, text):
            start, end = match.span("hit") if "hit" in shape.pattern.groupindex else match.span()
            start = _grown(text, start) if shape.anchor == _GROWS else start
            yield Hit(start, end, shape.kind, text[start:end], shape.rule)


@functools.cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(
        _Shape(cast("Kind", row["kind"]), row["rule"], row["anchor"], re.compile(row["pattern"]))
        for row in table("screen_patterns")
    )


def _matches(shape: _Shape, text: str) -> Iterator[re.Match[str]]:
    """The matches of a shape; around its anchor alone, where it has one, so that the work stays linear."""
    if shape.anchor in ("", _GROWS):
        yield from shape.pattern.finditer(text)
        return
    at = text.find(shape.anchor)
    while at >= 0:
        around = shape.pattern.finditer(text, max(0, at - _BEFORE), at + _BEHIND)
        match = next((match for match in around if match.start() <= at < match.end()), None)
        if match:
            yield match
        at = text.find(shape.anchor, match.end() if match else at + 1)


def _grown(text: str, start: int) -> int:
    """Where the names in front of an address begin: behind the last word or sign that is none of theirs."""
    least = max(0, start - _FARTHEST)
    other = _stops().match(text[least:start])
    return least + other.end() if other else least


@functools.cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"(?s).*(?:{either('screen_words', 'address')}|[^\u4e00-\u9fff])")
