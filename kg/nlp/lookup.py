"""Lists of words, looked for in one pass over a text: it costs about the same for one list and for ten."""

from collections.abc import Callable, Iterable
from operator import itemgetter

from daachorse import CharwiseDoubleArrayAhoCorasick

Place = tuple[int, int, str]
"""A word in a text: [start, end) and the word."""
_Lists = list[list[Place]]


class Lookup:
    """Lists of words that are looked for together; each is read when the first text comes.

    The places in the last two texts are kept: a text, and a piece of it.
    """

    def __init__(self) -> None:
        self._lists: list[Callable[[], Iterable[str]]] = []
        self._find: Callable[[str], Iterable[tuple[int, int, int]]] | None = None
        self._words: list[str] = []
        self._users: list[tuple[int, ...]] = []
        self._last: tuple[tuple[str, _Lists], ...] = ()

    def add(self, words: Callable[[], Iterable[str]]) -> int:
        """Take a list of words, given by what reads it; it gets this number."""
        self._lists.append(words)
        self._find, self._last = None, ()
        return len(self._lists) - 1

    def places(self, text: str) -> _Lists:
        """Where the words of each list stand, also one inside another, by their ends."""
        for known, places in self._last:
            if known is text:
                return places
        places = self._look_for(text)
        self._last = (text, places), *self._last[:1]
        return places

    def _look_for(self, text: str) -> _Lists:
        find = self._find or self._read()
        words, users = self._words, self._users
        places: _Lists = [[] for _ in self._lists]
        for start, end, which in find(text):
            for each in users[which]:
                places[each].append((start, end, words[which]))
        return places

    def _read(self) -> Callable[[str], Iterable[tuple[int, int, int]]]:
        lists: dict[str, list[int]] = {}
        for number, words in enumerate(self._lists):
            for word in sorted(set(words())):
                lists.setdefault(word, []).append(number)
        self._words, self._users = list(lists), list(map(tuple, lists.values()))
        self._find = CharwiseDoubleArrayAhoCorasick(list(lists)).find_overlapping
        return self._find


_SHARED = Lookup()


class WordList:
    """A list of words to look for in whole texts, given by what reads it once it is needed."""

    def __init__(self, words: Callable[[], Iterable[str]], lookup: Lookup = _SHARED) -> None:
        self._lookup, self._number = lookup, lookup.add(words)

    def find(self, text: str) -> list[Place]:
        """The words in the text, in order and apart: the first, and of those at one place the longest."""
        found: list[Place] = []
        free = 0
        for place in self.everywhere(text):
            if place[0] >= free:
                found.append(place)
                free = place[1]
        return found

    def everywhere(self, text: str) -> list[Place]:
        """The words in the text, also those inside others, in order, longer ones first."""
        places = self._lookup.places(text)[self._number]
        by_ends = places[::-1]
        return sorted(by_ends, key=itemgetter(0)) if len(places) > 1 else places
