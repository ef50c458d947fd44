"""Whether readers with any colour vision tell the classes of a drawing apart, and read their captions."""

import re
from itertools import combinations
from math import dist

import pytest

from kg.schema import load_schema
from loaders.neo4j.browser import linear, luminance, style

RULE = re.compile(
    r"node\.(\w+) \{\n  color: (#\w+);\n  diameter: (\w+);.*?text-color-internal: (#\w+);", re.DOTALL
)
CIRCLES = {label: (colour, size, text) for label, colour, size, text in RULE.findall(style(load_schema()))}
CLASSES = sorted(CIRCLES.keys() - {"Entity"})
"""Every node has a label beside Entity, so that its grey is never drawn."""

Matrix = tuple[tuple[float, float, float], ...]
VISIONS: dict[str, Matrix] = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""What light a reader sees of what light there is: Machado, Oliveira and Fernandes 2009, severity 1."""
XYZ: Matrix = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
"""From the amounts of light of sRGB to CIE XYZ, each part divided by that of white (D65)."""
APART, APART_IN_SIZE = 15.0, 11.0
"""Least distances in CIE L*a*b*, where 2.3 is just noticed, of circles of one size and of two."""


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    """A colour `#rrggbb` in CIE L*a*b* as seen with this vision."""
    x, y, z = map(_root, _times(XYZ, _times(VISIONS[vision], linear(colour))))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Matrix, light: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in matrix)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_classes_are_told_apart(vision: str) -> None:
    near = []
    for one, other in combinations(CLASSES, 2):
        (first, size, _), (second, other_size, _) = CIRCLES[one], CIRCLES[other]
        apart = dist(lab(first, vision), lab(second, vision))
        if apart < (APART if size == other_size else APART_IN_SIZE):
            near.append(f"{one} {other} {apart:.1f}")

    assert len(CLASSES) == 18
    assert not near


def test_captions_stand_out_from_their_circles() -> None:
    for colour, _, text in CIRCLES.values():
        dark, light = sorted((luminance(colour), luminance(text)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour  # the guidelines' level AA


def test_the_measure_sees_what_is_confused() -> None:
    red, green = "#cc3300", "#886600"

    assert dist(lab(red, "common"), lab(green, "common")) > 40
    assert dist(lab(red, "deuteranopia"), lab(green, "deuteranopia")) < 10
    assert lab("#ffffff", "protanopia") == pytest.approx((100, 0, 0), abs=0.5)
