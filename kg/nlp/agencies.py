"""Agencies and organisations by the form of their names: place or deictic + function + kind.

A name is read from its ending (`agency_endings.csv`) to the left: up to the nearest region or deictic word
(区, 市, 县 …) in the same clause, over no verb, preposition or other stop word (`agency_stops.csv`). Without
a region only central bodies, known functions (司法局) and set forms (`agency_alone.csv`) count.
"""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.regions import Name, scan
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

Front = Literal["place", "stem", "function"]
_HAN = "\u4e00-\u9fa5"
_MAX_BODY = 26
_BREAK = re.compile(
    r"[，。；：！？《》〈〉\n,;:!?…—－＞>|【】]|(?<![\d])[ 　\t]+(?!\d)|[)）](?![局委办厅院律会有])|、"
)
_DEICTIC = re.compile(
    r"(?<![全各我本两三四五六七八九十个该某辖社园城片校景灾地城郊矿山库湾赛战疫特林治乡跨小大老新街集重])"
    r"(?:自治区|自治州|自治县|街道|[区市县省镇乡州旗盟])|(?<=健全)[区市县省镇州旗]"
)
_TOWN = re.compile(rf"(?:^|[，。、；：\s（(“”》）)和与及由在对被向赴到经据请])(?P<name>[{_HAN}]{{1,4}})$")
_NOT_TOWN = re.compile("[各本我全该两三四五六个等的]|^(?:乡|集|城)$")


class Ending(NamedTuple):
    """One row of `agency_endings.csv`."""

    label: str
    front: Front
    part: bool
    after: re.Pattern[str] | None


class Anchor(NamedTuple):
    """Where the name of an agency may begin: a region (`place`) or a deictic word at [start, end)."""

    start: int
    end: int
    place: bool


def find(text: str) -> list[Hit]:
    """All agencies and organisations in a text, in order; a longer name hides those inside it."""
    names = scan(text)
    anchors = list(_anchors(text, names))
    hits = [*_ended(text, anchors), *_alone(text), *_central(text)]
    return _longest(_joined(text, hits))


def _anchors(text: str, names: Sequence[Name]) -> Iterator[Anchor]:
    inside = [(name.start, name.end) for name in names]
    found = [Anchor(name.start, name.end, True) for name in names]
    starts = [start for start, _ in inside]
    for match in _DEICTIC.finditer(text):
        at = bisect.bisect_right(starts, match.start()) - 1
        covered = at >= 0 and inside[at][1] > match.start()
        if not covered and not _not_deictic().match(text, match.start()):
            found.append(Anchor(_town_start(text, match), match.end(), False))
    return iter(sorted(found))


def _town_start(text: str, match: re.Match[str]) -> int:
    """The start of a town's own name before 镇, 乡, 街道 (万泉|镇), or of the deictic itself."""
    if match.group() not in ("镇", "乡", "街道"):
        return match.start()
    town = _TOWN.search(text, max(0, match.start() - 5), match.start())
    return match.start() if town is None or _NOT_TOWN.search(town.group("name")) else town.start("name")


def _ended(text: str, anchors: Sequence[Anchor]) -> Iterator[Hit]:
    starts = [anchor.start for anchor in anchors]
    endings = _endings()
    for match in _ending_words().finditer(text):
        ending = endings[match.group()]
        if ending.after and ending.after.match(text, match.end()):
            continue
        low = _clause_start(text, match.start())
        near = anchors[bisect.bisect_left(starts, low) : bisect.bisect_right(starts, match.start())]
        start = _anchored(text, near, match.start())
        rule = "agency.full"
        if start is None and ending.front != "place":
            start, rule = _stem_start(text, low, match.start()), "agency.stem"
        if start is None and match.start() - 2 >= low:
            start, rule = _function_start(text, low, match.start()), "agency.function"
        if start is not None:
            label = "Org" if ending.label == "Org" else "Agency"
            yield Hit(start, match.end(), label, rule if label == "Agency" else rule.replace("agency", "org"))


def _clause_start(text: str, end: int) -> int:
    low = max(0, end - _MAX_BODY)
    for match in _BREAK.finditer(text, low, end):
        low = match.end()
    return low


