"""Whether what cues take for a name in quotes names anything: a linear model over its characters and context.

“敲门行动” is carried out, “敲门砖” is a figure of speech, and often no cue stands beside either. The signs
and their weights are in `naming.csv`, trained on own-written texts by `benchmarks.train_naming`.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.resources import table

FIRST, LAST, PAIR, CHARACTER, LENGTH = "first", "last", "pair", "character", "length"
BEFORE, NEAR_BEFORE, NEAR_BEHIND = "before", "near before", "near behind"
INITIATIVE, PLATFORM, CONSTANT = "initiative", "platform", "constant"
_LINE_END = "⏎"
_STOP = re.compile("[，。；、：！？\n“]")
_LAST_STOP = re.compile(f"(?s:.*)[，。；、：！？{_LINE_END}]")
_NEAR = 6
"""So many characters behind the quotes count."""
_LONG = 12
_BOUNDS = (-3, -1, 0, 1, 2, 3, 5)
"""The points of the cues are told apart by these."""
_Sign = tuple[str, str]


class Face(NamedTuple):
    """A name in quotes, what stands before and behind, and its points as an initiative and as a platform."""

    name: str
    before: str
    behind: str
    points: Sequence[float]


def odds(face: Face) -> float:
    """Log-odds that a name in quotes names something."""
    weights, none = _weights(), dict[str, float]()
    return weights[CONSTANT][""] + sum(weights.get(kind, none).get(sign, 0.0) for kind, sign in signs(face))


def signs(face: Face) -> set[_Sign]:
    """The signs of a name in quotes: kind and value; a line end is ⏎."""
    before = face.before.replace("\n", _LINE_END)
    return {
        *_inside(face.name),
        *((BEFORE, before[-size:]) for size in (1, 2, 3) if len(before) >= size),
        *((NEAR_BEFORE, pair) for pair in _pairs(_behind_last_stop(before))),
        *((NEAR_BEHIND, pair) for pair in _pairs(_STOP.split(face.behind, 1)[0][:_NEAR])),
        (INITIATIVE, _level(face.points[0])),
        (PLATFORM, _level(face.points[1])),
    }


def _inside(name: str) -> Iterator[_Sign]:
    yield LENGTH, str(min(len(name), _LONG))
    for size in (1, 2, 3):
        if len(name) >= size:
            yield LAST, name[-size:]
    for size in (1, 2):
        if len(name) >= size:
            yield FIRST, name[:size]
    for pair in _pairs(name):
        yield PAIR, pair
    for character in name:
        yield CHARACTER, character


def _behind_last_stop(before: str) -> str:
    stop = _LAST_STOP.match(before)
    return before[stop.end() :] if stop else before


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _level(points: float) -> str:
    """How high the points of the cues are, in steps."""
    return str(sum(points > bound for bound in _BOUNDS))


@functools.cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    for row in table("naming"):
        weights.setdefault(row["kind"], {})[row["sign"]] = float(row["weight"])
    return weights
