"""Whether what a sentence says is done, planned or a shortcoming: by section, genre and words."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.nlp.acts import Said
from kg.nlp.anchors import FAR, needed
from kg.nlp.firsts import hastened
from kg.nlp.frames import Frame, spelled
from kg.nlp.headings import ITEM
from kg.nlp.hints import Place
from kg.nlp.lookup import WordList
from kg.nlp.sections import LAW, NORM
from kg.nlp.spans import Hit
from kg.resources import table

_BUT = "，但"
_VERB, _HEADING = 2, 40
"""The length of a verb to be read with 将, and of the longest heading."""
_YEAR = re.compile(r"20\d\d年[，,：:]")
_OPENS = re.compile(rf"[（(]?[一二三四五六七八九十\d]{{0,2}}[）)、.．]?\s*(?P<year>{_YEAR.pattern})")
"""A year that opens a sentence."""


Section = tuple[int, int, int, str]
_BASIS = frozenset(("ISSUED", "REVISED", "REPEALED", "IMPLEMENTS"))
_STANDING = frozenset(("tie.author", "tie.below"))
"""Rules that read off what is so, whatever the sentence plans: 国务院《…》, a body with those under it."""
_LASTING = frozenset(("ADVANCES", "IMPLEMENTS", "STUDIES", "USES"))
"""Acts that are done well or badly."""
_OTHERWISE = frozenset(("negated", "planned", "soon", "target"))
"""What the words of a sentence may tell, but that it is done."""


@dataclass(frozen=True)
class Layout:
    """The sections of a view as (start, end, rank, kind), in order, and the genre of the document.

    `plans` are spans that tell of plans whatever their section, in order; `year` is what the report is on.
    """

    parts: tuple[Section, ...]
    genre: str
    plans: tuple[Section, ...] = ()
    year: int | None = None

    def kind_at(self, place: int) -> str:
        """The kind of the innermost section at a place; `other` outside of all."""
        for starts, kinds in self._changes:
            at = bisect_right(starts, place)
            if at and kinds[at - 1]:
                return kinds[at - 1]
        return "other"

    def is_heading(self, start: int, end: int) -> bool:
        """Whether a sentence is a short heading of its own, no item (一是 …)."""
        return end - start <= _HEADING and start in self._heads

    @functools.cached_property
    def _heads(self) -> frozenset[int]:
        return frozenset(start for start, _, rank, _ in self.parts if rank < ITEM)

    @functools.cached_property
    def _changes(self) -> tuple[tuple[list[int], list[str]], ...]:
        return tuple(_changes(sections) for sections in (self.plans, self.parts) if sections)


def _changes(sections: Sequence[Section]) -> tuple[list[int], list[str]]:
    """The places where another section becomes the innermost one, with its kind, "" outside of all.

    A section of the kind of the one around it changes nothing.
    """
    starts: list[int] = []
    kinds: list[str] = []
    around: list[tuple[int, str]] = []
    for start, end, _, kind in (*sections, (FAR, FAR, 0, "")):
        while around and around[-1][0] <= start:
            starts.append(max(around.pop()[0], starts[-1]))
            kinds.append(around[-1][1] if around else "")
        if not around or kind != around[-1][1] or end > around[-1][0]:
            starts.append(start)
            kinds.append(kind)
            around.append((end, kind))
    return starts, kinds


def opened(text: str, sentences: Sequence[tuple[int, int]], layout: Layout) -> Layout:
    """The layout with a section of plans from each 下一步 … that opens a sentence to the next heading.

    So does a year later than that of the report; 议定如下：opens one to the end. Items (一是 …) are no
    headings here, nor is a mark inside a line: 下一步，我们将：（一） …
    """
    holding = list(_holding(text, sentences))
    found = {start: end for start, end in holding if _words("opens").search(text[start:end])}
    found |= _later(text, sentences, layout.year)
    running = [*_running(text, sentences)]
    lacking = (start for start, end in holding if _words("lacks").search(text[start:end]))
    short = [_listed(text, sentences, start) for start in lacking]
    if not found and not running and not short:
        return layout
    heads = [at for at, _, rank, _ in layout.parts if rank < ITEM and text[at - 1 : at] in ("", "\n")]
    plans = []
    for start, end in sorted(found.items()):
        behind = [] if _words("lists").search(text, start, end) else heads[bisect_right(heads, start) :]
        plans.append((start, behind[0] if behind else len(text), ITEM, "plans"))
    plans += ((start, end, ITEM, "plans") for start, end in running)
    return Layout(layout.parts, layout.genre, tuple(sorted([*plans, *short])), layout.year)


def _listed(text: str, sentences: Sequence[tuple[int, int]], start: int) -> Section:
    """The shortcomings that a sentence opens (存在不足：…；…。): up to the last of their list."""
    at = bisect_right(sentences, (start, len(text))) - 1
    while at + 1 < len(sentences) and text[sentences[at][1] - 1] == "；":
        at += 1
    return start, sentences[at][1], ITEM, "problems"


def _running(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What goes on behind ； from a sentence that tells what will be done: 将逐步推行甲；建设乙；开展丙。"""
    runs = _words("runs")
    begun = False
    for (start, end), following in pairwise(sentences):
        begun = text[end - 1] == "；" and (begun or runs.match(text, start, end) is not None)
        if begun:
            yield following


