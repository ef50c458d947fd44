"""The words by which names of people are known, read once."""

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.gazetteer import divisions
from kg.resources import either, table

ORDINARY = "ordinary"
"""The kind of a beginning that is another word, such as 高度."""
_HAN = "[\u4e00-\u9fff]"
_AHEAD = ("certain", "crowd", "ending", "leads", "office", "party", "to")
_BEFORE = ("honour", "office", "papers", "told")
_LEADING = (*_AHEAD, *_BEFORE, "label", "passed")


class Lead(NamedTuple):
    """Where names stand beside a word: behind it and a colon, right behind it (of which place), before it."""

    colon: bool
    ahead: str
    before: tuple[str, ...]


class Words(NamedTuple):
    """`finder` finds the words beside names, `leads` tells by number what each is; `surnames` have a kind.

    The other fields are the places of person_words.csv, and the signs of transliterated_signs.csv.
    """

    finder: CharwiseDoubleArrayAhoCorasick
    leads: tuple[Lead, ...]
    surnames: Mapping[str, str]
    beginnings: frozenset[str]
    clauses: re.Pattern[str]
    cells: re.Pattern[str]
    runs: re.Pattern[str]
    offices: re.Pattern[str]
    acts: re.Pattern[str]
    ordinary: frozenset[str]
    regions: frozenset[str]
    goes_on: frozenset[str]
    joined: frozenset[str]
    titles: tuple[str, ...]
    ahead: tuple[str, ...]
    roles: tuple[str, ...]
    never_first: frozenset[str]
    never_last: frozenset[str]
    signs: frozenset[str]

    def kind(self, beginning: str) -> str:
        """The kind of a name by its first two characters: ORDINARY, or that of its surname."""
        if self.surnames.get(beginning) == "compound":
            return "common"
        return ORDINARY if beginning in self.ordinary else self.surnames[beginning[0]]


def _lead(places: frozenset[str]) -> Lead:
    ahead = next((place for place in _AHEAD if place in places), "")
    colon = "label" in places or ahead not in ("", "ending", "leads", "to")
    return Lead(colon, ahead, tuple(place for place in _BEFORE if place in places))


@functools.cache
def words() -> Words:
    """The words of the tables."""
    by_place = defaultdict(set)
    for row in table("person_words"):
        by_place[row["place"]].add(row["word"])
    people = tuple("".join(by_place["of_people"]))
    by_place["crowd"] |= {word for word in by_place["label"] if word.endswith(people)}
    by_place["ending"] = {word + colon for word in by_place["ending"] for colon in "：:"}
    leading = sorted(set().union(*(by_place[place] for place in _LEADING)))
    beginnings = "".join(sorted({row["surname"][0] for row in table("person_surnames")}))
    posts = by_place["office"] | by_place["party"] | by_place["crowd"] | by_place["certain"]
    return Words(
        CharwiseDoubleArrayAhoCorasick(leading, MATCH_KIND_LEFTMOST_LONGEST),
        tuple(_lead(frozenset(place for place in _LEADING if word in by_place[place])) for word in leading),
        {row["surname"]: row["kind"] for row in table("person_surnames")},
        frozenset(beginnings),
        re.compile(rf"[，。；：！？（(,;:、的\n](?=[{beginnings}])(?<![\u4e00-\u9fff]\n)"),
        re.compile(rf"[ \t\u3000\n][{beginnings}][\u4e00-\u9fff]{{2}}(?=[ \t\u3000\n](?!\|)|\Z)"),
        re.compile(rf"(?<!{_HAN})[{beginnings}](?:{_HAN}{{1,2}}|[ \u3000]{{1,4}}{_HAN})(?!{_HAN})"),
        re.compile(either("person_acts", "office")),
        re.compile(either("person_acts", "behind")),
        frozenset({row["word"] for row in table("surname_words")} | by_place["word"]) - by_place["no_word"],
        frozenset(each.short for each in divisions()),
        frozenset(by_place["goes_on"]),
        frozenset(by_place["joined"]),
        tuple(sorted(by_place["honour"] | by_place["office"])),
        tuple(sorted(by_place["ahead"] | posts)),
        tuple(sorted(by_place["role"] | posts)),
        frozenset("".join(by_place["never_first"])),
        frozenset("".join(by_place["never_last"])),
        frozenset("".join(row["signs"] for row in table("transliterated_signs"))),
    )
