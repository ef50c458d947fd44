"""Patterns over a text where it is worth it: each is tried only near the words that its matches need.

What comes out is what the patterns by themselves give, the same matches in the same order.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.nlp.anchors import FAR, LINE, anchor, attempts, needed
from kg.nlp.firsts import Expression, hastened, opening, searcher
from kg.nlp.hints import in_pieces
from kg.nlp.lookup import SHARED, Found, Lookup, finder

_MANY = 4
"""From how many attempts on (kg.nlp.anchors) it is faster to search the whole text."""


class _Way:
    """How a pattern is looked for: by the words near which it can match, and what it can begin with.

    `is_plain` where its own search of a whole text is faster. All but the words is made when it is needed.
    """

    def __init__(self, number: int, expression: Expression) -> None:
        self.number, self.expression, self.anchor = number, expression, anchor(expression)
        found = self.anchor
        self.is_plain = found is None or found.last >= FAR or attempts(found) > _MANY

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression)

    @functools.cached_property
    def opening(self) -> re.Pattern[str] | None:
        return opening(self.expression)

    @functools.cached_property
    def plain(self) -> Callable[[str], Iterator[re.Match[str]]]:
        return hastened(self.expression).finditer


class Scanner:
    """Patterns that are looked for together in whole texts, near words that they need (kg.nlp.anchors).

    They are given by what reads them once they are needed, and compiled when they are tried. All scanners
    share one pass over the text they are asked of, but for those that have a `lookup` of their own.
    """

    def __init__(self, patterns: Callable[[], Iterable[Expression]], lookup: Lookup = SHARED) -> None:
        self._patterns, self._lookup = patterns, lookup
        self._ways: list[_Way] = []
        self._by_pattern: dict[int, _Way] = {}
        self._always: set[int] = set()
        self._number = lookup.add(self._read)

    def _read(self) -> list[Iterable[str]]:
        """The words that each of the patterns needs."""
        self._ways = [_Way(number, pattern) for number, pattern in enumerate(self._patterns())]
        self._by_pattern = {id(way.expression): way for way in self._ways}
        self._always = {way.number for way in self._ways if way.anchor in (None, LINE)}
        return [way.anchor.words if way.anchor else () for way in self._ways]

    def finditer(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """The matches of one of the patterns in the text, as its own `finditer` gives them."""
        places = self._lookup.places(text, self._number)
        way = self._by_pattern[id(pattern)]
        return _matches(way, text, places[way.number])

    def matches(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each of the patterns, one pattern after the other, with the pattern's number."""
        every = self._lookup.places(text, self._number)
        there = {number for number, places in enumerate(every) if places}
        for number in sorted(there | self._always):
            yield from ((number, match) for match in _matches(self._ways[number], text, every[number]))


def _matches(way: _Way, text: str, places: Sequence[Found]) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a text; `places` are those of the words that it needs."""
    needs = way.anchor
    if needs is None or (way.is_plain and places):
        return way.plain(text)
    starts = sorted([place[0] for place in places])
    if needs is LINE:
        starts.insert(0, -1)
    if not starts:
        return iter(())
    opened = way.opening if needs.first != needs.last else None
    return near(way.pattern, text, starts, needs.first, needs.last, opened)


class Sieve:
    """Patterns that are asked of short strings: tried and compiled are those of which a word is there."""

    def __init__(self, patterns: Iterable[Expression]) -> None:
        every = tuple(patterns)
        self._pattern = functools.cache(lambda at: re.compile(every[at]))
        self._search = functools.cache(lambda at: searcher(every[at]))
        needs = [needed(pattern) for pattern in every]
        self._always = tuple(at for at, words in enumerate(needs) if words is None)
        self._find, self._users, _ = finder(words or () for words in needs)

    def _possible(self, texts: Sequence[str]) -> list[Sequence[int]]:
        """Which patterns can match in each of the texts at all, in order."""
        always, users = self._always, self._users
        return [
            sorted({*always, *[user for _, _, word in places for user in users[word]]}) if places else always
            for _, places in in_pieces(texts, self._find)
        ]

    def seen(self, texts: Sequence[str]) -> list[list[int]]:
        """Which patterns match in each of the texts, in order."""
        search = self._search
        return [
            [at for at in possible if search(at)(text)]
            for text, possible in zip(texts, self._possible(texts), strict=True)
        ]

    def first(self, texts: Sequence[str]) -> list[int | None]:
        """The first pattern that matches in each of the texts; None where none does."""
        search = self._search
        return [
            next((at for at in possible if search(at)(text)), None)
            for text, possible in zip(texts, self._possible(texts), strict=True)
        ]

    def whole(self, texts: Sequence[str]) -> list[bool]:
        """Whether one of the patterns matches the whole of each text."""
        pattern = self._pattern
        return [
            any(pattern(at).fullmatch(text) for at in possible)
            for text, possible in zip(texts, self._possible(texts), strict=True)
        ]


def near(
    pattern: re.Pattern[str],
    text: str,
    places: Iterable[int],
    first: int,
    last: int,
    opening: re.Pattern[str] | None = None,
) -> Iterator[re.Match[str]]:
    """The matches that begin `first` to `last` characters before one of the places, in order and apart.

    Where `opening` is given, a match begins with what it matches.
    """
    if first == last:
        return _at(pattern, text, [place - first for place in places])
    return _around(pattern, text, [(place - last, place - first) for place in places], opening)


def _at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the places, in order and apart."""
    end, begins = 0, pattern.match
    for place in places:
        if place >= end and (match := begins(text, place)):
            yield match
            end = match.end()


def _around(
    pattern: re.Pattern[str],
    text: str,
    ranges: Iterable[tuple[int, int]],
    opening: re.Pattern[str] | None,
) -> Iterator[re.Match[str]]:
    """The matches that begin in one of the ranges, ends included, in order and apart."""
    at, begins = 0, pattern.match
    for low, high in ranges:
        if at < low:
            at = low
        while at <= high:
            if opening:
                opened = opening.search(text, at, high + 1)
                if opened is None:
                    at = high + 1
                    break
                at = opened.start()
            match = begins(text, at)
            if match:
                yield match
                at = match.end()
            else:
                at += 1
