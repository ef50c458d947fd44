"""Counted groups of regions: 四省六区, …等12个城市, 川滇黔三省八县, and places named by what they lie at."""

import functools
import re
from collections.abc import Iterator, Sequence

from kg import gazetteer
from kg.nlp.anchors import opening
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
_UNIT = r"(?:县市区|区县市|市县区|市州|县市|市县|区县|县区|地市|城市|市|州|盟|县|区|旗|地(?!区))"
_NEAR = "(?:毗邻|沿线|沿江|沿海|边区|交界|相邻)"
_SHAPE = (
    rf"(?:沿[黄江海边])?{_NUM}省[区市](?:[市区])?(?![级直委{_DIGITS}])|"
    rf"{_NUM}(?:省[区份]?|省[(（]区[)）])(?:{_NUM}|的?{_NUM}个?){_UNIT}|{_NUM}市{_NUM}[区县]|{_NUM}地{_NUM}县|"
    rf"{_NUM}区(?:{_NUM}|多)园|{_NUM}廊{_NUM}圈|{_NUM}城{_NUM}区|一主[一两二三四]副"
)
_COUNTED = re.compile(
    rf"(?P<bare>(?:{SIGN}{{2,4}})?(?:{_SHAPE}){_MORE}(?:{_NUM}个{_UNIT}{_MORE})?)|"
    rf"(?P<quoted>(?:东北|西南|西北|华东|华北|华南|中部)?“(?:{_SHAPE})”{_NUM}个{_UNIT}{_MORE})|"
    rf"(?P<world>(?:世界|全球)?[五六七]大洲的?{_NUM}多?个国家(?:和地区)?)|"
    rf"(?P<inner>疆[内外]{_NUM}个?(?:地州市|地州|{_UNIT}))|"
    rf"(?P<head>(?:{SIGN}{{2,4}}|(?:东北|西南|西北|华东|华北|华南|中部)(?:地区)?){_NUM}个?(?!地(?!市)){_UNIT}{_MORE})"
)
_COUNTS = WordList(
    lambda: [
        *(digit + of + unit for digit in _DIGITS for of in ("", "个") for unit in "省县市区州盟旗地城"),
        *(digit + unit for digit in _DIGITS for unit in "主廊大"),
    ]
)
_BEFORE_COUNT = 8
"""What every counted group holds, at most so many characters behind its begin."""
_OF_GROUP = re.compile(
    rf"(?P<among>等(?:[省市国境]内|[省市]外|周边)?)?(?P<group>{_NUM}个?"
    rf"(?:兄弟)?(?:国家?|地州市|省[区市份]市?|(?(among)(?:{_UNIT}|地区)|城市)){_MORE})(?![级直委政民场])"
)
_BORDER = re.compile(rf"{_NEAR}{_NUM}个?{_UNIT}{_MORE}")
_BORDERING = re.compile(rf"{SIGN}{{2,4}}\Z|[{_HAN}]{{2}}\Z")


def find(text: str, names: Sequence[Name], zoned: Sequence[Hit]) -> Iterator[Hit]:
    """The groups of regions told by their count; `names` are those of the gazetteer, `zoned` the zones."""
    counts = [start for start, *_ in _COUNTS.find(text)]
    for match in near(_COUNTED, text, counts, 0, _BEFORE_COUNT, _counted_opening()):
        yield Hit(match.start(), match.end(), "Region", "region.counted")
        if match.group("quoted"):
            yield Hit(
                text.index("“", match.start()) + 1, text.index("”", match.start()), "Region", "region.quoted"
            )
    for match in _SCANNER.finditer(_BORDER, text):
        head = _BORDERING.search(text, max(0, match.start() - 4), match.start())
        if head:
            yield Hit(head.start(), match.end(), "Region", "region.counted")
    for start, end, *_ in (*names, *zoned):
        group = _OF_GROUP.match(text, end)
        if group and (group["among"] or not gazetteer.find(text[start:end])):
            start = group.start("group") if group["among"] else start
            yield Hit(start, group.end(), "Region", "region.counted")
    for name in names:
        if text[name.end : name.end + 1] == "港" and _port().match(text, name.end):
            yield Hit(name.start, name.end + 1, "Region", "region.port")
        if name.full and text[max(0, name.start - 2) : name.start] in ("两个", "三个", "四个"):
            yield Hit(name.start - 2, name.end, "Region", "region.counted")


@functools.cache
def _counted_opening() -> re.Pattern[str] | None:
    return opening(_COUNTED)


@functools.cache
def _port() -> re.Pattern[str]:
    return re.compile(f"港(?!{either('region_signs', 'no_port')})")


_SCANNER = Scanner(lambda: [_BORDER])