def _later(text: str, sentences: Sequence[tuple[int, int]], year: int | None) -> dict[int, int]:
    """The sentences that open with a year after this one and tell of nothing done in it: ends by starts."""
    later = dict[int, int]()
    if year is None or not sentences:
        return later
    for named in _YEAR.finditer(text):
        start, end = sentences[bisect_right(sentences, (named.start(), len(text))) - 1]
        opens = _OPENS.match(text, start, end)
        if opens and int(opens["year"][:4]) > year and not _words("told").search(text, start, end):
            later[start] = end
    return later


def all_done(frame: Frame, *, kind: str, genre: str) -> bool:
    """Whether neither section nor genre nor any word of a sentence tells of something that is not done."""
    elsewhere = kind in ("plans", "problems") or genre in (LAW, NORM)
    return not elsewhere and frame.seen.isdisjoint(_OTHERWISE)


def status_at(frame: Frame, said: Said, *, kind: str, genre: str, soon: int = FAR) -> str:
    """`planned`, `problem` or `done` for what is said in a sentence.

    `kind` is that of its section, `genre` that of the document, `soon` where in the sentence plans begin.
    The basis that a norm names (为贯彻《…》, 制定本办法) is done, what it is for is not.
    """
    at, seen = said.place - frame.start, frame.seen
    if said.rule in _STANDING:
        return "done"
    if genre == NORM and _rests(frame, said, at):
        return "done"
    if _is_negated(frame, said, at):
        return "problem"
    if genre in (LAW, NORM) and said.predicate in _BASIS and _says("basis", frame):
        return "done"
    if kind == "plans":
        return "planned"
    if genre in (LAW, NORM) and kind != "achievements":
        return "done" if _says("done", frame) else "planned"
    ends = frame.clause_end(at) if said.rule == "act.after" else max(at, 0) + _VERB
    if "planned" in seen and _says("planned", frame, 0, ends):
        return "planned"
    if at >= soon:
        return "planned"
    if "target" in seen and _says("target", frame, at, frame.clause_end(at)):
        return "planned"
    return "problem" if kind == "problems" or _is_lacking(frame, said) else "done"


def _is_negated(frame: Frame, said: Said, at: int) -> bool:
    """Whether it did not come about: 未能 before the verb, or behind the thing that a verb follows."""
    if "negated" not in frame.seen:
        return False
    behind = said.rule == "act.after" and _says("negated", frame, at, frame.clause_end(at))
    return behind or _stands_before("negated", frame, frame.clause_start(at), at)


