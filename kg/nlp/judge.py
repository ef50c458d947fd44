"""What each figure of a sentence is of: where the rule and a linear model meet.

The rule (kg.nlp.measures) proposes. The model sums the weights of the signs (kg.nlp.figure_signs) of a figure
with each thing that it may be of, the rule's answer among them, and decides; where the rule has a reason to
tie a figure to nothing, it adds nothing. The weights are `judge_figures.csv`, trained on own-written texts by
`benchmarks.train_judge`.
"""

import functools
from collections.abc import Callable, Sequence

from kg.nlp.acts import Said
from kg.nlp.figure_signs import SIGNS, Weigh, pairs_of
from kg.nlp.frames import Frame
from kg.nlp.measures import has_its_own, is_apart
from kg.resources import table

WEIGHED = "measure.weighed"
_Get = Callable[[str, float], float]
KEPT, ADDED = -0.6, 0.3
"""The log-odds from which on a claim of the rule stays, and from which on one that it has not is made."""


def weighed(frame: Frame, acts: Sequence[Said], figures: Sequence[Said]) -> list[Said]:
    """What the figures of a sentence are of, given its acts and ties, and what the rule says of its figures.

    A claim that the rule made, too, keeps its rule.
    """
    if "Metric" not in frame.labels:
        return []
    ruled = {(said.subject, said.object): said for said in figures}
    own = {said.subject for said in figures if has_its_own(frame, said.place - frame.start)}
    told: list[Said] = []
    weigh, constant = _weights()
    for figure, thing, sum_ in pairs_of(frame, acts, figures, weigh):
        mine, odds = ruled.get((figure, thing)), sum_ + constant
        if mine and odds > KEPT:
            told.append(mine)
        elif not mine and odds > ADDED and not (figure in own or is_apart(frame, figure.start - frame.start)):
            told.append(Said(figure, "MEASURES", thing, WEIGHED, figure.start))
    return told


@functools.cache
def _weights() -> tuple[Weigh, float]:
    """What sums the weights of signs by what they show, and the constant."""
    known: dict[str, dict[str, float]] = {}
    for row in table("judge_figures"):
        known.setdefault(row["sign"], {})[row["shows"]] = float(row["weight"])
    get = {group: [known.get(sign, {}).get for sign in signs] for group, signs in SIGNS.items()}
    return Weigh(_five(*get["figure"]), _seven(*get["thing"]), _ten(*get["pair"])), known[""][""]


def _five(*get: _Get) -> Callable[[Sequence[str]], float]:
    """What sums five weights; written out, as a loop takes four times as long."""
    a, b, c, d, e = get

    def add(shown: Sequence[str]) -> float:
        p, q, r, s, t = shown
        return a(p, 0.0) + b(q, 0.0) + c(r, 0.0) + d(s, 0.0) + e(t, 0.0)

    return add


def _seven(*get: _Get) -> Callable[[Sequence[str]], float]:
    a, b, c, d, e, f, g = get

    def add(shown: Sequence[str]) -> float:
        p, q, r, s, t, u, v = shown
        return a(p, 0.0) + b(q, 0.0) + c(r, 0.0) + d(s, 0.0) + e(t, 0.0) + f(u, 0.0) + g(v, 0.0)

    return add


def _ten(*get: _Get) -> Callable[[Sequence[str]], float]:
    first, last = _five(*get[:5]), _five(*get[5:])
    return lambda shown: first(shown[:5]) + last(shown[5:])
