"""Pairs of entities that may be one thing, for a person to decide: scored, with reasons, never joined here.

Only entities of one class that share a rare pair of characters are compared, so that the work grows with the
entities and not with their pairs. What differs in place, scope or number, or is tied by a fact, is no pair.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from kg import gazetteer
from kg.folding import bigrams, fold, overlap
from kg.graph import Graph
from kg.model import Entity, EntityId, Fact, Judgement
from kg.resolve.agencies import is_central
from kg.resolve.clusters import clusters
from kg.resolve.divisions import Divisions
from kg.resolve.duplicates import CLASS as REPORT
from kg.resolve.duplicates import Twins, twins
from kg.resolve.judging import node_class
from kg.resolve.parsing import parse
from kg.resolve.places import Ground, split_levels
from kg.resolve.titles import STATE

LEAST = 0.35
"""The score from which a pair is proposed."""
_CROWD = 40
"""The most entities that a shared pair of characters may have; what is commoner tells nothing."""
_OTHERWISE, _NEIGHBOURS, _MOST, _TOGETHER = 0.5, 0.8, 0.4, 0.1
"""What words in exchange leave of a likeness; what neighbours add, at most; what a common report takes."""
_LONG = 6
"""From how many characters one in exchange may be a slip."""
_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_NUMBER = re.compile(r"\d+|十")
_KINDS = ("Agency", "Organization", "Regulation", "LegalAct", "Agreement", "Publication")
"""Classes whose names end in a kind."""
_PLACES = ("Region", "FunctionalZone")
_COMMON = "ISSUED_BY"
"""A relation that many have to the same thing, so that it speaks for no pair."""
_UNCLEAR = ("Metric", "RegionGroup", "Finding")
"""Classes whose entities are not proposed: their identity is decided by more than a name."""


class Reason(NamedTuple):
    """Why two are proposed: `within`, `alike`, `ends`, `neighbours`, `copies` for it, `together` against."""

    what: str
    detail: str


class Proposal(NamedTuple):
    """Two entities with a score from 0 to 1 and its reasons; `left` has the lesser key."""

    score: float
    left: Entity
    right: Entity
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """An entity with what is compared of it: place, scope (behind `@` in its key), numbers, spellings."""

    entity: Entity
    place: str
    scope: str
    numbers: frozenset[str]
    words: tuple[str, ...]
    lead: str


def proposals(graph: Graph, judgements: Iterable[Judgement] = ()) -> list[Proposal]:
    """The pairs that no judgement has decided, the likeliest first; two copies of a report are a pair, too.

    A pair is decided if a row names both, or things that rows of `same` make one with them.
    """
    named = [_named(entity) for entity in graph.entities if entity.cls not in _UNCLEAR]
    around = _neighbours(fact for fact in graph.facts if fact.relation != _COMMON)
    places = _reports(graph)
    tied = {frozenset((fact.subject, fact.object)) for fact in graph.facts}
    decided = _Decided.of(graph, judgements)
    found = []
    for one, other in _pairs(named):
        pair = (one.entity.id, other.entity.id)
        if frozenset(pair) not in tied and not decided.knows(*pair):
            shared = [around[pair[0]][end] for end in around[pair[0]].keys() & around[pair[1]].keys()]
            made = _proposal(one, other, sorted(shared), places[pair[0]] & places[pair[1]])
            if made.score >= LEAST:
                found.append(made)
    found += [_copies(pair) for pair in twins(graph.reports) if not decided.knows(*_ids(pair))]
    return sorted(found, key=lambda made: (-made.score, made.left.cls, made.left.key, made.right.key))


def _ids(pair: Twins) -> tuple[EntityId, EntityId]:
    return EntityId(pair.left.id), EntityId(pair.right.id)


def _copies(pair: Twins) -> Proposal:
    """Two reports as a pair: the ids are the keys, the titles the names."""
    left, right = (
        Entity(key, REPORT, key, report.meta.title or report.source, (report.source,))
        for key, report in zip(_ids(pair), (pair.left, pair.right), strict=True)
    )
    return Proposal(pair.share, left, right, (Reason("copies", f"{pair.share:.0%}"),))


def _named(entity: Entity) -> _Named:
    key, _, scope = entity.key.partition("@")
    parsed = parse(key, Ground("", None, None, None), Divisions()) if entity.cls not in _PLACES else None
    place = parsed.place.full if parsed and parsed.place else _province_in_front(entity)
    agency = parsed is not None and entity.cls == "Agency"
    cores = [parsed.core if parsed and agency else key, "" if agency else entity.name]
    words = tuple(sorted({fold(core).removeprefix(STATE) for core in cores} - {""}))
    numbers = frozenset(_NUMBER.findall(fold(entity.name).translate(_DIGITS)))
    return _Named(entity, place, scope, numbers, words or (key,), parsed.lead if parsed and agency else "")


def _province_in_front(entity: Entity) -> str:
    """The province by whose short form the key of a platform begins: 广东|一体化政务服务平台; "" for none."""
    heads = (entity.key[:size] for size in (3, 2) if entity.cls == "Platform")
    found = (division for head in heads for division in gazetteer.find(head))
    return next((division.name for division in found if division.level == "省级"), "")


def _pairs(named: Iterable[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Each pair that may be one, once, the lesser key first."""
    blocks: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
    for one in named:
        for key in _blocks(one):
            blocks[key].append(one)
    seen = set()
    for crowd in blocks.values():
        if len(crowd) <= _CROWD:
            for pair in combinations(sorted(crowd, key=lambda one: (one.entity.key, one.entity.id)), 2):
                ids = (pair[0].entity.id, pair[1].entity.id)
                if ids not in seen and _may_meet(*pair):
                    seen.add(ids)
                    yield pair


