"""Short names for the circles of a drawing: what fits in one, of the names that the nodes have."""

import re

from loaders.elements import ENTITY, Node, Value

LONGEST = 9
"""Characters of a caption; a circle of 80 pixels shows seven, the rest as `…`."""
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


def caption(node: Node) -> str:
    """The short name of a node: at most LONGEST characters, with `…` where something was cut off.

    An agency or a region sheds the places before its own name (重庆市沙坪坝区司法局 → 司法局).
    """
    said = next((text for key in _SOURCES[node.label] if (text := _text(node.props.get(key)))), node.id)
    if {"Agency", "Region", "FunctionalZone"} & set(node.labels):
        said = _own(said)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _text(value: Value) -> str:
    return "" if value is None else str(value).strip()


def _own(name: str) -> str:
    """The name behind the places that it begins with; a colon would break a style sheet, and none is left."""
    while (found := _PLACE.match(name)) and found.end() < len(name):
        name = name[found.end() :]
    return name
