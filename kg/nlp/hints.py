"""Which of many patterns can match in each of many short strings: one search for the words that they need."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.nlp.anchors import needed
from kg.nlp.firsts import Expression

_END = itemgetter(1)

Place = tuple[int, int, int]
"""A word in a string: [start, end) and its number."""


class Hints:
    """Named patterns, to be looked for in sentences of which few hold any."""

    def __init__(self, patterns: Mapping[str, Expression]) -> None:
        needs = {name: needed(pattern) for name, pattern in patterns.items()}
        users: dict[str, set[str]] = {}
        for name, need in needs.items():
            for word in need or ():
                users.setdefault(word, set()).add(name)
        words = sorted(users)
        self._always = {name for name, need in needs.items() if need is None}
        self._names = [users[word] for word in words]
        self._find = CharwiseDoubleArrayAhoCorasick(words).find_overlapping

    def seen(self, pieces: Sequence[str]) -> list[set[str]]:
        """For each piece the names of the patterns that can match in it, or in a part of it, at all."""
        names = self._names
        return [
            self._always.union(*[names[word] for _, _, word in places])
            for _, places in in_pieces(pieces, self._find)
        ]


def in_pieces(
    pieces: Sequence[str], find: Callable[[str], Iterable[Place]]
) -> Iterator[tuple[int, Sequence[Place]]]:
    """What a search run once over all pieces finds in each: where the piece begins, and places in the whole.

    No word that is looked for holds a line end.
    """
    places = list(find("\n".join(pieces)))
    ends = list(map(_END, places))
    at = begin = 0
    for piece in pieces:
        first, at = at, bisect_right(ends, begin + len(piece), at)
        yield begin, places[first:at]
        begin += len(piece) + 1
