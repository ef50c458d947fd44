"""The cells of a line of a score table that is not counted text by text."""

from typing import Any


def counted(gold: int, found: int, right: int) -> dict[str, Any]:
    """The cells for so many annotated, found and right ones."""
    return cells(gold, found, right, right / found if found else None, right / gold if gold else None)


def cells(
    gold: int, found: int, right: int | None, precision: float | None, recall: float | None
) -> dict[str, Any]:
    """The cells with F1 as the harmonic mean; None where nothing is known."""
    total = (precision or 0.0) + (recall or 0.0)
    mean = 2 * (precision or 0.0) * (recall or 0.0) / total if total else None
    shown = {"precision": precision, "recall": recall, "f1": mean}
    return {"gold": gold, "found": found, "right": right, **shown}
