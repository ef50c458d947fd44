"""Bodies by what stands around them: in lists behind an agency, known firms, and kinds that are none."""

import functools
import re
from collections.abc import Iterator, Sequence

from kg.nlp.firsts import hastened
from kg.nlp.lookup import WordList
from kg.nlp.placenames import Name
from kg.nlp.spans import Hit
from kg.resources import either, entries, table

_HAN = "\u4e00-\u9fa5"
_REACH = 32
_EVERY = re.compile(rf"各(?:地)?(?:[省市区县州旗盟镇乡（）()、]|街道){{1,9}}[{_HAN}、]*\Z")
_EACH = re.compile(rf"各(?P<level>[省市区县州旗镇乡])[{_HAN}]{{1,6}}[、和]\Z")
_EACH_OF = re.compile(r"各(?:[省市区特县州盟旗镇乡（）()、]|街道|民族)+(?:行政公署)?、\Z")
_EACH_ZONE = re.compile(rf"各[{_HAN}]{{2}}(?:技术|集聚)?(?:（开发）)?\Z")
_LEVELS = re.compile(r"县、?市、?\Z|市、?县、?\Z")
_GOVERNMENTS = ("人民政府", "政府")
_STATE = "国家"
_ZONES = ("开发区管", "区管委")
_OF_TOWNS = re.compile("（[区县市州旗乡镇街道村社园、]{1,8}）$")
_OR_COMMITTEE = ("政府（管委会", "政府（管委会）")
_TIERS = ("国家级", "省级", "市级")
_JOINT = re.compile("[和与及同还]")
_COUNTED = re.compile(r"\d[余多]?[个家所支]\Z")
_FIRM = rf"{_HAN}A-Z（）"
_TO_LIST = re.compile(rf"(?s:.*)[^{_FIRM}、]")
_BRACKET = re.compile(rf"[{_HAN}]{{2,8}}（(?:[{_HAN}]{{2,6}}）)?\Z")


def is_generic(text: str, hit: Hit) -> bool:
    """Whether every place has such a body: 各|开发区管委会, 各区委、|区政府, 各乡、|镇人民政府."""
    start, end, _, rule = hit
    before = text[start - 1 : start]
    if before == "各" or text.endswith(_OR_COMMITTEE, start, end) or _is_common(text, hit):
        return True
    if text.startswith(_ZONES, start) and _EACH_ZONE.search(text, max(0, start - 10), start):
        return True
    government = text[start + 1 : end] in _GOVERNMENTS
    if government and text[start] in "区县市" and _LEVELS.search(text, max(0, start - 4), start):
        return True
    if before in ("、", "和"):
        each = _EACH.search(text, max(0, start - 12), start)
        if each and text[start] == each["level"]:
            return True
    if before == "、" and government:
        return _EACH_OF.search(text, max(0, start - 12), start) is not None
    if before == "）" and rule in ("agency.function", "agency.stem"):
        return _OF_TOWNS.search(text, max(0, start - 10), start) is not None
    if before == "、" and rule == "agency.function":
        return _EVERY.search(text, max(0, start - _REACH), start) is not None
    return False


def _is_common(text: str, hit: Hit) -> bool:
    """Whether a name is that of many bodies: 国家级|开发区管委会, 数据中心 alone, 40个|教育集团."""
    if hit.rule.startswith("org") and _counted_behind().match(text, hit.end):
        return True
    if _COUNTED.search(text, max(0, hit.start - 4), hit.start):
        return True
    name = text[hit.start : hit.end]
    if "管委" in name and text.endswith(_TIERS, 0, hit.start):
        return True
    return hit.rule == "agency.function" and name in entries("agency_words", "common")


def listed(text: str, found: Sequence[Hit], stops: re.Pattern[str]) -> Iterator[Hit]:
    """Local bodies by their form right behind another one in a list: 民政局、|卫计局、|工商质监局等."""
    ends = {hit.end for hit in found if hit.label == "Agency"}
    for hit in found:
        government = _government().match(text, hit.end) if text[hit.end - 1 : hit.end] == "委" else None
        if government:
            yield Hit(hit.end + 1, government.end(), "Agency", "agency.listed")
    for match in _listed().finditer(text):
        if match.start() in ends and not stops.search(match.group("name")):
            ends.add(match.end("name"))
            yield Hit(match.start("name"), match.end("name"), "Agency", "agency.listed")


def shared_kind(
    text: str, found: Sequence[Hit], names: Sequence[Name], zoned: Sequence[Name]
) -> Iterator[Hit]:
    """The regions that share the kind of a body at the end of their list: 兰州市、西宁市、|海东市政府."""
    places = {place.end: place.start for place in (*names, *zoned) if place.full}
    starts = set(places.values())
    for hit in found:
        at = hit.start
        if at in starts and _shared().search(text, hit.start, hit.end):
            while text[at - 1 : at] in ("、", "和") and at - 1 in places:
                yield Hit(places[at - 1], at - 1, "Agency", "agency.shared")
                at = places[at - 1]


def known_orgs(text: str) -> Iterator[Hit]:
    """Firms and international organisations known by their names, with 公司 or 集团 behind them."""
    for start, end, _ in _KNOWN_ORGS.find(text):
        if text.startswith(_STATE, end - 1):
            continue
        tail = _firm_tail().match(text, end)
        yield Hit(start, tail.end() if tail else end, "Org", "org.known")


def is_of_party(text: str, start: int) -> bool:
    """Whether the name that begins at `start` is that of a democratic party: 民进|安庆市委."""
    return _parties().match(text, start) is not None


