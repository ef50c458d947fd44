"""Clusters against clusters: B³ (Bagga and Baldwin, 1998), and pairs that are joined; in linear time."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def b_cubed(true: Mapping[Item, str], found: Mapping[Item, str]) -> tuple[float | None, float | None]:
    """(precision, recall) of the clusters `found` against `true`; None where there is nothing to divide by.

    An item that is in one of them alone counts 0: as missed in the recall, as spurious in the precision.
    """
    both = _both(true, found)
    ours, theirs = Counter(found.values()), Counter(true.values())
    precise = sum(n * n / ours[mine] for (_, mine), n in both.items())
    reached = sum(n * n / theirs[gold] for (gold, _), n in both.items())
    return _share(precise, len(found)), _share(reached, len(true))


def pair_counts(true: Mapping[Item, str], found: Mapping[Item, str]) -> tuple[int, int, int]:
    """(annotated, found, right) pairs of items in one cluster; found ones among the items of `true` alone."""
    both = _both(true, found)
    ours: Counter[str] = Counter()
    for (_, mine), n in both.items():
        ours[mine] += n
    return _pairs(Counter(true.values()).values()), _pairs(ours.values()), _pairs(both.values())


def _both(true: Mapping[Item, str], found: Mapping[Item, str]) -> Counter[tuple[str, str]]:
    return Counter((gold, found[item]) for item, gold in true.items() if item in found)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
