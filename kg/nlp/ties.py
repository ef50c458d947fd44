"""Claims that tie bodies to each other, to agreements, and initiatives to the platforms they run on.

Patterns over masked sentences are data (`ties.csv`). With a region our side is @region, with an agency or an
organisation it is the subject of the clause.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from kg.model import ISSUER, REGION
from kg.nlp.acts import Said
from kg.nlp.frames import End, Frame, compiled
from kg.nlp.spans import Hit
from kg.nlp.subjects import Clause, subjects_at
from kg.resources import table

_NEAR = 60


def ties(frame: Frame, found: Sequence[Clause], done: Sequence[Said]) -> Iterator[Said]:
    """PARTY_TO, PARTNERS_WITH, CONCERNS, SUPERVISES, PART_OF, ISSUED by name, and USES of an initiative."""
    partners: list[Said] = []
    for rule, pattern in _patterns():
        for match in pattern.finditer(frame.mask):
            said = [*_tie(frame, found, rule, match)]
            partners += [s for s in said if s.predicate == "PARTNERS_WITH"]
            yield from said
    yield from _agreements(frame, found, partners)
    yield from _uses(frame, done)


def _tie(frame: Frame, found: Sequence[Clause], rule: str, match: re.Match[str]) -> Iterator[Said]:
    others = frame.at(*match.span("x"))
    place = frame.start + match.start()
    subjects = tuple(s for s in subjects_at(found, match.start()) if s not in others) or (ISSUER,)
    name = f"tie.{rule}"
    for other in others:
        if rule == "issued":
            yield from (Said(other, "ISSUED", y, name, place) for y in frame.at(*match.span("y")))
        elif rule == "part_of":
            yield from (Said(other, "PART_OF", y, name, place) for y in frame.at(*match.span("y")))
        else:
            yield from (_with(subject, other, rule, place) for subject in subjects)


def _with(subject: End, other: Hit, rule: str, place: int) -> Said:
    name = f"tie.{rule}"
    if rule == "supervises":
        return Said(other, "SUPERVISES", subject, name, place)
    if rule == "supervised":
        return Said(subject, "SUPERVISES", other, name, place)
    if rule == "uses":
        return Said(subject, "USES", other, name, place)
    if rule == "part":
        return Said(other, "PART_OF", subject, name, place)
    return Said(_our_side(subject, other), "PARTNERS_WITH", other, name, place)


def _our_side(subject: End, other: Hit) -> End:
    return REGION if subject == ISSUER and other.label == "Region" else subject


def _agreements(frame: Frame, found: Sequence[Clause], partners: Sequence[Said]) -> Iterator[Said]:
    """Who is party to each agreement of the sentence, and the initiatives in its name."""
    for agreement in frame.mentions:
        if agreement.label != "Agreement":
            continue
        place = frame.local(agreement)[0]
        inner = (hit for hit in frame.inner.get(agreement, ()) if hit.label == "Initiative")
        yield from (Said(agreement, "CONCERNS", hit, "tie.agreement", agreement.start) for hit in inner)
        near = [said for said in partners if said.place < agreement.start]
        sides = [said.subject for said in near] or list(subjects_at(found, place))
        for side in dict.fromkeys([*sides, *(said.object for said in near)]):
            yield Said(side, "PARTY_TO", agreement, "tie.agreement", agreement.start)


def _uses(frame: Frame, done: Sequence[Said]) -> Iterator[Said]:
    """USES of the initiatives that a sentence advances by means of a platform."""
    moved = [said.object for said in done if said.predicate in ("ADVANCES", "LAUNCHED")]
    initiatives = [hit for hit in moved if isinstance(hit, Hit) and hit.label == "Initiative"]
    for said in done:
        if said.predicate != "USES" or not isinstance(said.object, Hit):
            continue
        after = [hit for hit in initiatives if hit.start >= said.object.end]
        before = [hit for hit in initiatives if hit.end <= said.place]
        for hit in _nearest(frame, said.object, after, before):
            yield Said(hit, "USES", said.object, "tie.means", said.place)


def _nearest(frame: Frame, platform: Hit, after: list[Hit], before: list[Hit]) -> list[Hit]:
    clause_end = frame.start + frame.clause(frame.local(platform)[1])[1]
    close = [hit for hit in after if hit.start - max(clause_end, platform.end) <= _NEAR]
    return close[:1] or before[-1:]


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["rule"], compiled(row["pattern"])) for row in table("ties"))
