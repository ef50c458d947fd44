"""Agencies and organisations by the form of their names: place or deictic + function + kind.

A name is read from its ending (`agency_endings.csv`) to the left: up to the nearest region or deictic word
(区, 市, 县 …) in the same clause, over no verb, preposition or other stop word (`agency_stops.csv`). Without
a region only central bodies, known functions (司法局) and set forms (`agency_alone.csv`) count.
"""

import bisect
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import bodies, townnames, zones
from kg.nlp.anchors import hastened
from kg.nlp.placenames import Name, home_of, initials, ordinary_words, scan
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit, add_hits, apart_from, without
from kg.nlp.view import view_of
from kg.resources import table

Front = Literal["place", "named", "stem"]
_HAN = "\u4e00-\u9fa5"
_MAX_BODY = 32
_COUNTED = "年月日件项条次人家个份万元%"
_TO_BREAK = re.compile(
    rf"(?s:.*)(?:[，。；：！？《》〈〉,;:!?…—－＞>|【】、]|\n(?!(?<=\d\n)[{_COUNTED}])|"
    rf"(?<!\d)[ 　\t]+(?!\d)|\d\s?[{_COUNTED}]|[)）](?![局委办厅院律会有巡督第]))"
)
"""All up to the last sign that ends a clause, or figure with what it counts."""
_DEICTIC = re.compile("自治[区州县]|街道|[区市县省州旗盟镇乡]")
_NO_DEICTIC = re.compile(
    r"(?:(?<!健)全|[我各本两三四五六七八九十个该某等辖社园片校景灾地城郊矿山库湾赛战疫特林治乡跨小大老新街集重贸]|"
    r"各(?:[区市县旗州镇乡]、?){1,3}|其他|有关|以上|[（(][市区县乡镇][)）]|开发|高新|经开|保税|试验|示范|合作|先行|工业)\Z"
)
_NO_TOWN = re.compile(r"[全各我本两三四五六七八九十个该某等社乡集治城]\Z")
_TOWN = re.compile(
    rf"(?:^|[^{_HAN}]|[和与及由在对被向赴到经请])(?P<name>(?:(?![和与及由在对被向赴到经请])[{_HAN}]){{2,4}})$"
)
_TOWNS = ("镇", "乡", "街道")
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_ACCOUNT = re.compile("”(?:官方|政务)?(?:微信|公众号|微博|抖音|APP|小程序|网站)")
_SEATED = re.compile(r"派?驻\Z")
_QUOTED, _QUOTE = re.compile("“[^“”]*”"), re.compile("[“”]")
_HALF_BRACKET = re.compile("^[^（]*）|（[^）]*$")
_NOT_TOWN = re.compile("[各本我全该两三四五六个等的]|^(?:乡|集|城)$")


_FRONTS: dict[str, Front] = {"place": "place", "named": "named", "stem": "stem"}


class Ending(NamedTuple):
    """One row of `agency_endings.csv`."""

    label: str
    front: Front
    part: bool
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


class Anchor(NamedTuple):
    """Where a name may begin: a region or deictic word at [start, end), `full` or a short form."""

    start: int
    end: int
    full: bool


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
    anchors = sorted([*_anchors(text, sorted(fronts)), *above])
    hits = apart_from([*_ended(text, anchors), *_alone(text), *central], left_out)
    definite = [bodies.with_hospital(text, hit) for hit in hits if not bodies.is_generic(text, hit)]
    found = _longest(_joined(text, definite))
    more = [
        *bodies.shared_kind(text, found, names, zoned),
        *bodies.listed(text, found, _stops("any", "first")),
        *bodies.known_orgs(text),
        *bodies.listed_firms(text, _stops("any"), _stops("any", "first")),
    ]
    return _longest([*found, *apart_from(more, left_out)])


