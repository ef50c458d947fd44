"""Makes region_doubtful.csv: short names of counties and towns that often arise where two other words meet.

    python kg/lexicon/make_doubtful.py JIEBA > kg/lexicon/region_doubtful.csv

JIEBA is the folder into which the package jieba 0.42.1 (MIT) was unpacked; its dictionary gives words with
their frequencies. How often the two characters of a short name meet by chance is estimated as the frequency
of words that end with the first times that of words that begin with the second, plus words that hold both.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from kg import gazetteer

ONCE_TOO_OFTEN = 20.0
"""Chance meetings in the dictionary's whole count (60 million words) from which a name is doubtful."""
HEAD = """\
# Short names of counties and towns that often arise where two other words meet (发展规划|和政|策): they count
# only where the text is about that county or its neighbours.
# Origin: the short names of regions.csv and towns.csv, judged by the word frequencies of jieba 0.42.1 (MIT,
# Copyright (c) 2013 Sun Junyi). Licence: MIT. Made by kg/lexicon/make_doubtful.py; do not edit by hand.
word
"""


def frequencies(jieba: Path) -> dict[str, tuple[int, str]]:
    """Frequency and part of speech of each word of the dictionary."""
    lines = next(jieba.rglob("dict.txt")).read_text("utf-8").splitlines()
    cells = (line.split(" ") for line in lines)
    return {word: (int(count), kind) for word, count, kind in cells}


def chances(words: Mapping[str, tuple[int, str]]) -> dict[str, float]:
    """For each short name of two characters, how often other words make it."""
    ends, begins, inside = Counter[str](), Counter[str](), Counter[str]()
    for word, (count, kind) in words.items():
        ends[word[-1]] += count
        begins[word[0]] += count
        if kind != "ns":
            inside.update({word[at : at + 2]: count for at in range(len(word) - 1) if len(word) > 2})
    total = sum(count for count, _ in words.values())
    return {
        name: ends[name[0]] * begins[name[1]] / total + inside[name] + _own(words.get(name))
        for name in _names()
    }


def _names() -> set[str]:
    """The short names of two characters."""
    counties = {each.short for each in gazetteer.divisions() if each.level == "县级"}
    return {name for name in counties | set(gazetteer.towns_by_short()) if len(name) == 2}


def _own(word: tuple[int, str] | None) -> int:
    """The frequency of a word that is no noun."""
    return word[0] if word and not word[1].startswith("n") else 0


def main(jieba: Path) -> None:
    """Write the table to standard output."""
    risk = chances(frequencies(jieba))
    sys.stdout.write(HEAD + "".join(f"{name}\n" for name in sorted(risk) if risk[name] > ONCE_TOO_OFTEN))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
