"""Whether a text tells of things done or intended, by a linear model over its words of mood.

The words and their weights are in `moods.csv`, trained on own-written texts by `benchmarks.train_moods`.
持续推进…、力争达到90%左右 lean to what is intended; 先后推出…、累计办理11420件 to what was done.
"""

import functools
import math
import re
from collections import Counter

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.resources import table

_ENDS = re.compile("[。；！？\n]")
_PATTERN, _WORD = "pattern", "word"


def leaning(text: str) -> float:
    """Above 0 for a text of what is intended, below for one of what was done: log-odds."""
    weights = _weights()
    return weights[""] + sum(weights[sign] * value for sign, value in signs(text).items())


def signs(text: str) -> dict[str, float]:
    """How strongly each sign of `moods.csv` shows in a text: log of its number, less in a long one."""
    found: Counter[str] = Counter()
    encoded = _automaton()
    for start, end, _ in encoded.find(text):
        found[text[start:end]] += 1
    for name, pattern in _patterns():
        found[name] = len(pattern.findall(text))
    scale = 1 / math.sqrt(1 + math.log(max(1, len(_ENDS.findall(text)))))
    return {sign: scale * math.log1p(count) for sign, count in found.items() if count}


@functools.cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in table("moods")}


@functools.cache
def _automaton() -> CharwiseDoubleArrayAhoCorasick:
    words = sorted(row["sign"] for row in table("moods") if row["kind"] == _WORD)
    return CharwiseDoubleArrayAhoCorasick(words, MATCH_KIND_LEFTMOST_LONGEST)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("moods")
    return tuple((row["sign"], re.compile(row["sign"])) for row in rows if row["kind"] == _PATTERN)