def _anchors(text: str, fronts: Sequence[Name]) -> Iterator[Anchor]:
    """The regions that may begin a name, and the deictic words outside them."""
    starts = [name.start for name in fronts]
    ends = {name.end: name.start for name in fronts if name.full}
    found = [Anchor(name.start, name.end, name.full) for name in fronts]
    inside = townnames.inside(text)
    for match in _DEICTIC.finditer(text):
        if match.start() in inside:
            continue
        at = bisect.bisect_right(starts, match.start()) - 1
        before = fronts[at] if at >= 0 else None
        if (before and before.end > match.start()) or not _is_deictic(text, match):
            continue
        start = _town_start(text, match)
        between = text[before.end : match.start()] if before else "\n"
        own_name = match.group() in _TOWNS and len(between) <= 4 and _HAN_ONLY.fullmatch(between)
        if start in ends:
            start = ends[start]
        elif before and (not between or (own_name and not _town_lead().search(between))):
            start = before.start
        found.append(Anchor(start, match.end(), True))
    return iter(found)


def _is_deictic(text: str, match: re.Match[str]) -> bool:
    """Whether 区, 市, 镇 … stands for a region here, and is no part of another word (社区, 城市, 市场)."""
    before = _NO_TOWN if match.group() in _TOWNS else _NO_DEICTIC
    at = match.start()
    if (
        bodies.two_levels().match(text, max(0, at - 1))
        or bodies.two_levels().match(text, at)
        or text[at - 1 : at + 1] == "省市"
    ):
        return False
    if match.group() in _TOWNS and townnames.town_start(text, match.end()) is not None:
        return True
    if _fronts().search(text, max(0, at - 10), at):
        return True
    generic = before.search(text, max(0, match.start() - 7), match.start())
    return not generic and not _not_deictic().match(text, match.start())


def _town_start(text: str, match: re.Match[str]) -> int:
    """The start of a town's own name before 镇, 乡, 街道 (万泉|镇), or of the deictic itself."""
    if match.group() not in _TOWNS:
        return match.start()
    known = townnames.town_start(text, match.end())
    if known is not None and (
        not townnames.is_word(text[known : match.start()]) or _edge(text[max(0, known - 4) : known])
    ):
        return known
    town = _TOWN.search(text, max(0, match.start() - 5), match.start())
    if town is None or _NOT_TOWN.search(town.group("name")):
        return match.start()
    start = town.start("name")
    start = max(
        (stop.end() for stop in _stops("any", "first").finditer(text, start, match.start())), default=start
    )
    return start if match.start() - start >= 2 else match.start()


def _ended(text: str, anchors: Sequence[Anchor]) -> Iterator[Hit]:
    starts = [anchor.start for anchor in anchors]
    endings = _endings()
    for match in _scanner().finditer(_ending_words(), text):
        ending = endings[match.group()]
        if _another_word(text, match, ending):
            continue
        low = _clause_start(text, match.start())
        near = anchors[bisect.bisect_left(starts, low) : bisect.bisect_right(starts, match.start())]
        found = _front(text, low, match.start(), ending, near)
        if found is not None:
            start, label = found[0], ending.label
            if label == "Org":
                start = bodies.before_bracket(text, start, _stops("any"))
            elif bodies.of_society(text, start, match.start(), match.group()):
                label = "Org"
            yield Hit(start, match.end(), label, f"{label.lower()}.{found[1]}")


def _another_word(text: str, match: re.Match[str], ending: Ending) -> bool:
    """Whether what stands around an ending makes another word of it (跨省通|办, “…”微信公众号)."""
    if text[match.end() : match.end() + 1] == "”" and _ACCOUNT.match(text, match.end()):
        return True
    return bool(ending.before and ending.before.search(text, max(0, match.start() - 4), match.start()))


