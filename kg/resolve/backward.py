"""Words that point back (该平台, 该办法): the last thing of their kind that their paragraph names."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.folding import bare
from kg.model import POINTS_BACK, Label, Mention, MentionId, Reading
from kg.resolve.denotation import Denotation, Node
from kg.resolve.mentions import governments
from kg.resolve.titles import unversioned

_REACH = 1500
"""How many characters before the word its paragraph is looked for."""
_BREAK = re.compile(r"(?<=[。；！？])[ \t\r\u3000]*\n|\n[ \t\r\u3000]*\n")
_LOOSE = frozenset(("Platform", "Initiative"))
"""Labels of which any thing may be meant where none ends in the word: 该平台 for 渝快办."""
_ANY = ("单位", "机关", "部门")


def backward(reading: Reading, found: Iterable[Denotation]) -> Iterator[Denotation]:
    """A denotation for each such word that has something to mean; `found` tells what mentions denote."""
    if any(map(_points, reading.deictics)):
        yield from _pointing(reading, {one.mention: one.node for one in found if one.mention})


def _points(mention: Mention) -> bool:
    return mention.rule == POINTS_BACK


def _pointing(reading: Reading, nodes: Mapping[MentionId, Node]) -> Iterator[Denotation]:
    named, regions = _by_label(reading), {}
    for word in filter(_points, reading.deictics):
        meant = _meant(word, named.get(word.label, ()), reading.report.text)
        node = nodes.get(meant.id) if meant is not None else None
        if meant is not None and node is not None:
            reason = f"points back to {bare(meant.evidence.quote)}"
            yield Denotation(reading.report.id, word.id, node, "", "", reason, "inferred")
            if node[0] == "Region":
                regions[word.id] = node[1]
    yield from governments(reading, regions)


def _by_label(reading: Reading) -> Mapping[Label, list[Mention]]:
    """The mentions of each label, in the order of their ends."""
    found: dict[Label, list[Mention]] = defaultdict(list)
    for mention in sorted(reading.mentions, key=lambda each: (each.evidence.end, -each.evidence.start)):
        found[mention.label].append(mention)
    return found


def _meant(word: Mention, named: Sequence[Mention], text: str) -> Mention | None:
    start = word.evidence.start
    begin = _paragraph(text, start)
    last = bisect_right(named, start, key=lambda each: each.evidence.end)
    first = bisect_right(named, begin, key=lambda each: each.evidence.end)
    kind = word.evidence.quote[1:]
    before = named[first:last][::-1]
    fitting = (each for each in before if kind in _ANY or _name(each).endswith(kind))
    return next(fitting, before[0] if before and word.label in _LOOSE else None)


def _name(mention: Mention) -> str:
    return unversioned(bare(mention.evidence.quote))


def _paragraph(text: str, place: int) -> int:
    """Where the paragraph begins in which a place stands."""
    low = max(0, place - _REACH)
    breaks = [match.end() for match in _BREAK.finditer(text, low, place)]
    return breaks[-1] if breaks else low
