"""Where a name without quotes begins: to the left of the word that closes it (平台, 改革 …)."""

import functools
import re
from collections.abc import Container

from kg.nlp.firsts import by_first
from kg.resources import entries

_REACH = 36
"""How far before its closing word a name may begin."""
_TO_EDGE = re.compile(r"(?s:.*)(?:[^\w·+/ .]|_|(?<!\d)\.|\.(?!\d)|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff]))")
"""All up to the last sign that is never inside a name."""


def words(name: str, place: str) -> str:
    """A regular expression for the words of a place in the table `name`, longest first."""
    return "|".join(sorted(entries(name, place), key=lambda word: (-len(word), word)))


@functools.cache
def opener(place: str) -> re.Pattern[str]:
    """The words that open a name (data: name_openers.csv)."""
    return re.compile(by_first(words("name_openers", place)))


@functools.cache
def leads(of: str) -> re.Pattern[str]:
    """The words that begin no name (data: lead_words.csv): those of every kind and those of a place, `act` or
    `body`.
    """
    return re.compile(by_first(f"{words('lead_words', 'any')}|{words('lead_words', of)}"))


@functools.cache
def is_lead(word: str) -> bool:
    """Whether a word, such as the short name of a county, is one of the `leads` of a body: 会同."""
    return leads("body").fullmatch(word) is not None


def behind(skipped: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where what stands at [start, end) begins behind such words; `end` where it is nothing else."""
    while (word := skipped.match(text, start, end)) and start < word.end():
        start = word.end()
    return start


def behind_leads(text: str, start: int, end: int, of: str) -> int:
    """Where what stands at [start, end) begins behind the `leads`."""
    return behind(leads(of), text, start, end)


def front(text: str, end: int, regions: Container[int] = ()) -> int:
    """Where the name that runs up to `end` begins.

    That is behind the last sign or word that opens a name, or at the first of `regions` (starts) after it;
    `end` itself where the closing word stands alone.
    """
    start = max(0, end - _REACH)
    edge = _TO_EDGE.match(text, start, end)
    start = behind_leads(text, edge.end() if edge else start, end, "act")
    for cut in opener("cut").finditer(text, start, end + 2):
        if cut.end() <= end:
            start = cut.end()
    while (word := opener("start").match(text, start, end + 2)) and start < word.end() <= end:
        start = word.end()
    start = behind_leads(text, start, end, "act")
    while text[start : start + 1] == " ":
        start += 1
    for at in range(start, end):
        if at in regions:
            return start if opener("local").fullmatch(text, start, at) else at
    return start
