"""Initiative mentions: names in quotes, by what stands in and around them, and established names without."""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.quotes import judge, known_initiatives, quoted
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Initiative"


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
