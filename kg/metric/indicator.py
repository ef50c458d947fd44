"""The identity of an indicator: its words without the chance in them, its topic, the kind of its unit."""

import functools
import re

from kg.folding import clean, fold
from kg.resources import table
from kg.room import WORDS

_NUMBER = re.compile(r"[\d.,%万亿余多]+\D{0,3}")
_SHARE = re.compile(r"[率比例度重速额]\Z")
_RATE = re.compile(r"事项\Z")


@functools.lru_cache(WORDS)
def metric_key(indicator: str, unit: str, about: str = "") -> str | None:
    """The key of the metric that a text names so: two wordings of one indicator give one key.

    `about` is the key of the initiative or platform that the figure measures, "" where it is not told; the
    indicator need not repeat it: “跨省通办”办件, and 办件 in a sentence on it. The kind of unit is part of
    the key: items (项) and cases (件) of one scheme are two metrics. None where nothing tells what it is.
    """
    topic, plain = fold(about), fold(indicator)
    plain = "" if _NUMBER.fullmatch(plain) else plain
    for pattern, place in _wording():
        shorter = _without(pattern, place, plain)
        plain = shorter if len(shorter) > 1 else plain
    kind = unit_kind(unit)
    plain = _unrepeated(plain, topic) if topic else plain
    plain = _RATE.sub("", plain) if kind == "percent" else plain
    return f"{topic}·{plain}|{kind}" if topic or plain else None


def _without(pattern: re.Pattern[str], place: str, text: str) -> str:
    if place == "any":
        return pattern.sub("", text)
    if place == "head":
        found = pattern.match(text)
        return text[found.end() :] if found else text
    found = pattern.search(text)
    return text[: found.start()] if found else text


def _unrepeated(plain: str, topic: str) -> str:
    """An indicator without what it is about: the key without its place, and generic words behind that."""
    before, there, behind = plain.partition(topic.partition("@")[0])
    return before + (_tails().sub("", behind, count=1) if there else behind)


def metric_name(indicator: str, unit: str = "") -> str:
    """The name to show: the words of the text; "" where these are but a number.

    A percentage whose words do not say that it is one gets 比例: “网上办” in 90% becomes “网上办”比例.
    """
    name = clean(indicator)
    if _NUMBER.fullmatch(fold(name)):
        name = ""
    if name and unit_kind(unit) == "percent" and not _SHARE.search(name):
        name += "比例"
    return name


def with_topic(name: str, about: str) -> str:
    """The name of a metric, with the name of what it is about in front where it lacks that."""
    return name if not about or fold(about) in fold(name) else f"“{about}”{name}"


@functools.lru_cache(maxsize=4096)
def unit_kind(unit: str) -> str:
    """What a unit counts: 工作日 and 个工作日 → workdays; an unlisted unit stands for itself."""
    plain = clean(unit)
    return _kinds().get(plain, fold(plain))


def unit_code(unit: str) -> str | None:
    """The name of a unit in the QUDT vocabulary, `PERCENT` for %, `NUM` where things are counted.

    A name in lower case is of a unit of our own (`ontology/codes.ttl`). None where there is neither.
    """
    return _codes().get(clean(unit)) or None


@functools.cache
def _codes() -> dict[str, str]:
    counted = {row["unit"]: "NUM" for row in table("units") if row["kind"] == "count"}
    return counted | {row["unit"]: row["qudt"] for row in table("unit_kinds") if row["qudt"]}


@functools.cache
def _wording() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = ((row["pattern"], row["place"]) for row in table("metric_wording"))
    return tuple(
        (re.compile(f"(?:{pattern})\\Z" if place == "tail" else pattern), place) for pattern, place in rows
    )


@functools.cache
def _tails() -> re.Pattern[str]:
    """What is generic behind the name of an initiative or platform, where a text begins with it."""
    tails = "|".join(row["pattern"] for row in table("metric_topic_tails"))
    return re.compile(rf"\A(?:{tails})")


@functools.cache
def _kinds() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in table("unit_kinds")}
