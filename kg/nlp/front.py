"""What a report says of itself: title, issuer, region, and the year it reports on, each with its basis.

The issuer is read, strongest first, from a title or letterhead, a field of the page, the signature, and the
opening (现将…情况报告如下); a report on a whole region that names no publisher is its people's government,
`inferred`. The region follows from the issuer by the gazetteer (`registry`), else from the title or the text.
What nothing supports stays None; what a manifest gave stays as given.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg import gazetteer
from kg.gazetteer import Division
from kg.model import Basis, Metadata
from kg.nlp import agencies, regions
from kg.nlp.placenames import Name, scan
from kg.nlp.spans import MENTIONS, Hit, hits_of
from kg.nlp.view import view_of
from kg.resources import table

META, GIVEN = "kg.meta", "kg.given_meta"
_HEAD_LINES, _TITLE_CHARS = 14, 90
_SENTENCE = re.compile(r"[。；]|，.*，|^(?:各|为|根据|按照|今年|一、|第一|（一）|\d+[.、．])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s?年|[—\-–~至]\d{4}|年?度)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[年\-./]\s?(\d{1,2})\s?[月\-./]\s?(\d{1,2})\s?日?")
_NUMBER_YEAR = re.compile(r"[〔\[［（(【﹝]\s?((?:19|20)\d{2})\s?[〕\]］）)】﹞]\s?\d{1,5}\s?号")
_PERIOD = re.compile("第?十([二三四五六])(?:个)?五(?:年|”|规划|时期)")
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TOWN = re.compile(r"[\u4e00-\u9fa5]{1,7}?(?:街道|镇|乡|苏木)")
_LETTERHEAD = re.compile(r"(?:文件|令|编)?\s*(?:第\s?\d+\s?号)?$")


class Valued(NamedTuple):
    """A value with where it comes from."""

    value: str
    basis: Basis


def read_front(text: str, found: Sequence[Hit]) -> Metadata:
    """The metadata of a report's view text; `found` are its Agency and Region mentions in view offsets."""
    text = _digits(text)
    title = title_of(text)
    places = scan(text)
    year = year_of(text, title)
    issuer = _issuer(text, title, found)
    home = _home(text, title, issuer, places, year.value if year else None)
    if issuer is None and home is not None:
        issuer = _government(title, home)
    region = _region(issuer, title, home)
    return Metadata(
        title=title,
        issuer=_complete(issuer.value, home) if issuer else None,
        issuer_basis=issuer.basis if issuer else None,
        region=region.value if region else None,
        region_basis=region.basis if region else None,
        year=int(year.value) if year else None,
        year_basis=year.basis if year else None,
    )


def _digits(text: str) -> str:
    """The text with digits of every script as ASCII and years in Chinese digits (二〇二三年) as numbers."""
    folded = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return re.sub(
        r"二[〇○零]一?[〇○零一二三四五六七八九]{1,2}(?=年)", lambda m: m.group().translate(_CHINESE), folded
    )


def title_of(text: str) -> str | None:
    """The title: the first line that ends like one, with the lines before it that lead to it; None without one."""
    lines = [line.strip(" 　#*\t") for line in text.split("\n")]
    head = [line for line in lines if line and not _noise().match(line)][:_HEAD_LINES]
    for first in range(min(6, len(head))):
        for last in range(first, min(first + 4, len(head))):
            joined = "".join(head[first : last + 1])
            match = _title_end().match(joined)
            if match and not _SENTENCE.search(match.group().strip()):
                return match.group().strip()
            if _SENTENCE.search(head[last]) or len(joined) > _TITLE_CHARS:
                break
    return None


def year_of(text: str, title: str | None) -> Valued | None:
    """The year reported on: in the title, by the number of the document, in the opening, else by its date."""
    years = _YEAR.findall(title or "")
    if title and years:
        return Valued(years[-1] if _reports(title) and "—" in title else years[0], "title")
    if title and (period := _PERIOD.search(title)):
        return Valued(str(2006 + 5 * "一二三四五六".index(period.group(1)) - 0), "title")
    number = _NUMBER_YEAR.search(text[:400])
    if number and number.start() < 250 and not _reports(title or "报告"):
        return Valued(number.group(1), "number")
    opening = _YEAR.search(text[: 300 + len(title or "")])
    if opening and (title is None or _reports(title)):
        return Valued(opening.group(1), "stated")
    dates = _DATE.findall(text[:300] + "\n" + text[-300:])
    return Valued(dates[0][0], "inferred") if dates else None


def _reports(title: str) -> bool:
    match = _title_end().match(title)
    return bool(match) and _endings().get(match.group("end")) == "last" if match else False


def _issuer(text: str, title: str | None, found: Sequence[Hit]) -> Valued | None:
    named = [(hit, text[hit.start : hit.end].replace("\n", "")) for hit in found if hit.label == "Agency"]
    if title:
        for agency in agencies.find(title):
            head = title[: agency.start]
            if agency.label == "Agency" and re.fullmatch(r"(?:\d{4}年度?|关于)?", head):
                return Valued(title[agency.start : agency.end], "title")
    return _fielded(text, named) or _signed(text, named)