def _blocks(one: _Named) -> set[tuple[str, ...]]:
    cls = node_class(one.entity.cls)
    if cls in _PLACES:
        return {(cls, split_levels(one.entity.key)[-1])}
    within = one.place if cls == "Agency" else ""
    return {(cls, within, pair) for word in one.words for pair in bigrams(word)}


def _may_meet(one: _Named, other: _Named) -> bool:
    if one.entity.cls in _PLACES:
        return other.entity.key.endswith(one.entity.key) or one.entity.key.endswith(other.entity.key)
    if is_central(one.entity.key) and is_central(other.entity.key):
        return False
    if _have_other_numbers(one.entity, other.entity):
        return False
    left, right = (named.scope or named.place for named in (one, other))
    equal = one.numbers == other.numbers and one.lead == other.lead
    return equal and (not left or not right or left == right)


def _have_other_numbers(one: Entity, other: Entity) -> bool:
    """Whether these are two documents by their numbers (文号)."""
    left, right = (dict(each.properties).get("documentNumber") for each in (one, other))
    return None not in (left, right) and left != right


def _proposal(one: _Named, other: _Named, shared: Sequence[int], together: set[str]) -> Proposal:
    """`shared` are the numbers of facts that the neighbours of both have: the fewer, the more they tell."""
    score, reason = _spelled(one, other)
    reasons = [reason]
    if shared:
        reasons.append(Reason("neighbours", str(len(shared))))
        score += min(_MOST, sum(_NEIGHBOURS / ties for ties in shared))
    if together:
        reasons.append(Reason("together", str(len(together))))
        score -= _TOGETHER
    return Proposal(round(max(0.0, min(score, 1.0)), 2), one.entity, other.entity, tuple(reasons))


def _spelled(one: _Named, other: _Named) -> tuple[float, Reason]:
    """The best score of two spellings."""
    if one.entity.cls in _PLACES:
        return 0.6, Reason("ends", min(one.entity.key, other.entity.key, key=len))
    pairs = [(left, right) for left in one.words for right in other.words]
    kinds = one.entity.cls in _KINDS
    ordered = [sorted(pair, key=lambda word: (len(word), word)) for pair in pairs]
    return max(_likeness(short, long, kinds) for short, long in ordered)


