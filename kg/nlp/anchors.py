"""Where a regular expression can match at all: words of which one stands near the begin of every match.

The words are read off the parsed pattern: each match of `(?:配套|综合)?改革(?!局)` holds 改革 at most two
characters behind its begin. A search for many words at once then spares nearly all attempts to match
(kg.nlp.scanner).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

FAR = 1 << 30
"""Stands for a distance without bound."""
_MOST, _WIDE = 300, 60
"""How many words one anchor may have, and how far from the begin of the match it may stand to be worth it."""
_HAN = ("\u4e00", "\u9fff")
_RARER = 0.04
"""How much rarer a word is than the same word without one of its characters, about."""
_ZERO_WIDTH = (op.ASSERT_NOT, op.AT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


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


def anchor(pattern: re.Pattern[str]) -> Anchor | None:
    """The anchor of a pattern that promises fewest attempts; None where none is known or it can match ""."""
    if pattern.flags & re.MULTILINE and _items(pattern)[0] == (op.AT, op.AT_BEGINNING):
        return LINE
    return _anchor(pattern, attempts)


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The rarest words of which one stands in every match, wherever; None where none are known."""
    found = _anchor(pattern, rarity)
    return found.words if found else None


def rarity(found: Anchor) -> float:
    """A measure of how often the words stand in a text: rare is what is long, and Chinese more than signs."""
    return sum((1 if _HAN[0] <= word[0] <= _HAN[1] else 4) * _RARER ** len(word) for word in found.words)


def attempts(found: Anchor) -> float:
    """A measure of how many attempts an anchor leaves: the places of its words, and how far around them."""
    return 0 if found is LINE else rarity(found) * min(found.last - found.first + 1, _WIDE)


def _items(pattern: re.Pattern[str]) -> Sequence[tuple[Any, Any]]:
    return list(parser.parse(pattern.pattern, pattern.flags)) or [(op.AT, None)]


def _anchor(pattern: re.Pattern[str], cost: _Cost) -> Anchor | None:
    part = _sequence(_items(pattern), cost)
    return _best(part, cost) if part.least and not pattern.flags & re.IGNORECASE else None


def searcher(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """What finds the first match in a text: for a pattern that begins with `^`, a single attempt."""
    at_begin = _items(pattern)[0] == (op.AT, op.AT_BEGINNING)
    return pattern.match if at_begin and not pattern.flags & re.MULTILINE else pattern.search


def _best(part: _Part, cost: _Cost) -> Anchor | None:
    whole = (Anchor(part.said, 0, 0),) if part.said is not None else ()
    named = (found for found in (*part.anchors, *whole) if found.words and "" not in found.words)
    return min(named, key=cost, default=None)


def _sequence(items: Iterable[tuple[Any, Any]], cost: _Cost) -> _Part:
    """Parts one behind the other; neighbours that can be listed make longer words."""
    least = most = 0
    said: frozenset[str] | None = frozenset([""])
    run, begin = frozenset([""]), (0, 0)
    anchors: list[Anchor] = []
    for part in (_part(*item, cost) for item in items):
        anchors += [Anchor(a.words, a.first + least, min(a.last + most, FAR)) for a in part.anchors]
        said = _products(said, part.said)
        longer = _products(run, part.said)
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
        return _branch([_sequence(way, cost) for way in value[1]], cost)
    if code is op.SUBPATTERN:
        return _sequence(value[3], cost) if not value[1] & re.IGNORECASE else _Part(None, 0, FAR)
    if code is op.ATOMIC_GROUP:
        return _sequence(value, cost)
    if code in _REPEATS:
        low, high, items = value
        return _repeat(low, high, items, cost)
    if code is op.ASSERT and value[0] > 0:
        ahead = _best(_sequence(value[1], cost), cost)
        return _NOTHING._replace(anchors=(ahead,) if ahead else ())
    return _NOTHING if code is op.ASSERT or code in _ZERO_WIDTH else _Part(None, 0, FAR)


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


def hastened(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The same pattern, asking for one of the characters with which it can begin before all else.

    That spares trying a long list of ways at every place of a text. A pattern that can begin with anything,
    or match "", or of which `re` sees by itself how it begins, comes back as it is.
    """
    first = _first_character(pattern)
    if first is None or _is_led(_items(pattern)):
        return pattern
    return re.compile(f"(?={first})(?:{pattern.pattern})", pattern.flags)


def opening(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """What matches one of the characters with which the pattern can begin; None where too many are known."""
    first = _first_character(pattern)
    return re.compile(first) if first and "[^" not in first else None


def _first_character(pattern: re.Pattern[str]) -> str | None:
    """An expression for the characters with which a pattern can begin; None where it may match ""."""
    ways = _first(_items(pattern))
    if ways is None or "" in ways or pattern.flags & re.IGNORECASE:
        return None
    plain = "".join(sorted(way for way in ways if way[:2] != "[^"))
    classes = [f"[{plain}]"] * bool(plain) + sorted(way for way in ways if way[:2] == "[^")
    return "|".join(classes)


def _is_led(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether `re` looks for the first character by itself: for a class, a word, or one of several words."""
    code, value = items[0]
    if code is op.SUBPATTERN:
        return _is_led(value[3])
    if code is op.BRANCH:
        return all(way and way[0][0] is op.LITERAL for way in value[1])
    return code in (op.LITERAL, op.IN)


def _first(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The members of classes of characters with which a sequence can begin, "" where it can be empty.

    A class of what a character is not (`[^…]`) stands for itself; None is for what is not known.
    """
    found: frozenset[str] = frozenset()
    for code, value in items:
        ways = _ways(code, value)
        if ways is None:
            return None
        found |= ways - {""}
        if "" not in ways:
            return found
    return found | {""}


def _ways(code: Any, value: Any) -> frozenset[str] | None:
    if code is op.LITERAL:
        return frozenset([re.escape(chr(value))])
    if code is op.IN:
        return _members(value)
    if code is op.BRANCH:
        every = [_first(way) for way in value[1]]
        return None if None in every else frozenset().union(*(way for way in every if way))
    if code is op.SUBPATTERN:
        return _first(value[3])
    if code in _REPEATS:
        again = _first(value[2])
        return again if again is None or value[0] else again | {""}
    return frozenset([""]) if code is op.ASSERT or code in _ZERO_WIDTH else None


_KINDS = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}


def _members(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The members of a class; one whole class for what a character is not."""
    if items[0][0] is op.NEGATE:
        others = _members(items[1:])
        return None if others is None else frozenset([f"[^{''.join(sorted(others))}]"])
    found = set()
    for code, value in items:
        if code is op.LITERAL:
            found.add(re.escape(chr(value)))
        elif code is op.RANGE:
            found.add("-".join(re.escape(chr(end)) for end in value))
        elif code is op.CATEGORY and value in _KINDS:
            found.add(_KINDS[value])
        else:
            return None
    return frozenset(found)
