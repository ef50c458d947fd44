"""Who acts in each clause of a sentence: the agencies named there, or the body that reports."""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg import gazetteer
from kg.model import ISSUER, REGION
from kg.nlp.firsts import searcher
from kg.nlp.frames import CLAUSE_END, End, Frame, spelled
from kg.nlp.hints import Place
from kg.nlp.spans import Hit
from kg.resources import either, table

_CLAUSE = re.compile(f"[^{CLAUSE_END}]+")
_ASIDE = re.compile("（[^（）]*）")
_LEADING = 6
"""How many clauses of a sentence can lead in before its subject is named."""

_SUBJECTS: Mapping[str, tuple[End, ...]] = {
    "led": (),
    "named": (),
    "place": (),
    "region": (REGION,),
    "own": (ISSUER,),
}
"""The kinds of subjects in the order of their rank, with whom they mean if not the names that stand there."""


class _Kind(NamedTuple):
    """A kind of subjects: what finds it in the text of a clause, and whom it means, () for who is named."""

    name: str
    search: Callable[[str], re.Match[str] | None]
    meant: tuple[End, ...]


class Clause(NamedTuple):
    """A clause of a mask [start, end) and who acts in it; `named` where the clause itself says so."""

    start: int
    end: int
    subjects: tuple[End, ...]
    named: bool


