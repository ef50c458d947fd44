"""Short names for the circles of a drawing: what fits in one, of the names that the nodes have."""

import functools
import math
import re

from loaders.property_graph.rows import ENTITY, Rows, Value

ROWS, WIDE, NARROW = 3, 6, 4
"""Rows of a caption, and the characters in one: of an entity's circle (80 pixels) and of any other (60)."""
_PIECE = re.compile(r"\s*(?:[0-9A-Za-z.,%]+|\S)")
_TOGETHER = re.compile(r"[0-9A-Za-z.,%\s]")
_PLACE = re.compile(r"^.{2,}?(?:省|自治区|市|自治州|地区|盟|区|县|旗)(?=..)")
_SOURCES = {
    "Report": ("title", "source"),
    "Section": ("heading",),
    "Evidence": ("quote",),
    "Claim": ("relation",),
    "Observation": ("raw", "value"),
    ENTITY: ("name",),
}
"""Which property each label is known by, the first that it has."""


def captions(nodes: Rows) -> list[str]:
    """Short names in rows for nodes: Neo4j Browser breaks a caption at its spaces, and nowhere else.

    What three rows do not hold is cut off, with `…`. An agency or a region sheds the places before its own
    name (重庆市沙坪坝区司法局 → 司法局).
    """
    label, _, labels = nodes.form
    known = [nodes.props[key] for key in _SOURCES[label] if key in nodes.props]
    said = [next(filter(None, map(_text, cells))) for cells in zip(*known, *nodes.named, strict=True)]
    if {"Agency", "Region", "FunctionalZone"} & set(labels):
        said = list(map(_own, said))
    width = WIDE if label == ENTITY else NARROW
    return [_in_rows(text[: 2 * ROWS * width], width) for text in said]


@functools.lru_cache(1000)
def _in_rows(text: str, width: int) -> str:
    """The text in rows as even as can be, with spaces between them; numbers and Latin words stay whole."""
    even = math.ceil(len(text) / math.ceil(len(text) / width))
    for most in range(even, width + 1):
        if len(rows := _filled(text, most)) <= ROWS:
            return " ".join(rows)
    return " ".join(rows[:ROWS])[:-1] + "…"


def _filled(text: str, width: int) -> list[str]:
    """The text in rows, of those that are too many one."""
    if not _TOGETHER.search(text):
        return [text[at : at + width] for at in range(0, len(text), width)]
    rows = [""]
    for piece in _PIECE.findall(text):
        if rows[-1] and len(rows[-1]) + len(piece) > width:
            if len(rows) > ROWS:
                break
            rows.append("")
        rows[-1] += piece if rows[-1] else piece.lstrip()
    return rows


def _text(value: Value) -> str:
    return "" if value is None else str(value).strip()


def _own(name: str) -> str:
    """The name behind the places that it begins with; a colon would break a style sheet, and none is left."""
    while (found := _PLACE.match(name)) and found.end() < len(name):
        name = name[found.end() :]
    return name
