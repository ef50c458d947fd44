"""Regions: divisions, zones and groups by their names, short forms only where the context bears them out.

A written-out name (武侯区, 成都武侯区) counts wherever it stands. The short form of a province or prefecture
counts unless it is a word of the language (`region_words.csv`); that of a county too, but where it often
arises by chance (`region_doubtful.csv`) only if the report is about that county, its neighbours or its
parent, or in a list with other regions. Towns, zones and counted
groups (四省六区) are read by their form.
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg import gazetteer
from kg.gazetteer import Division
from kg.nlp import grouped, signs, townnames, zones
from kg.nlp.firsts import hastened
from kg.nlp.names import behind_leads, is_lead
from kg.nlp.placenames import Name, doubtful_words, home_of, initials, ordinary_words, scan
from kg.nlp.scanner import Scanner
from kg.nlp.signs import SIGN
from kg.nlp.spans import Hit, add_hits, apart_from, without
from kg.nlp.view import view_of
from kg.resources import either, entries, table

_HAN = r"\u4e00-\u9fa5"
_DIGITS = "一二两三四五六七八九十0123456789"
_NUM = f"[{_DIGITS}]{{1,3}}"
_OF_LIST = (
    rf"(?:等(?:{_NUM}个?)?|{_NUM}个?)"
    r"(?:街道|乡镇|镇街|镇|乡|县市|市县|县区|区县|县|市|区)(?!委|政府|场|民|级|域|直)"
)
_NO_COUNT = rf"(?!等|{_NUM}个?(?:街道|[镇乡县市区地]))"
_LISTED = rf"、(?:{_NO_COUNT}[{_HAN}]){{2}}(?:{_NO_COUNT}(?![和与及])[{_HAN}]){{0,2}}"
_LAST = f"(?P<joint>、|[和与及]|以及)(?P<last>{_LISTED[1:]})"
_LIST = re.compile(rf"(?P<items>[{_HAN}]{{2,9}}(?:{_LISTED}){{0,15}}){_LAST}{_OF_LIST}")
_LIST_END = re.compile(_LAST + _OF_LIST)
_SHORTS = re.compile(rf"(?P<items>(?:、(?:(?!等)[{_HAN}]){{2,3}}){{1,9}})等(?:地|[村镇乡])")
_TOWN = re.compile(rf"(?P<name>[{_HAN}]{{2,7}}?)(?P<kind>镇|乡|街道|社区|村)")
_PREPOSITION = re.compile("[在与和同对赴到向由及等将把为的是从以使进入于]|所辖|致使")
_MAYBE_NAME = "和同向对"
_BEFORE_PLACE = 6
"""As far before a short form stands what shows it to be a place."""
_IN_QUOTES = re.compile(rf"(?!建交)[{_HAN}]{{1,5}}”")
"""What of a short name in quotes stands behind the short form of a region with which it begins."""
_KIND_OF_TOWN = re.compile("(?:镇|乡|街道|社区)$")
_NO_KIND = "(?<![全超城门上股强大互都])"
_CITY = rf"{_NO_KIND}市(?![场民政级长委域内外区])"
_JOIN = re.compile(r"[、和与及同·/／—－-]|以及|——")


def find(text: str, left_out: Collection[str] = ()) -> list[Hit]:
    """All regions in a text, in order; longer ones hide those inside them.

    `left_out` are the ids of rules that propose nothing.
    """
    names = scan(text)
    home = home_of(text, names)
    towns = [*_towns(text, names, home), *_listed(text)]
    zoned = zones.find(text, names)
    proposed = [
        *_named(text, names, home),
        *(Hit(start, end, "Region", "region.initial") for start, end in initials(text, home)),
        *towns,
        *_listed_behind(text, towns),
        *_town_shorts(text, towns, home),
        *(Hit(start, end, "Region", "region.town_short") for start, end in townnames.listed(text, home)),
        *(Hit(start, end, "Region", "region.town_told") for start, end in townnames.told(text)),
        *grouped.find(text, names, zoned),
        *signs.find(text, names),
        *_routes(text, names),
        *zoned,
    ]
    hits = apart_from(proposed, left_out)
    quoted = [hit for hit in hits if hit.rule == "region.quoted"]
    return sorted({*_longest([hit for hit in hits if hit not in quoted]), *quoted})


def _named(text: str, names: Sequence[Name], home: Division | None) -> Iterator[Hit]:
    listed, written = _neighbours(text, names), _written_out(names)
    for at, name in enumerate(names):
        if name.full:
            yield Hit(name.start, name.end, "Region", "region.full")
        elif name.text in _abroad() and (end := _end_abroad(text, name, names[at + 1 : at + 2])) > name.end:
            yield Hit(name.start, end, "Region", "region.short")
        elif _stands(text, name):
            end = name.end + _kind_behind(text, name)
            if end > name.end and at in listed:
                yield Hit(name.start, end, "Region", "region.full")
            elif at in listed or name.text in written or _bare(name.text, home) or _placed(text, name):
                yield Hit(name.start, name.end, "Region", "region.short")


def _end_abroad(text: str, name: Name, following: Sequence[Name]) -> int:
    """Where a place abroad ends that begins with a country or city: 法国|戛纳市, 德国|汉堡|市."""
    city = next((each.end for each in following if each.start == name.end and each.text in _abroad()), None)
    if kind := _kind_abroad().match(text, city or name.end):
        return kind.end()
    within = _within().match(text, name.end)
    return within.end() if within and not city else city or name.end


def _kind_behind(text: str, name: Name) -> int:
    """1 where the next character makes a division's full name of a word (市中|区), else 0."""
    full = text[name.start : name.end + 1]
    return int(name.text in ordinary_words() and any(each.name == full for each in gazetteer.find(full)))