class Actors:
    """Who acts where in a sentence, worked out when first asked for: of few sentences someone asks."""

    __slots__ = "_clauses", "_make"

    def __init__(self, frame: Frame, verbs: Sequence[Place], region: str = "", *, norm: bool = False) -> None:
        self._clauses: list[Clause] | None = None
        self._make = frame, verbs, region, norm

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence, in order; none where nobody but ISSUER can act."""
        if self._clauses is None:
            self._clauses = _clauses(*self._make)
        return self._clauses

    def is_home(self, end: End) -> bool:
        """Whether an end names the region that the report is of, or one above it."""
        frame, _, region, _ = self._make
        return isinstance(end, Hit) and end.label == "Region" and _within(frame.words(end), region)

    def is_own(self, end: End) -> bool:
        """Whether an end names the region itself that the report is of, with or without its kind."""
        frame, _, region, _ = self._make
        return isinstance(end, Hit) and end.label == "Region" and _is_same(frame.words(end), region)

    def at(self, place: int) -> tuple[End, ...]:
        """Who acts at a place of the mask."""
        for clause in self.clauses:
            if place <= clause.end:
                return clause.subjects
        return (ISSUER,)


def _clauses(frame: Frame, verbs: Sequence[Place], region: str, norm: bool) -> list[Clause]:
    """The clauses of a sentence; one without a subject has that of the clause before, the first ISSUER.

    `verbs` are the verbs in the mask, in order: an agency behind one is its object. `region` is the full
    name of the region reported on: as a subject it stands for the body that reports, another for itself.
    In a `norm` generic bodies (有关部门) stand for the region.
    """
    seen, mask = frame.seen, frame.mask
    kinds = [kind for kind in _possible(frame.labels, norm) if kind.name in seen]
    pivot = "pivot" in seen and not frame.labels.isdisjoint(("Agency", "Region"))
    if not kinds and not pivot:
        return []
    if "（" in mask:
        mask = _ASIDE.sub(lambda aside: "（" * len(aside[0]), mask)
    if "”的" in mask:
        mask = _mottoes().sub(lambda said: "“" * len(said[0]), mask)
    found: list[Clause] = []
    subjects: tuple[End, ...] = (ISSUER,)
    for match in _CLAUSE.finditer(mask):
        start, end = match.span()
        own = _subjects(frame, match[0], start, verbs, kinds)
        if own:
            own = tuple([_stands_for(frame, subject, region, len(own)) for subject in own])
        whole = Clause(start, end, own or subjects, own is not None)
        if "us" in seen and (told := _told_of(whole, mask)):
            found += told
            own = own and (ISSUER,)
        elif pivot:
            found += _pivoted(frame, whole, verbs, region)
        else:
            found.append(whole)
        if own and _acts(own[0], whole, verbs):
            subjects = own
    return _led_in(frame, found)


def _acts(subject: End, clause: Clause, verbs: Sequence[Place]) -> bool:
    """Whether a subject goes on acting in later clauses: a region only where a verb tells that it acts."""
    place = isinstance(subject, Hit) and subject.label == "Region"
    return not place or begins_between(verbs, clause.start, clause.end)


def begins_between(verbs: Sequence[Place], start: int, end: int) -> bool:
    """Whether one of the verbs, which are in order, begins in [start, end) of a mask."""
    at = bisect_left(verbs, (start,))
    return at < len(verbs) and verbs[at][0] < end


def _led_in(frame: Frame, found: list[Clause]) -> list[Clause]:
    """The clauses, those that lead in (依托…，按照…，) with the subject that the next clause names."""
    first = next((at for at, clause in enumerate(found[:_LEADING]) if clause.named), 0)
    if not first:
        return found
    before = found[:first]
    if not _words("aim").search(frame.mask):
        leads = _words("leads").search
        if not all(leads(frame.mask, clause.start, clause.end) for clause in before):
            return found
    return [*(lead._replace(subjects=found[first].subjects) for lead in before), *found[first:]]


def _pivoted(frame: Frame, clause: Clause, verbs: Sequence[Place], region: str) -> list[Clause]:
    """The clause, in two where it makes another act: of 协助县政府出台《…》 出台 is the act of the other."""
    match = _words("pivot").search(frame.mask, clause.start, clause.end)
    if match is None or not begins_between(verbs, match.end("names"), clause.end):
        return [clause]
    hits = frame.at(*match.span("names"))
    others = tuple(_stands_for(frame, hit, region, len(hits)) for hit in hits)
    return [clause._replace(end=match.start()), Clause(match.start(), clause.end, others, False)]


def _told_of(clause: Clause, mask: str) -> list[Clause]:
    """The clause in two where it tells of us: of 甲局报道我市推行乙 推行 is our own act."""
    match = _words("us").search(mask, clause.start, clause.end)
    if match is None or clause.subjects == (ISSUER,):
        return []
    return [clause._replace(end=match.start()), Clause(match.start(), clause.end, (ISSUER,), False)]


@functools.cache
def _possible(labels: frozenset[str], norm: bool) -> tuple[_Kind, ...]:
    """The kinds of subjects that a sentence can have: the labels of its mentions and the genre decide."""
    bodies = not labels.isdisjoint(("Agency", "Org"))
    can = {"led": bodies, "named": bodies, "place": "Region" in labels, "region": norm, "own": True}
    return tuple(
        _Kind(name, searcher(subject_patterns()[name]), meant)
        for name, meant in _SUBJECTS.items()
        if can[name]
    )


def _stands_for(frame: Frame, subject: End, region: str, together: int) -> End:
    """Who acts where a region does, one of so many `together`; where ours is unknown, one alone is ours."""
    if not isinstance(subject, Hit) or subject.label != "Region":
        return subject
    home = _is_same(frame.words(subject), region) if region else together == 1
    return ISSUER if home else subject


def _is_same(name: str, region: str) -> bool:
    """Whether a name is that of the region itself: 山东省 is one above 山东省|昌邑市, 昌邑 is not."""
    if any(gazetteer.full_name(each) == region for each in gazetteer.find(name)):
        return True
    return any(whole.endswith(name) or _skips_level(name, whole) for whole in (region, region[:-1]))


def _within(name: str, region: str) -> bool:
    """Whether a name stands in the full name of a region, or leaves a level of it out (河南省|清丰县)."""
    return name in region or _skips_level(name, region)


def _skips_level(name: str, region: str) -> bool:
    return any(region.startswith(name[:at]) and region.endswith(name[at:]) for at in range(2, len(name) - 1))


def _subjects(
    frame: Frame, text: str, start: int, verbs: Sequence[Place], kinds: Iterable[_Kind]
) -> tuple[End, ...] | None:
    """Who the clause with that text and begin says that acts in it; None where it does not say."""
    for name, search, meant in kinds:
        match = search(text)
        if match is None:
            continue
        first = match.end() if meant else match.start("names")
        if name in ("named", "place") and _words("not").search(text, 0, first):
            continue
        if name == "led" or not begins_between(verbs, start, start + first):
            return meant or tuple(frame.at(start + first, start + _last(_words("with"), match)))
    return None


def _last(pattern: re.Pattern[str], match: re.Match[str]) -> int:
    """Where the subject ends: of 甲局与乙局签订 it is 甲局 alone."""
    partner = pattern.search(match.string, match.start("names"))
    return partner.start() if partner else match.end("names")


@functools.cache
def _mottoes() -> re.Pattern[str]:
    """What is quoted as a motto or demand: nobody in it acts in the sentence."""
    return re.compile(f"“[^“”]*，[^“”]*”(?=(?:“[^“”]*”)*的{either('list_words', 'motto')})")


@functools.cache
def subject_patterns() -> dict[str, str]:
    """Expressions for the words that tell of a subject, by their kind."""
    return {row["kind"]: spelled(row["pattern"]) for row in table("subjects")}


@functools.cache
def _words(kind: str) -> re.Pattern[str]:
    """What the words of a kind look like."""
    return re.compile(subject_patterns()[kind])