def coming(frame: Frame, verbs: Iterable[Place]) -> int:
    """Where in a sentence with these verbs the first one stands with 将 or 计划; FAR where none does.

    将 that takes an object as 把 does (将甲纳入乙) tells of no plan.
    """
    if "soon" not in frame.seen:
        return FAR
    return next((start for start, _, _ in verbs if _is_soon(frame, start)), FAR)


def _is_soon(frame: Frame, at: int) -> bool:
    clause, end = frame.clause_start(at), frame.clause_end(at)
    signs = _words("soon").finditer(frame.mask, clause, at)
    return any(sign.end() == at and not _says("taken", frame, sign.start(), end) for sign in signs)


def _is_lacking(frame: Frame, said: Said) -> bool:
    """Whether the words behind its object, in their clause, tell that an act falls short: 推进甲力度不够."""
    if said.predicate not in _LASTING or not isinstance(said.object, Hit):
        return False
    end = frame.local(said.object)[1]
    return _lacks(frame, end, frame.clause_end(end))


def is_ended(frame: Frame, said: Said) -> bool:
    """Whether it was given up (停止使用, 暂缓推行): nothing is said of it then."""
    at = said.place - frame.start
    return "ended" in frame.seen and _stands_before("ended", frame, frame.clause_start(at), at)


def _stands_before(sign: str, frame: Frame, start: int, at: int) -> bool:
    """Whether the clause has the sign right before a place."""
    return any(match.end() == at for match in _words(sign).finditer(frame.mask, start, at))


def _rests(frame: Frame, said: Said, at: int) -> bool:
    """Whether a document is named that what is to come rests on (为贯彻落实《…》): it is followed."""
    return said.predicate == "IMPLEMENTS" and _says("rests", frame, frame.clause_start(at), at + _VERB)


def falls_short(frame: Frame, kind: str) -> bool:
    """Whether a sentence tells of shortcomings: by the kind of its section, or by its words."""
    return kind == "problems" or _lacks(frame, 0, FAR)


def turns(frame: Frame, kind: str) -> int:
    """Where in a sentence its shortcomings begin: at 但 if nothing before it tells of one, else at once."""
    at = frame.mask.find(_BUT) if kind != "problems" else -1
    return at if at > 0 and not _lacks(frame, 0, at) else 0


def _lacks(frame: Frame, start: int, end: int) -> bool:
    """Whether a sentence tells of a shortcoming between two places that it does not tell is mended there."""
    if "problem" not in frame.seen:
        return False
    found = (match.start() for match in _words("problem").finditer(frame.mask, start, end))
    return any(not _words("mended").search(frame.mask, frame.clause_start(at), at) for at in found)


def _says(sign: str, frame: Frame, start: int = 0, end: int = FAR) -> bool:
    """Whether a sentence has the sign between two places."""
    return sign in frame.seen and _words(sign).search(frame.mask, start, end) is not None


def _holding(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences that hold one of the words by which plans open."""
    behind = 0
    for place, end, _ in _OPENINGS.everywhere(text):
        at = bisect_right(sentences, (place, len(text))) - 1
        if at >= behind and end <= sentences[at][1]:
            yield sentences[at]
            behind = at + 1


def _openings() -> frozenset[str]:
    ways = [needed(status_patterns()[sign]) for sign in ("opens", "lacks")]
    return frozenset(word for words in ways for word in words or ())


_OPENINGS = WordList(_openings)


@functools.cache
def status_patterns() -> dict[str, str]:
    """Expressions for the words that tell of a status, by what they are a sign of."""
    rows = table("status_cues")
    kinds = dict.fromkeys(row["sign"] for row in rows)
    said = {sign: "|".join(row["pattern"] for row in rows if row["sign"] == sign) for sign in kinds}
    return {sign: spelled(pattern) for sign, pattern in said.items()}


@functools.cache
def _words(sign: str) -> re.Pattern[str]:
    """What the words look like that are a sign of this."""
    return hastened(status_patterns()[sign])
