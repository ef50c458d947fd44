"""Patterns over a text where it is worth it: each is tried only near the words that its matches need.

What comes out is what the patterns by themselves give, the same matches in the same order.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.nlp.anchors import FAR, LINE, Anchor, anchor, attempts, needed
from kg.nlp.firsts import hastened, opening, searcher
from kg.nlp.hints import in_pieces
from kg.nlp.lookup import SHARED, Found, Lookup, finder

_MANY = 4
"""From how many attempts on (kg.nlp.anchors) it is faster to search the whole text."""


class _Way(NamedTuple):
    """How a pattern is looked for: by the words near which it can match, and what it can begin with.

    `plain` is its own search of a whole text, where that is faster.
    """

    number: int
    pattern: re.Pattern[str]
    anchor: Anchor | None
    opening: re.Pattern[str] | None
    plain: Callable[[str], Iterator[re.Match[str]]] | None


def _way(number: int, pattern: re.Pattern[str]) -> _Way:
    found = anchor(pattern)
    plain = found is None or found.last >= FAR or attempts(found) > _MANY
    whole = hastened(pattern).finditer if plain else None
    return _Way(number, pattern, found, opening(pattern), whole)


class Scanner:
    """Patterns that are looked for together in whole texts, near words that they need (kg.nlp.anchors).

    They are given by what reads them once they are needed. All scanners share one pass over the text they are
    asked of, but for those that have a `lookup` of their own.
    """

    def __init__(self, patterns: Callable[[], Iterable[re.Pattern[str]]], lookup: Lookup = SHARED) -> None:
        self._patterns, self._lookup = patterns, lookup
        self._ways: list[_Way] = []
        self._by_pattern: dict[int, _Way] = {}
        self._always: set[int] = set()
        self._number = lookup.add(self._read)

    def _read(self) -> list[Iterable[str]]:
        """The words that each of the patterns needs."""
        self._ways = [_way(number, pattern) for number, pattern in enumerate(self._patterns())]
        self._by_pattern = {id(way.pattern): way for way in self._ways}
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
    if needs is None or (way.plain and places):
        return way.plain(text) if way.plain else iter(())
    starts = sorted([place[0] for place in places])
    if needs is LINE:
        starts.insert(0, -1)
    return near(way.pattern, text, starts, needs.first, needs.last, way.opening) if starts else iter(())


class Sieve:
    """Patterns that are asked of short strings: only those are tried of which a word is there."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._search = tuple(map(searcher, self._patterns))
        needs = [needed(pattern) for pattern in self._patterns]
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
            [at for at in possible if search[at](text)]
            for text, possible in zip(texts, self._possible(texts), strict=True)
        ]

    def first(self, texts: Sequence[str]) -> list[int | None]:
        """The first pattern that matches in each of the texts; None where none does."""
        search = self._search
        return [
            next((at for at in possible if search[at](text)), None)
            for text, possible in zip(texts, self._possible(texts), strict=True)
        ]

    def whole(self, texts: Sequence[str]) -> list[bool]:
        """Whether one of the patterns matches the whole of each text."""
        patterns = self._patterns
        return [
            any(patterns[at].fullmatch(text) for at in possible)
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
