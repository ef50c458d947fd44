"""Claims of an agency's acts: the verb before (else the words behind) an object says the relation.

Verbs and relations are data: `cues.csv`, `cues_after.csv`. Objects in a list share its verb.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.model import ISSUER
from kg.nlp.frames import End, Frame, compiled
from kg.nlp.hints import in_pieces
from kg.nlp.spans import Hit
from kg.nlp.subjects import Clause, subjects_at
from kg.resources import either, table

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

    name: str
    pattern: re.Pattern[str]
    over: str
    states: dict[str, str]


def acts(
    frame: Frame, found: Sequence[Clause], cues: Sequence[Cue], left_out: Collection[str] = ()
) -> list[Said]:
    """The acts that a sentence tells: ISSUED … STUDIES, LAUNCHED, ADVANCES, USES; `cues` are its verbs.

    Without the words behind an object (the rule `act.after` left out) the verb alone says the relation.
    """
    told: list[Said] = []
    for group in _lists(frame, cues):
        cue, label = _governor(frame, group[0], cues), group[-1].label
        over = ("any", cue.states[label], cue.word) if cue else ("any", "")
        later = None if _AFTER in left_out else _after(frame, group, over)
        for target in group:
            told += _stated(frame, target, cue, later, found)
    return told


def unspoken(frame: Frame, done: Sequence[Said], rule: str) -> list[Said]:
    """ADVANCES of the initiatives that a heading or a shortcoming names without a verb of their own.

    USES of the platforms whose use falls short, by the words behind them.
    """
    told = {said.object for said in done}
    found = []
    for mention in frame.mentions:
        if mention.label == "Initiative" and mention not in told:
            found.append(Said(ISSUER, "ADVANCES", mention, rule, mention.start))
        elif mention.label == "Platform" and mention not in told and _after(frame, [mention], (rule,)):
            found.append(Said(ISSUER, "USES", mention, rule, mention.start))
    return found


def _stated(
    frame: Frame, target: Hit, cue: Cue | None, later: Later | None, found: Sequence[Clause]
) -> list[Said]:
    label = target.label
    said, rule = cue.states[label] if cue else "", "act.verb"
    if later and later.states[label] and later.over in ("any", said, cue.word if cue else ""):
        said, rule = later.states[label], _AFTER
    predicates = [predicate for predicate in said.split("+") if predicate and predicate != _NONE]
    if not predicates:
        return []
    place = cue.start if cue else target.start - frame.start
    return [
        Said(subject, predicate, hit, rule, frame.start + place)
        for predicate in predicates
        for hit in _named(frame, target, predicate)
        for subject in subjects_at(found, place)
    ]


def _named(frame: Frame, target: Hit, predicate: str) -> list[Hit]:
    """A document and those that its title names; issued with it are only those that it hands on (印发…)."""
    if target.label != "Regulation" or (predicate == "ISSUED" and not _hands().search(frame.words(target))):
        return [target]
    return [target, *(hit for hit in frame.inner.get(target, ()) if hit.label == target.label)]


@functools.cache
def _hands() -> re.Pattern[str]:
    return re.compile(either("list_words", "hands_on"))


def _lists(frame: Frame, cues: Sequence[Cue]) -> list[list[Hit]]:
    """The objects of a sentence, those in one list together: no verb and little else between them."""
    groups: list[list[Hit]] = []
    left = 0
    for target in frame.mentions:
        if target.label not in OBJECTS:
            continue
        start, end = frame.local(target)
        if _ALIAS.search(frame.mask, max(start - 14, 0), start):
            continue
        if groups and _linked(frame.mask, left, start, end) and not _cues_between(cues, left, start):
            groups[-1].append(target)
        else:
            groups.append([target])
        left = end
    return groups


def _linked(mask: str, left: int, start: int, end: int) -> bool:
    """Whether an object [start, end) stands in one list with that which ends at `left`."""
    if _LINK.fullmatch(mask, left, start):
        return True
    return bool(_LOOSE.fullmatch(mask, left, start) and _ENDS.match(mask, end))


def _cues_between(cues: Sequence[Cue], left: int, right: int) -> Sequence[Cue]:
    """The verbs that begin in [left, right) of a mask."""
    return cues[bisect_left(cues, (left,)) : bisect_left(cues, (right,))]


def _governor(frame: Frame, target: Hit, cues: Sequence[Cue]) -> Cue | None:
    """The verb that governs a target: the nearest in its clause that can, but for 新修订的 and the like.

    A verb that states nothing of any object ends the search.
    """
    start = target.start - frame.start
    clause = frame.clause(max(start - 1, 0))[0]
    near = [cue for cue in _cues_between(cues, clause, start) if start - _REACH <= cue.end <= start]
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
    label, seen = group[-1].label, frame.seen
    fitting = [words for words in _words_after()[label] if words.name in seen and words.over in over]
    if not fitting:
        return None
    start, end = group[0].start - frame.start, group[-1].end - frame.start
    objects = (frame.local(m)[0] for m in frame.mentions if m.start >= group[-1].end and m.label in OBJECTS)
    text = frame.mask[end : min(frame.clause(end)[1], next(objects, len(frame.mask)))].rstrip("。；！？")
    if _WITHIN.search(frame.mask, max(start - 2, 0), start):
        fitting = [words for words in fitting if words.states[label] != "LAUNCHED"]
    return next((words for words in fitting if words.pattern.search(text)), None)


def cues_in(masks: Sequence[str]) -> list[list[Cue]]:
    """The verbs of each mask, in order."""
    automaton, verbs = _verbs()
    return [
        [Cue(start, end, *verbs[at]) for start, end, at in places if verbs[at][1]]
        for places in in_pieces(masks, automaton.find)
    ]


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
def _words_after() -> dict[str, list[Later]]:
    """The words behind an object, in their order, by its label."""
    later = [
        Later(
            f"after {at}",
            compiled(row["pattern"]),
            row["over"],
            {label: row[c] for label, c in _COLUMNS.items()},
        )
        for at, row in enumerate(table("cues_after"))
    ]
    return {label: [words for words in later if words.states[label]] for label in OBJECTS}


def after_patterns() -> dict[str, re.Pattern[str]]:
    """What the words behind an object look like, by a name for each."""
    return {words.name: words.pattern for several in _words_after().values() for words in several}
