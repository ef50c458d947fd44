"""Draws a graph folder as the picture of the README: what several agencies cite, run and use; one sentence.

    python docs/picture.py samples.svg [GRAPH]

The same graph gives the same bytes. Without GRAPH, the graph of samples/texts is built first.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kg.graph import Graph
from kg.model import Entity, EntityId, Fact
from kg.passages import explain, marked
from kg.pipeline import build
from kg.store import read_graph

SAMPLES = Path(__file__).parent.parent / "samples" / "texts"
COLOURS = {
    "IMPLEMENTS": "#2f6fb3",
    "STUDIES": "#7a5ea8",
    "LAUNCHED": "#c8502d",
    "ADVANCES": "#d9902f",
    "USES": "#3a8f5c",
}
WORDS = {
    "IMPLEMENTS": "贯彻 implements",
    "STUDIES": "学习 studies",
    "LAUNCHED": "推出 launched",
    "ADVANCES": "推进 advances",
    "USES": "依托 uses",
}
LEFT, RIGHT = ("Regulation", "LegalAct"), ("Initiative", "Platform")
MOST, ROW, WIDTH, TOP = 9, 46, 1080, 84
COLUMN = {"left": 300, "middle": 540, "right": 780}
LONGEST = 18
FONTS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
TYPE = f'font-family="{FONTS}" font-size="15"'


@dataclass(frozen=True, slots=True)
class Picture:
    """Three columns of entities and the facts between the middle and the outer ones."""

    left: tuple[Entity, ...]
    middle: tuple[Entity, ...]
    right: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    sentence: tuple[str, str]


def choose(graph: Graph) -> Picture:
    """The documents, initiatives and platforms that most reporting agencies share, with the facts to them."""
    entities = {entity.id: entity for entity in graph.entities}
    issuers = {found.entity for found in graph.resolved if found.mention == "@issuer"}
    facts = [f for f in graph.facts if f.status == "done" and f.subject in issuers and f.relation in COLOURS]
    left, right = (_shared(facts, entities, classes) for classes in (LEFT, RIGHT))
    outer = {entity.id for entity in (*left, *right)}
    shown = tuple(fact for fact in facts if fact.object in outer)
    middle = sorted({fact.subject for fact in shown}, key=lambda key: entities[key].name)
    agencies = tuple(entities[key] for key in middle)
    sides = (_near(side, agencies, shown) for side in (left, right))
    return Picture(next(sides), agencies, next(sides), shown, _sentence(graph, shown))


def _shared(
    facts: Iterable[Fact], entities: dict[EntityId, Entity], classes: tuple[str, ...]
) -> list[Entity]:
    agencies: dict[EntityId, set[EntityId]] = {}
    for fact in facts:
        if entities[fact.object].cls in classes:
            agencies.setdefault(fact.object, set()).add(fact.subject)
    several = [key for key, found in agencies.items() if len(found) > 1]
    several.sort(key=lambda key: (-len(agencies[key]), entities[key].name))
    return [entities[key] for key in several[:MOST]]


def _near(side: list[Entity], agencies: tuple[Entity, ...], facts: Iterable[Fact]) -> tuple[Entity, ...]:
    """The side ordered by the mean row of the agencies that each is bound to, so that few lines cross."""
    row = {agency.id: number for number, agency in enumerate(agencies)}
    rows: dict[EntityId, list[int]] = {}
    for fact in facts:
        rows.setdefault(fact.object, []).append(row[fact.subject])
    return tuple(sorted(side, key=lambda one: (sum(rows[one.id]) / len(rows[one.id]), one.name)))


def _sentence(graph: Graph, facts: Iterable[Fact]) -> tuple[str, str]:
    """The most repeated fact in words, and a short sentence that states it."""
    fact = min(facts, key=lambda one: (one.relation != "ADVANCES", -len(one.evidence), one.id))
    (found,) = explain(graph, fact.id)
    passage = min(found.passages, key=lambda one: (len(marked(one)), one.evidence.id))
    place = f"{passage.report.source} [{passage.evidence.start}, {passage.evidence.end}) · {passage.rule}"
    return f"{found.title} [{fact.status}] — {place}", marked(passage)


def draw(picture: Picture) -> str:
    """The picture as SVG."""
    rows = max(map(len, (picture.left, picture.middle, picture.right)))
    height = TOP + rows * ROW + 110
    places = {
        **_places(picture.left, COLUMN["left"], rows),
        **_places(picture.middle, COLUMN["middle"], rows),
        **_places(picture.right, COLUMN["right"], rows),
    }
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {TYPE}>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_legend(),
        *(_edge(fact, places) for fact in picture.facts),
        *(_node(one, places[one.id], "end") for one in picture.left),
        *(_agency(one, places[one.id]) for one in picture.middle),
        *(_node(one, places[one.id], "start") for one in picture.right),
        *_quote(picture.sentence, height),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _places(column: tuple[Entity, ...], x: int, rows: int) -> dict[EntityId, tuple[int, int]]:
    step = rows * ROW // max(1, len(column))
    return {one.id: (x, TOP + step // 2 + number * step) for number, one in enumerate(column)}


def _legend() -> Iterator[str]:
    titles = ((COLUMN["left"], "end", "法规文件 documents"), (COLUMN["middle"], "middle", "机构 agencies"))
    for x, anchor, words in (*titles, (COLUMN["right"], "start", "举措与平台 initiatives, platforms")):
        yield f'<text x="{x}" y="{TOP - 14}" text-anchor="{anchor}" fill="#777">{words}</text>'
    for number, (relation, colour) in enumerate(COLOURS.items()):
        x = 120 + number * 176
        yield f'<path d="M{x} 26h30" stroke="{colour}" stroke-width="3"/>'
        yield f'<text x="{x + 38}" y="31" fill="#444">{WORDS[relation]}</text>'


def _edge(fact: Fact, places: dict[EntityId, tuple[int, int]]) -> str:
    (x1, y1), (x2, y2) = places[fact.subject], places[fact.object]
    x1 += -108 if x2 < x1 else 108
    bend = (x1 + x2) // 2
    width = min(5, 1 + len(fact.evidence))
    curve = f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
    line = f'stroke="{COLOURS[fact.relation]}" stroke-width="{width}" opacity="0.6"'
    return f'<path d="{curve}" fill="none" {line}/>'


def _node(one: Entity, place: tuple[int, int], anchor: str) -> str:
    x, y = place
    shift = -12 if anchor == "end" else 12
    dot = f'<circle cx="{x}" cy="{y}" r="5" fill="#444"/>'
    return f'{dot}<text x="{x + shift}" y="{y + 5}" text-anchor="{anchor}">{_short(one.name)}</text>'


def _agency(one: Entity, place: tuple[int, int]) -> str:
    x, y = place
    box = (
        f'<rect x="{x - 108}" y="{y - 17}" width="216" height="34" rx="17" fill="#eef3f8" stroke="#2f6fb3"/>'
    )
    return f'{box}<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="13">{_short(one.name)}</text>'


def _quote(sentence: tuple[str, str], height: int) -> Iterator[str]:
    said, words = sentence
    yield f'<path d="M60 {height - 84}h{WIDTH - 120}" stroke="#ddd"/>'
    yield f'<text x="60" y="{height - 54}" font-size="13" fill="#777">{escape(said)}</text>'
    yield f'<text x="60" y="{height - 26}">{escape(words if len(words) <= 62 else words[:61] + "…")}</text>'


def _short(name: str) -> str:
    return escape(name if len(name) <= LONGEST else name[: LONGEST - 1] + "…")


def main(target: str, folder: str | None = None) -> None:
    """Draw the graph in `folder`, or that of the samples, into the file `target`."""
    with tempfile.TemporaryDirectory() as place:
        if folder is None:
            build([SAMPLES], Path(place) / "graph")
        graph = read_graph(Path(folder) if folder else Path(place) / "graph")
    Path(target).write_text(draw(choose(graph)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
