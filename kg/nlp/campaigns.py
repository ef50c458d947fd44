"""Named campaigns and programmes without quotes: 安全生产专项整治三年行动, 兴农人才培育工程.

A closing word (行动, 专项整治, 攻坚战, 工程 …) is found first. The name begins behind the verb that carries
it out, behind the last member of a list of campaigns, or, if the closing word says enough, at the head of its
clause. Words and patterns are data: campaign_words.csv.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.nlp.firsts import hastened
from kg.nlp.names import behind, leads, words
from kg.nlp.quotes import known_initiatives
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit

LABEL = "Initiative"
_REACH = 30
_SAYS_ENOUGH = 4
"""So many characters before a closing word that says little make a name."""
_TO_EDGE = re.compile(r"(?s:.*)(?:[^\w·+—-]|_)")
_LISTED = re.compile("[、和及与]|以及")


class _Head(NamedTuple):
    """A closing word at [start, end)."""

    start: int
    end: int
    text: str


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(words("campaign_words", "head"))


@functools.cache
def _widened() -> re.Pattern[str]:
    return re.compile(f"(?:{words('campaign_words', 'widens')})+\\Z")


@functools.cache
def _compiled(place: str) -> re.Pattern[str]:
    return hastened(words("campaign_words", place))


_SCANNER = Scanner(lambda: [_head()])


def find(text: str) -> Iterator[Hit]:
    """The campaigns and programmes of a text, in order."""
    ended = -1
    for head in _heads(text):
        edge = max(_edge(text, head.start), ended)
        start = _start(text, edge, head, ended)
        if start is not None:
            yield Hit(start, head.end, LABEL, "initiative.campaign")
            ended = head.end


def _heads(text: str) -> Iterator[_Head]:
    """The closing words, in order."""
    end = 0
    for found in _SCANNER.finditer(_head(), text):
        start = found.start()
        if found["years"] and (wider := _widened().search(text, max(end, start - _REACH), start)):
            start = wider.start()
        end = found.end()
        yield _Head(start, end, text[start:end])


def _edge(text: str, end: int) -> int:
    """Where the run of words before `end` begins: behind the last sign, at most `_REACH` characters back."""
    start = max(0, end - _REACH)
    edge = _TO_EDGE.match(text, start, end)
    return edge.end() if edge else start


def _start(text: str, edge: int, head: _Head, ended: int) -> int | None:
    """Where the name begins; None where there is none, or where it stands without the word."""
    for at in _starts(text, edge, head, ended):
        if text[at : head.start] in known_initiatives():
            return None
        if _named(text, at, head):
            return at
    return None


def _starts(text: str, edge: int, head: _Head, ended: int) -> Iterator[int]:
    """Where the name may begin, the likeliest first."""
    verbs = [*_compiled("opens").finditer(text, edge, head.start)]
    for verb in reversed(verbs):
        carried = _adverbs().fullmatch(verb.group()) is None
        yield behind(_compiled("skips") if carried else _skips(), text, verb.end(), head.start)
    if edge - 1 == ended and _LISTED.match(text, ended):
        yield edge
    elif edge == ended and (joint := _LISTED.match(text, ended)):
        yield joint.end()
    if not verbs:
        start = behind(_skips(), text, edge, head.start)
        enough = head.start - start >= _SAYS_ENOUGH and _told(text, edge, head)
        if enough or _compiled("strong").fullmatch(head.text):
            yield start


def _told(text: str, edge: int, head: _Head) -> bool:
    """Whether what stands behind a closing word tells of a campaign, or the campaign is a heading."""
    before, after = text[edge - 1 : edge], text[head.end : head.end + 1]
    if before == "”" or _compiled("carried").fullmatch(head.text) is None:
        return False
    heading = before == "）" and after == "。" and head.text == "行动"
    return heading or _compiled("told").match(text, head.end) is not None


@functools.cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(words("lead_words", "any"))


@functools.cache
def _skips() -> re.Pattern[str]:
    """The words that may stand before a name at the head of its clause."""
    return re.compile(f"{words('campaign_words', 'skips')}|{leads('act').pattern}")


def _named(text: str, start: int, head: _Head) -> bool:
    """Whether the words before the closing word make a name of their own."""
    said = text[start : head.start]
    if not 2 <= len(said) <= 24:
        return False
    if _compiled("vague").fullmatch(said) or _compiled("never").search(said):
        return False
    return not (head.text.endswith("工程") and _compiled("physical").search(said))
