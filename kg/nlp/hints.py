"""Which of many patterns can match in each of many short strings: one search for the words that they need."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.nlp.anchors import needed

Place = tuple[int, int, int]
"""A word in a string: [start, end) and its number."""


class Hints:
    """Named patterns, to be looked for in sentences of which few hold any."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        needs = {name: needed(pattern) for name, pattern in patterns.items()}
        words = sorted({word for need in needs.values() for word in need or ()})
        self._always = {name for name, need in needs.items() if need is None}
        self._names = [{name for name, need in needs.items() if need and word in need} for word in words]
        self._find = CharwiseDoubleArrayAhoCorasick(words).find_overlapping

    def seen(self, pieces: Sequence[str]) -> list[set[str]]:
        """For each piece the names of the patterns that can match in it, or in a part of it, at all."""
        names, found = self._names, [set(self._always) for _ in pieces]
        at = end = -1
        for start, _, word in self._find("\n".join(pieces)):
            while start > end:
                at += 1
                end += len(pieces[at]) + 1
            found[at] |= names[word]
        return found


def in_pieces(pieces: Sequence[str], find: Callable[[str], Iterable[Place]]) -> list[list[Place]]:
    """What a search finds in each piece, run once over all; no word that it looks for holds a line end."""
    found: list[list[Place]] = [[] for _ in pieces]
    at, begin, end = -1, 0, -1
    for start, stop, word in find("\n".join(pieces)):
        while start > end:
            at, begin = at + 1, end + 1
            end = begin + len(pieces[at])
        found[at].append((start - begin, stop - begin, word))
    return found
