"""Values and names as text that every format can hold and that reads the same everywhere."""

import functools
import re
from collections.abc import Iterable
from decimal import Decimal

BETWEEN = " | "
"""Stands between the parts of a list where a format has no lists."""

MASK = "█"
"""Stands for a character that is not published (`loaders.screening`)."""

# XML 1.0 has no place for these characters, and a lone surrogate is none.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold, so that its length stays."""
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def is_clean(text: str) -> bool:
    """Whether XML can hold each character."""
    return text.isprintable() or not _UNWRITABLE.search(text)


def is_masked(text: str) -> bool | None:
    """True for a text in which characters are masked, None for others: nothing is said of these."""
    return MASK in text or None


def number(value: Decimal) -> str:
    """The shortest decimal without exponent: 35000.0 → 35000, 87.30 → 87.3."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def joined(parts: Iterable[object]) -> str:
    """The parts with BETWEEN between them; nothing for none."""
    return BETWEEN.join(map(str, parts))


@functools.cache
def kebab(name: str) -> str:
    """LegalAct → legal-act."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
