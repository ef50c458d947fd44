"""Where a regular expression can match at all: words of which one stands near the begin of every match.

The words are read off the parsed pattern: each match of `(?:配套|综合)?改革(?!局)` holds 改革 at most two
characters behind its begin. A search for many words at once then spares nearly all attempts to match
(kg.nlp.scanner).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from kg.nlp.firsts import REPEATS, ZERO_WIDTH, Expression, parsed

FAR = 1 << 30
"""Stands for a distance without bound."""
_MOST, _WIDE = 300, 60
"""How many words one anchor may have, and how far from the begin of the match it may stand to be worth it."""
_HAN = ("\u4e00", "\u9fff")
_RARER = 0.04
"""How much rarer a word is than the same word without one of its characters, about."""


class Anchor(NamedTuple):
    """Every match has one of the words at a distance of `first` to `last` characters behind its begin."""

    words: frozenset[str]
    first: int
    last: int


class _Part(NamedTuple):
    """A part of a pattern: all it can match (None if too much to list), its least and greatest width, and
    the anchors inside it, relative to its begin.
    """

    said: frozenset[str] | None
    least: int
    most: int
    anchors: tuple[Anchor, ...] = ()


_Cost = Callable[[Anchor], float]
_NOTHING = _Part(frozenset([""]), 0, 0)


LINE = Anchor(frozenset("\n"), -1, -1)
"""The anchor of a pattern that matches at the begin of a line; the text's own begin is one, too."""


def anchor(pattern: Expression) -> Anchor | None:
    """The anchor of a pattern that promises fewest attempts; None where none is known or it can match ""."""
    said = parsed(pattern)
    if said.flags & re.MULTILINE and said.at_line:
        return LINE
    return _anchor(pattern, attempts)


def needed(pattern: Expression) -> frozenset[str] | None:
    """The rarest words of which one stands in every match, wherever; None where none are known."""
    found = _anchor(pattern, rarity)
    return found.words if found else None


def rarity(found: Anchor) -> float:
    """A measure of how often the words stand in a text: rare is what is long, and Chinese more than signs."""
    return sum((1 if _HAN[0] <= word[0] <= _HAN[1] else 4) * _RARER ** len(word) for word in found.words)


def attempts(found: Anchor) -> float:
    """A measure of how many attempts an anchor leaves: the places of its words, and how far around them."""
    return 0 if found is LINE else rarity(found) * min(found.last - found.first + 1, _WIDE)


def _anchor(pattern: Expression, cost: _Cost) -> Anchor | None:
    said = parsed(pattern)
    part = _sequence(said.items, cost)
    return _best(part, cost) if part.least and not said.flags & re.IGNORECASE else None


def _best(part: _Part, cost: _Cost) -> Anchor | None:
    """The cheapest anchor; all that the part can match is one, too, and may be the last of them already."""
    named = [found for found in part.anchors if found.words and "" not in found.words]
    if part.said and "" not in part.said and not (named and named[-1].words is part.said):
        named.append(Anchor(part.said, 0, 0))
    return min(named, key=cost) if len(named) > 1 else next(iter(named), None)


def _sequence(items: Iterable[tuple[Any, Any]], cost: _Cost) -> _Part:
    """Parts one behind the other; neighbours that can be listed make longer words."""
    least = most = 0
    run, begin = frozenset([""]), (0, 0)
    said: frozenset[str] | None = run
    anchors: list[Anchor] = []
    for part in (_part(*item, cost) for item in items):
        anchors += [Anchor(a.words, a.first + least, min(a.last + most, FAR)) for a in part.anchors]
        longer = _products(run, part.said)
        said = longer if said is run else _products(said, part.said)
        if longer is None:
            anchors.append(Anchor(run, *begin))
        least, before, most = least + part.least, (least, most), min(most + part.most, FAR)
        if longer is not None:
            run = longer
        elif part.said is not None:
            run, begin = part.said, before
        else:
            run, begin = frozenset([""]), (least, most)
    return _Part(said, least, most, (*anchors, Anchor(run, *begin)))


def _word(characters: Iterable[tuple[Any, int]]) -> _Part:
    word = "".join([chr(value) for _, value in characters])
    return _Part(frozenset([word]), len(word), len(word))


def _products(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None or len(left) * len(right) > _MOST:
        return None
    return frozenset(a + b for a in left for b in right)


def _part(code: Any, value: Any, cost: _Cost) -> _Part:
    if code is op.LITERAL:
        return _Part(frozenset([chr(value)]), 1, 1)
    if code is op.IN:
        return _Part(_characters(value), 1, 1)
    if code in (op.NOT_LITERAL, op.ANY):
        return _Part(None, 1, 1)
    if code is op.BRANCH:
        return _branch([_way(way.data, cost) for way in value[1]], cost)
    if code is op.SUBPATTERN:
        return _sequence(value[3].data, cost) if not value[1] & re.IGNORECASE else _Part(None, 0, FAR)
    if code is op.ATOMIC_GROUP:
        return _sequence(value.data, cost)
    if code in REPEATS:
        low, high, items = value
        return _repeat(low, high, items.data, cost)
    if code is op.ASSERT and value[0] > 0:
        ahead = _best(_sequence(value[1].data, cost), cost)
        return _NOTHING._replace(anchors=(ahead,) if ahead else ())
    return _NOTHING if code is op.ASSERT or code in ZERO_WIDTH else _Part(None, 0, FAR)


def _characters(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters of a class that lists them; None for one that names a kind or what it is not."""
    found: list[str] = []
    for code, value in items:
        if code is op.LITERAL:
            found.append(chr(value))
        elif code is op.RANGE and value[1] - value[0] < _WIDE:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(found)


def _way(items: Sequence[tuple[Any, Any]], cost: _Cost) -> _Part:
    """A way of an alternation: most are words."""
    return _word(items) if all(code is op.LITERAL for code, _ in items) else _sequence(items, cost)


def _branch(ways: Sequence[_Part], cost: _Cost) -> _Part:
    said = frozenset(word for way in ways for word in way.said or ())
    listed = all(way.said is not None for way in ways) and len(said) <= 2 * _MOST
    least, most = min(way.least for way in ways), max(way.most for way in ways)
    best = [found for way in ways if (found := _best(way, cost)) is not None]
    if len(best) < len(ways):
        return _Part(said if listed else None, least, most)
    words = frozenset(word for found in best for word in found.words)
    either = Anchor(words, min(found.first for found in best), max(found.last for found in best))
    return _Part(said if listed else None, least, most, (either,))


def _repeat(low: int, high: Any, items: Iterable[tuple[Any, Any]], cost: _Cost) -> _Part:
    part = _sequence(items, cost)
    most = FAR if high is op.MAXREPEAT else min(part.most * high, FAR)
    first = _best(part, cost) if low else None
    return _Part(_times(part.said, low, high), part.least * low, most, (first,) if first else ())


def _times(said: frozenset[str] | None, low: int, high: Any) -> frozenset[str] | None:
    """What up to three repeats can match."""
    if said is None or high is op.MAXREPEAT or high > 3 or len(said) ** high > _MOST:
        return None
    return frozenset("".join(way) for times in range(low, high + 1) for way in product(said, repeat=times))