def _written_out(names: Sequence[Name]) -> set[str]:
    """The short forms of the counties whose full names stand in the text, but for words of the language."""
    full = (gazetteer.find(name.text) for name in names if name.full)
    return {each.short for found in full for each in found if each.short != each.name} - ordinary_words()


def _placed(text: str, name: Name) -> bool:
    """Whether the words around a short form show it to be a place: 从香河赶来, 汇川籍, 与建湖签订."""
    if name.text in ordinary_words():
        return False
    return any(
        before.search(text, max(0, name.start - _BEFORE_PLACE), name.start) and behind.match(text, name.end)
        for before, behind in _around_place()
    )


@functools.cache
def _around_place() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What stands before and behind a short form that is meant as a place, X in the data."""
    parts = (pattern.split("X") for pattern in entries("region_signs", "placed"))
    return tuple((re.compile(f"(?:{before})\\Z"), re.compile(behind)) for before, behind in parts)


def _bare(name: str, home: Division | None) -> bool:
    """Whether a short form counts by itself."""
    if name in ordinary_words():
        return home is not None and home.short == name
    bearers = gazetteer.find(name)
    if name not in doubtful_words() or any(division.level != "县级" for division in bearers):
        return True
    return home is not None and any(_near(division, home) for division in bearers)


def _near(division: Division, home: Division) -> bool:
    if gazetteer.within(division, home) or gazetteer.within(home, division):
        return True
    return division.parent == home.parent


def _neighbours(text: str, names: Sequence[Name]) -> set[int]:
    """Which names stand beside another one in a list."""
    found = set()
    for at in range(len(names) - 1):
        gap = text[names[at].end : names[at + 1].start]
        words = {names[at].text, names[at + 1].text} & ordinary_words()
        if _JOIN.fullmatch(gap) and (not words or (gap == "、" and _apart(text, names[at]))):
            found |= {at, at + 1}
    return found


def _apart(text: str, first: Name) -> bool:
    """Whether the first of two names in a list is no part of a longer word (都|市区、汕尾)."""
    before = text[first.start - 1 : first.start]
    clear = first.full or first.text not in ordinary_words() or not re.match(f"[{_HAN}]", before)
    return clear or before in "与同和及由在对赴到至往从括含如"


def _stands(text: str, name: Name) -> bool:
    if name.end - name.start < 4 and not gazetteer.find(name.text) and _no_group().match(text, name.end):
        return False
    if _not("after").match(text, name.end) or _set_off(text, name):
        return False
    return not _not("before").search(text[max(0, name.start - 4) : name.start])


def _set_off(text: str, name: Name) -> bool:
    """Whether a short form is part of a name in brackets or quotes: 中国（合肥）保护中心, “永川好人”."""
    if text[name.start - 1 : name.start] == "“":
        return _IN_QUOTES.match(text, name.end) is not None
    if text[name.end : name.end + 1] == "）":
        return text.endswith(("中国（", "大学（"), 0, name.start)
    return name.text == "中国" and text[name.end : name.end + 1] == "（"


def _towns(text: str, names: Sequence[Name], home: Division | None) -> Iterator[Hit]:
    """Towns and streets by their endings, with the divisions in front (东莞市清溪镇)."""
    ends = {name.end: name.start for name in names if not is_lead(name.text)}
    for match in _SCANNER.finditer(_TOWN, text):
        start, stop = _town_start(text, match, ends), match.end()
        if _town_word("after").match(text, stop):
            continue
        if match["kind"] == "村" and _town_word("behind_village").match(text, stop):
            continue
        formed = _is_town(text, start, match)
        known = townnames.town_start(text, stop, match.start())
        if known is not None and (known >= start or start == match.start("kind")):
            here = text[known:stop] in townnames.of_county(home)
            glued = re.match(f"[{_HAN}]", text[start - 1 : start]) or known - start not in (0, 1)
            if here or glued or _town_word("lead").match(text, start) or (known == start and not formed):
                formed = here or formed or _may_be_town(text, known, match)
                start = known
        if formed and text[start - 1 : start] + text[stop : stop + 1] != "“”":
            yield Hit(ends.get(start, start), stop, "Region", "region.town")


def _may_be_town(text: str, known: int, match: re.Match[str]) -> bool:
    """Whether a town of the gazetteer is meant though its form is unusual (王集镇), or a word may be."""
    stem, edge = text[known : match.start("kind")], text[known - 1 : known]
    at_edge = not re.match(f"[{_HAN}]", edge) and not _town_word("inside").search(stem)
    return at_edge or not townnames.is_word(stem)


def _is_town(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether what runs from `start` to the ending of a town has the form of a name."""
    stem = text[start : match.start("kind")]
    if not 2 <= len(stem) <= 6 or _town_word("whole").search(text, start, match.end()):
        return False
    return not (_town_word(match.group("kind")).search(stem) or _town_word("inside").search(stem))


