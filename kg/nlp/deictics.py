"""Words that only their report can resolve: 我局, 本机关 mean the issuer, 我区, 全市 its region, and 该平台
points back at the last thing of its kind.

Reads the view; writes the span group `deictics` with the label of what is meant. They are never mentions.
"""

import functools
import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.scanner import Scanner
from kg.nlp.sections import GENRE, REPORT
from kg.nlp.spans import DEICTICS, MENTIONS, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table


class _Kind(NamedTuple):
    label: str
    rule: str
    not_in: frozenset[str]


def find(text: str, genre: str = REPORT) -> list[Hit]:
    """The deictic words of a text of a genre (kg.nlp.sections), in order.

    In a law or notice some mean each of those it speaks to, and no one body: 经本部门负责人批准.
    """
    kinds, pattern = _words()
    told = ((match, kinds[(match.lastindex or 1) - 1]) for match in _SCANNER.finditer(pattern, text))
    return [
        Hit(match.start(), match.end(), kind.label, kind.rule)
        for match, kind in told
        if genre not in kind.not_in
    ]


@functools.cache
def _words() -> tuple[tuple[_Kind, ...], re.Pattern[str]]:
    """What matches any of the words, and of what kind each is, by the number of its group."""
    rows = table("deictics")
    either = re.compile("|".join(f"({row['pattern']})" for row in rows))
    kinds = (_Kind(r["label"], f"deictic.{r['rule']}", frozenset(r["not_in"].split())) for r in rows)
    return tuple(kinds), either


_SCANNER = Scanner(lambda: [_words()[1]])


@Language.component("kg_deictics")
def annotate(doc: Doc) -> Doc:
    """Write the deictics of the Doc, those inside a mention left out."""
    mentions = list(hits_of(doc, MENTIONS))
    starts = [hit.start for hit in mentions]
    reach = list(accumulate((hit.end for hit in mentions), max))
    found = []
    for hit in find(view_of(doc).text, doc.user_data.get(GENRE, REPORT)):
        before = bisect_right(starts, hit.start)
        if not before or reach[before - 1] <= hit.start:
            found.append(hit)
    return add_hits(doc, found, DEICTICS)
