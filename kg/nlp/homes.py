"""The region that a report is of: by its issuer and title, else by the places that its text tells of most."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from kg import gazetteer
from kg.gazetteer import Division
from kg.nlp.lookup import WordList
from kg.nlp.placenames import Name, doubtful_words, is_of_other_kind, is_strange, ordinary_words, scan
from kg.nlp.spans import Hit

_SUBJECT = re.compile(r"(?:\A|年[，,]?|\n)\s*\Z")
_OWN = WordList(lambda: [whose + kind for whose in "我全本" for kind in "省市区县州旗盟"])
_HEIGHTS = "镇乡区县旗市州盟省"
"""The kinds of regions from the lowest up."""
_LEVELS = frozenset("省市区县州旗盟")
_APART = frozenset("与和同、赴往")
"""What stands before a place that is another one than the text's own."""
_OFTEN = 3
"""How often bodies of one level (市财政局) must be told of before they say what the text is about."""
_PLACED = "agency.full"
"""The rule of a body whose name begins with a place."""
_PROVINCE = "省级"


def find(
    text: str, names: Sequence[Name], sources: Sequence[str], found: Sequence[Hit], year: int | None = None
) -> Division | None:
    """The division the report is of: named in issuer or title, else the one most named; None where open.

    `names` are those that a scan of the text found, `found` its mentions. `sources` are issuer and title,
    empty where unknown.
    """
    places = [name for name in _borne_out(text, names, found) if not is_strange(text, name, year)]
    words = dict.fromkeys(name.text for name in places)
    near = [bearers[0] for name in words if len(bearers := gazetteer.find(name, year)) == 1]
    for source in chain(sources, _leading(text, places, found)):
        named = [name for name in scan(source) if name.text not in ordinary_words() or name.start == 0]
        named = [name for name in named if not is_of_other_kind(source, name)]
        for name in sorted(named, key=lambda name: (not name.full, -name.start)):
            if is_strange(source, name, year):
                return None
            chosen = gazetteer.choose(_in_front(gazetteer.find(name.text, year), near))
            if chosen:
                return chosen
    return None


def _borne_out(text: str, names: Sequence[Name], found: Sequence[Hit]) -> Iterator[Name]:
    """The names that are places or begin a body's: short ones often arise by chance (白玉 in 白玉生)."""
    ends = {hit.end for hit in found if hit.label == "Region"}
    bodies = {hit.start for hit in found if hit.rule == _PLACED}
    for name in names:
        usual = name.full or (name.text not in doubtful_words() and name.text not in ordinary_words())
        if usual or name.end in ends or name.start in bodies or text.startswith(name.text):
            yield name


def _in_front(candidates: Sequence[Division], near: Sequence[Division]) -> Sequence[Division]:
    """The candidates whose upper division is named in the text, where some are."""
    above = [c for c in candidates if any(gazetteer.within(c, d) and c.code != d.code for d in near)]
    return above or candidates


def _leading(text: str, places: Sequence[Name], found: Sequence[Hit]) -> Iterator[str]:
    """The names that the text most probably is about, best first: of the kind of 我县, no partners."""
    kind = _kind_told(text, found)
    votes = Counter(name.text for name in places if text[name.start - 1 : name.start] not in _APART)
    fitting = [name for name in votes if _of_kind(name, kind)]
    ranked = sorted(
        fitting,
        key=lambda name: (-votes[name], not gazetteer.is_full(name), _is_province(name), text.find(name)),
    )
    subjects = [n.text for n in places if n.full and n.start < 80 and _SUBJECT.search(text, 0, n.start)]
    yield from (*subjects[:1], *ranked[:3])


def _kind_told(text: str, found: Sequence[Hit]) -> str:
    """The kind of region that the text is about, by 我县, 全市, or bodies often told of; "" where open.

    The lower one where both tell: a county tells of its city's bodies, a city of its province (全省前列).
    """
    own = Counter(word[1] for *_, word in _OWN.find(text))
    bodies = Counter(text[hit.start] for hit in found if hit.label == "Agency" and text[hit.start] in _LEVELS)
    told = [kind for kind, _ in own.most_common(1)]
    told += [kind for kind, often in bodies.most_common(1) if often >= _OFTEN]
    return min(told, key=_HEIGHTS.index, default="")


def _is_province(name: str) -> bool:
    """Whether a name is a province's: a city or county told of as often comes before it."""
    return any(division.level == _PROVINCE for division in gazetteer.find(name))


def _of_kind(name: str, kind: str) -> bool:
    found = gazetteer.find(name)
    if gazetteer.is_full(name) and not kind:
        return True
    return any(division.name.endswith(kind) for division in found) if kind else False
