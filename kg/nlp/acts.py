"""Claims of an agency's acts: the verb before (else the words behind) an object says the relation.

Verbs and relations are data: `cues.csv`, `cues_after.csv`. Objects in a list share its verb.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.model import ISSUER
from kg.nlp.frames import End, Frame, compiled, marked, spelled
from kg.nlp.hints import Place, in_pieces
from kg.nlp.spans import Hit
from kg.nlp.subjects import Actors, begins_between
from kg.resources import either, table

OBJECTS = ("Regulation", "Publication", "Initiative", "Platform")
_COLUMNS = {label: label.lower() for label in OBJECTS}
_AFTER = "act.after"
_REACH = 30
_NONE = "NONE"
"""In a table: these words state nothing."""
_LINK = compiled(
    r"[“”]?(?:（[^（）]{0,60}）)?[^，：；]{0,14}?(?:、|和|与|及|以及|暨|或|等)[^，：；]{0,4}(?:<AS>)?[“]?|[”“]*|（[^（）]{0,60}）|"
    r"[”]?[^，：；]{0,8}<M>[、和及]?[“]?"
)
_LOOSE = compiled(r"[”]?[^，：；]{0,8}(?:<M>)?，[^，：；在于由从]{0,4}[“]?")
_CALLED = "称"
_ALIAS = compiled(f"（[^（）]{{0,6}}{_CALLED}(?:为)?[“]?$")
_WITHIN = re.compile("[在于由从][“]?$")
_AND_OF = compiled("[”]?(?:（[^（）]{0,60}）)?(?:、|和|与|及|以及)<AS>")
_BY = compiled("[”]?[^，<*>]{0,8}由<AO>")
_GOES_ON = re.compile("(?:以及|及|并|和)[“]?$")
"""What may stand between ， and an object of the verb before it: 学习甲，以及《乙》."""
_LAW = re.compile("(?<![办方做算])法》$")
_OF_A_MAKER = ("ISSUED", "REVISED", "REPEALED")
"""What only the National People's Congress does to a 法 (Legislation Law, article 10)."""
_ENDS = compiled(r"[”]?(?:事项|业务|服务|改革|工作)?(?:<M>)?(?:$|[，、。；和及等])")


@dataclass(slots=True, eq=False)
class Said:
    """A claim before it has a status: `place` is where in the view it is said."""

    subject: End
    predicate: str
    object: End
    rule: str
    place: int


class Verb(NamedTuple):
    """What a verb states by label, "" for nothing; `silent` where it states nothing of any object."""

    word: str
    states: dict[str, str]
    silent: bool


_NO_VERB = Verb("", dict.fromkeys(OBJECTS, ""), silent=True)

Cue = Place
"""A verb in a mask: [start, end) and its number among the verbs."""


class Later(NamedTuple):
    """Words behind an object: what they look like, over which verb or relation they go, what they state."""

    name: str
    pattern: str
    over: str
    states: dict[str, str]


def acts(frame: Frame, actors: Actors, cues: Sequence[Cue], left_out: Collection[str] = ()) -> list[Said]:
    """The acts that a sentence tells: ISSUED … STUDIES, LAUNCHED, ADVANCES, USES; `cues` are its verbs.

    Without the words behind an object (the rule `act.after` left out) the verb alone says the relation.
    """
    if frame.labels.isdisjoint(OBJECTS):
        return []
    told: list[Said] = []
    verbs = _verbs()[1]
    for group in _lists(frame, cues):
        cue = _governor(frame, group[0], cues)
        verb = verbs[cue[2]] if cue else _NO_VERB
        over = "any", verb.states[group[-1].label], verb.word
        later = None if _AFTER in left_out else _after(frame, group, over)
        for target in group:
            said, rule = verb.states[target.label], "act.verb"
            if later and later.states[target.label] and later.over in ("any", said, verb.word):
                said, rule = later.states[target.label], _AFTER
            if said and said != _NONE and rule not in left_out:
                place = cue[0] if cue else target.start - frame.start
                told += _stated(frame, target, said, rule, actors, place)
    return told


def unspoken(frame: Frame, done: Sequence[Said], rule: str) -> list[Said]:
    """ADVANCES of the initiatives that a heading or a shortcoming names without a verb of their own.

    What falls short of a platform or document, by the words behind it: USES, IMPLEMENTS, STUDIES.
    """
    told = {said.object for said in done}
    found = []
    for mention in frame.mentions:
        if mention.label == "Initiative" and mention not in told:
            found.append(Said(ISSUER, "ADVANCES", mention, rule, mention.start))
        elif mention.label in OBJECTS and mention not in told:
            later = _after(frame, [mention], (rule,))
            if later:
                found.append(Said(ISSUER, later.states[mention.label], mention, rule, mention.start))
    return found


def _stated(frame: Frame, target: Hit, said: str, rule: str, actors: Actors, place: int) -> list[Said]:
    subjects = (ISSUER,) if rule == _AFTER and _goes_by_itself(frame, target) else actors.at(place)
    at = frame.start + place
    if subjects == (ISSUER,) and said in _OF_A_MAKER and _LAW.search(frame.words(target)):
        return []
    return [
        Said(subject, predicate, hit, rule, at)
        for predicate in said.split("+")
        for hit in _named(frame, target, predicate)
        for subject in subjects
    ]


def _goes_by_itself(frame: Frame, target: Hit) -> bool:
    """Whether an initiative is the subject of its clause: 甲局出台《…》，“乙”改革不断推进 is not of 甲局."""
    start, end = frame.local(target)
    at_head = target.label == "Initiative" and start - frame.clause_start(start) <= 1
    return at_head and not _BY.match(frame.mask, end)


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
    left, begin, mask = 0, frame.start, frame.mask
    alias = _CALLED in mask
    for target in frame.mentions:
        low, high, label, _ = target
        if label not in OBJECTS:
            continue
        start, end = low - begin, high - begin
        if alias and is_alias(mask, start):
            continue
        if groups and not begins_between(cues, left, start) and _linked(mask, left, start, end):
            groups[-1].append(target)
        else:
            groups.append([target])
        left = end
    return groups