def _town_start(text: str, match: re.Match[str], ends: dict[int, int]) -> int:
    """Where the town's own name begins: behind a division, verb or punctuation; else its end."""
    low, high = match.start("name"), match.start("kind")
    low = next((end for end in range(high - 2, low - 1, -1) if end in ends), low)
    edge = low in ends or low == 0 or not re.match(f"[{_HAN}]", text[low - 1])
    edge = edge or (match["kind"] in ("社区", "村") and text[:low].endswith(("街道", "镇", "乡")))
    low = _own_start(text, low, match) if edge else low
    cut = low if edge or _PREPOSITION.search(text, low - 1, low) else None
    for lead in _town_lead().finditer(text, low, high):
        if lead.group() in _MAYBE_NAME and lead.start() == cut and _PREPOSITION.match(text, cut - 1):
            continue
        if high - lead.end() != 1 or lead.group() not in _MAYBE_NAME:
            cut = lead.end()
    cut = high if cut is None else cut
    start = _own_start(text, cut, match)
    return start if high - start >= 2 else cut


def _own_start(text: str, start: int, match: re.Match[str]) -> int:
    """The start behind words before a town's name; where a known town begins there (和桥镇), the same."""
    if text[start : match.end()] in gazetteer.towns():
        return start
    return behind_leads(text, start, match.start("kind"), "body")


def _listed(text: str) -> Iterator[Hit]:
    """The members of a list with a common head: 嘉积、中原、长坡等镇."""
    for match in _LIST.finditer(text) if _LIST_END.search(text) else ():
        at = match.start()
        for item in [*match["items"].split("、"), match["last"]]:
            at = match.start("last") if at > match.end("items") else at
            start = at
            for lead in _PREPOSITION.finditer(item):
                start = at + lead.end() if len(item) - lead.end() >= 2 else start
            if at == match.start():
                start = max(start, at + item.rfind("区", 0, len(item) - 1) + 1)
            if 2 <= at + len(item) - start <= 4 and not _town_word("inside").search(item):
                yield Hit(start, at + len(item), "Region", "region.listed")
            at += len(item) + 1


def _listed_behind(text: str, towns: Iterable[Hit]) -> Iterator[Hit]:
    """The short names in a list that a town's full name opens: 柳疃镇|、都昌、龙池等地."""
    for town in towns:
        listed = _SHORTS.match(text, town.end) if text[town.end : town.end + 1] == "、" else None
        at = town.end + 1
        for item in listed["items"].split("、")[1:] if listed else ():
            if not _town_word("inside").search(item):
                yield Hit(at, at + len(item), "Region", "region.listed")
            at += len(item) + 1


