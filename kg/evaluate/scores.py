"""Precision, recall and F1 by label, relation, status and rule: counted text by text, then added up."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.gold import Pair
from kg.evaluate.places import Place, ends_of, place_of, places_of, said_by, said_leniently
from kg.model import Reading

Key = tuple[str, str]
"""What is counted, and the name that it is counted for."""
Counts = tuple[int, int, int, int]
"""Annotated, found, right among the found, reached among the annotated."""
Tally = Mapping[Key, Counts]
"""The counts of one text."""

MICRO, MACRO = "micro", "macro"
RULES = ("mention rule", "claim rule")
KINDS = (
    "mention strict",
    "mention relaxed",
    "claim",
    "claim with status",
    "claim lenient",
    "status",
    "status of right claims",
    *RULES,
)
"""The score tables, in their order."""
ENTITY_KINDS = ("entity clusters", "entity pairs", "entity names")
END_TO_END = tuple(f"{kind} end to end" for kind in ENTITY_KINDS)
"""The tables of resolution, from annotated mentions and from found ones (kg.evaluate.entities)."""
FIGURE_KINDS = (
    "figure value",
    "figure unit",
    "figure qualifier",
    "figure period",
    "figure stated",
    "figure change",
    "figure indicator",
)
"""The tables of figures (kg.evaluate.figures)."""
_NOTHING: Counts = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Score:
    """One line of a score table.

    `gold` and `found` are what was annotated and predicted; `right` counts predictions that are right,
    `reached` annotations that were found (the same number where only equal ones count). What a rule should
    have found is not known: its `gold` is 0, and it has a precision alone.
    """

    what: str
    name: str
    gold: int
    found: int
    right: int
    reached: int

    @property
    def precision(self) -> float | None:
        """Right among the found; None where nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Reached among the annotated; None where there is none."""
        return self.reached / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """As `f1`; None for a rule."""
        return None if self.what in RULES else f1(self.gold, self.found, self.right, self.reached)


def f1(gold: int, found: int, right: int, reached: int) -> float | None:
    """The harmonic mean of precision and recall; 0 where one is 0 or unknown, None where both are unknown."""
    if not gold and not found:
        return None
    if not right or not reached:
        return 0.0
    p, r = right / found, reached / gold
    return 2 * p * r / (p + r)


def score(pairs: Iterable[Pair]) -> tuple[Score, ...]:
    """All score lines of (gold, predicted) pairs, in a fixed order.

    `mention strict` wants equal span and label, `mention relaxed` an overlap with the same label; `claim`
    compares subject, relation and object, `claim with status` the status too, `claim lenient` counts a
    named issuer as @issuer. `status of right claims` looks at claims with right ends and relation alone: its
    `micro` is the share of them with the right status. `micro` is the sum over the names of a table.
    """
    return total([tally(gold, found) for gold, found in pairs])


def total(tallies: Sequence[Tally]) -> tuple[Score, ...]:
    """The score lines of several texts: their counts added up."""
    sums: dict[Key, Counts] = {}
    for counted in tallies:
        for key, counts in counted.items():
            g, f, r, reached = sums.get(key, _NOTHING)
            sums[key] = (g + counts[0], f + counts[1], r + counts[2], reached + counts[3])
    return tuple(Score(*key, *sums[key]) for key in sorted(sums, key=_order))


def _order(key: Key) -> tuple[int, bool, str]:
    return KINDS.index(key[0]), key[1] == MICRO, key[1]


def tally(gold: Reading, found: Reading) -> Tally:
    """The counts of one text for every table."""
    expected, predicted = said_by(gold), said_by(found)
    stated = set(expected.items()), set(predicted.items())
    both = expected.keys() & predicted.keys()
    shared = {(s, expected[s]) for s in both}, {(s, predicted[s]) for s in both}
    issuer = gold.report.meta.issuer
    lenient = said_leniently(gold, issuer), said_leniently(found, issuer)
    counted = dict(_exact("mention strict", places_of(gold), places_of(found), lambda place: place[2]))
    counted |= _relaxed(places_of(gold), places_of(found))
    counted |= _exact("claim", set(expected), set(predicted), lambda said: said[1])
    counted |= _exact("claim with status", *stated, lambda item: item[0][1])
    counted |= _exact("claim lenient", *lenient, lambda said: said[1])
    counted |= _exact("status", *stated, lambda item: item[1])
    counted |= _exact("status of right claims", *shared, lambda item: item[1])
    del counted["status", MICRO]
    counted |= _rules("mention rule", _mention_rules(gold, found))
    counted |= _rules("claim rule", _claim_rules(gold, found))
    return counted


def macro(scores: Iterable[Score], what: str) -> float | None:
    """The mean F1 over the names of one table that have gold; None where none has."""
    known = [s.f1 for s in scores if s.what == what and s.name != MICRO and s.gold and s.f1 is not None]
    return sum(known) / len(known) if known else None


def _exact(
    what: str, gold: set[Any], found: set[Any], name: Callable[[Any], str]
) -> Iterator[tuple[Key, Counts]]:
    annotated, predicted, right = (Counter(map(name, part)) for part in (gold, found, gold & found))
    return _counts(what, annotated, predicted, right, right)


def _relaxed(gold: set[Place], found: set[Place]) -> Iterator[tuple[Key, Counts]]:
    parts = (gold, found, _touching(found, gold), _touching(gold, found))
    return _counts("mention relaxed", *(Counter(place[2] for place in part) for part in parts))


def _counts(what: str, *columns: Counter[str]) -> Iterator[tuple[Key, Counts]]:
    gold, found, right, reached = columns
    for name in {*gold, *found}:
        yield (what, name), (gold[name], found[name], right[name], reached[name])
    yield (what, MICRO), (gold.total(), found.total(), right.total(), reached.total())


def _touching(places: set[Place], others: set[Place]) -> list[Place]:
    """Those places that overlap one of the others with their label."""
    by_label: dict[str, list[Place]] = {}
    for other in others:
        by_label.setdefault(other[2], []).append(other)
    return [p for p in places if any(o[0] < p[1] and p[0] < o[1] for o in by_label.get(p[2], ()))]


def _mention_rules(gold: Reading, found: Reading) -> Iterator[tuple[str, bool]]:
    expected = places_of(gold)
    return ((mention.rule, place_of(mention) in expected) for mention in found.mentions)


def _claim_rules(gold: Reading, found: Reading) -> Iterator[tuple[str, bool]]:
    expected, ends = said_by(gold), ends_of(found)
    return (
        (claim.rule, (ends[claim.subject], claim.predicate, ends[claim.object]) in expected)
        for claim in found.said()
    )


def _rules(what: str, outcomes: Iterable[tuple[str, bool]]) -> dict[Key, Counts]:
    """How often each rule fired and was right; what a rule should have found is not known (gold 0)."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for rule, good in outcomes:
        found[rule] += 1
        right[rule] += good
    return {(what, rule): (0, found[rule], right[rule], 0) for rule in found}
