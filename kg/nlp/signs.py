"""Rows of signs that name regions together: 沪苏浙, 宁滁|毗邻, 成德眉资四市 (data: region_signs.csv)."""

import functools
import re
from collections.abc import Iterator, Sequence

from kg import gazetteer
from kg.nlp.placenames import Name, ordinary_words
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit
from kg.resources import either, entries

_HAN = r"\u4e00-\u9fa5"
SIGN = "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新港澳台]"
"""The sign of a province."""
_LONG_ROW = re.compile(f"(?:(?!青[年少]){SIGN}){{3,6}}")


def find(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    """Rows of signs that name regions together: of provinces (沪苏浙), or of any before 毗邻, 两地 …"""
    for match in _SCANNER.finditer(_LONG_ROW, text):
        apart = len(set(match.group())) == len(match.group())
        if apart and not _road().match(text, match.end()):
            yield Hit(match.start(), match.end(), "Region", "region.signs")
    provinces = province_signs()
    firsts = (
        {name.text[0] for name in names if name.text not in ordinary_words()}
        | provinces
        | {*entries("region_signs", "city")}
    )
    for match in _SCANNER.finditer(_areas(), text):
        yield Hit(match.start(), match.end(), "Region", "region.signs")
    for match in _SCANNER.finditer(_behind_signs(), text):
        start = match.start()
        while start > match.start() - 9 and text[start - 1 : start] in firsts:
            start -= 1
        row = text[start : match.start()]
        if match.group().endswith("市"):
            size = "三四五六七八九".find(match.group()[0]) + 3
            if (len(row) > 2 and size == len(row)) or _row_of_cities(text, match.start(), size):
                yield Hit(match.start() - size, match.end(), "Region", "region.signs")
            continue
        wanted = _are_provinces(text, start, row) if match.group() in _words("loose") else len(row) > 1
        if wanted and (len(row) > 2 or match.group() != "地区" or provinces.issuperset(row)):
            yield Hit(start, match.start(), "Region", "region.signs")


def _row_of_cities(text: str, end: int, size: int) -> bool:
    """Whether `size` first characters of cities stand before `end` at a word's edge: 成德眉资|四市."""
    row = text[end - size : end] if end >= size else ""
    at_edge = not re.match(f"[{_HAN}]", text[end - size - 1 : end - size])
    return at_edge and len(set(row)) == size > 2 and _first_characters().issuperset(row)


def _are_provinces(text: str, start: int, row: str) -> bool:
    """Whether a row of two signs names provinces though a common word follows: 实现|桂台|交流."""
    carried_out = text[start - 2 : start] in _words("carried_out")
    edge = carried_out or not re.match(f"[{_HAN}]", text[start - 1 : start])
    return len(row) == 2 and edge and province_signs().issuperset(row) and row[0] != row[1]


@functools.cache
def _words(place: str) -> frozenset[str]:
    return frozenset(entries("region_signs", place))


@functools.cache
def province_signs() -> frozenset[str]:
    """The one-character signs of provinces."""
    return frozenset([*entries("region_signs", "province"), *entries("region_signs", "parted")])


@functools.cache
def _first_characters() -> frozenset[str]:
    """The first characters of the prefectures' short names."""
    return frozenset(each.short[0] for each in gazetteer.divisions() if each.level == "地级")


@functools.cache
def _road() -> re.Pattern[str]:
    return re.compile(either("region_signs", "road"))


@functools.cache
def _areas() -> re.Pattern[str]:
    """Parts of the country or the world named in a row: 中亚西亚."""
    return re.compile(f"{either('region_signs', 'area')}{{2,3}}")


@functools.cache
def _behind_signs() -> re.Pattern[str]:
    return re.compile(either("region_signs", "behind"))


_SCANNER = Scanner(lambda: [_LONG_ROW, _behind_signs(), _areas()])
