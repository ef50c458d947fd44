"""Agencies and organisations by the form of their names: place or deictic + function + kind.

A name is read from its ending (`agency_endings.csv`) to the left: up to the nearest region or deictic word
(区, 市, 县 …) in the same clause, over no verb, preposition or other stop word (`agency_stops.csv`). Without
a region only central bodies, known functions (司法局) and set forms (`agency_alone.csv`) count.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import bodies, townnames, zones
from kg.nlp.fronts import TOWNS, Anchor, anchors, is_edge, lead_start, stops
from kg.nlp.lookup import WordList
from kg.nlp.names import behind_leads
from kg.nlp.placenames import Name, home_of, initials, ordinary_words, scan
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit, add_hits, apart_from, without
from kg.nlp.view import view_of
from kg.resources import Row, table

Front = Literal["place", "named", "stem"]
_HAN = "\u4e00-\u9fa5"
_MAX_BODY = 32
_COUNTED = "年月日件项条次人家个份万元%"
_TO_BREAK = re.compile(
    rf"(?s:.*)(?:[，。；：！？《》〈〉,;:!?…—－＞>|【】、]|\n(?!(?<=\d\n)[{_COUNTED}])|"
    rf"(?<!\d)[ 　\t]+(?!\d)|\d\s?[{_COUNTED}]|[)）](?![局委办厅院律会有巡督第])|(?<=[小专][组班])（)"
)
"""All up to the last sign that ends a clause, or figure with what it counts."""
_ACCOUNT = re.compile("”(?:官方|政务)?(?:微信|公众号|微博|抖音|APP|小程序|网站)")
_PARTY = "党组"
_GROUPS = ("领导小组", "协调小组")
_QUOTED, _QUOTE = re.compile("“[^“”]*”"), re.compile("[“”]")
_HALF_BRACKET = re.compile("^[^（]*）|（[^）]*$")

_FRONTS: dict[str, Front] = {"place": "place", "named": "named", "stem": "stem"}


class Ending(NamedTuple):
    """One row of `agency_endings.csv`."""

    label: str
    front: Front
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def find(text: str, left_out: Collection[str] = ()) -> list[Hit]:
    """All agencies and organisations in a text, in order; a longer name hides those inside it.

    `left_out` are the ids of rules that propose nothing.
    """
    names = scan(text)
    own = [Name(start, end, True, text[start:end]) for start, end in initials(text, home_of(text, names))]
    zoned = [Name(start, end, True, text[start:end]) for start, end in zones.fronts(text, names)]
    covered = {at for zone in zoned for at in range(zone.start, zone.end)}
    known = [name for name in names if name.full or name.text not in ordinary_words()]
    towns = [Name(start, end, False, text[start:end]) for start, end in townnames.told(text)]
    fronts = [*(name for name in known if name.start not in covered), *zoned, *own, *towns]
    central = list(_central(text))
    above = (Anchor(hit.start, hit.end, True) for hit in central)
    begins = sorted([*anchors(text, sorted(fronts)), *above])
    hits = apart_from([*_ended(text, begins), *_alone(text), *central], left_out)
    whole = [part for hit in hits if (part := _in_brackets(text, hit)).end - part.start > 1]
    definite = [bodies.with_hospital(text, hit) for hit in whole if not bodies.is_generic(text, hit)]
    found = _longest(_joined(text, definite))
    more = [
        *bodies.shared_kind(text, found, names, zoned),
        *bodies.listed(text, found, stops("any", "first")),
        *bodies.known_orgs(text),
        *bodies.listed_firms(text, stops("any"), stops("any", "first")),
    ]
    return _longest([*found, *apart_from(more, left_out)])


def _in_brackets(text: str, hit: Hit) -> Hit:
    """The hit; of one that a bracket cuts in two what is inside, if that is more than a kind: 局（集团."""
    if not _is_halved(text[hit.start : hit.end]):
        return hit
    start = text.rfind("（", hit.start, hit.end) + 1
    return hit._replace(start=start if start and hit.end - start > 3 else hit.end)


def _ended(text: str, begins: Sequence[Anchor]) -> Iterator[Hit]:
    """The names that end in one of the endings, from the nearest of the places where a name may begin."""
    starts = [anchor.start for anchor in begins]
    _, functions = _functions()
    for at, end, ending in _places_of_endings(text):
        near = begins[bisect_left(starts, at - _MAX_BODY) : bisect_right(starts, at)]
        if not near and ending.front != "stem" and text[at - 1 : at] not in functions:
            continue
        found = None if _another_word(text, at, end, ending) else _front(text, at, ending, near)
        if found is not None:
            label, start = _labelled(text, found[0], at, end, ending.label)
            end += len(_PARTY) * (found[1] == "function" and text.startswith(_PARTY, end))
            yield Hit(start, end, label, f"{label.lower()}.{found[1]}")


def _places_of_endings(text: str) -> Iterator[tuple[int, int, Ending]]:
    """Where the endings stand, in order and apart, the longest at each place."""
    free = 0
    for at, end, word in _ENDINGS.everywhere(text):
        if at >= free:
            ending = _ending(word)
            firm = ending.label == "Agency" and bodies.firm_behind().match(text, end)
            if not firm and not (ending.after and ending.after.match(text, end)):
                free = end
                yield at, end, ending


def _labelled(text: str, start: int, at: int, end: int, label: str) -> tuple[str, int]:
    """The label of the name that begins at `start`, with its ending at [at, end), and its true start."""
    if label == "Org":
        start = bodies.before_bracket(text, start, stops("any"))
        half = text[start] == "”" or (text[start] == "“" and "”" not in text[start:end])
        return label, start + half
    return "Org" if bodies.of_society(text, start, at, text[at:end]) else label, start


def _another_word(text: str, start: int, end: int, ending: Ending) -> bool:
    """Whether what stands around an ending makes another word of it (跨省通|办, “…”微信公众号)."""
    if text.startswith("”", end) and _ACCOUNT.match(text, end):
        return True
    return bool(ending.before and ending.before.search(text, max(0, start - 4), start))


def _front(text: str, end: int, ending: Ending, near: Iterable[Anchor]) -> tuple[int, str] | None:
    """Where the name begins whose ending stands at `end`, and the rule that says so."""
    low = _clause_start(text, end)
    near = [anchor for anchor in near if anchor.start >= low]
    if ending.front == "named":
        near = [anchor for anchor in near if text[anchor.start : anchor.end] not in TOWNS]
    anchored = _anchored(text, near, end)
    stem = _stem_start(text, low, end) if ending.front == "stem" else None
    if ending.label == "Org" and ending.front == "stem":
        start = _firm_start(text, low, near, end if stem is None else stem)
        return (start, "stem") if start < end else None
    if anchored is not None and not (
        stem is not None and text.startswith(_GROUPS, end) and _longer_stem(text, stem, anchored, near)
    ):
        return anchored, "full"
    if stem is not None:
        return stem, "stem"
    function = _function_start(text, low, end)
    return None if function is None else (function, "function")


def _longer_stem(text: str, stem: int, anchored: int, near: Iterable[Anchor]) -> bool:
    """Whether a name begins before the short form of a region inside it: 创新型|湖南建设领导小组."""
    short = any(anchor.start == anchored and not anchor.full for anchor in near)
    return short and stem < anchored and not is_edge(text[max(0, anchored - 4) : anchored])


def _clause_start(text: str, end: int) -> int:
    low = max(0, end - _MAX_BODY)
    broken = _TO_BREAK.match(text, low, end + 1)
    return min(broken.end(), end) if broken else low


def _anchored(text: str, near: Sequence[Anchor], end: int) -> int | None:
    """The start of the nearest anchor with a clean body up to the ending; short forms come second."""
    for anchor in reversed(near):
        if anchor.full and anchor.end <= end and _is_clean(text[anchor.end : end]):
            return anchor.start
    for anchor in near:
        if not anchor.full and anchor.end <= end and _is_clean(text[anchor.end : end]):
            return anchor.start
    return None


def _is_clean(body: str) -> bool:
    """Whether the words between front and ending hold no stop word and no half of a pair of quotes."""
    if not body:
        return True
    if ("“" in body or "”" in body) and _QUOTE.search(_QUOTED.sub("", body)):
        return False
    if bodies.two_bodies().search(body) or bodies.next_body().search(body) or _is_halved(body):
        return False
    return not stops("any").search(body)


def _is_halved(words: str) -> bool:
    """Whether words hold half of a pair of brackets; most hold none."""
    return ("（" in words or "）" in words) and _HALF_BRACKET.search(words) is not None


def _stem_start(text: str, low: int, end: int) -> int | None:
    low = behind_leads(text, low, end, "body")
    for match in stops("any").finditer(text, low, end):
        low = match.end()
    low = _behind_body(text, low, end)
    first = stops("first").match(text, low, end)
    low = behind_leads(text, first.end() if first else low, end, "body")
    return low if end - low >= 2 else None


def _behind_body(text: str, low: int, end: int) -> int:
    """Behind the last body in [low, end) that 和 or 与 joins to the next one, 市司法局和|…; else `low`."""
    return max((both.end() for both in bodies.two_bodies().finditer(text, low, end)), default=low)


def _firm_start(text: str, low: int, near: Sequence[Anchor], stem: int) -> int:
    """The start of a firm's name: its last place that stands at a word's edge, else the given one."""
    low = _behind_body(text, low, stem)
    for anchor in reversed(near):
        if anchor.start < low:
            break
        before = text[max(low, anchor.start - 4) : anchor.start]
        inner = stops("any").finditer(text, anchor.end, max(anchor.end, stem))
        if any(len(stop.group()) > 1 for stop in inner):
            break
        if not before or before[-1] in "和与及" or is_edge(before):
            return anchor.start
    return stem


def _function_start(text: str, low: int, end: int) -> int | None:
    """The start of a known function that stands right before the ending, at a word's edge."""
    functions, last = _functions()
    match = functions.search(text, low, end) if text[end - 1 : end] in last else None
    if match is None or (
        match.start() > low and not is_edge(text[max(low, match.start() - 4) : match.start()])
    ):
        return None
    return match.start()