def _town_shorts(text: str, towns: Sequence[Hit], home: Division | None) -> Iterator[Hit]:
    """Places where a town of the text, or of the report's county, stands without its kind (雁翅镇 … 雁翅)."""
    stems = {*townnames.shorts_of_county(home)} | {
        _KIND_OF_TOWN.sub("", text[hit.start : hit.end]) for hit in towns
    }
    known = tuple(stem for stem in stems if 2 <= len(stem) <= 4 and stem not in ordinary_words())
    done = 0
    for start, length in sorted((at, -len(stem)) for stem in known for at in _places(text, stem)):
        if start < done:
            continue
        done = start - length
        before, after = text[max(0, start - 2) : start], text[done : done + 1]
        listed = before.endswith("、") and text.endswith(known, 0, start - 1)
        if after in ("、", "等") or listed or _PREPOSITION.search(before):
            yield Hit(start, done, "Region", "region.town_short")


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _routes(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    """The two ends of a road or railway of which one is in the gazetteer: 双流至|青林|高速."""
    ends = {name.end: name.start for name in names if name.full or name.text not in ordinary_words()}
    for match in _SCANNER.finditer(_route(), text):
        if match.start() in ends and not _town_word("inside").search(match["to"]):
            yield Hit(ends[match.start()], match.start(), "Region", "region.route")
            yield Hit(*match.span("to"), "Region", "region.route")


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.rule)):
        if kept and hit.start == kept[-1].end and hit.rule in ("region.zone", "region.town"):
            kept[-1] = hit._replace(start=kept[-1].start)
        elif not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@functools.cache
def _route() -> re.Pattern[str]:
    """The far end of a road or railway: 至|青林|高速."""
    return re.compile(f"至(?P<to>[{_HAN}]{{2,4}}?)(?={either('region_signs', 'route')})")


_SCANNER = Scanner(lambda: [_TOWN, _route()])


@functools.cache
def _within() -> re.Pattern[str]:
    """A place of a country behind its name: 法国|戛纳市, 蒙古国|东方省乔巴山市."""
    kind = either("region_counts", "abroad")
    return re.compile(
        rf"(?:(?![和与及、在的等签我本各该来赴到往驻访企商资客团办])[{_HAN}·]){{2,7}}?(?:{_CITY}|{_NO_KIND}{kind})"
        rf"(?:(?:(?![和与及、在的等])[{_HAN}·]){{2,5}}?{_CITY})?"
    )


@functools.cache
def _kind_abroad() -> re.Pattern[str]:
    return re.compile(f"{_CITY}|{either('region_counts', 'abroad')}")


@functools.cache
def _abroad() -> frozenset[str]:
    """The countries, but for our own."""
    return frozenset(row["name"] for row in table("region_countries")) - {"中国"}


@functools.cache
def _no_group() -> re.Pattern[str]:
    """What shows that a row of signs goes on or names a road."""
    return re.compile(f"{SIGN}{{1,3}}{either('region_signs', 'road')}|{SIGN}(?![{_HAN}])")


@functools.cache
def _town_lead() -> re.Pattern[str]:
    words = sorted(
        (row["word"] for row in table("agency_stops") if len(row["word"]) > 1), key=lambda w: "(" in w
    )
    return hastened(f"{_PREPOSITION.pattern}|[^{_HAN}]|{'|'.join(words)}")


@functools.cache
def _town_word(place: str) -> re.Pattern[str]:
    """The words of `region_town_words.csv` for a place, or for what stands before one of the endings."""
    ending = place in ("镇", "乡", "街道", "社区", "村")
    places = (place, "before") if ending else (place,)
    patterns = "|".join(row["pattern"] for row in table("region_town_words") if row["place"] in places)
    return re.compile(f"(?:{patterns})$" if ending else patterns)


@functools.cache
def _not(place: str) -> re.Pattern[str]:
    """What may not stand before or after a short form."""
    patterns = "|".join(row["pattern"] for row in table("region_not") if row["place"] == place)
    return re.compile(f"(?:{patterns})$" if place == "before" else patterns)


@Language.component("kg_regions")
def annotate(doc: Doc) -> Doc:
    """Propose the regions of the Doc."""
    return add_hits(doc, find(view_of(doc).text, without(doc)))
