"""What people decided (judgements.csv), replayed on what the keys say.

A side is `class:key`, an evidence id or an entity id. `same` joins, `different` keeps apart and is stronger
than any rule: where a key put both sides under one node, the node is split.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from kg import gazetteer
from kg.model import Issue, Judgement, Severity, digest
from kg.resolve.clusters import clusters, path
from kg.resolve.denotation import Denotation, Link, Node, Properties, evidence_of
from kg.resolve.regions import official_code
from kg.schema import load_schema

_CODE = re.compile(r"cn(\d{6})(?:-\d{4})?")
_PART = re.compile(r"#e[0-9a-f]{16}-\d+-\d+\Z")


class Edge(NamedTuple):
    """A judgement with the nodes that its sides name."""

    left: Node
    right: Node
    row: Judgement


class Judged(NamedTuple):
    """Judgements by what they ask for; `issues` tell which could not be followed."""

    same: list[Edge]
    apart: list[Edge]
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Split:
    """Where the parts of a split node went: by evidence id, and for whole reports by report and node."""

    spans: Mapping[str, Node]
    reports: Mapping[tuple[str, Node], Node]

    def of(self, report_id: str, evidence: str | None, node: Node) -> Node:
        """Where a node went at this evidence of a report."""
        moved = self.spans.get(evidence or "")
        if moved is not None and moved[1].rpartition("#")[0] == node[1]:
            return moved
        return self.reports.get((report_id, node), node)


def split(
    found: Sequence[Sequence[Denotation]], links: Sequence[Link], moves: Split
) -> tuple[list[list[Denotation]], list[Link]]:
    """The denotations and links after the nodes are split within which `different` keeps spans apart."""
    moved = [
        [replace(d, node=moves.of(d.report_id, evidence_of(d.mention), d.node)) for d in part]
        for part in found
    ]
    return moved, [moved_link(link, moves) for link in links]


def moved_link(link: Link, moves: Split) -> Link:
    """The link between the nodes to which its ends went."""
    subject, object_ = (moves.of(link.report_id, link.evidence, end) for end in (link.subject, link.object))
    return replace(link, subject=subject, object=object_)


def moves_of(judgements: Iterable[Judgement], at: Mapping[str, Node]) -> Split:
    """Which nodes are split; `at` gives the node of each evidence id, the greatest of several.

    Of two spans the later one leaves, with those that are judged the same as it, and with all that its report
    says of the node unless the report holds a span that stays. Its new key is the old one, `#`, and an
    evidence id.
    """
    inside: dict[Node, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in judgements:
        sides = [
            (at.get(side), side) if side in at else (named_node(side), "") for side in (row.left, row.right)
        ]
        (node, left), (other, right) = sides
        if node is not None and node == other and left != right and row.verdict != "unsure":
            inside[node].append((left, right, row.verdict == "same"))
    spans: dict[str, Node] = {}
    reports: dict[tuple[str, Node], Node] = {}
    for node, rows in inside.items():
        parts = _parts(node, rows)
        spans |= {span: part for span, part in parts.items() if part != node}
        by_report: dict[str, set[Node]] = defaultdict(set)
        for span, part in parts.items():
            by_report["r" + span[1:17]].add(part)
        reports |= {(report, node): min(there) for report, there in by_report.items() if len(there) == 1}
    return Split(spans, reports)


def _parts(node: Node, rows: Sequence[tuple[str, str, bool]]) -> dict[str, Node]:
    """The node of each judged span of one node; "" stands for the node itself, which stays."""
    items = sorted({side for left, right, _ in rows for side in (left, right)})
    apart = [(left, right) for left, right, same in rows if not same]
    root = clusters(items, [(left, right) for left, right, same in rows if same], apart)
    leaving = {max(root[left], root[right]) for left, right in apart}
    cls, key = node
    return {item: (cls, f"{key}#{root[item]}") if root[item] in leaving else node for item in items if item}


def named_node(side: str) -> Node | None:
    """The node that a side of a judgement names by class and key, None for another side."""
    cls, colon, key = side.partition(":")
    return (node_class(cls), key) if colon else None


def node_class(cls: str) -> str:
    """The class that keys and judgements name: a legal act is a regulation there."""
    return "Regulation" if cls == "LegalAct" else cls


def ids_of(found: Iterable[tuple[Node, Properties]]) -> dict[str, Node]:
    """The node of each entity id, as it is before anything is joined, by what is said of nodes."""
    codes: dict[Node, str | None] = {}
    for node, properties in found:
        codes[node] = official_code(properties) or codes.get(node)
    return {entity_id(node, codes[node]): node for node in sorted(codes)}


def entity_id(node: Node, code: str | None = None) -> str:
    """The id of an entity: `cn` and its official code, else (and for a part of a split one) a hash."""
    return (
        f"cn{code}"
        if code and not _PART.search(node[1])
        else load_schema().classes[node[0]].id_prefix + digest(*node)
    )


def judged(judgements: Iterable[Judgement], nodes: Iterable[Node], at: Mapping[str, Node]) -> Judged:
    """The judgements on these nodes; `at` gives the node of each evidence id and entity id."""
    known = frozenset(nodes)
    result = Judged([], [], [])
    for row in sorted(judgements, key=lambda row: (row.left, row.right, row.verdict, row.line)):
        left, right = (_side(side, known, at) for side in (row.left, row.right))
        if left is None or right is None:
            result.issues.append(_unknown(row, row.left if left is None else row.right))
        elif (wrong := _wrong(row, left, right)) is not None:
            result.issues.append(_issue("refused", row, *wrong))
        elif row.verdict != "unsure":
            (result.same if row.verdict == "same" else result.apart).append(Edge(left, right, row))
    return result


def _unknown(row: Judgement, side: str) -> Issue:
    code = _CODE.fullmatch(side)
    if code and gazetteer.by_code(code[1]) is None:
        what = f"no division ever had this code: {side}"
        return _issue("note", row, what, "give a code of GB/T 2260, or class:key")
    what = f"no entity or evidence of that name in this corpus: {side}"
    return _issue("note", row, what, "check the spelling, or leave it")


def _side(side: str, known: frozenset[Node], at: Mapping[str, Node]) -> Node | None:
    named = named_node(side)
    return named if named in known else at.get(side)


def _wrong(row: Judgement, left: Node, right: Node) -> tuple[str, str] | None:
    """Why a judgement cannot be followed, and what to do; None where it can."""
    if row.verdict == "same" and left[0] != right[0]:
        return f"judged same, but of two classes: {left[0]} and {right[0]}", "name two things of one class"
    if row.verdict == "different" and left == right:
        what = f"judged different, but both sides name one thing: {left[0]}:{left[1]}"
        return what, "name the places by their evidence ids, as kg explain prints them"
    return None


def contradictions(
    said: Judged, rules: Iterable[tuple[Node, Node]], root: Mapping[Node, Node]
) -> list[Issue]:
    """An issue for every `same` that a `different` forbids, with the chain from the one to the other."""
    ties: dict[tuple[Node, Node], str] = dict.fromkeys(rules, "rule")
    ties |= {(edge.left, edge.right): f"line {edge.row.line}" for edge in said.same}
    ties = {ends: why for ends, why in ties.items() if root.get(ends[0]) == root.get(ends[1])}
    near: dict[Node, set[Node]] = defaultdict(set)
    for left, right in ties:
        near[left].add(right)
        near[right].add(left)
    ties |= {(right, left): why for (left, right), why in ties.items()}
    left_out = [edge for edge in said.same if root[edge.left] != root[edge.right]]
    what = "left out, judgements contradict each other"
    return [
        _issue("refused", edge.row, f"{what}: {_chain(edge, said, near, ties)}", "correct one of these rows")
        for edge in left_out
    ]


def _chain(
    edge: Edge, said: Judged, near: Mapping[Node, set[Node]], ties: Mapping[tuple[Node, Node], str]
) -> str:
    """`甲 = 乙 (line 2) = 丙 (line 3), but 甲 ≠ 丙 (line 4)`: how the ends of a `different` came together."""
    ties = {**ties, (edge.left, edge.right): f"line {edge.row.line}"}
    for foe in said.apart:
        for left, right in ((foe.left, foe.right), (foe.right, foe.left)):
            before, behind = path(near, left, edge.left), path(near, edge.right, right)
            if before and behind:
                way = [*before, *behind]
                steps = [f" = {to[1]} ({ties[one, to]})" for one, to in pairwise(way)]
                no = f"{left[1]} ≠ {right[1]} (line {foe.row.line})"
                return f"{way[0][1]}{''.join(steps)}, but {no}"
    return f"{edge.left[1]} ≠ {edge.right[1]}"


def reasons(said: Judged) -> dict[Node, str]:
    """What people said of a node, for the mentions that denote it."""
    told: dict[Node, list[str]] = defaultdict(list)
    for edge in (*said.same, *said.apart):
        row = edge.row
        words = f"judged {row.verdict}" + (f" by {row.by}" if row.by else "")
        for node in {edge.left, edge.right}:
            told[node].append(words + (f": {row.reason}" if row.reason else ""))
    return {node: "; ".join(dict.fromkeys(words)) for node, words in told.items()}


def _issue(severity: Severity, row: Judgement, what: str, todo: str) -> Issue:
    return Issue(severity, row.file, f"line {row.line}", what, todo)
