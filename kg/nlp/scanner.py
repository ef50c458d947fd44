"""Patterns over a text where it is worth it: each is tried only near the words that its matches need.

What comes out is what the patterns by themselves give, the same matches in the same order.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.nlp.anchors import FAR, LINE, anchor, attempts, hastened, needed, opening, searcher
from kg.nlp.hints import in_pieces

_MANY = 4
"""From how many attempts on (kg.nlp.anchors) it is faster to search the whole text."""


def _words(
    needs: Iterable[Iterable[str]],
) -> tuple[Callable[[str], Iterable[tuple[int, int, int]]], tuple[tuple[int, ...], ...]]:
    """What finds all places of the words that the patterns need, and which patterns need each word."""
    users: dict[str, list[int]] = {}
    for at, words in enumerate(needs):
        for word in words:
            users.setdefault(word, []).append(at)
    words = sorted(users)
    find = CharwiseDoubleArrayAhoCorasick(words).find_overlapping if words else _nothing
    return find, tuple(tuple(users[word]) for word in words)


def _nothing(_: str) -> tuple[tuple[int, int, int], ...]:
    return ()


class Words:
    """The words that the patterns of several scanners need, looked for in one pass over a text.

    Their places in the last two texts are kept: a text, and a piece of it.
    """

    def __init__(self) -> None:
        self._needs: list[Iterable[str]] = []
        self._find, self._users = _words(self._needs)
        self._last: tuple[tuple[str, dict[int, list[int]]], ...] = ()

    def add(self, needs: Iterable[Iterable[str]]) -> int:
        """Take the words that each of some patterns needs; the first of these patterns gets this number."""
        first = len(self._needs)
        self._needs += needs
        self._find, self._users = _words(self._needs)
        self._last = ()
        return first

    def places(self, text: str) -> dict[int, list[int]]:
        """Where the words of each pattern begin, by numbers, patterns without any left out."""
        for known, places in self._last:
            if known is text:
                return places
        places = self._look_for(text)
        self._last = (text, places), *self._last[:1]
        return places

    def _look_for(self, text: str) -> dict[int, list[int]]:
        places: defaultdict[int, list[int]] = defaultdict(list)
        users = self._users
        for start, _, word in self._find(text):
            for user in users[word]:
                places[user].append(start)
        return places


_SHARED = Words()


class Scanner:
    """Patterns that are looked for together in whole texts, near words that they need (kg.nlp.anchors).

    All scanners share one pass over the text they are asked of, but for those that have `words` of their own.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]], words: Words = _SHARED) -> None:
        self._patterns = tuple(patterns)
        self._anchors = tuple(map(anchor, self._patterns))
        self._numbers = {id(pattern): at for at, pattern in enumerate(self._patterns)}
        self._plain = {
            at: hastened(self._patterns[at]).finditer
            for at, found in enumerate(self._anchors)
            if found is None or found.last >= FAR or attempts(found) > _MANY
        }
        self._always = {at for at, found in enumerate(self._anchors) if found is None or found is LINE}
        self._opening = tuple(map(opening, self._patterns))
        self._words = words
        self._first = words.add(found.words if found else () for found in self._anchors)

    def finditer(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """The matches of one of the patterns in the text, as its own `finditer` gives them."""
        number = self._numbers[id(pattern)]
        needs, places = self._anchors[number], self._words.places(text).get(self._first + number, ())
        if needs is None or (places and number in self._plain):
            return self._plain[number](text)
        if needs is LINE:
            places = (-1, *places)
        if needs.first == needs.last:
            return near(pattern, text, sorted(places), needs.first, needs.last)
        return near(pattern, text, sorted(places), needs.first, needs.last, self._opening[number])

    def matches(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each of the patterns, one pattern after the other, with the pattern's number."""
        first, end = self._first, self._first + len(self._patterns)
        there = {user - first for user in self._words.places(text) if first <= user < end}
        for number in sorted(there | self._always):
            yield from ((number, match) for match in self.finditer(self._patterns[number], text))


class Sieve:
    """Patterns that are asked of short strings: only those are tried of which a word is there."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._search = tuple(map(searcher, self._patterns))
        needs = [needed(pattern) for pattern in self._patterns]
        self._always = tuple(at for at, words in enumerate(needs) if words is None)
        self._find, self._users = _words(words or () for words in needs)

    def possible(self, text: str) -> Sequence[int]:
        """Which patterns can match in the text at all, in order."""
        return self._users_of(self._find(text))

    def _possible_in(self, texts: Sequence[str]) -> Iterator[Sequence[int]]:
        """Which patterns can match in each of the texts, by one pass over all."""
        return (self._users_of(places) for _, places in in_pieces(texts, self._find))

    def _users_of(self, words: Iterable[tuple[int, int, int]]) -> Sequence[int]:
        if not words:
            return self._always
        users = self._users
        return sorted({*self._always, *[user for _, _, word in words for user in users[word]]})

    def seen(self, text: str) -> Iterator[int]:
        """Which patterns match in the text, in order."""
        possible, search = self.possible(text), self._search
        return (at for at in possible if search[at](text)) if possible else iter(())

    def seen_in(self, texts: Sequence[str]) -> list[list[int]]:
        """Which patterns match in each of the texts, in order."""
        search = self._search
        return [
            [at for at in possible if search[at](text)]
            for text, possible in zip(texts, self._possible_in(texts), strict=True)
        ]

    def whole(self, texts: Sequence[str]) -> list[bool]:
        """Whether one of the patterns matches the whole of each text."""
        patterns = self._patterns
        return [
            any(patterns[at].fullmatch(text) for at in possible)
            for text, possible in zip(texts, self._possible_in(texts), strict=True)
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
    at, begins = 0, pattern.match
    for place in places:
        if at < place - last:
            at = place - last
        while at <= place - first:
            if opening:
                opened = opening.search(text, at, place - first + 1)
                if opened is None:
                    at = place - first + 1
                    break
                at = opened.start()
            match = begins(text, at)
            if match:
                yield match
                at = match.end()
            else:
                at += 1
