"""The names of the graph that are like one which it does not have."""

import difflib
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from loaders.asking.citations import Read
from loaders.asking.questions import find, typed

NAMES: dict[str, tuple[str, ...]] = {
    "region": ("Region", "FunctionalZone"),
    "agency": ("Agency",),
    "initiative": ("Initiative",),
    "platform": ("Platform",),
    "subject": (),
    "object": (),
}
"""Parameters that name an entity, with the labels it may have (none: any)."""
_LABELLED = "(size($labels) = 0 OR any(label IN labels(n) WHERE label IN $labels))"
HOLDING = f"""MATCH (n:Entity)
WHERE (n.name CONTAINS $text OR $text IN n.names) AND {_LABELLED}
RETURN n.name AS name"""
AS_LONG = f"""MATCH (n:Entity)
WHERE size(n.name) >= $least AND size(n.name) <= $most AND {_LABELLED}
RETURN n.name AS name"""
AT_THE_END = f"""MATCH (n:Entity)
WHERE size(n.name) > $size AND (n.name CONTAINS $head OR n.name ENDS WITH $tail) AND {_LABELLED}
RETURN n.name AS name"""
SHORT = range(3, 7)
"""Characters of a short name that may have one wrong: in two any other name would be like it."""
ALIKE = Fraction(3, 5)
"""Twice the characters in common over those of both names: what two spellings of one name have at least."""


def nearest(read: Read, question: str, params: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """For each parameter that should name an entity and names none: up to three names for it.

    To be asked where an answer is empty; `read` asks the store that answered, in Cypher. 沙坪坝区 is no full
    name, 重庆市沙坪坝区 is: names that hold the text come first, and if it is short for one name alone, only
    that is given. Where none holds it, those that are spelled most alike (重庆市沙平坝区), else those that
    end in such a short name (沙平坝区).
    """
    values = typed(find(question), params)
    given = {name: str(value) for name, value in values.items() if name in NAMES and value is not None}
    found = {name: _holding(read, text, NAMES[name]) for name, text in given.items()}
    wrong = {name: names for name, names in found.items() if given[name] not in names}
    return {
        name: _best(given[name], names)
        or _alike(read, given[name], NAMES[name])
        or _ending_alike(read, given[name], NAMES[name])
        for name, names in wrong.items()
    }


def is_short_for(text: str, full: str) -> bool:
    """Whether a name is a full one without its upper levels: 沙坪坝区 or 沙坪坝 for 重庆市沙坪坝区."""
    heads = [name.removesuffix(text) for name in (full, full[:-1]) if text and name.endswith(text)]
    return any(head.endswith(tuple("省市区县州盟旗")) for head in heads)


def _best(text: str, names: Sequence[str]) -> tuple[str, ...]:
    short = [name for name in names if is_short_for(text, name)]
    return tuple(short) if len(short) == 1 else tuple(names[:3])


def _holding(read: Read, text: str, labels: Sequence[str]) -> list[str]:
    rows = read(HOLDING, {"text": text, "labels": list(labels)})
    return sorted({row["name"] for row in rows}, key=lambda name: (name != text, len(name), name))


def _alike(read: Read, text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Up to three names that are spelled most alike.

    The store leaves out what is too short or too long to be ALIKE. On 100,000 names of a fitting length all
    of `nearest` takes 2 s of CPU time, 0.4 s of it to compare them; it grows with their number.
    """
    least, most = math.ceil(len(text) * ALIKE / (2 - ALIKE)), math.floor(len(text) * (2 - ALIKE) / ALIKE)
    rows = read(AS_LONG, {"least": least, "most": most, "labels": list(labels)})
    return tuple(difflib.get_close_matches(text, sorted({row["name"] for row in rows}), 3, float(ALIKE)))


def _ending_alike(read: Read, text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Up to three full names whose last level differs from a short name in one character.

    With one wrong, the other half of it stands in the name: the store leaves out what has neither.
    """
    size = len(text)
    if size not in SHORT:
        return ()
    halves = {"head": text[: size // 2], "tail": text[size // 2 :]}
    rows = read(AT_THE_END, {"size": size, **halves, "labels": list(labels)})
    names = sorted({row["name"] for row in rows}, key=lambda name: (len(name), name))
    return tuple(name for name in names if _ends_like(name, text))[:3]


def _ends_like(full: str, text: str) -> bool:
    end = full[-len(text) :]
    return is_short_for(end, full) and sum(a != b for a, b in zip(end, text, strict=True)) == 1
