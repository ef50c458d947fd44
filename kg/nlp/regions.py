"""Regions: divisions, zones and groups by their names, short forms only where the context bears them out.

A written-out name (武侯区, 成都武侯区) counts wherever it stands. The short form of a province or prefecture
counts unless it is a word of the language (`region_words.csv`); that of a county only where the report is about
that county, its neighbours or its parent, behind its parent's name, or in a list with other regions.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg import gazetteer
from kg.gazetteer import Division
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

_HAN = r"\u4e00-\u9fa5"
_NUM = r"[一二两三四五六七八九十\d]{1,3}"
_TOWN = re.compile(
    rf"(?:(?<=[在与和同对赴到向至、，。；：（(“及由等将把为是\s的])|^)(?P<name>[{_HAN}]{{1,7}}(?:镇|乡|街道|社区))",
    re.M,
)
_NOT_TOWN = re.compile(
    r"乡镇|镇街|[全各两三四五六七八九十个的该本和与在被由及等有所对]|城镇|集镇|街道社区|所辖"
)
_AFTER_TOWN = re.compile(r"(?!村|街|政府|人民|党|便民|综合|办事|政务|司法|人大|级|域|纪|应急|平安|社区|委)")
_LIST = re.compile(
    rf"(?P<items>[{_HAN}]{{2,4}}(?:、[{_HAN}]{{2,4}})+)(?:(?:和|及|以及|与)[{_HAN}]{{2,4}})?"
    rf"等?(?:{_NUM}个?)?(?:街道|乡镇|镇街|镇|乡|县市|市县|县区|区县|县|市|区|地|省|自治县)(?!委|政府|场)"
)
_COUNTED = re.compile(
    rf"(?P<head>[{_HAN}]{{2,4}}(?:毗邻|沿线|边区|交界|相邻)?|)(?P<quote>[“\"]?)"
    rf"(?P<many>(?:{_NUM}(?:省[份]?|省[(（]区[)）]|自治区)(?:的)?(?:{_NUM}个?(?:市州|县市|区县|县区|省|区|市|县|州|盟|旗|地市|城市)(?:[(（][^()（）]{{1,9}}[)）])?)?"
    rf"|{_NUM}市(?:{_NUM}(?:区|县|州))|{_NUM}地{_NUM}县))(?P<close>[”\"]?)(?P<more>{_NUM}个(?:县市|市县|区县|县|市|区|城市)(?:[(（][^()（）]{{1,9}}[)）])?)?"
)
_BORDER = re.compile(
    rf"(?P<name>[{_HAN}]{{2,4}}(?:毗邻|沿线|边区|交界|相邻){_NUM}个?(?:地|县市|市县|县|市|区)(?:[(（][^()（）]{{1,9}}[)）])?)"
)
_TWO_PLACES = re.compile(
    rf"(?P<name>(?<![{_HAN}])[{_HAN}]{{2}}|(?<=[与在动让为对是进])[{_HAN}]{{2}})(?=两地)"
)
_JOIN = re.compile(r"[、和与及同]|以及")


class Name(NamedTuple):
    """A name of a division, zone or group at [start, end); `full` if its last level is written out."""

    start: int
    end: int
    full: bool
    text: str


def find(text: str) -> list[Hit]:
    """All regions in a text, in order; longer ones hide those inside them."""
    names = scan(text)
    home = home_of(text, names)
    hits = [
        *_named(text, names, home),
        *_towns(text),
        *_listed(text, names),
        *_groups(text),
        *_zones(text, names),
    ]
    return _longest(hits)


def scan(text: str) -> list[Name]:
    """Every name of the gazetteer in the text, upper and lower levels joined (江苏省|南京市|鼓楼区), in order."""
    automaton, patterns = _automaton()
    found: list[Name] = []
    for start, end, which in automaton.find(text):
        name = patterns[which]
        last = found[-1] if found else None
        joined = last is not None and last.end == start and _below(last.text, name.text)
        full = name.full and not _glued(text, end, name.text)
        if len(name.text) == 2 and name.full and not joined and _run_on(text, start):
            continue
        if last and joined:
            found[-1] = Name(last.start, end, full, last.text + name.text)
        else:
            found.append(Name(start, end, full, name.text))
    return found


def full_names(text: str) -> list[tuple[int, int]]:
    """The spans of the names whose last level is written out, and of provinces and prefectures in short."""
    return [(name.start, name.end) for name in scan(text) if name.full]


def home_of(text: str, names: Sequence[Name]) -> Division | None:
    """The division that the text names most often in its first and last lines, where one stands out."""
    votes: Counter[Division] = Counter()
    for name in names:
        edge = name.start < 300 or name.start > len(text) - 200
        if name.full and edge:
            chosen = gazetteer.choose(gazetteer.find(name.text))
            if chosen:
                votes[chosen] += 3 if name.start < 120 else 1
    best = votes.most_common(1)
    return best[0][0] if best else None


def _run_on(text: str, start: int) -> bool:
    """Whether a name of two characters may be the end of a word (示|范县, 州政府|和县委)."""
    return (
        bool(re.match(rf"[{_HAN}]", text[start - 1 : start]))
        and text[start - 1] not in "在与同赴到对向由从及至"
    )


def _glued(text: str, end: int, name: str) -> bool:
    """Whether the last character of a name belongs to the next word: 北京市|场, 成都市|民."""
    return len(name) > 2 and text[end - 1 : end + 1] in _glue()


def _below(above: str, name: str) -> bool:
    return any(division.parent for division in gazetteer.find(name)) and bool(gazetteer.find(above + name))


def _named(text: str, names: Sequence[Name], home: Division | None) -> Iterator[Hit]:
    listed = _neighbours(text, names)
    for at, name in enumerate(names):
        if name.full or gazetteer.group(name.text):
            yield Hit(name.start, name.end, "Region", "region.full")
        elif _stands(text, name) and (at in listed or _bare(name.text, home)):
            yield Hit(name.start, name.end, "Region", "region.short")


def _bare(name: str, home: Division | None) -> bool:
    """Whether a short form counts by itself."""
    if name in ordinary_words():
        return home is not None and home.short == name
    bearers = gazetteer.find(name)
    if any(division.level != "县级" for division in bearers):
        return True
    return home is not None and any(_near(division, home) for division in bearers)


def _near(division: Division, home: Division) -> bool:
    return (
        gazetteer.within(division, home) or gazetteer.within(home, division) or division.parent == home.parent
    )


def _neighbours(text: str, names: Sequence[Name]) -> set[int]:
    """Which names stand beside another one in a list."""
    found = set()
    for at in range(len(names) - 1):
        gap = text[names[at].end : names[at + 1].start]
        if _JOIN.fullmatch(gap):
            found |= {at, at + 1}
    return found


def _stands(text: str, name: Name) -> bool:
    return not _not_after().match(text, name.end) and not _not_before().search(
        text[max(0, name.start - 2) : name.start]
    )


def _towns(text: str) -> Iterator[Hit]:
    for match in _TOWN.finditer(text):
        name = match.group("name")
        if not _NOT_TOWN.search(name[:-1]) and _AFTER_TOWN.match(text, match.end()):
            yield Hit(match.start("name"), match.end("name"), "Region", "region.town")


def _listed(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    return iter(())


def _groups(text: str) -> Iterator[Hit]:
    for match in _COUNTED.finditer(text):
        start = (
            match.start("many")
            if not match.group("head") or not _is_head(match.group("head"))
            else match.start()
        )
        if match.group("quote") and start == match.start("many"):
            yield Hit(start, match.end("many"), "Region", "region.counted")
        else:
            yield Hit(start, match.end(), "Region", "region.counted")
    for match in _BORDER.finditer(text):
        yield Hit(match.start(), match.end(), "Region", "region.counted")


def _is_head(head: str) -> bool:
    return gazetteer.group(head) is not None or all(sign in _signs() for sign in head)


def _zones(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    for match in _TWO_PLACES.finditer(text):
        if all(sign in _signs() for sign in match.group("name")):
            yield Hit(match.start(), match.end(), "Region", "region.pair")
    ends = {name.end: name for name in names}
    for match in _zone_kinds().finditer(text):
        begin = next(
            (ends[at] for at in range(match.start(), max(0, match.start() - 5), -1) if at in ends), None
        )
        if begin:
            yield Hit(begin.start, match.end(), "Region", "region.zone")


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    ordered = sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.rule))
    kept: list[Hit] = []
    for hit in ordered:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@functools.cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[Name, ...]]:
    patterns: dict[str, bool] = {}
    words = ordinary_words()
    for division in gazetteer.divisions():
        if division.name not in words:
            patterns[division.name] = True
        elif above := gazetteer.parent(division):
            patterns |= {above.name + division.name: True, above.short + division.name: True}
        if len(division.name) > 4 and division.name.endswith(("自治县", "自治州", "自治旗")):
            patterns[division.short + division.name[-1]] = True
        patterns.setdefault(division.short, False)
    patterns |= {name: False for name in gazetteer.groups()}
    patterns |= {row["name"]: True for row in table("region_countries")}
    names = tuple(Name(0, 0, patterns[text], text) for text in sorted(patterns))
    return CharwiseDoubleArrayAhoCorasick([name.text for name in names], MATCH_KIND_LEFTMOST_LONGEST), names


@functools.cache
def ordinary_words() -> frozenset[str]:
    """Short names that are also words of the language."""
    return frozenset(row["word"] for row in table("region_words"))


@functools.cache
def _signs() -> frozenset[str]:
    return frozenset("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新港澳台")


@functools.cache
def _glue() -> frozenset[str]:
    return frozenset(("市场", "市民", "市容", "区域", "区块", "县域", "州际", "省际", "市政", "区间", "区划"))


@functools.cache
def _not_after() -> re.Pattern[str]:
    return re.compile("[路街山河江湖港桥站大学]|银行|大道|日报|晚报|大学|模式")


@functools.cache
def _not_before() -> re.Pattern[str]:
    return re.compile(r"[·“]$")


@functools.cache
def _zone_kinds() -> re.Pattern[str]:
    return re.compile(
        "|".join(sorted((row["ending"] for row in table("region_zone_kinds")), key=len, reverse=True))
    )


@Language.component("kg_regions")
def annotate(doc: Doc) -> Doc:
    """Propose the regions of the Doc."""
    return add_hits(doc, find(view_of(doc).text))