def with_hospital(text: str, hit: Hit) -> Hit:
    """A body with what belongs to it behind: 华中科技大学|同济医学院附属协和医院, 市公安局|向阳派出所."""
    hospital = _hospital().match(text, hit.end) if text[hit.end - 1 : hit.end] in ("学", "院", "局") else None
    return hit._replace(end=hospital.end()) if hospital else hit


def listed_firms(text: str, stops: re.Pattern[str], first: re.Pattern[str]) -> Iterator[Hit]:
    """The members of a list of firms: 玉湖冷链、天渠盐化|等4家企业."""
    for match in _lists_of_firms(text):
        at = match.start()
        for item in match["items"].split("、"):
            cuts = [stop.end() for stop in first.finditer(item)] if at == match.start() else []
            start = at + max(cuts, default=0)
            at += len(item)
            if 2 <= at - start <= 12 and not stops.search(text, start, at):
                yield Hit(start, at, "Org", "org.listed")
            at += 1


def _lists_of_firms(text: str) -> Iterator[re.Match[str]]:
    """The lists before 等4家企业, in order and apart: what closes a list is rare, and is looked for first."""
    at = 0
    for closing in _closing().finditer(text):
        before = _TO_LIST.match(text, at, closing.start())
        at = before.end() if before else at
        while at <= closing.start() - 2:
            match = _firms().match(text, at)
            at = match.end() if match else at + 1
            if match:
                yield match


def before_bracket(text: str, start: int, stops: re.Pattern[str]) -> int:
    """The start of a firm's name with what stands before its place in brackets: 恒达|（漳州）实业有限公司."""
    bracket = _BRACKET.search(text, max(0, start - 16), start)
    if bracket is None:
        return start
    cuts = [stop.end() for stop in stops.finditer(text, bracket.start(), start)]
    cuts += [joint.end() for joint in _JOINT.finditer(text, bracket.start(), start)]
    return max(cuts, default=bracket.start())


def of_society(text: str, start: int, end: int, ending: str) -> bool:
    """Whether a committee or office belongs to a society or firm: 中国电机工程学会|…专业委员会."""
    if ending not in ("委员会", "办事处"):
        return False
    return _society().search(text, start, end) is not None


_KNOWN_ORGS = WordList(lambda: [row["name"] for row in table("org_known")])


@functools.cache
def _closing() -> re.Pattern[str]:
    """Each 等 that may close a list of firms."""
    return re.compile(f"等(?={_behind_firms()})")


@functools.cache
def _firms() -> re.Pattern[str]:
    return re.compile(rf"(?P<items>[{_FIRM}]{{2,14}}(?:、[{_FIRM}]{{2,12}})*)等{_behind_firms()}")


def _behind_firms() -> str:
    """What stands behind 等 where it closes a list of firms: 4家企业, 一批龙头企业."""
    kinds, others = either("agency_words", "firms"), either("agency_words", "no_firms")
    count = r"(?:(?:[\d一二两三四五六七八九十百]+|[多数若])(?:余|多)?[家户]|一批)?"
    return f"{count}(?!{others})[{_HAN}]{{0,8}}{kinds}"


@functools.cache
def _government() -> re.Pattern[str]:
    """政府 behind a party committee: 自治区党委、|政府."""
    return re.compile(f"[、和]政府(?!{either('agency_words', 'not_government')})")


@functools.cache
def _firm_tail() -> re.Pattern[str]:
    return re.compile(either("agency_words", "firm_tail"))


@functools.cache
def firm_behind() -> re.Pattern[str]:
    """What makes a firm's name of that of a body before it: 河海大学|设计研究院有限公司."""
    return hastened(either("agency_words", "firm_behind"))


@functools.cache
def _parties() -> re.Pattern[str]:
    return re.compile(either("agency_words", "party"))


@functools.cache
def _hospital() -> re.Pattern[str]:
    return re.compile(either("agency_words", "hospital"))


@functools.cache
def _listed() -> re.Pattern[str]:
    """A local body behind 、 with what may follow it."""
    name = rf"(?P<name>[{_HAN}]{{2,7}}(?:局|委|厅)|[{_HAN}]{{1,4}}办)"
    return re.compile(rf"、{name}(?=[、，。；）]|{either('agency_words', 'behind_list')})")


@functools.cache
def _counted_behind() -> re.Pattern[str]:
    """How many there are of a kind of firms, right behind it."""
    return re.compile(either("agency_words", "counted_behind"))


@functools.cache
def _shared() -> re.Pattern[str]:
    return re.compile(f"{either('agency_words', 'shared')}$")


@functools.cache
def _society() -> re.Pattern[str]:
    return re.compile(either("agency_words", "society"))


@functools.cache
def two_bodies() -> re.Pattern[str]:
    """The end of a body's name with 和 or 与 behind it: what follows names another one."""
    return hastened(f"{either('agency_words', 'body')}[和与]")


@functools.cache
def next_body() -> re.Pattern[str]:
    """An office of a government or committee and the next body right behind it: 市委办公室|市政府…."""
    return hastened(either("agency_words", "next_body"))


@functools.cache
def of_government() -> re.Pattern[str]:
    """What stands in the name of a government's or party committee's office."""
    return re.compile(either("agency_words", "of_government"))


@functools.cache
def two_levels() -> re.Pattern[str]:
    """Two levels told together: 区县, 市州."""
    return re.compile(either("agency_words", "two_levels"))
