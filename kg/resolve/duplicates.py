"""One report from two portals or in two formats: found by what their texts share, counted once if judged so.

Pieces of the text are hashed at places that the text itself chooses, so that another frame round it, lost
spaces or a page head move nothing. Reports meet only over the least pieces that they share (Broder's sketch
of the least hashes, 1997); the work grows with the texts, not with the pairs.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

from kg.model import Issue, Judgement, Metadata, Report
from kg.readings import Read
from kg.resolve.clusters import clusters
from kg.resolve.denotation import Node
from kg.resolve.judging import contradictions, judged

CLASS = "Report"
LEAST = 0.8
"""The share of the smaller report's pieces that two reports must have in common."""
_SIZE, _EVERY, _LEADING = 12, 16, 16
"""Characters in a piece; one place in so many begins one; over so many pieces, the least, reports meet."""
_FEWEST, _CROWD, _SHORTER = 12, 40, 0.5
"""Pieces below which a text says too little; reports that one piece may bring together; how much shorter
one may be than the other."""
_SIDE = re.compile(r"(?:Report:)?(r[0-9a-f]{16})\Z")
_SIGNS = re.compile(r"\W+")


class Twins(NamedTuple):
    """Two reports with the share of pieces in common; `left` is the one that says more of itself."""

    share: float
    left: Report
    right: Report


class Once(NamedTuple):
    """Each report once, the judgements on other things, and what was noted."""

    read: Read
    judgements: Sequence[Judgement]
    issues: tuple[Issue, ...]


def pieces(text: str) -> frozenset[int]:
    """The hashes of the pieces of a text: letters and digits only, full-width as half-width ones."""
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text))
    starts = [at for at, sign in enumerate(plain[: 1 - _SIZE]) if not ord(sign) % _EVERY]
    return frozenset(crc32(plain[at : at + _SIZE].encode()) for at in starts)


def twins(reports: Iterable[Report]) -> list[Twins]:
    """The pairs of reports that may be one, by issuer, year and text; the likeliest first."""
    known = {report.id: report for report in reports}
    parts = {key: found for key, report in known.items() if len(found := pieces(report.text)) >= _FEWEST}
    pairs = []
    for one, other in _meeting(parts):
        less, more = sorted((len(parts[one]), len(parts[other])))
        share = len(parts[one] & parts[other]) / less
        if share >= LEAST and less >= _SHORTER * more and _alike(known[one].meta, known[other].meta):
            left, right = sorted((known[one], known[other]), key=_worth)
            pairs.append(Twins(round(share, 2), left, right))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.left.id, pair.right.id))


def _meeting(parts: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Each pair that shares one of its least pieces, once; in a crowd each meets the next alone."""
    blocks: dict[int, list[str]] = defaultdict(list)
    for key in sorted(parts):
        for piece in nsmallest(_LEADING, parts[key]):
            blocks[piece].append(key)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        pairs.update(combinations(block, 2) if len(block) <= _CROWD else pairwise(block))
    yield from sorted(pairs)


def _alike(one: Metadata, other: Metadata) -> bool:
    """Whether nothing that both say of themselves tells them apart; what is only inferred does not count."""
    said = ((one.issuer, one.issuer_basis, other.issuer, other.issuer_basis),
            (one.region, one.region_basis, other.region, other.region_basis),
            (one.year, one.year_basis, other.year, other.year_basis))  # fmt: skip
    return all(
        left == right or None in (left, right) or "inferred" in (how, other_how)
        for left, how, right, other_how in said
    )


def _worth(report: Report) -> tuple[int, int, str]:
    """What says most of itself comes first, then the shorter text: its frame is smaller."""
    bases = (report.meta.issuer_basis, report.meta.region_basis, report.meta.year_basis)
    return sum(basis in (None, "inferred") for basis in bases), len(report.text), report.id


def once(read: Read, judgements: Sequence[Judgement]) -> Once:
    """The reports without those that a person judged the same report as another, which is then left alone.

    Of reports that rows of `same` make one, that stays which is never on the right; the least id of several.
    """
    rows = [row for row in judgements if is_side(row.left) or is_side(row.right)]
    if not rows:
        return Once(read, judgements, ())
    sources = {report.id: report.source for report in read.reports}
    nodes: list[Node] = [(CLASS, key) for key in sorted(sources)]
    said = judged(rows, nodes, {key: (CLASS, key) for key in sources})
    joined, apart = ([(edge.left, edge.right) for edge in edges] for edges in (said.same, said.apart))
    root = clusters(nodes, joined, apart)
    second = {edge.right for edge in said.same if root[edge.left] == root[edge.right]}
    kept: dict[Node, str] = {}
    for node in sorted(nodes, key=lambda node: (node in second, node)):
        kept.setdefault(root[node], node[1])
    notes = [_note(sources[key], sources[kept[root[CLASS, key]]]) for key in sources]
    left_out = {key for key in sources if kept[root[CLASS, key]] != key}
    return Once(
        read._replace(reports=[report for report in read.reports if report.id not in left_out]),
        [row for row in judgements if row not in rows],
        (*said.issues, *contradictions(said, (), root), *(note for note in notes if note is not None)),
    )


def is_side(side: str) -> bool:
    """Whether a side of a judgement names a report, as `Report:` and its id or by the id alone."""
    return _SIDE.match(side) is not None


def _note(source: str, kept: str) -> Issue | None:
    if source == kept:
        return None
    what = f"the same report as {kept}, as judged: counted once"
    return Issue("note", source, "report", what, "take the row out of judgements.csv to count both")
