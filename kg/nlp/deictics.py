"""Words that only their report can resolve: 我局, 本机关 mean the issuer, 我区, 全市 its region, and 该平台
points back at the last thing of its kind.

Reads the view; writes the span group `deictics` with the label of what is meant. They are never mentions.
"""

import functools
import re
from bisect import bisect_right
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.scanner import Scanner
from kg.nlp.spans import DEICTICS, MENTIONS, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table


def find(text: str) -> list[Hit]:
    """The deictic words of a text, in order."""
    kinds, pattern, scanner = _patterns()
    return [
        Hit(match.start(), match.end(), *kinds[(match.lastindex or 1) - 1])
        for match in scanner.finditer(pattern, text)
    ]


@functools.cache
def _patterns() -> tuple[tuple[tuple[str, str], ...], re.Pattern[str], Scanner]:
    rows = table("deictics")
    either = re.compile("|".join(f"({row['pattern']})" for row in rows))
    return tuple((row["label"], f"deictic.{row['rule']}") for row in rows), either, Scanner([either])


@Language.component("kg_deictics")
def annotate(doc: Doc) -> Doc:
    """Write the deictics of the Doc, those inside a mention left out."""
    mentions = list(hits_of(doc, MENTIONS))
    starts = [hit.start for hit in mentions]
    reach = list(accumulate((hit.end for hit in mentions), max))
    found = []
    for hit in find(view_of(doc).text):
        before = bisect_right(starts, hit.start)
        if not before or reach[before - 1] <= hit.start:
            found.append(hit)
    return add_hits(doc, found, DEICTICS)