def _likeness(short: str, long: str, kinds: bool) -> tuple[float, Reason]:
    """How like two spellings are, and why.

    `within`: all characters of the short one stand in order in the long one, from its first on; names that
    end in their kind, as agencies and titles, end alike, too. `alike`: what they share of pairs of
    characters; words in exchange for others mostly tell two things apart, one character may be a slip.
    """
    if _inside(short, long, kinds):
        return 0.45 + 0.5 * len(short) / len(long), Reason("within", f"{short} < {long}")
    alike = overlap(bigrams(short), bigrams(long))
    slip = len(short) >= _LONG and _exchanged(short, long) == 1
    return alike * (1.0 if slip else _OTHERWISE), Reason("alike", f"{short} ~ {long}")


def _inside(short: str, long: str, kinds: bool) -> bool:
    if len(short) < 3 or (kinds and short[-1] != long[-1]):
        return False
    return (short in long and not kinds) or (short[0] == long[0] and _in_order(short, long))


def _exchanged(one: str, other: str) -> int:
    """How many characters are left of the longer one between what both begin and end with."""
    size = min(len(one), len(other))
    head = next((at for at in range(size) if one[at] != other[at]), size)
    tail = next((at for at in range(size - head) if one[-1 - at] != other[-1 - at]), size - head)
    return max(len(one), len(other)) - head - tail


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _neighbours(facts: Iterable[Fact]) -> Mapping[str, dict[tuple[str, str], int]]:
    """What each entity is tied to, by relation and other end, with the number of facts of that end."""
    ties: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for fact in facts:
        ties[fact.subject].add((f"{fact.relation}>", fact.object))
        ties[fact.object].add((f"<{fact.relation}", fact.subject))
    found: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for item, ends in ties.items():
        found[item] = {(how, other): len(ties[other]) for how, other in ends}
    return found


def _reports(graph: Graph) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in graph.resolved:
        found[row.entity].add(row.report_id)
    return found


@dataclass(frozen=True, slots=True)
class _Decided:
    """Which entities judgements speak of: the roots of each, and the pairs of roots that are decided."""

    roots: Mapping[EntityId, frozenset[str]]
    pairs: frozenset[frozenset[str]]

    @classmethod
    def of(cls, graph: Graph, judgements: Iterable[Judgement]) -> "_Decided":
        rows = [*judgements]
        sides = {side for row in rows for side in (row.left, row.right)}
        root = clusters(sides, [(row.left, row.right) for row in rows if row.verdict == "same"])
        roots: dict[EntityId, set[str]] = defaultdict(set)
        for side, entity in _sides(graph, sides):
            roots[entity].add(root[side])
        pairs = {frozenset((root[row.left], root[row.right])) for row in rows}
        return cls({entity: frozenset(found) for entity, found in roots.items()}, frozenset(pairs))

    def knows(self, one: EntityId, other: EntityId) -> bool:
        left, right = (self.roots.get(entity, frozenset()) for entity in (one, other))
        return any(frozenset((a, b)) in self.pairs for a in left for b in right)


def _sides(graph: Graph, sides: set[str]) -> Iterator[tuple[str, EntityId]]:
    """Each side of a judgement that this graph has, with the entity that it names now."""
    for entity in graph.entities:
        names = {str(entity.id), f"{entity.cls}:{entity.key}", side_of(entity)}
        yield from ((side, entity.id) for side in sorted(names & sides))
    for report in graph.reports:
        names = {report.id, f"{REPORT}:{report.id}"}
        yield from ((side, EntityId(report.id)) for side in sorted(names & sides))
    spans = {mention.id: mention.evidence.id for mention in graph.mentions}
    for row in graph.resolved:
        if spans.get(row.mention) in sides:
            yield spans[row.mention], row.entity


def side_of(entity: Entity) -> str:
    """An entity as a judgement names it: class and key."""
    return f"{node_class(entity.cls)}:{entity.key}"
