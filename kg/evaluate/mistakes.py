"""What went wrong, in groups: missed and false mentions and claims by name, fault and cue.

The cue of what was found is its rule. The cue of a missed mention is its own text where that was missed
more than once, else the characters beside it; of a missed claim the two characters before its object, which
most often are the verb.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.evaluate.alignment import align
from kg.evaluate.gold import Pair
from kg.evaluate.places import End, Place, Said, claim_rules, place_of, places_of, said_by
from kg.evaluate.visible import on_one_line
from kg.model import Reading

AROUND, CUE = 8, 2
_OPENING = "《〈“‘「『\"'（("


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference between annotation and prediction.

    `what` is mention or claim, `name` the annotated label or relation, or the found one where nothing was
    annotated; `gold` and `found` are quotes (None where there is none); `at` is an offset in `source`.
    """

    what: str
    name: str
    fault: str
    cue: str
    gold: str | None
    found: str | None
    source: str
    at: int
    context: str

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What makes two mistakes of one kind."""
        return self.what, self.name, self.fault, self.cue


def mistakes(pairs: Sequence[Pair]) -> list[Mistake]:
    """All mistakes of (gold, predicted) pairs, in the order of the texts, mentions first."""
    found = [mistake for gold, said in pairs for mistake in (*_mentions(gold, said), *_claims(gold, said))]
    missed = Counter((m.name, m.gold) for m in found if m.fault == "missing" and m.what == "mention")
    return [_with_own_text(m) if missed[m.name, m.gold] > 1 else m for m in found]


def grouped(found: Iterable[Mistake]) -> list[tuple[int, Mistake]]:
    """How often each group occurs, with its first mistake; the most frequent first, then by name."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    first: dict[tuple[str, str, str, str], Mistake] = {}
    for mistake in found:
        counts[mistake.group] += 1
        first.setdefault(mistake.group, mistake)
    return [(counts[group], first[group]) for group in sorted(counts, key=lambda g: (-counts[g], g))]


def _with_own_text(mistake: Mistake) -> Mistake:
    own = mistake.what == "mention" and mistake.fault == "missing"
    return replace(mistake, cue=on_one_line(mistake.gold or "")) if own else mistake


def _mentions(gold: Reading, said: Reading) -> Iterator[Mistake]:
    text, rules = gold.report.text, {place_of(m): m.rule for m in said.mentions}
    for expected, place in align(places_of(gold), places_of(said)):
        if expected == place:
            continue
        start, end, label = expected or place or (0, 0, "")
        found = _quote(text, place)
        found = f"{found} {place[2]}" if place and place[2] != label else found
        cue = rules[place] if place else _beside(text, start, end)
        where = (gold.report.source, start, _context(text, start, end))
        yield Mistake("mention", label, _fault(expected, place), cue, _quote(text, expected), found, *where)


def _fault(gold: Place | None, found: Place | None) -> str:
    """missing, spurious, wrong label, or at which end the found place is too long or too short."""
    if gold is None or found is None:
        return "missing" if found is None else "spurious"
    label = "wrong label" if gold[2] != found[2] else ""
    faults = (label, _side("left", gold[0] - found[0]), _side("right", found[1] - gold[1]))
    return ", ".join(fault for fault in faults if fault)


def _side(side: str, longer: int) -> str:
    return "" if not longer else f"too {'long' if longer > 0 else 'short'} {side}"


def _claims(gold: Reading, said: Reading) -> Iterator[Mistake]:
    expected, predicted, rules = said_by(gold), said_by(said), claim_rules(said)
    for claim in _sorted(expected.keys() & predicted.keys()):
        if expected[claim] != predicted[claim]:
            fault = f"status {expected[claim]} as {predicted[claim]}"
            yield _mistake(gold, fault, rules[claim], claim, claim)
    there, known = places_of(said), places_of(gold)
    missed = _sorted(expected.keys() - predicted.keys())
    for claim in _sorted(predicted.keys() - expected.keys()):
        near = _near(gold.report.text, claim, missed)
        fault = "spurious" if near is None else _difference(near, claim)
        if near is not None:
            missed.remove(near)
        yield _mistake(gold, fault + _for_a_mention(claim, known), rules[claim], near, claim)
    for claim in missed:
        fault = "missing" + _for_a_mention(claim, there)
        yield _mistake(gold, fault, _verb(gold.report.text, claim), claim, None)


def _sorted(claims: Iterable[Said]) -> list[Said]:
    return sorted(claims, key=lambda claim: (_at(claim), str(claim)))


def _for_a_mention(claim: Said, places: set[Place]) -> str:
    """A remark where an end of the claim is none of the places."""
    stands = all(isinstance(end, str) or end in places for end in (claim[0], claim[2]))
    return "" if stands else ", for a mention"


def _near(text: str, claim: Said, others: Iterable[Said]) -> Said | None:
    """The first of the others that differs from the claim in one part alone, within one sentence."""
    for other in others:
        parts = [(a, b) for a, b in zip(other, claim, strict=True) if a != b]
        if len(parts) == 1 and _together(text, *parts[0]):
            return other
    return None


def _together(text: str, one: End, other: End) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return True
    between = text[min(one[1], other[1]) : max(one[0], other[0])]
    return "。" not in between and "\n" not in between


def _difference(gold: Said, found: Said) -> str:
    parts = zip(("subject", "relation", "object"), gold, found, strict=True)
    (name,) = (name for name, expected, predicted in parts if expected != predicted)
    return f"wrong {name}"


def _mistake(gold: Reading, fault: str, cue: str, expected: Said | None, found: Said | None) -> Mistake:
    claim = expected or found
    assert claim is not None
    text, start = gold.report.text, _at(claim)
    end = max((end[1] for end in (claim[0], claim[2]) if not isinstance(end, str)), default=start)
    where = (gold.report.source, start, _context(text, start, end))
    return Mistake("claim", claim[1], fault, cue, _told(text, expected), _told(text, found), *where)


def _at(claim: Said) -> int:
    return min((end[0] for end in (claim[0], claim[2]) if not isinstance(end, str)), default=0)


def _told(text: str, claim: Said | None) -> str | None:
    return None if claim is None else f"{_end(text, claim[0])} {claim[1]} {_end(text, claim[2])}"


def _end(text: str, end: End) -> str:
    return end if isinstance(end, str) else on_one_line(text[end[0] : end[1]])


def _verb(text: str, claim: Said) -> str:
    end = 0 if isinstance(claim[2], str) else claim[2][0]
    before = text[max(0, end - CUE - 1) : end].rstrip(_OPENING)
    return f"{on_one_line(before[-CUE:])}…"


def _beside(text: str, start: int, end: int) -> str:
    return on_one_line(f"{text[max(0, start - 1) : start]}…{text[end : end + 1]}")


def _quote(text: str, place: Place | None) -> str | None:
    return None if place is None else on_one_line(text[place[0] : place[1]])


def _context(text: str, start: int, end: int) -> str:
    return on_one_line(
        text[max(0, start - AROUND) : start] + "【" + text[start:end] + "】" + text[end : end + AROUND]
    )