def _anchored(text: str, near: Sequence[Anchor], end: int) -> int | None:
    """The start of the nearest anchor from which a clean body runs up to the ending."""
    for anchor in reversed(near):
        if anchor.end <= end and not _stops("any").search(text, anchor.end, end):
            return anchor.start
    return None


def _stem_start(text: str, low: int, end: int) -> int | None:
    for match in _stops("any").finditer(text, low, end):
        low = match.end()
    first = _stops("first").match(text, low, end)
    low = first.end() if first else low
    return low if end - low >= 2 else None


def _function_start(text: str, low: int, end: int) -> int | None:
    """The start of a known function that stands right before the ending, at a word's edge."""
    match = _functions().search(text, low, end)
    if match is None or match.end() != end:
        return None
    edge = match.start() == low or _stops("any", "first").search(text[low : match.start()] + "\0") is not None
    before = text[max(low, match.start() - 2) : match.start()]
    return match.start() if edge and (match.start() == low or _edge(before)) else None


def _edge(before: str) -> bool:
    return any(before.endswith(word) for word in _stop_words())


def _alone(text: str) -> Iterator[Hit]:
    for pattern, label, joined in _set_forms():
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 4) : match.start()]
            if joined or not re.search(rf"[{_HAN}]$", before) or _edge(before):
                yield Hit(match.start(), match.end(), label, f"{label.lower()}.alone")


def _central(text: str) -> Iterator[Hit]:
    for match in _central_names().finditer(text):
        yield Hit(match.start(), match.end(), "Agency", "agency.central")


def _joined(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, each with what belongs before it: an agency of which it is a part, or 中共, 政协 …"""
    ends = {hit.end: hit for hit in sorted(hits, key=lambda hit: -hit.start)}
    parts = {word for word, ending in _endings().items() if ending.part}
    for hit in hits:
        before = ends.get(hit.start)
        word = _ending_words().search(text[hit.start : hit.end])
        front = _fronts().search(text, max(0, hit.start - 10), hit.start)
        if front and front.end() == hit.start:
            yield hit._replace(start=front.start())
        elif before and word and any(text[: hit.end].endswith(part) for part in parts if len(part) > 1):
            yield hit._replace(start=before.start)
        elif text[hit.start - 1 : hit.start] == "团" and text[hit.start : hit.end] in _LEAGUE:
            yield hit._replace(start=hit.start - 1)
        else:
            yield hit


_LEAGUE = ("市委", "区委", "县委", "省委", "州委", "旗委")


def _longest(hits: Iterator[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.label)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@functools.cache
def _endings() -> dict[str, Ending]:
    found: dict[str, Ending] = {}
    for row in table("agency_endings"):
        front: Front = "place" if row["front"] == "place" else "stem"
        after = re.compile(row["after"]) if row["after"] else None
        found[row["ending"]] = Ending(row["label"], front, row["part"] == "yes", after)
    return found


@functools.cache
def _ending_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_endings(), key=len, reverse=True)))


@functools.cache
def _stops(*where: str) -> re.Pattern[str]:
    words = (row["word"] for row in table("agency_stops") if row["where"] in where)
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@functools.cache
def _stop_words() -> tuple[str, ...]:
    return tuple(row["word"] for row in table("agency_stops"))


@functools.cache
def _functions() -> re.Pattern[str]:
    rows = table("agency_functions")
    words = {row[column] for row in rows for column in ("short", "full")}
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})$")


@functools.cache
def _set_forms() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple((re.compile(r["pattern"]), r["label"], r["joined"] == "yes") for r in table("agency_alone"))


@functools.cache
def _central_names() -> re.Pattern[str]:
    names = {row["name"] for row in table("agency_central")} - {"中央"}
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


@functools.cache
def _fronts() -> re.Pattern[str]:
    words = sorted((row["word"] for row in table("agency_fronts")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})$")


@functools.cache
def _not_deictic() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("agency_not_deictic")))


@Language.component("kg_agencies")
def annotate(doc: Doc) -> Doc:
    """Propose the agencies and organisations of the Doc."""
    return add_hits(doc, find(view_of(doc).text))
