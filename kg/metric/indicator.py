"""The identity of an indicator: its words without the chance in them, and the kind of its unit."""

import functools
import re

from kg.resolve.folding import clean, fold
from kg.resources import table


def metric_key(indicator: str, unit: str) -> str:
    """The key of the metric that a text names so: two wordings of one indicator give one key.

    The unit's kind belongs to it: items (项) and cases (件) of one scheme are two metrics.
    """
    plain = fold(indicator)
    for pattern, place in _wording():
        shorter = pattern.sub("", plain) if place == "any" else _edge(pattern, place, plain)
        plain = shorter if len(shorter) > 1 else plain
    return f"{plain}|{unit_kind(unit)}"


def _edge(pattern: re.Pattern[str], place: str, text: str) -> str:
    if place == "head":
        found = pattern.match(text)
        return text[found.end() :] if found else text
    found = re.search(f"(?:{pattern.pattern})\\Z", text)
    return text[: found.start()] if found else text


def metric_name(indicator: str) -> str:
    """The name to show: the indicator as the text has it, cleaned."""
    return clean(indicator)


def unit_kind(unit: str) -> str:
    """What a unit counts: 工作日 and 个工作日 → workdays; an unlisted unit stands for itself."""
    plain = clean(unit)
    return _kinds().get(plain, fold(plain))


@functools.cache
def _wording() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["place"]) for row in table("metric_wording"))


@functools.cache
def _kinds() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in table("unit_kinds")}
