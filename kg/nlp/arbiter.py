"""Which of the proposed spans stand: the nesting rules of the annotation guidelines.

Nothing crosses. The longest of overlapping proposals wins, then the label that stands first in
`label_order.csv`. Inside a span only what is set off there stands: a name in quotes, a title in 〈〉, a
platform's shorter name at the head of a longer one.
"""

import functools
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.spans import CANDIDATES, MENTIONS, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table

_QUOTES = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』"}
_INNER_TITLE = "〈<《"
_NAMES = ("Initiative", "Platform", "Region")


@functools.cache
def _order() -> dict[str, int]:
    return {row["label"]: at for at, row in enumerate(table("label_order"))}


def decide(text: str, candidates: Iterable[Hit]) -> list[Hit]:
    """The candidates that stand, in order of (start, −end)."""
    kept: list[Hit] = []
    for cluster in _clusters(sorted(candidates, key=lambda hit: (hit.start, -hit.end, _order()[hit.label]))):
        kept += _stand(text, cluster)
    return sorted(kept, key=lambda hit: (hit.start, -hit.end))


def _clusters(hits: list[Hit]) -> Iterator[list[Hit]]:
    """Runs of hits that overlap, directly or through others."""
    cluster: list[Hit] = []
    reach = -1
    for hit in hits:
        if hit.start >= reach and cluster:
            yield cluster
            cluster = []
        cluster.append(hit)
        reach = max(reach, hit.end)
    if cluster:
        yield cluster


def _stand(text: str, cluster: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(cluster, key=lambda hit: (hit.start - hit.end, _order()[hit.label], hit.start)):
        if all(_compatible(text, hit, other) for other in kept):
            kept.append(hit)
    return kept


def _compatible(text: str, hit: Hit, kept: Hit) -> bool:
    """Whether `hit` may stand beside `kept`, which is no shorter."""
    if hit.end <= kept.start or kept.end <= hit.start:
        return True
    inside = kept.start <= hit.start and hit.end <= kept.end and hit[:2] != kept[:2]
    return inside and _may_nest(text, hit, kept)


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
