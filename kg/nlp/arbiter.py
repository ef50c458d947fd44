"""Which of the proposed spans stand: the nesting rules of the annotation guidelines.

Nothing crosses. The longest of overlapping proposals wins, then the label that stands first in
`label_order.csv`. Inside a span only what is set off there stands: a name in quotes, a title in 〈〉, a
platform's shorter name at the head of a longer one.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.spans import CANDIDATES, MENTIONS, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table

_QUOTES = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』"}
_INNER_TITLE = "〈<《"
_TITLE = re.compile(r"《[^《》\n]{1,90}(?<!的建议)(?<!的提案)(?<!的议案)(?<!的请示)》")
_PARTS = ("Agency", "Org", "Region")
_NAMES = ("Initiative", "Platform", "Region")


@functools.cache
def _order() -> dict[str, int]:
    return {row["label"]: at for at, row in enumerate(table("label_order"))}


class _Node(NamedTuple):
    """A hit that stands, with those that stand inside it, in order."""

    hit: Hit
    inside: list["_Node"]


def decide(text: str, candidates: Iterable[Hit]) -> list[Hit]:
    """The candidates that stand, in order of (start, −end)."""
    standing: list[Hit] = []
    titles = [match.span() for match in _TITLE.finditer(text)]
    for cluster in _clusters(sorted(_outside(titles, candidates), key=itemgetter(0))):
        standing += cluster if len(cluster) == 1 else _settled(text, cluster)
    return standing


def _outside(titles: Sequence[tuple[int, int]], candidates: Iterable[Hit]) -> Iterator[Hit]:
    """The candidates without places and bodies in titles in brackets, also where those are no mentions."""
    starts = [start for start, _ in titles]
    for hit in candidates:
        at = bisect_left(starts, hit.start) if hit.label in _PARTS else 0
        if at == 0 or titles[at - 1][1] < hit.end:
            yield hit


def _clusters(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """The hits, which come by their starts, put together where they overlap."""
    cluster: list[Hit] = []
    behind = 0
    for hit in hits:
        if cluster and hit.start >= behind:
            yield cluster
            cluster = []
        behind = max(behind, hit.end)
        cluster.append(hit)
    if cluster:
        yield cluster


def _settled(text: str, cluster: Iterable[Hit]) -> Iterator[Hit]:
    """Those of some hits that stand, in order."""
    standing: list[_Node] = []
    order = _order()
    for hit in sorted(cluster, key=lambda hit: (hit.start - hit.end, order[hit.label], hit.start)):
        _place(text, hit, standing)
    return _flat(standing)


def _place(text: str, hit: Hit, siblings: list[_Node]) -> None:
    """Put the hit among or inside the siblings, which are apart and no shorter, if it may stand there."""
    at = bisect_left(siblings, ((hit.start,),))
    for node in siblings[max(0, at - 1) : at + 1]:
        if hit.start < node.hit.end and node.hit.start < hit.end:
            if _inside(text, hit, node.hit):
                _place(text, hit, node.inside)
            return
    siblings.insert(at, _Node(hit, []))


def _flat(nodes: list[_Node]) -> Iterator[Hit]:
    for node in nodes:
        yield node.hit
        if node.inside:
            yield from _flat(node.inside)


def _inside(text: str, hit: Hit, outer: Hit) -> bool:
    """Whether the hit is a part of `outer` that may stand inside it."""
    within = outer.start <= hit.start and hit.end <= outer.end and hit[:2] != outer[:2]
    return within and _may_nest(text, hit, outer)


def _may_nest(text: str, hit: Hit, outer: Hit) -> bool:
    """Whether `hit` is set off inside `outer`: the guidelines' nesting rules, in view offsets."""
    if hit.label == outer.label == "Platform" and hit.start <= outer.start + 1:
        return True
    if hit.label == "Regulation":
        return text[hit.start] in _INNER_TITLE
    if hit.label not in _NAMES or outer.label == "Initiative":
        return False
    before, behind = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    return text[hit.start] in _QUOTES or _QUOTES.get(before) == behind != ""


@Language.component("kg_arbiter")
def kg_arbiter(doc: Doc) -> Doc:
    """Reads the group `candidates`, writes the group `mentions`."""
    return add_hits(doc, decide(view_of(doc).text, hits_of(doc, CANDIDATES)), MENTIONS)