def _alone(text: str) -> Iterator[Hit]:
    """The set forms, which need no region in front."""
    forms = _set_forms()
    for number, match in _SCANNER.matches(text):
        label, joined = forms[number]
        before = text[max(0, match.start() - 4) : match.start()]
        if joined or not "一" <= before[-1:] <= "龥" or is_edge(before):
            yield Hit(match.start(), match.end(), label, f"{label.lower()}.alone")


def _central(text: str) -> Iterator[Hit]:
    for start, end, _ in _CENTRAL.find(text):
        behind, before = _in_other_words(text[start:end])
        if text[max(0, start - 1) : start] not in behind and not before.match(text, end):
            yield Hit(start, end, "Agency", "agency.central")


@functools.cache
def _in_other_words(name: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Characters behind which, and what before, a central body's name is part of other words (全国|办件)."""
    rows = [row for row in table("agency_central_not") if name.endswith(row["ending"])]
    before = "|".join(row["before"] for row in rows if row["before"])
    return frozenset("".join(row["behind"] for row in rows)), re.compile(before)


def _joined(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, each with what belongs before it: an agency of which it is a part, or 中共, 政协 …"""
    ends = {hit.end: hit.start for hit in sorted(hits, key=lambda hit: -hit.start)}
    for start, end, label, rule in hits:
        lead = lead_start(text, start)
        first = _whole_start(text, start, end, ends) if lead is None else lead
        if bodies.is_of_party(text, first):
            label = "Org"
        elif text.startswith(("中国人民银行", "人民银行", "人行"), first):
            label = "Agency"
        yield Hit(first, end, label, rule)


def _whole_start(text: str, start: int, end: int, ends: Mapping[int, int]) -> int:
    """Where the agency begins of which the hit is a part: 市公安局|交警大队, 市纪委驻|市住建局纪检组."""
    if start in ends and text.endswith(_parts(), start, end):
        return start if _governs(text[start:end]) else ends[start]
    if text[start - 1 : start] == "驻" and text.endswith(("纪检组", "纪检监察组"), start, end):
        return ends.get(start - 2 if text.endswith("派驻", 0, start) else start - 1, start)
    return start - (text[start - 1 : start] == "团" and text[start:end] in _LEAGUE)


def _governs(name: str) -> bool:
    """Whether a name with an office behind it is a government's or committee's: no part of what precedes."""
    return name.startswith("国务院") or bodies.of_government().search(name) is not None


_LEAGUE = ("市委", "区委", "县委", "省委", "州委", "旗委")


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.label, hit.rule)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@functools.cache
def _endings() -> dict[str, Row]:
    """The rows of the endings."""
    return {row["ending"]: row for row in table("agency_endings")}


_ENDINGS = WordList(_endings)


@functools.cache
def _ending(word: str) -> Ending:
    """What is known of an ending."""
    row = _endings()[word]
    before = re.compile(f"(?:{row['before']})$") if row["before"] else None
    after = re.compile(row["after"]) if row["after"] else None
    return Ending(row["label"], _FRONTS[row["front"]], before, after)


@functools.cache
def _parts() -> tuple[str, ...]:
    """The endings of bodies that may follow the name of their parent."""
    rows = table("agency_endings")
    return tuple(row["ending"] for row in rows if row["part"] == "yes" and len(row["ending"]) > 1)


@functools.cache
def _functions() -> tuple[re.Pattern[str], frozenset[str]]:
    """The known functions at the end of a text, and the characters that end them."""
    words = {row[column] for row in table("agency_functions") for column in ("short", "full")}
    words |= {word[:-1] for word in words if len(word) > 3 and word.endswith(("办", "局", "委"))}
    words |= {row["function"] for row in table("agency_plain")}
    pattern = re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})$")
    return pattern, frozenset(word[-1] for word in words)


@functools.cache
def _set_forms() -> tuple[tuple[str, bool], ...]:
    """The label of each set form, and whether it may be joined to what stands before it."""
    return tuple((row["label"], row["joined"] == "yes") for row in table("agency_alone"))


_SCANNER = Scanner(lambda: [row["pattern"] for row in table("agency_alone")])


_CENTRAL = WordList(lambda: {row["name"] for row in table("agency_central")} - {"中央"})


@Language.component("kg_agencies")
def annotate(doc: Doc) -> Doc:
    """Propose the agencies and organisations of the Doc."""
    return add_hits(doc, find(view_of(doc).text, without(doc)))
