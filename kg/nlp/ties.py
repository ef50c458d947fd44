"""Claims that tie bodies to each other, to agreements, and initiatives to the platforms they run on.

Patterns over masked sentences are data (`ties.csv`). With a region our side is @region, with an agency or an
organisation it is the subject of the clause.
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.model import ISSUER, REGION
from kg.nlp.acts import Said, is_alias
from kg.nlp.frames import End, Frame, compiled, labels_of_ends, spelled
from kg.nlp.lists import matches
from kg.nlp.spans import Hit
from kg.nlp.subjects import Actors
from kg.resources import either, table

_NEAR, _BEGIN, _TELLS, _HEADS = 60, 2, 2, "牵头"
_TOGETHER_WITH = ("tie.joins", "tie.with")
_AGREEMENT, _AUTHOR, _PAIR, _SIGNS = "tie.agreement", "tie.author", "tie.pair", "tie.signs"
_MEANS = frozenset(("Platform", "Initiative"))
_NOTICE = re.compile("《关于")
"""How the title of a later document of a list begins if it is of the author of the first."""
_SIGNED = re.compile("签|达成|缔结|续|履行|依据|落实|订立")
_WITH = compiled("[^，<*>]{0,2}[与同跟]")
_TOGETHER = re.compile("共同|双方|[两三][地市区县方]")
_PLACES = re.compile("[两三][地市区县].{0,6}(?:签|达成|缔结)")
_MEMBERS = re.compile(r"[省市州区][^省]{0,3}的")


class Tie(NamedTuple):
    """A row of `ties.csv`: its relation holds from x to y, or from y to x; `labels`: what each can be."""

    rule: str
    relation: str
    ends: str
    pattern: str
    labels: tuple[frozenset[str], ...]


def ties(frame: Frame, actors: Actors, done: Sequence[Said], left_out: Collection[str] = ()) -> list[Said]:
    """PARTY_TO, PARTNERS_WITH, CONCERNS, SUPERVISES, PART_OF, ISSUED by name, and USES of an initiative.

    The rows of ties.csv whose rule is left out tie nothing, and no partners from them join in other claims.
    """
    labels = frame.labels
    told: list[Said] = []
    for name in sorted(frame.seen & _between(labels)):
        tie = _ties()[name]
        if tie.rule not in left_out:
            for match in matches(compiled(tie.pattern), frame.mask, len(frame.mentions)):
                told += _tied(frame, actors, tie, match)
    partners = [said for said in told if said.predicate == "PARTNERS_WITH"] if told else []
    used = [said for said in (*done, *told) if said.predicate == "USES"] if labels >= _MEANS else []
    if "Agreement" in labels:
        told += _agreements(frame, actors, partners)
    if partners:
        told += _joint(frame, done, partners)
    if used:
        told += _uses(frame, done, used)
    return told


def _tied(frame: Frame, actors: Actors, tie: Tie, match: re.Match[str]) -> list[Said]:
    others = frame.at(*match.span("x"))
    named = "y" in match.re.groupindex
    ours: Sequence[End] = (
        frame.at(*match.span("y")) if named else _subjects(actors, tie, match.start(), others)
    )
    place = frame.start + match.start("x")
    if tie.relation == "SUPERVISES" and any(_same(frame, x, y) for x in others for y in ours):
        return []
    if tie.rule == _SIGNS:
        return _signed_with(actors, others, place)
    if tie.rule == _PAIR:
        ours = [REGION if actors.is_home(y) else y for y in ours]
    if tie.rule == _AUTHOR:
        ours = [y for y in ours if y == ours[0] or (isinstance(y, Hit) and _NOTICE.match(frame.words(y)))]
    if tie.ends == "x>y":
        return [Said(x, tie.relation, y, tie.rule, place) for x in others for y in ours]
    if tie.rule == "tie.with" and _adjoining(frame, ours, match.start()):
        return [Said(y, tie.relation, x, tie.rule, place) for x in others for y in ours]
    return [Said(_our_side(y, x), tie.relation, x, tie.rule, place) for x in others for y in ours]


def _signed_with(actors: Actors, places: Sequence[Hit], at: int) -> list[Said]:
    """The partners of our region where it stands in a list of those that sign: 甲县、乙县两地签订…."""
    abroad = [each for each in places if not actors.is_own(each)]
    ours = REGION if len(abroad) == len(places) - 1 else None
    return [Said(ours, "PARTNERS_WITH", each, _SIGNS, at) for each in abroad] if ours else []


def _same(frame: Frame, one: End, other: End) -> bool:
    """Whether two mentions name one body, one of them without its region: 市文化局, 甲市文化局."""
    if not isinstance(one, Hit) or not isinstance(other, Hit):
        return False
    shorter, longer = sorted((frame.words(one), frame.words(other)), key=len)
    return longer.endswith(shorter)


def _subjects(actors: Actors, tie: Tie, place: int, others: Sequence[Hit]) -> tuple[End, ...]:
    """The subject at a place; of 在…领导下 that of the clause behind it, if it is named there.

    Where the clause names the object alone (甲局推进改革，指导乙中心), that of the clause before it.
    """
    subjects = actors.at(place)
    if tie.rule == "tie.led":
        behind = next((each for each in actors.clauses if each.start > place and each.named), None)
        subjects = behind.subjects if behind is not None and subjects == (ISSUER,) else subjects
    before = next((each.subjects for each in reversed(actors.clauses) if each.end < place), ())
    return _fitting(subjects, tie, others) or _fitting(before, tie, others) or (ISSUER,)


def _fitting(subjects: Iterable[End], tie: Tie, others: Sequence[Hit]) -> tuple[End, ...]:
    """Those of the subjects that are none of the objects; only agencies have parts."""
    bodies = ("Agency",) if tie.relation == "PART_OF" else ("Agency", "Org", "Region")
    return tuple(s for s in subjects if s not in others and (not isinstance(s, Hit) or s.label in bodies))


def _adjoining(frame: Frame, ours: Sequence[End], place: int) -> bool:
    """Whether an agency stands right before 与 (甲局已与乙市): it is the partner, not its region."""
    last = ours[-1]
    if not isinstance(last, Hit) or last.label != "Agency":
        return False
    return _WITH.fullmatch(frame.mask, frame.local(last)[1], place + 1) is not None


def _our_side(subject: End, other: Hit) -> End:
    """Regions are partners of our region, whoever of it acts; of another region where that is named."""
    named = isinstance(subject, Hit) and subject.label == "Region"
    return REGION if other.label == "Region" and not named else subject


def _agreements(frame: Frame, actors: Actors, partners: Sequence[Said]) -> list[Said]:
    """Who is party to each agreement of the sentence, and the initiatives that it is about."""
    told = []
    for agreement in frame.mentions:
        if agreement.label != "Agreement" or is_alias(frame.mask, frame.local(agreement)[0]):
            continue
        sides = _parties(frame, actors, agreement, partners)
        ends: list[tuple[End, str, End]] = [
            *((agreement, "CONCERNS", hit) for hit in _subject_matter(frame, agreement)),
            *((side, "PARTY_TO", agreement) for side in sides),
        ]
        told += [Said(*each, _AGREEMENT, agreement.start) for each in ends]
    return told


def _subject_matter(frame: Frame, agreement: Hit) -> list[Hit]:
    """The initiatives in the name of an agreement; else what the next clause quotes that ends alike."""
    inner = [hit for hit in frame.inner.get(agreement, ()) if hit.label == "Initiative"]
    name, end = frame.words(agreement), frame.clause_end(frame.local(agreement)[1])
    behind = (
        frame.at(end, frame.clause_end(end + 1), ("Initiative",)) if "，" in frame.mask[end : end + 1] else []
    )
    quoted = [hit for hit in behind if frame.mask[frame.local(hit)[0] - 1] == "“"]
    return inner or [hit for hit in quoted if frame.words(hit)[-_TELLS:] in name]


def _parties(frame: Frame, actors: Actors, agreement: Hit, partners: Sequence[Said]) -> list[End]:
    """The last partners named before an agreement, with our side; without partners who signs it."""
    place = frame.local(agreement)[0]
    clause = frame.mask[frame.clause_start(place) : place]
    near = [said for said in partners if said.place < agreement.start]
    if not _TOGETHER.search(clause):
        near = [said for said in near if said.rule in ("tie.with", "tie.hires")]
    last = [said for said in near if said.place == max(said.place for said in near)]
    if last:
        others = [said.object for said in last]
        return list(dict.fromkeys([*(said.subject for said in last), *_members(frame, others)]))
    sides = _signing(actors.at(place))
    if _PLACES.search(clause) and len(sides) == 1:
        return [REGION]
    return sides if _SIGNED.search(clause) else []


def _signing(subjects: Sequence[End]) -> list[End]:
    """Who signs, each once; beside other regions we are @region."""
    abroad = any(isinstance(side, Hit) and side.label == "Region" for side in subjects)
    return list(dict.fromkeys(REGION if abroad and side == ISSUER else side for side in subjects))


def _joint(frame: Frame, done: Sequence[Said], partners: Sequence[Said]) -> Iterator[Said]:
    """What agencies issue or launch together with the subject: 会同甲局出台, 与甲局印发.

    By 会同 in one clause or the next, by 与 in its own clause and only what is issued.
    """
    joined = [said for said in partners if said.rule in _TOGETHER_WITH and _is_agency(said.object)]
    for said in done if joined else ():
        if said.predicate not in ("ISSUED", "LAUNCHED"):
            continue
        place = said.place - frame.start
        clause = frame.clause_start(place)
        earliest = frame.clause_start(max(clause - 2, 0))
        shared = _joint_act().match(frame.mask, place) is not None
        for tie in joined:
            at = tie.place - frame.start
            issued = at >= clause and said.predicate == "ISSUED"
            joins = shared and tie.rule == "tie.joins" and frame.mask[at - len(_HEADS) : at] != _HEADS
            if earliest <= at < place and (issued or joins):
                yield Said(tie.object, said.predicate, said.object, "tie.joint", said.place)


def _is_agency(end: End) -> bool:
    return isinstance(end, Hit) and end.label == "Agency"


@functools.cache
def _joint_act() -> re.Pattern[str]:
    return re.compile(either("list_words", "joint"))


def _members(frame: Frame, others: list[End]) -> list[End]:
    """The signing ones: of 甲、乙等4省的13个县 the counties alone."""
    last = others[-1]
    if isinstance(last, Hit) and _MEMBERS.search(frame.words(last)):
        return [last]
    return others


def _uses(frame: Frame, done: Sequence[Said], means: Sequence[Said]) -> list[Said]:
    """USES of the initiatives that a sentence advances by `means` of a platform, or names beside one."""
    moved = {said.object for said in done if said.predicate in ("ADVANCES", "LAUNCHED")}
    initiatives = [hit for hit in frame.mentions if hit.label == "Initiative"]
    return [
        Said(hit, "USES", said.object, "tie.means", said.place)
        for said in means
        if isinstance(said.object, Hit) and _is_means(frame, said)
        for hit in _nearest(frame, said.object, initiatives, moved)
    ]


def _is_means(frame: Frame, said: Said) -> bool:
    """Whether a platform is told as the means of something else (依托…), not as an end of its own (用好…)."""
    return said.rule.startswith("tie.") or _means().match(frame.mask, said.place - frame.start) is not None


@functools.cache
def _means() -> re.Pattern[str]:
    return re.compile(either("list_words", "means"))


def _nearest(frame: Frame, platform: Hit, initiatives: Sequence[Hit], moved: Collection[End]) -> list[Hit]:
    """The initiative that a platform serves: the next one, else the one before it.

    It is one that is `moved`, or named right by the platform. Not the next clause's where the platform's own
    tells what it is for (通过乙公开…，推行甲).
    """
    end = frame.local(platform)[1]
    stop = frame.clause_end(end)
    alone = _alone().match(frame.mask, end, stop) is not None
    low, high = frame.start + stop, frame.start + stop + (_NEAR if alone else 0)
    after = [hit for hit in initiatives if platform.end <= hit.start <= high]
    opens = low + _BEGIN if alone else low - 1
    fit = (
        hit for hit in after if hit in moved or low <= hit.start <= opens or _adjoins(frame, platform, hit)
    )
    found = next(fit, None)
    return [found] if found else _before(frame, platform, initiatives, moved)


def _before(frame: Frame, platform: Hit, initiatives: Sequence[Hit], moved: Collection[End]) -> list[Hit]:
    """The initiative in a platform's clause or the one before, that it serves.

    Not one that is over by itself (开展“甲”行动，通过乙…), nor where something else is done (在乙公开…).
    """
    start, end = frame.local(platform)
    clause = frame.clause_start(start)
    earlier, own = frame.start + frame.clause_start(max(clause - 2, 0)), frame.start + clause
    before = [hit for hit in initiatives if earlier <= hit.start and hit.end <= platform.start]
    before = [hit for hit in before if hit in moved or hit.start >= own][-1:]
    if not before or _apart().search(frame.mask, end, frame.clause_end(end)):
        return []
    return [hit for hit in before if not _campaign().match(frame.mask, frame.local(hit)[1])]


def _adjoins(frame: Frame, platform: Hit, hit: Hit) -> bool:
    """Whether nothing but quotes stands between a platform and what follows it."""
    return not frame.text[platform.end : hit.start].strip("“”")


@functools.cache
def _alone() -> re.Pattern[str]:
    return compiled(either("list_words", "alone"))


@functools.cache
def _apart() -> re.Pattern[str]:
    return re.compile(either("list_words", "apart"))


@functools.cache
def _campaign() -> re.Pattern[str]:
    return re.compile(f"[”]?[^，]{{0,4}}{either('list_words', 'campaign')}")


@functools.cache
def _ties() -> dict[str, Tie]:
    """The rows by names that sort as they stand."""
    return {
        f"tie {at:03}": Tie(
            f"tie.{row['rule']}",
            row["relation"],
            row["ends"],
            row["pattern"],
            labels_of_ends(row["pattern"]),
        )
        for at, row in enumerate(table("ties"))
    }


@functools.cache
def _between(labels: frozenset[str]) -> frozenset[str]:
    """The names of the ties that mentions of these labels can have."""
    return frozenset(name for name, tie in _ties().items() if not any(map(labels.isdisjoint, tie.labels)))


def tie_patterns() -> dict[str, str]:
    """Expressions for the words of the ties, by a name for each."""
    return {name: spelled(tie.pattern) for name, tie in _ties().items()}
