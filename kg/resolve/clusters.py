"""Union-find over what people and rules say: people first, and what must stay apart never meets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeVar

from kg.resolve.denotation import Node

Item = TypeVar("Item", Node, str)


def clusters(
    items: Iterable[Item],
    same: Iterable[tuple[Item, Item]],
    apart: Iterable[tuple[Item, Item]] = (),
    *,
    after: Iterable[tuple[Item, Item]] = (),
) -> dict[Item, Item]:
    """Each item with the least item of its cluster; no union joins a pair that must stay apart.

    All of `same` are joined before any of `after`, each in the order of the pairs: where not all can be
    joined, what people said stands before what rules say. Pairs with an unknown item are passed over.
    """
    parent = {item: item for item in items}
    foes: dict[Item, set[Item]] = defaultdict(set)
    for one, other in apart:
        if one in parent and other in parent:
            foes[one].add(other)
            foes[other].add(one)
    for left, right in chain(sorted(same), sorted(after)):
        if left in parent and right in parent:
            _join(find(parent, left), find(parent, right), parent, foes)
    return {item: find(parent, item) for item in parent}


def find(parent: dict[Item, Item], item: Item) -> Item:
    """The root of an item; paths are halved on the way."""
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _join(left: Item, right: Item, parent: dict[Item, Item], foes: dict[Item, set[Item]]) -> None:
    if left == right or any(find(parent, foe) == right for foe in foes[left]):
        return
    root, leaf = min(left, right), max(left, right)
    parent[leaf] = root
    foes[root] |= foes[leaf]


def path(edges: Mapping[Item, Iterable[Item]], start: Item, end: Item) -> list[Item]:
    """A shortest way from one item to another over the edges, both ends in it; empty where there is none."""
    before = {start: start}
    front = [start]
    while front and end not in before:
        reached = []
        for item in front:
            for other in sorted(edges.get(item, ())):
                if other not in before:
                    before[other] = item
                    reached.append(other)
        front = reached
    way = [end] if end in before else []
    while way and way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
