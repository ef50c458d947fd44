"""Which nodes are one entity: union-find over what rules and people say, people first.

A judgement `different` is stronger than any rule; a `same` that would join what another judgement
separates is left out and reported.
"""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import Issue, Judgement
from kg.resolve.denotation import Node


def clusters(
    nodes: Iterable[Node], same: Iterable[tuple[Node, Node]], apart: Iterable[tuple[Node, Node]] = ()
) -> dict[Node, Node]:
    """Each node with the least node of its cluster; no union joins a pair that must stay apart."""
    parent = {node: node for node in nodes}
    foes: dict[Node, set[Node]] = {node: set() for node in parent}
    for left, right in apart:
        if left in parent and right in parent:
            foes[left].add(right)
            foes[right].add(left)
    for left, right in sorted(same):
        if left in parent and right in parent:
            _join(find(parent, left), find(parent, right), parent, foes)
    return {node: find(parent, node) for node in parent}


def find(parent: dict[Node, Node], node: Node) -> Node:
    """The root of a node; paths are halved on the way."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _join(left: Node, right: Node, parent: dict[Node, Node], foes: dict[Node, set[Node]]) -> None:
    if left == right or any(find(parent, foe) == right for foe in foes[left]):
        return
    root, leaf = min(left, right), max(left, right)
    parent[leaf] = root
    foes[root] |= foes[leaf]


def judged(
    judgements: Sequence[Judgement], nodes: Iterable[Node], places: Mapping[str, Node]
) -> tuple[list[tuple[Node, Node]], list[tuple[Node, Node]], list[Issue]]:
    """(same, apart, issues) that judgements give; each side is `class:key` or an evidence id of `places`."""
    known = {f"{cls}:{key}": (cls, key) for cls, key in nodes}
    same: list[tuple[Node, Node]] = []
    apart: list[tuple[Node, Node]] = []
    issues: list[Issue] = []
    for row in sorted(judgements, key=lambda row: (row.left, row.right, row.verdict)):
        sides = [known.get(side) or places.get(side) for side in (row.left, row.right)]
        left, right = sides
        if left is None or right is None:
            issues.append(_unknown(row, row.left if left is None else row.right))
        elif row.verdict != "unsure":
            (same if row.verdict == "same" else apart).append((left, right))
    return same, apart, issues


def broken(same: Iterable[tuple[Node, Node]], root: Mapping[Node, Node]) -> list[Issue]:
    """An issue for every judgement `same` that others forbade."""
    return [
        Issue(
            "note", "judgements.csv", f"{left[0]}:{left[1]} | {right[0]}:{right[1]}",
            "judged same, but other judgements keep them apart", "look at the judgements on both sides",
        )
        for left, right in same
        if root[left] != root[right]
    ]  # fmt: skip


def _unknown(row: Judgement, side: str) -> Issue:
    what = f"{side}: no entity or evidence of that name in this corpus"
    return Issue(
        "note", "judgements.csv", f"{row.left} | {row.right}", what, "check the spelling, or leave it"
    )
