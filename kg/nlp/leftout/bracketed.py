"""Titles in 《》 and names in “” that were not taken."""

import functools
import re
from collections.abc import Iterator

from kg.nlp import quotes
from kg.nlp.leftout.taken import LeftOut, Spans
from kg.nlp.title_kinds import kind_of
from kg.resources import table

_TITLE = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})*》|〈[^〈〉\n]{2,80}〉")
_UNCLOSED = re.compile(r"《[^《》\n]{0,40}(?=《|\n|\Z)")
_LONG_QUOTE = re.compile(r"“[^“”\n]{41,200}”")
_NEAR = -3
"""Points from which the cues for a name nearly outweigh those against it."""


def in_titles(text: str, taken: Spans) -> Iterator[LeftOut]:
    """Titles in brackets that are no mention: forms, and those without a partner."""
    for match in _TITLE.finditer(text):
        start, end = match.span()
        around = taken.around(start, end)
        if around:
            yield LeftOut(start, end, "", "title.inside", text[around.start : around.end])
        elif not any(span.start == start for span in taken.touching(start, end)):
            reason = "title.lost" if kind_of(match.group()) else "title.form"
            yield LeftOut(start, end, "", reason)
    for match in _UNCLOSED.finditer(text):
        if not taken.touching(*match.span()):
            yield LeftOut(*match.span(), "", "title.unclosed")


def in_quotes(text: str, taken: Spans) -> Iterator[LeftOut]:
    """Names in quotes that are no mention and hold none."""
    for match in _LONG_QUOTE.finditer(text):
        if not taken.touching(*match.span()):
            yield LeftOut(*match.span(), "", "quote.long")
    for start, end in quotes.quoted(text):
        touching = taken.touching(start, end)
        around = taken.around(start, end)
        if around:
            yield LeftOut(start, end, "", "quote.inside", text[around.start : around.end])
        elif not touching:
            yield _quote(text, start, end)


def _quote(text: str, start: int, end: int) -> LeftOut:
    name = text[start:end]
    kind = next((kind for kind, pattern in _figures() if pattern.fullmatch(name)), None)
    if kind:
        return LeftOut(start, end, "", "quote.figure", kind)
    given = max(quotes.points(text, [(start, end)])[0])
    if given > 0:
        return LeftOut(start, end, "", "quote.refused")
    against = quotes.against(text, start, end)
    near = given > _NEAR
    reason = "quote.weighed" if near and against else "quote.against" if against else "quote.no_cue"
    return LeftOut(start, end, "", reason, against)


@functools.cache
def _figures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in table("quoted_figures"))