def is_alias(mask: str, start: int) -> bool:
    """Whether what begins there only says how something is called from there on: （以下简称《方案》）."""
    return _ALIAS.search(mask, max(start - 14, 0), start) is not None


def _linked(mask: str, left: int, start: int, end: int) -> bool:
    """Whether an object [start, end) stands in one list with that which ends at `left`."""
    if _LINK.fullmatch(mask, left, start):
        return True
    return bool(_LOOSE.fullmatch(mask, left, start) and _ENDS.match(mask, end))


def _governor(frame: Frame, target: Hit, cues: Sequence[Cue]) -> Cue | None:
    """The verb that governs a target: the nearest in its clause that can, but for 新修订的 and the like.

    A verb that states nothing of any object ends the search.
    """
    near = _near(frame, target.start - frame.start, cues)
    if near and frame.mask[near[-1][1] : target.start - frame.start].strip("“") == "的":
        if earlier := _listed_before(frame, near[-1][0]):
            return _governor(frame, earlier, cues)
        if len(near) > 1:
            near.pop()
    verbs, label = _verbs()[1], target.label
    if near and _honours().search(frame.mask, near[0][0], target.start - frame.start):
        return None
    for cue in reversed(near):
        verb = verbs[cue[2]]
        if verb.silent or verb.states[label]:
            return cue
    return near[-1] if near else None


@functools.cache
def _honours() -> re.Pattern[str]:
    """An honour, in whose name what is done is not told as done: 获评全省深化“甲”改革先进单位."""
    return compiled(rf"{either('list_words', 'honour')}[^，、；：并及和<*>]*[“]?$")


def _listed_before(frame: Frame, place: int) -> Hit | None:
    """The object with which that of a describing verb stands in one list: 贯彻《…》和乙局|印发的《…》."""
    before = [m for m in frame.at(0, place) if m.label in OBJECTS][-1:]
    return next((m for m in before if _AND_OF.fullmatch(frame.mask, frame.local(m)[1], place)), None)


def _near(frame: Frame, start: int, cues: Sequence[Cue]) -> list[Cue]:
    """The verbs before a place, in its clause and not far."""
    clause = frame.clause_start(start)
    if clause and _GOES_ON.fullmatch(frame.mask, clause, start):
        clause = frame.clause_start(clause - 1)
    inside = cues[bisect_left(cues, (clause,)) : bisect_left(cues, (start,))]
    return [cue for cue in inside if cue[1] >= start - _REACH]


def _after(frame: Frame, group: Sequence[Hit], over: tuple[str, ...]) -> Later | None:
    """What the words behind a list, up to the next object or the clause end, state over one of these.

    What is done 在 a platform is not done to it.
    """
    label = group[-1].label
    known = _words_after(label, over)
    seen = frame.seen & known.keys()
    if not seen:
        return None
    start, end = group[0].start - frame.start, group[-1].end - frame.start
    objects = (frame.local(m)[0] for m in frame.mentions if m.start >= group[-1].end and m.label in OBJECTS)
    text = frame.mask[end : min(frame.clause_end(end), next(objects, len(frame.mask)))].rstrip("。；！？")
    fitting = [known[name] for name in sorted(seen)]
    if _WITHIN.search(frame.mask, max(start - 2, 0), start):
        fitting = [words for words in fitting if words.states[label] != "LAUNCHED"]
    return next((words for words in fitting if compiled(words.pattern).search(text)), None)


def cues_in(masks: Sequence[str]) -> list[list[Cue]]:
    """The verbs of each mask, in order."""
    automaton, verbs = _verbs()
    many = len(verbs)
    return [
        [(start - begin, end - begin, word) for start, end, word in places if word < many]
        for begin, places in in_pieces(masks, automaton.find)
    ]


@functools.cache
def _verbs() -> tuple[CharwiseDoubleArrayAhoCorasick, list[Verb]]:
    """What finds the verbs, and behind them in number the nouns that hold one; the verbs by number."""
    states: dict[str, dict[str, str]] = {}
    for row in table("cues"):
        for verb in marked(row["verbs"]).split():
            known = states.setdefault(verb, dict.fromkeys(OBJECTS, ""))
            for label, column in _COLUMNS.items():
                known[label] = known[label] or row[column]
    nouns = {word for row in table("cues_not") for word in row["words"].split()}
    verbs = [Verb(word, states[word], not any(states[word].values())) for word in sorted(states)]
    words = [*sorted(states), *sorted(nouns - states.keys())]
    return CharwiseDoubleArrayAhoCorasick(words, MATCH_KIND_LEFTMOST_LONGEST), verbs


@functools.cache
def _words_after(label: str, over: tuple[str, ...]) -> dict[str, Later]:
    """The words behind an object of a label that go over one of these, by their names."""
    return {each.name: each for each in _later() if each.states[label] and each.over in over}


@functools.cache
def _later() -> tuple[Later, ...]:
    """All words behind an object, by names that sort as they stand."""
    return tuple(
        Later(
            f"after {at:03}",
            row["pattern"],
            row["over"],
            {label: row[c] for label, c in _COLUMNS.items()},
        )
        for at, row in enumerate(table("cues_after"))
    )


def after_patterns() -> dict[str, str]:
    """Expressions for the words behind an object, by a name for each."""
    return {words.name: spelled(words.pattern) for words in _later()}
