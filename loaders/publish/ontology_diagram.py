"""The classes and the relations between them as a drawing (SVG): no label lies on another, or on a box."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.term import Node

GSR = "https://w3id.org/gsr/ns#"
SCHEMA = "https://schema.org/"
PLACES = ("Region", "FunctionalZone", "RegionGroup")
BOXES = {
    "Agency": (440, 250),
    "Organization": (115, 400),
    "Region": (115, 110),
    "Initiative": (860, 370),
    "Agreement": (440, 540),
    "Observation": (1185, 290),
    "Regulation": (860, 60),
    "Publication": (860, 180),
    "Platform": (860, 520),
}
"""Where the middle of each box stands; places share one, a legal act is within Regulation."""
SIZE = "0 0 1300 590"
WIDTH, HEIGHT = 200, 44
LETTER, LINE = 7.4, 17
"""How wide a letter of a label is at most, and how high a line."""
IN_A_LINE = 2
"""The names of relations in a line of a label."""
ALONG = (50, 42, 58, 34, 66, 27, 73, 20, 80)
"""How far along its line a label may stand, in hundredths: the best place first."""
HALO = 'stroke="#fff" stroke-width="4" paint-order="stroke"'


class _Area(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float


def diagram(graph: Graph, relations: Iterable[URIRef]) -> str:
    """The relations as lines between the classes at their ends; one line for those that go both ways."""
    between: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        for pair in sorted(_ends(graph, relation)):
            between.setdefault(pair, []).append(_local(relation))
    taken = [_around(*place, WIDTH, HEIGHT) for place in BOXES.values()]
    lines = "".join(_line(pair, names, taken, both=both) for pair, names, both in _once(between))
    boxes = "".join(_box(graph, name) for name in BOXES)
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    arrow = f'<marker id="arrow" {size} orient="auto-start-reverse">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{SIZE}" font-size="14" role="img" '
        'aria-label="classes and relations">\n'
        f'<defs>{arrow}<path d="M0,0 L8,4 L0,8 z" fill="#666"/></marker></defs>\n{lines}{boxes}</svg>\n'
    )


def _once(between: dict[tuple[str, str], list[str]]) -> Iterator[tuple[tuple[str, str], list[str], bool]]:
    """Each pair with its relations, and whether they go both ways: such a pair comes once."""
    for pair, names in sorted(between.items()):
        turned = between.get(pair[::-1]) == names and pair[0] != pair[1]
        if not turned or pair < pair[::-1]:
            yield pair, names, turned


def _local(node: Node) -> str:
    return str(node).removeprefix(GSR)


def _ends(graph: Graph, relation: URIRef) -> set[tuple[str, str]]:
    sides = []
    for side in ("domain", "range"):
        found = {
            *graph.objects(relation, RDFS[side]),
            *graph.objects(relation, URIRef(f"{SCHEMA}{side}Includes")),
        }
        names = {"Region" if _local(end) in PLACES else _local(end) for end in found}
        sides.append(names & set(BOXES))
    return {(left, right) for left in sides[0] for right in sides[1]}


def _around(x: float, y: float, width: float, height: float) -> _Area:
    """The area of that size around a point."""
    return _Area(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _line(pair: tuple[str, str], names: list[str], taken: list[_Area], *, both: bool) -> str:
    """A line from box to box with the names of its relations; a loop above where both are one."""
    (x, y), (to_x, to_y) = (BOXES[name] for name in pair)
    words = [", ".join(names[at : at + IN_A_LINE]) for at in range(0, len(names), IN_A_LINE)]
    if pair[0] == pair[1]:
        top = y - HEIGHT // 2
        path = f"M{x - 30},{top} C{x - 60},{top - 50} {x + 60},{top - 50} {x + 30},{top}"
        return _curve(path, both=both) + _label(words, [(x, top - 42 - LINE * len(words) / 2)], taken)
    start, end = _border(x, y, to_x, to_y), _border(to_x, to_y, x, y)
    places = [
        (start[0] + (end[0] - start[0]) * part / 100, start[1] + (end[1] - start[1]) * part / 100)
        for part in ALONG
    ]
    path = f"M{start[0]:.0f},{start[1]:.0f} L{end[0]:.0f},{end[1]:.0f}"
    return _curve(path, both=both) + _label(words, places, taken)


def _border(x: int, y: int, to_x: int, to_y: int) -> tuple[float, float]:
    """Where the line to another point leaves the box around a point."""
    across, down = to_x - x, to_y - y
    share = min(
        WIDTH / 2 / abs(across) if across else 1.0,
        HEIGHT / 2 / abs(down) if down else 1.0,
    )
    return x + across * share, y + down * share


def _curve(path: str, *, both: bool) -> str:
    back = ' marker-start="url(#arrow)"' if both else ""
    return f'<path d="{path}" fill="none" stroke="#999" marker-end="url(#arrow)"{back}/>'


def _label(words: list[str], places: list[tuple[float, float]], taken: list[_Area]) -> str:
    """The lines of a label at the first of the places where nothing stands yet, which is then taken."""
    width, height = max(map(len, words)) * LETTER, len(words) * LINE
    free = (place for place in places if not any(_meet(_around(*place, width, height), one) for one in taken))
    x, y = next(free, places[0])
    taken.append(_around(x, y, width, height))
    first = y - height / 2 + LINE - 4
    lines = "".join(
        f'<text x="{x:.0f}" y="{first + at * LINE:.0f}" text-anchor="middle" fill="#345" {HALO}>{one}</text>'
        for at, one in enumerate(words)
    )
    return f'<g class="label">{lines}</g>\n'


def _meet(one: _Area, other: _Area) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _box(graph: Graph, name: str) -> str:
    x, y = BOXES[name]
    labels = [text for text in graph.objects(URIRef(GSR + name), RDFS.label) if isinstance(text, Literal)]
    zh = next(str(text) for text in labels if (text.language or "").lower() == "zh-hans")
    words = "地区 Region, Zone, Group" if name == "Region" else f"{escape(zh)} {name}"
    place = f'x="{x - WIDTH // 2}" y="{y - HEIGHT // 2}" width="{WIDTH}" height="{HEIGHT}"'
    box = f'<rect {place} rx="6" fill="#eef3fa" stroke="#2f6fb3"/>'
    return f'<a href="#{name}">{box}<text x="{x}" y="{y + 5}" text-anchor="middle">{words}</text></a>\n'
