"""Claims of an agency's acts: the verb before (else the words behind) an object says the relation.

Verbs and relations are data: `cues.csv`, `cues_after.csv`. Objects in a list share its verb.
"""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.model import ISSUER
from kg.nlp.frames import End, Frame, compiled
from kg.nlp.spans import Hit
from kg.nlp.subjects import Clause, subjects_at
from kg.resources import table

OBJECTS = ("Regulation", "Publication", "Initiative", "Platform")
_COLUMNS = {label: label.lower() for label in OBJECTS}
_AFTER = "act.after"
_REACH = 30
_NONE = "NONE"
"""In a table: these words state nothing."""
_LINK = compiled(
    r"[“”]?(?:（[^（）]{0,60}）)?[^，：；]{0,14}?(?:、|和|与|及|以及|暨|或|等)[^，：；]{0,4}(?:<AS>)?[“]?|[”“]*|"
    r"[”]?[^，：；]{0,8}<M>[、和及]?[“]?"
)
_LOOSE = compiled(r"[”]?[^，：；]{0,8}(?:<M>)?，[^，：；在于由从]{0,4}[“]?")
_ALIAS = compiled("（[^（）]{0,6}称(?:为)?[“]?$")
_WITHIN = re.compile("[在于由从][“]?$")
_ENDS = compiled(r"[”]?(?:事项|业务|服务|改革|工作)?(?:<M>)?(?:$|[，、。；和及等])")


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


class Later(NamedTuple):
    """Words behind an object: what they look like, over which verb or relation they go, what they state."""

    pattern: re.Pattern[str]
    over: str
    states: dict[str, str]


def acts(
    frame: Frame, found: Sequence[Clause], cues: Sequence[Cue], left_out: Collection[str] = ()
) -> Iterator[Said]:
    """The acts that a sentence tells: ISSUED … STUDIES, LAUNCHED, ADVANCES, USES; `cues` are its verbs.

    Without the words behind an object (the rule `act.after` left out) the verb alone says the relation.
    """
    for group in _lists(frame, cues):
        cue = _governor(frame, group[0], cues)
        over = ("any", cue.states[group[-1].label], cue.word) if cue else ("any", "")
        later = None if _AFTER in left_out else _after(frame, group, over)
        for target in group:
            yield from _stated(frame, target, cue, later, found)


def unspoken(frame: Frame, done: Sequence[Said], rule: str) -> Iterator[Said]:
    """ADVANCES of the initiatives that a heading or a shortcoming names without a verb of their own.

    USES of the platforms whose use falls short, by the words behind them.
    """
    told = {said.object for said in done}
    for mention in frame.mentions:
        if mention.label == "Initiative" and mention not in told:
            yield Said(ISSUER, "ADVANCES", mention, rule, mention.start)
        elif mention.label == "Platform" and mention not in told and _after(frame, [mention], (rule,)):
            yield Said(ISSUER, "USES", mention, rule, mention.start)


def _stated(
    frame: Frame, target: Hit, cue: Cue | None, later: Later | None, found: Sequence[Clause]
) -> Iterator[Said]:
    said = cue.states[target.label] if cue else ""
    place = cue.start if cue else frame.local(target)[0]
    rule = "act.verb"
    if later and later.states[target.label] and later.over in ("any", said, cue.word if cue else ""):
        said, rule = later.states[target.label], _AFTER
    inner = (hit for hit in frame.inner.get(target, ()) if hit.label == target.label == "Regulation")
    for named in (target, *inner):
        for subject in subjects_at(found, place):
            told = (p for p in said.split("+") if p and p != _NONE)
            yield from (Said(subject, p, named, rule, frame.start + place) for p in told)


def _lists(frame: Frame, cues: Sequence[Cue]) -> list[list[Hit]]:
    """The objects of a sentence, those in one list together: no verb and little else between them."""
    groups: list[list[Hit]] = []
    for target in frame.mentions:
        start = frame.local(target)[0]
        if target.label not in OBJECTS or _ALIAS.search(frame.mask, max(start - 14, 0), start):
            continue
        left = frame.local(groups[-1][-1])[1] if groups else 0
        verb = any(left <= cue.start < start for cue in cues)
        if groups and not verb and _linked(frame.mask, left, start, frame.local(target)[1]):
            groups[-1].append(target)
        else:
            groups.append([target])
    return groups


def _linked(mask: str, left: int, start: int, end: int) -> bool:
    """Whether an object [start, end) stands in one list with that which ends at `left`."""
    if _LINK.fullmatch(mask, left, start):
        return True
    return bool(_LOOSE.fullmatch(mask, left, start) and _ENDS.match(mask, end))


def _governor(frame: Frame, target: Hit, cues: Sequence[Cue]) -> Cue | None:
    """The verb that governs a target: the nearest in its clause that can, but for 新修订的 and the like.

    A verb that states nothing of any object ends the search.
    """
    start = frame.local(target)[0]
    clause = frame.clause(max(start - 1, 0))[0]
    near = [cue for cue in cues if clause <= cue.start and cue.end <= start and start - cue.end <= _REACH]
    if len(near) > 1 and frame.mask[near[-1].end : start].strip("“") == "的":
        near.pop()
    for cue in reversed(near):
        if cue.states[target.label] or not any(cue.states.values()):
            return cue
    return near[-1] if near else None


def _after(frame: Frame, group: Sequence[Hit], over: Sequence[str]) -> Later | None:
    """What the words behind a list, up to the next object or the clause end, state over one of these.

    What is done 在 a platform is not done to it.
    """
    start, end, label = frame.local(group[0])[0], frame.local(group[-1])[1], group[-1].label
    objects = (frame.local(m)[0] for m in frame.mentions if m.start >= group[-1].end and m.label in OBJECTS)
    text = frame.mask[end : min(frame.clause(end)[1], next(objects, len(frame.mask)))].rstrip("。；！？")
    fitting = [words for words in _words_after() if words.states[label] and words.over in over]
    if _WITHIN.search(frame.mask, max(start - 2, 0), start):
        fitting = [words for words in fitting if words.states[label] != "LAUNCHED"]
    return next((words for words in fitting if words.pattern.search(text)), None)


def cues_in(mask: str) -> list[Cue]:
    """The verbs of a mask, in order."""
    automaton, verbs = _verbs()
    return [Cue(start, end, *verbs[at]) for start, end, at in automaton.find(mask) if verbs[at][1]]


@functools.cache
def _verbs() -> tuple[CharwiseDoubleArrayAhoCorasick, list[tuple[str, dict[str, str]]]]:
    """The verbs and the nouns that hold one, which state nothing; the longest wins."""
    states: dict[str, dict[str, str]] = {}
    for row in table("cues"):
        for verb in row["verbs"].split():
            known = states.setdefault(verb, dict.fromkeys(OBJECTS, ""))
            for label, column in _COLUMNS.items():
                known[label] = known[label] or row[column]
    nouns = {word for row in table("cues_not") for word in row["words"].split()}
    words = sorted(nouns | states.keys())
    automaton = CharwiseDoubleArrayAhoCorasick(words, MATCH_KIND_LEFTMOST_LONGEST)
    return automaton, [(word, states.get(word, {})) for word in words]


@functools.cache
def _words_after() -> tuple[Later, ...]:
    return tuple(
        Later(compiled(row["pattern"]), row["over"], {label: row[c] for label, c in _COLUMNS.items()})
        for row in table("cues_after")
    )
