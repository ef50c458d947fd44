"""Who claims to be first (率先, 首个, 首张 …), in which scope, and with what.

A claim is a clause with a cue word. Its scope is the one that the clause names beside the cue (全国首张,
率先在全市, 率全市之先). Plans and wishes are no claims, nor are 首批, 首违 and the like.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.folding import fold
from kg.graph import Graph
from kg.metric.ground import Ground, grounds
from kg.model import EntityId, Evidence, evidence_at
from kg.resources import either, entries, table

_STOPS = "，。；！？,;!?\n\r"
_REACH, _SENTENCE = 80, 300
"""Characters on either side of a cue that its clause may have, and before it that its sentence may have."""
_MARK = re.compile(
    r"(?:\[[^\]\n]{0,40}\]|[（(]?[\d一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十]+[，,、]|[一二三四五六七八九]是|[\s#*—●▲◆]+)*"
)
_OPENS = re.compile("[“《〈「]")


class First(NamedTuple):
    """A claim to be first: who, the cue as two characters, the scope (全国 …) or None, what, and its clause.

    `agencies` are those that the clause says it of, else the body of the report. `thing` is the folded words
    of what is first, `head` those behind its quoted names. `partners` are the agencies and regions of the
    clause, or of the last one before it in the sentence that names any.
    """

    report_id: str
    agencies: tuple[EntityId, ...]
    cue: str
    scope: str | None
    thing: str
    head: str
    partners: frozenset[EntityId]
    issuer: EntityId | None
    region: EntityId | None
    clause: Evidence

    @property
    def sides(self) -> frozenset[EntityId]:
        """All that take part: the body and the region of the report, those it is said of, the partners."""
        return self.partners | {*self.agencies} | set(filter(None, [self.issuer, self.region]))


def firsts(graph: Graph) -> Iterator[First]:
    """Every claim to be first of every report, by report and place."""
    for ground in grounds(graph):
        yield from firsts_in(ground)


def may_claim(text: str) -> bool:
    """Whether a text has a word of those that claims to be first have."""
    return _cues().search(text) is not None


def firsts_in(ground: Ground) -> Iterator[First]:
    """Every claim to be first of one report, by place."""
    for found in _cues().finditer(ground.report.text):
        claim = _first(found, ground)
        if claim is not None:
            yield claim


def _first(found: re.Match[str], ground: Ground) -> First | None:
    text = ground.report.text
    start, end = _clause(text, found.start(), found.end())
    before, after = text[start : found.start()], text[found.end() : end]
    cue = "率先" if found["lead"] else found[0]
    scope, reach = _scope_of(found, before, after)
    if (scope is None and cue in entries("first_words", "scoped")) or _unsaid().search(before):
        return None
    clause = evidence_at(ground.report, start, end)
    section = ground.section(clause)
    if re.match(either("first_words", "not_after"), after) or (section and section.kind == "plans"):
        return None
    if any(m.evidence.end > found.end() for m, _ in ground.named(start, found.start(), "Regulation")):
        return None
    claimants = _claimants(ground, start, found.start() - reach)
    if not claimants and _of_another_place(ground, start, found.start() - reach):
        return None
    return First(
        report_id=ground.report.id,
        agencies=claimants or tuple(filter(None, [ground.issuer])),
        cue=cue,
        scope=scope,
        thing=_thing(after),
        head=fold(re.split('[”》〉」"]', after)[-1]),
        partners=_partners(ground, start, end),
        issuer=ground.issuer,
        region=ground.region,
        clause=clause,
    )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a cue, without the mark of a list item; a stop between quotes does not end it."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    begin = max((text.rfind(stop, low, start) + 1 for stop in _STOPS), default=low)
    begin = max(begin, low)
    close = min((at for stop in _STOPS if (at := text.find(stop, end, high)) >= 0), default=high)
    marked = _MARK.match(text, begin, start)
    begin = marked.end() if marked else begin
    return begin, end + len(text[end:close].rstrip())


def _scope_of(found: re.Match[str], before: str, after: str) -> tuple[str | None, int]:
    """The scope beside a cue, and how many characters before the cue it takes."""
    if found["lead"]:
        inside = _scopes().search(found["lead"])
        return (_meaning(inside[0]) if inside else None), 0
    left = _left().search(before)
    if left:
        return _meaning(left["scope"]), len(before) - left.start()
    right = re.match(f"在(?P<scope>{_scopes().pattern})", after)
    return (_meaning(right["scope"]) if right else None), 0


def _claimants(ground: Ground, start: int, end: int) -> tuple[EntityId, ...]:
    """The agencies right before a claim, where its clause begins with them; they may be a list.

    Of 协助乙局建成全市首个… 乙局 is the one.
    """
    text, found = ground.report.text, []
    helped = _helped().match(text, start, end)
    edge = helped.end() if helped else start
    for mention, entity in ground.named(start, end, "Agency"):
        if mention.evidence.start != edge and text[edge : mention.evidence.start] not in "、和与及同":
            return ()
        found.append(entity)
        edge = mention.evidence.end
    plain = _between().fullmatch(text, edge, max(edge, end))
    return tuple(dict.fromkeys(found)) if plain else ()


def _of_another_place(ground: Ground, start: int, end: int) -> bool:
    """Whether the clause opens with another region than the report's own: 甲区和乙县|率先完成试点."""
    regions = [(mention.evidence.start, entity) for mention, entity in ground.named(start, end, "Region")]
    return bool(regions) and regions[0][0] == start and ground.region not in {one for _, one in regions}


def _partners(ground: Ground, start: int, end: int) -> frozenset[EntityId]:
    """Who the clause names, else who the last clause before it in its sentence that names any does."""
    text = ground.report.text
    opening = max(text.rfind("。", 0, start) + 1, text.rfind("\n", 0, start) + 1, start - _SENTENCE)
    while True:
        named = frozenset(entity for _, entity in ground.named(start, end, "Agency", "Region"))
        if named or start <= opening:
            return named
        start, end = _clause(text, max(start - 1, opening), start)[0], start
        start = max(start, opening)


def _thing(after: str) -> str:
    """The words for what is first: from the first quoted name on, else without the verbs before it."""
    opened = _OPENS.search(after)
    if opened and opened.start() <= 12:
        return fold(after[opened.start() :])
    return fold(re.sub(f"^(?:在?(?:{_scopes().pattern})|{either('first_words', 'verb')})+", "", after))


@functools.cache
def _cues() -> re.Pattern[str]:
    plain = either("first_words", "cue"), either("first_words", "scoped")
    return re.compile(rf"{plain[0]}|{plain[1]}|率(?P<lead>[^{_STOPS}率]{{1,10}})之先")


@functools.cache
def _helped() -> re.Pattern[str]:
    return re.compile(either("first_words", "helps"))


@functools.cache
def _between() -> re.Pattern[str]:
    """What may stand between an agency and its claim."""
    return re.compile(f"(?:{either('first_words', 'alone')}|{either('first_words', 'verb')})*")


@functools.cache
def _scopes() -> re.Pattern[str]:
    return re.compile(either("first_words", "scope"))


@functools.cache
def _left() -> re.Pattern[str]:
    gap = either("first_words", "gap")
    return re.compile(rf"在?(?P<scope>{_scopes().pattern})(?:{gap}){{0,3}}(?:的|率先|首先)?\Z")


@functools.cache
def _unsaid() -> re.Pattern[str]:
    return re.compile(either("first_words", "not_before"))


@functools.cache
def _meaning(words: str) -> str:
    rows = (row for row in table("first_words") if row["place"] == "scope")
    return next(row["means"] for row in rows if re.fullmatch(row["pattern"], words))
