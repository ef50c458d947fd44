"""How sure an F1 is: intervals by resampling whole texts (Efron's percentile bootstrap).

The same texts in the same order give the same intervals everywhere: draws are made of `Random.random`
alone, the one method whose sequence for a seed is promised never to change between versions of Python.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from kg.evaluate.scores import RULES, Key, Tally, f1

ROUNDS, LEVEL, SEED = 1000, 0.95, 0


def intervals(tallies: Sequence[Tally]) -> Mapping[Key, tuple[float, float]]:
    """The bounds between which the F1 of each line lies in 95 of 100 samples of as many texts.

    Texts are drawn with replacement, 1,000 times; rounds in which a name neither stands nor was found do
    not count for it. Rules, which have no F1, and the lines of fewer than two texts have no interval.
    """
    keys = sorted({key for counted in tallies for key in counted if key[0] not in RULES})
    if len(tallies) < 2:
        return {}
    drawn: list[list[float]] = [[] for _ in keys]
    for sums in _samples(tallies, keys):
        for at, values in enumerate(drawn):
            value = f1(*sums[4 * at : 4 * at + 4])
            if value is not None:
                values.append(value)
    return {key: _middle(values) for key, values in zip(keys, drawn, strict=True) if values}


def _samples(tallies: Sequence[Tally], keys: Sequence[Key]) -> Iterator[tuple[int, ...]]:
    """The summed counts of each round, four a key.

    The counts of a text are fields of 32 bits in one long integer, so that one addition adds them all.
    """
    row = struct.Struct(f"<{4 * len(keys)}I")
    texts = [
        int.from_bytes(row.pack(*(n for key in keys for n in counted.get(key, (0, 0, 0, 0)))), "little")
        for counted in tallies
    ]
    draw = Random(SEED).random
    for _ in range(ROUNDS):
        added = sum(texts[int(draw() * len(texts))] for _ in texts)
        yield row.unpack(added.to_bytes(row.size, "little"))


def _middle(values: list[float]) -> tuple[float, float]:
    """The bounds of the middle LEVEL of the values."""
    values.sort()
    left_out = int(len(values) * (1 - LEVEL) / 2)
    return values[left_out], values[-1 - left_out]
