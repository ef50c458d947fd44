"""Initiative mentions: names in quotes, by what stands in and around them, and established names without.

A name in quotes may also be a platform; `judge` decides by the points of `quoted_cues.csv`.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Initiative"
_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」\n]{1,40})[”\"」]")
_REACH = 16


class _Cue(NamedTuple):
    pattern: re.Pattern[str]
    initiative: float
    platform: float


@functools.cache
def _cues(place: str) -> tuple[_Cue, ...]:
    rows = [row for row in table("quoted_cues") if row["place"] == place]
    return tuple(_Cue(re.compile(r["pattern"]), float(r["initiative"]), float(r["platform"])) for r in rows)


@functools.cache
def known_platforms() -> frozenset[str]:
    """Names of the platforms of country and provinces (data: platforms.csv)."""
    return frozenset(row["name"] for row in table("platforms"))


@functools.cache
def known_initiatives() -> frozenset[str]:
    """Established names of nationwide reforms and campaigns (data: initiatives.csv)."""
    return frozenset(row["name"] for row in table("initiatives"))


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names in quotes, without the quotes."""
    for found in _QUOTED.finditer(text):
        yield found.span("name")


def judge(text: str, start: int, end: int) -> str | None:
    """`Initiative`, `Platform` or None for the name in quotes at [start, end)."""
    name = text[start:end]
    if name in known_platforms():
        return "Platform"
    if name in known_initiatives() and not _heads_platform(text[end + 1 : end + 8]):
        return "Initiative"
    parts = {
        "before": text[max(0, start - 1 - _REACH) : start - 1],
        "inside": name,
        "after": text[end + 1 : end + 1 + _REACH],
    }
    initiative = platform = 0.0
    for place, part in parts.items():
        for cue in _cues(place):
            if cue.pattern.search(part):
                initiative += cue.initiative
                platform += cue.platform
    if max(initiative, platform) <= 0:
        return None
    return "Platform" if platform > initiative else "Initiative"


def _heads_platform(after: str) -> bool:
    return re.match(r"(?:微信)?(?:APP|小程序|公众号|客户端)", after) is not None


def find(text: str) -> list[Hit]:
    """The initiatives of a text: names in quotes, established names, and names by a pattern."""
    hits = [
        Hit(start, end, LABEL, "initiative.quoted")
        for start, end in quoted(text)
        if judge(text, start, end) == LABEL
    ]
    return [*hits, *_by_pattern(text), *_parts(text)]


@functools.cache
def _established() -> re.Pattern[str]:
    names = sorted(known_initiatives(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["rule"]) for row in table("initiative_patterns"))


def _by_pattern(text: str) -> Iterator[Hit]:
    for found in _established().finditer(text):
        yield Hit(*found.span(), LABEL, "initiative.established")
    for pattern, rule in _patterns():
        for found in pattern.finditer(text):
            group = "name" if "name" in pattern.groupindex else 0
            yield Hit(*found.span(group), LABEL, f"initiative.{rule}")


def _parts(text: str) -> Iterator[Hit]:
    """Each member of an enumeration in quotes in which every member is an established name."""
    for start, end in quoted(text):
        at = start
        members = text[start:end].split("、")
        if (
            len(members) > 1
            and text[start:end] not in known_initiatives()
            and all(m in known_initiatives() for m in members)
        ):
            for member in members:
                yield Hit(at, at + len(member), LABEL, "initiative.member")
                at += len(member) + 1


@Language.component("kg_initiatives")
def kg_initiatives(doc: Doc) -> Doc:
    """Reads the view; adds Initiative candidates."""
    return add_hits(doc, find(view_of(doc).text))