def _front(text: str, low: int, end: int, ending: Ending, near: Sequence[Anchor]) -> tuple[int, str] | None:
    """Where the name begins whose ending stands at `end`, and the rule that says so."""
    if ending.front == "named":
        near = [anchor for anchor in near if text[anchor.start : anchor.end] not in _TOWNS]
    anchored = _anchored(text, near, end)
    stem = _stem_start(text, low, end) if ending.front == "stem" else None
    if ending.label == "Org" and ending.front == "stem":
        start = _firm_start(text, low, near, end if stem is None else stem)
        return (start, "stem") if start < end else None
    group = text.startswith(("领导小组", "协调小组"), end)
    if anchored is not None and not (group and _longer_stem(text, stem, anchored, near)):
        return anchored, "full"
    if stem is not None:
        return stem, "stem"
    function = _function_start(text, low, end)
    return None if function is None else (function, "function")


def _longer_stem(text: str, stem: int | None, anchored: int, near: Sequence[Anchor]) -> bool:
    """Whether a name begins before the short form of a region inside it: 创新型|湖南建设领导小组."""
    short = any(anchor.start == anchored and not anchor.full for anchor in near)
    return short and stem is not None and stem < anchored and not _edge(text[max(0, anchored - 4) : anchored])


def _clause_start(text: str, end: int) -> int:
    low = max(0, end - _MAX_BODY)
    broken = _TO_BREAK.match(text, low, end + 1)
    return min(broken.end(), end) if broken else low


def _anchored(text: str, near: Sequence[Anchor], end: int) -> int | None:
    """The start of the nearest anchor with a clean body up to the ending; short forms come second."""
    wanted = (*(anchor for anchor in reversed(near) if anchor.full), *(a for a in near if not a.full))
    return next((a.start for a in wanted if a.end <= end and _is_clean(text[a.end : end])), None)


def _is_clean(body: str) -> bool:
    """Whether the words between front and ending hold no stop word and no half of a pair of quotes."""
    if not body:
        return True
    if ("“" in body or "”" in body) and _QUOTE.search(_QUOTED.sub("", body)):
        return False
    if bodies.two_bodies().search(body) or (("（" in body or "）" in body) and _HALF_BRACKET.search(body)):
        return False
    return not _stops("any").search(body)


def _stem_start(text: str, low: int, end: int) -> int | None:
    for match in _stops("any").finditer(text, low, end):
        low = match.end()
    first = _stops("first").match(text, low, end)
    low = first.end() if first else low
    return low if end - low >= 2 else None


def _firm_start(text: str, low: int, near: Sequence[Anchor], stem: int) -> int:
    """The start of a firm's name: its last place that stands at a word's edge, else the given one."""
    for anchor in reversed(near):
        before = text[max(low, anchor.start - 4) : anchor.start]
        inner = _stops("any").finditer(text, anchor.end, max(anchor.end, stem))
        if any(len(stop.group()) > 1 for stop in inner):
            break
        if not before or before[-1] in "和与及" or _edge(before):
            return anchor.start
    return stem


def _function_start(text: str, low: int, end: int) -> int | None:
    """The start of a known function that stands right before the ending, at a word's edge."""
    match = _functions().search(text, low, end)
    if match is None or (
        match.start() > low and not _edge(text[max(low, match.start() - 4) : match.start()])
    ):
        return None
    return match.start()


def _edge(before: str) -> bool:
    """Whether the text right before a name ends with a stop word (not 全区, 各, which make it a kind)."""
    return _stop_at_end().search(before) is not None


def _alone(text: str) -> Iterator[Hit]:
    for pattern, label, joined in _set_forms():
        for match in _scanner().finditer(pattern, text):
            before = text[max(0, match.start() - 4) : match.start()]
            if joined or not _HAN_ONLY.match(before[-1:]) or _edge(before):
                yield Hit(match.start(), match.end(), label, f"{label.lower()}.alone")


def _central(text: str) -> Iterator[Hit]:
    for start, end, _ in _central_names().find(text):
        if text[end : end + 1] not in ("门", "员", "署", "理") and text[start - 1 : start] != "集":
            yield Hit(start, end, "Agency", "agency.central")


