"""Lists of words, looked for in one pass over a text: it costs about the same for one list and for all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from daachorse import CharwiseDoubleArrayAhoCorasick

Place = tuple[int, int, str]
"""A word in a text: [start, end) and the word."""
Found = tuple[int, int, int]
"""A word in a text: [start, end) and its number."""
Users = Sequence[Sequence[int]]
"""The lists in which each word stands, by numbers."""
Lists = Callable[[], Iterable[Iterable[str]]]

_PIECE = 100
"""Characters of the longest piece of a text, such as its title, that is asked for by itself."""


def finder(lists: Iterable[Iterable[str]]) -> tuple[Callable[[str], Iterable[Found]], Users, list[str]]:
    """What finds all places of the words of some lists; the lists in which each word stands; the words."""
    users: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(lists):
        own = (number,)
        for word in sorted(set(words)):
            users[word] = users[word] + own if word in users else own
    find = CharwiseDoubleArrayAhoCorasick(list(users)).find_overlapping if users else _nothing
    return find, tuple(users.values()), list(users)


def _nothing(_: str) -> tuple[Found, ...]:
    return ()


class Lookup:
    """Lists of words that are looked for together; all are read when the first text comes.

    The places in the last text are kept, and those in the last piece of one.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self._lists: list[Lists] = []
        self._numbers: list[slice] = []
        self._find: Callable[[str], Iterable[Found]] | None = None
        self._users: Users = ()
        self._last: dict[bool, tuple[str, list[list[Found]]]] = {}

    def add(self, lists: Lists) -> int:
        """Take lists of words, given by what reads them; the number is what their places are asked for by."""
        self._lists.append(lists)
        self._find, self._last = None, {}
        return len(self._lists) - 1

    def places(self, text: str, number: int) -> list[list[Found]]:
        """Where the words of each of the lists stand, also one inside another, by their ends."""
        is_piece = len(text) <= _PIECE
        last = self._last.get(is_piece)
        if last is None or last[0] is not text:
            last = self._last[is_piece] = text, self._look_for(text)
        return last[1][self._numbers[number]]

    def _look_for(self, text: str) -> list[list[Found]]:
        find, users = self._find or self._read(), self._users
        places: list[list[Found]] = [[] for _ in range(self._numbers[-1].stop)]
        for place in find(text):
            for user in users[place[2]]:
                places[user].append(place)
        return places

    def _read(self) -> Callable[[str], Iterable[Found]]:
        every: list[Iterable[str]] = []
        self._numbers = []
        for lists in self._lists:
            first = len(every)
            every += lists()
            self._numbers.append(slice(first, len(every)))
        self._find, self._users, self.words = finder(every)
        return self._find


def apart(places: Iterable[Place]) -> Iterator[Place]:
    """The places that begin behind the ends of those before them; they come in order, longer ones first."""
    free = 0
    for place in places:
        if place[0] >= free:
            yield place
            free = place[1]


SHARED = Lookup()
"""What looks for the words that the components want to find in a text, all in one pass."""


class WordList:
    """A list of words to look for in whole texts, given by what reads it once it is needed."""

    def __init__(self, words: Callable[[], Iterable[str]], lookup: Lookup = SHARED) -> None:
        self._lookup, self._number = lookup, lookup.add(lambda: [words()])

    def find(self, text: str) -> list[Place]:
        """The words in the text, in order and apart: the first, and of those at one place the longest."""
        return list(apart(self.everywhere(text)))

    def everywhere(self, text: str) -> list[Place]:
        """The words in the text, also those inside others, in order, longer ones first."""
        (found,) = self._lookup.places(text, self._number)
        if not found:
            return []
        words = self._lookup.words
        places = [(start, end, words[word]) for start, end, word in reversed(found)]
        places.sort(key=itemgetter(0))
        return places