def _fielded(text: str, named: Iterable[tuple[Hit, str]]) -> Valued | None:
    for hit, name in named:
        before = text[max(0, hit.start - 12) : hit.start]
        if _fields().search(before):
            return Valued(name, "stated")
    return None


def _signed(text: str, named: Iterable[tuple[Hit, str]]) -> Valued | None:
    """The agency that stands alone on one of the last lines, or on one of the first."""
    length = len(text.rstrip())
    lone = [(hit, name) for hit, name in named if _alone(text, hit)]
    for hit, name in reversed(lone):
        if hit.end > length - 120:
            return Valued(name, "stated")
    return next((Valued(name, "stated") for hit, name in lone if hit.start < 200), None)


def _alone(text: str, hit: Hit) -> bool:
    start = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    rest = text[start : hit.start] + text[hit.end : end if end > 0 else len(text)]
    return not rest.strip(" 　\t文件编") or bool(_DATE.fullmatch(rest.strip()))


def _home(
    text: str, title: str | None, issuer: Valued | None, places: Sequence[Name], year: str | None
) -> Division | None:
    """The division the report is of: named in issuer or title, else the one most named; None where open."""
    when = int(year) if year else None
    votes = Counter(name.text for name in places)
    near = [d for name in votes for d in gazetteer.find(name, when) if len(gazetteer.find(name, when)) == 1]
    for source in (issuer.value if issuer else "", title or "", *_leading(text, votes)):
        named = [name for name in scan(source) if name.full or name.start == 0]
        for name in reversed(named):
            chosen = gazetteer.choose(_in_front(gazetteer.find(name.text, when), near))
            if chosen:
                return chosen
    return None


def _in_front(candidates: Sequence[Division], near: Sequence[Division]) -> Sequence[Division]:
    """The candidates whose upper division is named in the text, where some are."""
    above = [c for c in candidates if any(gazetteer.within(c, d) and c.code != d.code for d in near)]
    return above or candidates


def _leading(text: str, votes: Mapping[str, int]) -> Iterator[str]:
    """The full names that the text names most, the first named first among equals."""
    full = [name for name in votes if gazetteer.is_full(name)]
    yield from sorted(full, key=lambda name: (-votes[name], text.find(name)))[:2]


def _government(title: str | None, home: Division) -> Valued:
    """The issuer of a document on a whole region: its government, or its congress for a 条例 of a prefecture."""
    place = agency_place(home)
    if title and title.rstrip("）)").split("（")[0].endswith("条例"):
        return Valued(place + "人民代表大会常务委员会", "inferred")
    return Valued(place + "人民政府", "inferred")


def agency_place(division: Division) -> str:
    """What stands before the names of a division's agencies: 温州市鹿城区, 重庆市渝北区, 长兴县, 四川省."""
    above = gazetteer.parent(division)
    if above and division.level == "县级" and division.name.endswith("区"):
        return above.name + division.name
    return division.name


def _complete(issuer: str, home: Division | None) -> str:
    """The issuer with its region written out: 区营商局, 让胡路区营商局 → 大庆市让胡路区营商局."""
    if home is None:
        return issuer
    place = agency_place(home)
    if issuer.startswith(place):
        return issuer
    if issuer.startswith(home.name):
        return place + issuer.removeprefix(home.name)
    if issuer.startswith(("区", "市", "县", "州", "省", "旗")) and home.name.endswith(issuer[0]):
        return place + issuer[1:]
    return issuer


def _region(issuer: Valued | None, title: str | None, home: Division | None) -> Valued | None:
    if home is None:
        return None
    full = gazetteer.full_name(home)
    name = issuer.value if issuer else ""
    after = name.split(home.name, 1)[1] if home.name in name else ""
    town = _TOWN.match(after)
    if town and after[: town.end()] not in ("街道", "镇", "乡"):
        return Valued(full + town.group(), "registry")
    if home.name in name and issuer and issuer.basis != "inferred":
        return Valued(full, "registry")
    return Valued(full, "title" if title and home.short in title else "inferred")


def merged(given: Mapping[str, object], read: Metadata) -> dict[str, object]:
    """The metadata read, with what was given in its place."""
    return asdict(read) | {key: value for key, value in given.items() if value is not None}


@functools.cache
def _endings() -> dict[str, str]:
    return {row["ending"]: row["year"] for row in table("front_titles")}


@functools.cache
def _title_end() -> re.Pattern[str]:
    endings = "|".join(sorted(_endings(), key=len, reverse=True))
    return re.compile(
        rf".{{4,{_TITLE_CHARS}}}?(?P<end>{endings})(?:[（(\[][^（）()]{{1,16}}[)）\]])*(?=\s|$)"
    )


@functools.cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("front_noise")))


@functools.cache
def _fields() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(row["pattern"] for row in table("front_fields")) + ")$")


@Language.component("kg_front")
def annotate(doc: Doc) -> Doc:
    """Put the report's metadata into `doc.user_data["kg.meta"]`; given values (`kg.given_meta`) stay."""
    text = view_of(doc).text
    found = list(hits_of(doc, MENTIONS)) or [*agencies.find(text), *regions.find(text)]
    doc.user_data[META] = merged(doc.user_data.get(GIVEN, {}), read_front(text, found))
    return doc
