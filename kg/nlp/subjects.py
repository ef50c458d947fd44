"""Who acts in each clause of a sentence: the agencies named there, or the body that reports."""

import functools
import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from kg.model import ISSUER, REGION
from kg.nlp.anchors import searcher
from kg.nlp.frames import CLAUSE_END, End, Frame, compiled
from kg.nlp.scanner import Sieve
from kg.nlp.spans import Hit
from kg.resources import table

_CLAUSE = re.compile(f"[^{CLAUSE_END}]+")
_ASIDE = re.compile("（[^（）]*）")
_LEADING = 6
"""How many clauses of a sentence can lead in before its subject is named."""

_Kind = tuple[str, tuple[End, ...] | None]
_SUBJECTS: tuple[_Kind, ...] = (
    ("led", None),
    ("named", None),
    ("place", None),
    ("region", (REGION,)),
    ("own", (ISSUER,)),
)


class Clause(NamedTuple):
    """A clause of a mask [start, end) and who acts in it; `named` where the clause itself says so."""

    start: int
    end: int
    subjects: tuple[End, ...]
    named: bool


def clauses(frame: Frame, verbs: Sequence[int], region: str = "", *, norm: bool = False) -> list[Clause]:
    """The clauses of a sentence; one without a subject has that of the clause before, the first ISSUER.

    `verbs` are the places of verbs in the mask: an agency behind one is its object. `region` is the full
    name of the region reported on: as a subject it stands for the body that reports, another for itself.
    In a `norm` generic bodies (有关部门) stand for the region.
    """
    mask = _ASIDE.sub(lambda aside: "（" * len(aside[0]), frame.mask) if "（" in frame.mask else frame.mask
    named = _named(frame.mask) | _named(mask)
    kinds = [(kind, ends) for kind, ends in _SUBJECTS if kind in named and _possible(kind, frame, norm)]
    found: list[Clause] = []
    subjects: tuple[End, ...] = (ISSUER,)
    for match in _CLAUSE.finditer(mask):
        own = _subjects(frame, match, verbs, kinds)
        own = own and tuple(_stands_for(frame, subject, region) for subject in own)
        whole = Clause(match.start(), match.end(), own or subjects, own is not None)
        found += _pivoted(frame, whole, verbs, region) if "pivot" in named else [whole]
        if own and _acts(own[0], whole, verbs):
            subjects = own
    return _led_in(frame, found, named)


def _acts(subject: End, clause: Clause, verbs: Sequence[int]) -> bool:
    """Whether a subject goes on acting in later clauses: a region only where a verb tells that it acts."""
    place = isinstance(subject, Hit) and subject.label == "Region"
    return not place or any(clause.start <= verb < clause.end for verb in verbs)


@functools.lru_cache(maxsize=1)
def _named(mask: str) -> frozenset[str]:
    """The kinds of patterns of which the words stand in a mask; the last answer is kept."""
    kinds, sieve = _sieve()
    return frozenset(kinds[at] for at in sieve.possible(mask))


@functools.cache
def _sieve() -> tuple[tuple[str, ...], Sieve]:
    return tuple(_patterns()), Sieve(_patterns().values())


def _led_in(frame: Frame, found: list[Clause], named: Collection[str]) -> list[Clause]:
    """The clauses, those that lead in (依托…，按照…，) with the subject that the next clause names."""
    pattern = _patterns()["leads"]
    aim = "aim" in named and bool(_patterns()["aim"].search(frame.mask))
    if not aim and "leads" not in named:
        return found
    for at, clause in enumerate(found[:_LEADING]):
        if clause.named:
            return [*(lead._replace(subjects=clause.subjects) for lead in found[:at]), *found[at:]]
        if not (aim or pattern.search(frame.mask, clause.start, clause.end)):
            break
    return found


def _pivoted(frame: Frame, clause: Clause, verbs: Sequence[int], region: str) -> list[Clause]:
    """The clause, in two where it makes another act: of 协助县政府出台《…》 出台 is the act of the other."""
    if frame.labels.isdisjoint(("Agency", "Region")):
        return [clause]
    match = _patterns()["pivot"].search(frame.mask, clause.start, clause.end)
    if match is None or not any(match.end("names") <= verb < clause.end for verb in verbs):
        return [clause]
    others = tuple(_stands_for(frame, hit, region) for hit in frame.at(*match.span("names")))
    return [clause._replace(end=match.start()), Clause(match.start(), clause.end, others, False)]


def _possible(kind: str, frame: Frame, norm: bool) -> bool:
    """Whether a sentence can have a subject of that kind: its mentions and the genre decide."""
    if kind == "region":
        return norm
    if kind == "place":
        return "Region" in frame.labels
    return kind == "own" or not frame.labels.isdisjoint(("Agency", "Org"))


def _stands_for(frame: Frame, subject: End, region: str) -> End:
    if not isinstance(subject, Hit) or subject.label != "Region":
        return subject
    return ISSUER if not region or frame.words(subject) in region else subject


def subjects_at(found: Sequence[Clause], place: int) -> tuple[End, ...]:
    """Who acts at a place of the mask."""
    return next((clause.subjects for clause in found if place <= clause.end), (ISSUER,))


def _subjects(
    frame: Frame, clause: re.Match[str], verbs: Sequence[int], kinds: Sequence[_Kind]
) -> tuple[End, ...] | None:
    start, text = clause.start(), clause[0]
    patterns = _patterns()
    for kind, ends in kinds:
        match = _searchers()[kind](text)
        if match is None:
            continue
        if kind in ("named", "place") and patterns["not"].search(text, 0, match.start("names")):
            continue
        first = match.end() if ends is not None else match.start("names")
        if kind == "led" or not any(start <= verb < start + first for verb in verbs):
            return ends or tuple(frame.at(start + first, start + _last(patterns["with"], match)))
    return None


def _last(pattern: re.Pattern[str], match: re.Match[str]) -> int:
    """Where the subject ends: of 甲局与乙局签订 it is 甲局 alone."""
    partner = pattern.search(match.string, match.start("names"))
    return partner.start() if partner else match.end("names")


@functools.cache
def _searchers() -> dict[str, Callable[[str], re.Match[str] | None]]:
    return {kind: searcher(pattern) for kind, pattern in _patterns().items()}


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["kind"]: compiled(row["pattern"]) for row in table("subjects")}
