"""Logistic regression on sparse rows, in plain Python: the same weights on every machine.

Full gradients with the steps of Adam (Kingma and Ba 2015), a fixed number of rounds, no randomness.
"""

import math
from collections.abc import Sequence

Row = dict[str, float]
_FAST, _SLOW, _TINY = 0.9, 0.999, 1e-8
_STEP, _LATE = 0.05, 0.6


def fit(rows: Sequence[Row], truth: Sequence[bool], *, decay: float = 1.0, rounds: int = 300) -> Row:
    """The weights by sign, "" for the constant; `decay` is the strength of the square penalty."""
    signs = sorted({sign for row in rows for sign in row})
    place = {sign: at for at, sign in enumerate(signs)}
    cells = [[(place[sign], value) for sign, value in sorted(row.items())] for row in rows]
    weights = [0.0] * (len(signs) + 1)
    mean, square = [0.0] * len(weights), [0.0] * len(weights)
    for turn in range(1, rounds + 1):
        slope = [decay * weight for weight in weights[:-1]] + [0.0]
        for cell, expected in zip(cells, truth, strict=True):
            odds = weights[-1] + sum(weights[at] * value for at, value in cell)
            miss = 1 / (1 + math.exp(-odds)) - expected
            slope[-1] += miss
            for at, value in cell:
                slope[at] += miss * value
        step = _STEP if turn < _LATE * rounds else _STEP / 5
        for at, change in enumerate(slope):
            mean[at] = _FAST * mean[at] + (1 - _FAST) * change
            square[at] = _SLOW * square[at] + (1 - _SLOW) * change * change
            size = math.sqrt(square[at] / (1 - _SLOW**turn)) + _TINY
            weights[at] -= step * (mean[at] / (1 - _FAST**turn)) / size
    return dict(zip([*signs, ""], weights, strict=True))
