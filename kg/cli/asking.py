"""Pairs of entities as rows, and as questions that one key answers."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.plain import visible
from kg.cli.rows import Row
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Judgement, Verdict
    from kg.resolve.proposals import Proposal

COLUMNS = ("score", "class", "left", "right", "left_name", "right_name", "reasons")
KEYS: Mapping[str, "Verdict"] = {"s": "same", "d": "different", "u": "unsure"}
ASK = "s 同一  d 不同  u 不定  空格 跳过  q 退出 | s same  d different  u unsure  space later  q quit"
REASONS = {
    "within": "简称：{detail} | one within the other: {detail}",
    "alike": "写法相近：{detail} | spelled alike: {detail}",
    "ends": "同名地方：{detail} | places of one name: {detail}",
    "neighbours": "共有关系 {detail} 条 | {detail} facts in common",
    "copies": "两篇报告的文字 {detail} 相同 | two reports, {detail} of the text is the same",
    "together": "（反证）同见于 {detail} 篇 | against it: named side by side in {detail} reports",
}


def rows(found: Iterable["Proposal"]) -> Iterator[Row]:
    """A row a pair; `left` and `right` are as judgements.csv names them."""
    from kg.resolve.proposals import side_of

    for one in found:
        sides = (side_of(one.left), side_of(one.right))
        cells = (one.score, one.left.cls, *sides, one.left.name, one.right.name, [*_reasons(one)])
        yield dict(zip(COLUMNS, cells, strict=True))


def _reasons(one: "Proposal") -> Iterator[str]:
    return (pick(REASONS[reason.what]).format(detail=reason.detail) for reason in one.reasons)


def decide(found: Sequence["Proposal"], graph: "Graph", path: Path, by: str, key: Callable[[], str]) -> int:
    """Ask about each pair on stderr and add the answer to the file; gives how many rows were added."""
    from kg.store import add_judgements

    places, added = _places(graph, found), 0
    for number, one in enumerate(found, 1):
        print(f"\n[{number}/{len(found)}] {one.score:.2f}  {'; '.join(_reasons(one))}", file=sys.stderr)
        for entity in (one.left, one.right):
            shown = f"  {entity.cls}  {entity.name}  ({'；'.join(entity.names)})\n"
            shown += "".join(f"      {line}\n" for line in places[entity.id])
            print(visible(shown), end="", file=sys.stderr)
        say(ASK)
        pressed = key()
        while pressed not in {*KEYS, " ", "q", ""}:
            pressed = key()
        if pressed in ("q", ""):
            break
        if pressed in KEYS:
            add_judgements(path, [_row(one, KEYS[pressed], by)])
            say(f"→ {KEYS[pressed]}")
            added += 1
    return added


def _row(one: "Proposal", verdict: "Verdict", by: str) -> "Judgement":
    from kg.model import Judgement
    from kg.resolve.proposals import side_of

    return Judgement(side_of(one.left), side_of(one.right), verdict, "; ".join(_reasons(one)), by)


def _places(graph: "Graph", found: Sequence["Proposal"], most: int = 2) -> Mapping[str, Sequence[str]]:
    """The first sentences in which each entity of the pairs is mentioned, with their reports."""
    from kg.passages import sentence_around

    reports = {report.id: report for report in graph.reports}
    spans = {mention.id: mention.evidence for mention in graph.mentions}
    shown: dict[str, list[str]] = {entity.id: [] for one in found for entity in (one.left, one.right)}
    for row in graph.resolved:
        place = spans.get(row.mention)
        if place is not None and len(shown.get(row.entity, [""] * most)) < most:
            report = reports[row.report_id]
            start, end = sentence_around(report.text, place.start, place.end)
            before, behind = report.text[start : place.start], report.text[place.end : end]
            shown[row.entity].append(f"{report.source}: {before[-40:]}⟦{place.quote}⟧{behind[:40]}")
    return shown