def _joined(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, each with what belongs before it: an agency of which it is a part, or 中共, 政协 …"""
    ends = {hit.end: hit.start for hit in sorted(hits, key=lambda hit: -hit.start)}
    for hit in hits:
        front = _fronts().search(text, max(0, hit.start - 10), hit.start)
        start = front.start() if front else _whole_start(text, hit, ends)
        bank = text.startswith(("中国人民银行", "人民银行"), start)
        label = "Org" if bodies.is_of_party(text, start) else "Agency" if bank else hit.label
        yield hit._replace(start=start, label=label)


def _whole_start(text: str, hit: Hit, ends: Mapping[int, int]) -> int:
    """Where the agency begins of which the hit is a part: 市公安局|交警大队, 市纪委驻|市住建局纪检组."""
    name = text[hit.start : hit.end]
    if name.endswith(_parts()) and hit.start in ends:
        return ends[hit.start]
    seat = _SEATED.search(text, max(0, hit.start - 2), hit.start)
    if seat and name.endswith(("纪检组", "纪检监察组")):
        return ends.get(seat.start(), hit.start)
    return hit.start - (text[hit.start - 1 : hit.start] == "团" and name in _LEAGUE)


_LEAGUE = ("市委", "区委", "县委", "省委", "州委", "旗委")


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.label, hit.rule)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@functools.cache
def _endings() -> dict[str, Ending]:
    found: dict[str, Ending] = {}
    for row in table("agency_endings"):
        front: Front = _FRONTS[row["front"]]
        before = re.compile(f"(?:{row['before']})$") if row["before"] else None
        after = re.compile(row["after"]) if row["after"] else None
        found[row["ending"]] = Ending(row["label"], front, row["part"] == "yes", before, after)
    return found


@functools.cache
def _parts() -> tuple[str, ...]:
    """The endings of bodies that may follow the name of their parent."""
    return tuple(word for word, ending in _endings().items() if ending.part and len(word) > 1)


@functools.cache
def _ending_words() -> re.Pattern[str]:
    words = sorted(_endings().items(), key=lambda item: -len(item[0]))
    return re.compile("|".join(word + (f"(?!{e.after.pattern})" if e.after else "") for word, e in words))


@functools.cache
def _stops(*where: str) -> re.Pattern[str]:
    words = [row["word"] for row in table("agency_stops") if row["where"] in where]
    return re.compile("|".join(sorted(words, key=lambda word: ("(" in word, -len(word)))))


@functools.cache
def _town_lead() -> re.Pattern[str]:
    return hastened(re.compile(f"[和与及由在对被向赴到经请]|{_stops('any', 'first').pattern}"))


@functools.cache
def _stop_at_end() -> re.Pattern[str]:
    words = [row["word"] for row in table("agency_stops") if row["word"][0] not in "全各"]
    return hastened(re.compile(rf"(?:{'|'.join(words)}|\d年度?)\Z"))


@functools.cache
def _functions() -> re.Pattern[str]:
    words = {row[column] for row in table("agency_functions") for column in ("short", "full")}
    words |= {word[:-1] for word in words if len(word) > 3 and word.endswith(("办", "局", "委"))}
    words |= {row["function"] for row in table("agency_plain")}
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})$")


@functools.cache
def _set_forms() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple((re.compile(r["pattern"]), r["label"], r["joined"] == "yes") for r in table("agency_alone"))


@functools.cache
def _scanner() -> Scanner:
    return Scanner([_ending_words(), *(pattern for pattern, *_ in _set_forms())])


@functools.cache
def _central_names() -> CharwiseDoubleArrayAhoCorasick:
    names = {row["name"] for row in table("agency_central")} - {"中央"}
    return CharwiseDoubleArrayAhoCorasick(sorted(names), MATCH_KIND_LEFTMOST_LONGEST)


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
    return add_hits(doc, find(view_of(doc).text, without(doc)))
