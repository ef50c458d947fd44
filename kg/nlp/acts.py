"""Claims of an agency's acts: the verb before (else the words behind) an object says the relation.

Verbs and relations are data: `cues.csv`, `cues_after.csv`. Objects in a list share its verb.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.nlp.frames import End, Frame
from kg.nlp.spans import Hit
from kg.nlp.subjects import Clause, subjects_at
from kg.resources import table

OBJECTS = ("Regulation", "Publication", "Initiative", "Platform")
_COLUMNS = {label: label.lower() for label in OBJECTS}
_REACH = 30
_LINK = re.compile(
    r"[“”]?(?:（[^（）]{0,30}）)?[^，：；]{0,14}?(?:、|和|与|及|以及|暨|或|等)[^，：；]{0,4}[“]?|[”“]*|[”]?，[^，：；]{0,4}[“]?"
)


class Said(NamedTuple):
    """A claim before it has a status: `place` is where in the view it is said."""

    subject: End
    predicate: str
    object: End
    rule: str
    place: int


class Cue(NamedTuple):
    """A verb in a mask: [start, end) and what it states by label."""

    start: int
    end: int
    word: str
    states: dict[str, str]


def acts(frame: Frame, found: Sequence[Clause]) -> Iterator[Said]:
    """The acts that a sentence tells: ISSUED … STUDIES, LAUNCHED, ADVANCES, USES."""
    cues = _cues(frame.mask)
    before: Hit | None = None
    governed: Cue | None = None
    for target in frame.mentions:
        if target.label not in OBJECTS:
            continue
        governed = _governor(frame, target, cues, before, governed)
        before = target
        yield from _stated(frame, target, governed, found)


def _stated(frame: Frame, target: Hit, cue: Cue | None, found: Sequence[Clause]) -> Iterator[Said]:
    end = frame.local(target)[1]
    later = _after(frame, target)
    if later and (later[1] or not (cue and cue.states[target.label])):
        states, rule, place = later[0], "act.after", end
    elif cue:
        states, rule, place = cue.states[target.label], "act.verb", cue.start
    else:
        return
    for subject in subjects_at(found, place):
        for predicate in filter(None, states.split("+")):
            yield Said(subject, predicate, target, rule, frame.start + place)


def _governor(
    frame: Frame, target: Hit, cues: Sequence[Cue], before: Hit | None, governed: Cue | None
) -> Cue | None:
    """The verb that governs a target: the nearest in its clause, else that of the list it stands in."""
    start, _ = frame.local(target)
    left = 0 if before is None else frame.local(before)[1]
    near = next((cue for cue in reversed(cues) if cue.end <= start), None)
    if near is not None and near.start >= left:
        gap = frame.mask[near.end : start]
        return near if len(gap) <= _REACH and not re.search("[，：；]", gap) else None
    if governed is not None and _LINK.fullmatch(frame.mask[left:start]):
        return governed
    return None


def _after(frame: Frame, target: Hit) -> tuple[str, bool] | None:
    """The relation that the words behind a target state, and whether they go before a verb in front."""
    _, end = frame.local(target)
    following = next(
        (frame.local(m)[0] for m in frame.mentions if m.start >= target.end and m.label in OBJECTS), None
    )
    stop = min(frame.clause(end)[1], following or len(frame.mask))
    text = frame.mask[end:stop]
    for pattern, first, states in _words_after():
        if states[target.label] and pattern.search(text):
            return states[target.label], first
    return None


def _cues(mask: str) -> list[Cue]:
    pattern, states = _verbs()
    return [Cue(m.start(), m.end(), m[0], states[m[0]]) for m in pattern.finditer(mask)]


@functools.cache
def _verbs() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    states: dict[str, dict[str, str]] = {}
    for row in table("cues"):
        for verb in row["verbs"].split():
            known = states.setdefault(verb, dict.fromkeys(OBJECTS, ""))
            for label, column in _COLUMNS.items():
                known[label] = known[label] or row[column]
    longest = sorted(states, key=lambda verb: (-len(verb), verb))
    return re.compile("|".join(map(re.escape, longest))), states


@functools.cache
def _words_after() -> tuple[tuple[re.Pattern[str], bool, dict[str, str]], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["first"] == "yes", {label: row[c] for label, c in _COLUMNS.items()})
        for row in table("cues_after")
    )
