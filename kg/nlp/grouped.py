"""Counted groups of regions: 四省六区, …等12个城市, 川滇黔三省八县, and places named by what they lie at."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from kg import gazetteer
from kg.nlp.firsts import opening
from kg.nlp.lookup import WordList
from kg.nlp.placenames import Name
from kg.nlp.scanner import Scanner, near
from kg.nlp.signs import SIGN
from kg.nlp.spans import Hit
from kg.resources import either

_HAN = r"\u4e00-\u9fa5"
_DIGITS = "一二两三四五六七八九十0123456789"
_NUM = f"[{_DIGITS}]{{1,3}}"
_MORE = r"(?:[(（][^()（）]{1,9}[)）])?"
_OTHERS = r"[(（](?:[区市]、?){1,2}[)）]"
_COUNTS = WordList(
    lambda: [
        *(digit + of + unit for digit in _DIGITS for of in ("", "个") for unit in "省县市区州盟旗地城"),
        *(digit + unit for digit in _DIGITS for unit in "主廊大"),
    ]
)
_BEFORE_COUNT = 8
"""What every counted group holds, at most so many characters behind its begin."""
_OPENS = frozenset(("等", *_DIGITS))
_BORDERING = re.compile(rf"{SIGN}{{2,4}}\Z|[{_HAN}]{{2}}\Z")


def find(text: str, names: Sequence[Name], zoned: Sequence[Hit]) -> Iterator[Hit]:
    """The groups of regions told by their count; `names` are those of the gazetteer, `zoned` the zones."""
    counts = [start for start, *_ in _COUNTS.find(text)]
    for match in near(_counted(), text, counts, 0, _BEFORE_COUNT, _counted_opening()):
        yield Hit(match.start(), match.end(), "Region", "region.counted")
        if match.group("quoted"):
            yield Hit(
                text.index("“", match.start()) + 1, text.index("”", match.start()), "Region", "region.quoted"
            )
    for match in _SCANNER.finditer(_border(), text):
        head = _BORDERING.search(text, max(0, match.start() - 4), match.start())
        if head:
            yield Hit(head.start(), match.end(), "Region", "region.counted")
    yield from _members(text, [*names, *zoned])
    yield from _named(text, names)


def _members(text: str, places: Iterable[Name | Hit]) -> Iterator[Hit]:
    """The counts behind places: those of which the place is one, and those that it has."""
    for start, end, *_ in places:
        if text[end : end + 1] not in _OPENS:
            continue
        group = _of_group().match(text, end)
        division = gazetteer.find(text[start:end])
        if group and (group["among"] or not division):
            start = group.start("group") if group["among"] else start
            yield Hit(start, group.end(), "Region", "region.counted")
        elif not division and (members := _of_area().match(text, end)):
            yield Hit(start, members.end(), "Region", "region.counted")


def _named(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    """Ports by their place, and two to four places that have one name: 宁波港, 两个鹿城区."""
    for name in names:
        if text[name.end : name.end + 1] == "港" and _port().match(text, name.end):
            yield Hit(name.start, name.end + 1, "Region", "region.port")
        if name.full and text[max(0, name.start - 2) : name.start] in ("两个", "三个", "四个"):
            yield Hit(name.start - 2, name.end, "Region", "region.counted")


def _words(place: str) -> str:
    """A regular expression for the words of a place (data: region_counts.csv)."""
    return either("region_counts", place)


@functools.cache
def _counted() -> re.Pattern[str]:
    """Groups by their own form: 四省六区, 东北“三省一区”11个县市, 五大洲30个国家."""
    unit, part = _words("unit"), _words("part")
    shape = (
        rf"(?:沿[黄江海边])?{_NUM}省[区市](?:[市区])?(?![级直委{_DIGITS}])|"
        rf"{_NUM}(?:省[区份]?|省[(（]区[)）])(?:{_NUM}|的?{_NUM}个?){unit}|{_NUM}市{_NUM}[区县]|{_NUM}地{_NUM}县|"
        rf"{_NUM}区(?:{_NUM}|多)园|{_NUM}廊{_NUM}圈|{_NUM}城{_NUM}区|一主[一两二三四]副"
    )
    return re.compile(
        rf"(?P<bare>(?<![带轴核心极圈])(?:{SIGN}{{2,4}}|{part})?(?:{shape}){_MORE}(?:{_NUM}个{unit}{_MORE})?)|"
        rf"(?P<quoted>{part}?“(?:{shape})”{_NUM}个{unit}{_MORE})|"
        rf"(?P<world>(?:世界|全球)?[五六七]大洲的?{_NUM}多?个国家(?:和地区)?)|"
        rf"(?P<inner>疆[内外]{_NUM}个?(?:地州市|地州|{unit}))|"
        rf"(?P<head>(?:{SIGN}{{2,4}}|{part}(?:地区)?){_NUM}个?(?!地(?!市)){unit}{_MORE})|"
        rf"(?P<part>{part}{_NUM}个?省(?![级直委市{_DIGITS}]))"
    )


@functools.cache
def _counted_opening() -> re.Pattern[str] | None:
    return opening(_counted())


@functools.cache
def _of_group() -> re.Pattern[str]:
    """The count behind the last of several regions, or behind a name of them: …等12个城市, 长三角27个城市."""
    unit = _words("unit")
    return re.compile(
        rf"(?P<among>等(?:[省市国境]内|[省市]外|周边)?)?(?P<group>{_NUM}个?(?:兄弟)?"
        rf"(?:国家?(?:的{_NUM}[个座]城市)?|地州市|省[区市份]市?|省{_OTHERS}|(?(among)(?:{unit}|地区|省(?!份))|城市)(?:和地区)?)"
        rf"{_MORE}(?:{_NUM}个(?:地区|{unit}))?)(?![级直委政民场])"
    )


@functools.cache
def _of_area() -> re.Pattern[str]:
    """How many members an area has, behind its name: 淮海经济区|十市."""
    return re.compile(
        rf"(?<=[区圈群带角湾域])[一二两三四五六七八九十]{{1,2}}{_words('members')}"
        rf"(?![级直委政民场内外区中长域城{_DIGITS}])"
    )


@functools.cache
def _border() -> re.Pattern[str]:
    """Regions by what they lie at: 毗邻五县, 流域九省区."""
    return re.compile(rf"{_words('near')}{_NUM}个?(?:{_words('unit')}|省区?){_MORE}")


@functools.cache
def _port() -> re.Pattern[str]:
    return re.compile(f"港(?!{either('region_signs', 'no_port')})")


_SCANNER = Scanner(lambda: [_border()])
