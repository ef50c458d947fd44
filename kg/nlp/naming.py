"""Whether what cues take for a name in quotes names anything: a linear model over its characters and context.

“敲门行动” is carried out, “敲门砖” is a figure of speech, and often no cue stands beside either. The signs
and their weights are in `naming.csv`, trained on own-written texts by `benchmarks.train_naming`.
"""

import functools
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.resources import table

FIRST, LAST, PAIR, CHARACTER = "first", "last", "pair", "character"
LENGTH, SHAPE = "length", "shape"
BEFORE, BEHIND, NEAR_BEFORE, NEAR_BEHIND = "before", "behind", "near before", "near behind"
INITIATIVE, PLATFORM, CONSTANT = "initiative", "platform", "constant"
_LINE_END = "⏎"
_STOP = re.compile(f"[，。；、：！？{_LINE_END}“]")
_LAST_STOP = re.compile(f"(?s:.*)[，。；、：！？{_LINE_END}]")
_NEAR = 6
"""So many characters behind the quotes count."""
_LONG, _SHAPED = 12, 8
"""So many characters of a name count for its length, and for its shape."""
_KINDS = ((re.compile("[一二两三四五六七八九十百千万双多零几]"), "#"), (re.compile("[\u4e00-\u9fff]"), "字"))
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
    """Log-odds that a name in quotes names something: an exact sum, the same in whatever order."""
    weights, none = _weights(), dict[str, float]()
    return math.fsum(
        [weights[CONSTANT][""], *(weights.get(kind, none).get(sign, 0.0) for kind, sign in signs(face))]
    )


def signs(face: Face) -> set[_Sign]:
    """The signs of a name in quotes: kind and value; a line end is ⏎."""
    before, behind = (part.replace("\n", _LINE_END) for part in (face.before, face.behind))
    return {
        *_inside(face.name),
        *((BEFORE, before[-size:]) for size in (1, 2, 3) if len(before) >= size),
        *((BEHIND, behind[:size]) for size in (1, 2, 3) if len(behind) >= size),
        *((NEAR_BEFORE, pair) for pair in _pairs(_behind_last_stop(before))),
        *((NEAR_BEHIND, pair) for pair in _pairs(_STOP.split(behind, 1)[0][:_NEAR])),
        (INITIATIVE, _level(face.points[0])),
        (PLATFORM, _level(face.points[1])),
    }


def _inside(name: str) -> Iterator[_Sign]:
    yield LENGTH, str(min(len(name), _LONG))
    yield SHAPE, _shape(name)
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


def _shape(name: str) -> str:
    """Where numerals and signs stand in a name: 一网三联 is #字#字, 听民声、解民忧 is 字字字、字字字."""
    shape = name[:_SHAPED]
    for kind, sign in _KINDS:
        shape = kind.sub(sign, shape)
    return shape


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
