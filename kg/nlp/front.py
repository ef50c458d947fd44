"""What a report says of itself: title, issuer, region, and the year it reports on, each with its basis.

The issuer is read, strongest first, from a title or letterhead, a field of the page, the note under the title
of a rule (（2019年9月17日驻马店市人民政府令第5号公布）), the signature, and the opening (现将…情况报告如下);
a report on a whole region that names no publisher is its people's government, `inferred`. The region follows
from the issuer by the gazetteer (`registry`), else from the title or the text.
What nothing supports stays None; what a manifest gave stays as given.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg import gazetteer
from kg.gazetteer import Division
from kg.model import Basis, Metadata
from kg.nlp import agencies, homes, regions
from kg.nlp.placenames import scan
from kg.nlp.spans import MENTIONS, Hit, hits_of
from kg.nlp.view import view_of
from kg.resources import either, table

META, GIVEN = "kg.meta", "kg.given_meta"
_FIELDS = tuple(field.name for field in fields(Metadata))
_HEAD_LINES, _TITLE_CHARS, _NOTE_END = 14, 90, 600
_ORNAMENT = re.compile(r"^[^\w《〈“（【〔]+")
_OTHER_DIGITS = re.compile(r"[^\u3000-\u303f\u4e00-\u9fff\uff01-\uff0f\D0-9]")
"""Digits of other scripts; the signs of a usual text are told apart first, which is faster."""
_SENTENCE = re.compile(
    r"[。；]|，.*，|如下[：:]|^(?:现将|各|为|根据|按照|今年|一、|第一|（一）|\d+[.、．]|[（(]此件|20\d\d年\d{1,2}月\d{1,2}日$)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s?年|[—\-–~至]\d{4}|年?度)")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s?[年\-./]\s?(\d{1,2}|[一二三四五六七八九十]{1,2})\s?[月\-./]\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?"
)
_NUMBER_YEAR = re.compile(
    r"(?:^|[\s：:])[\u4e00-\u9fa5]{1,14}\s?[〔\[［（(【﹝]\s?((?:19|20)\d{2})\s?[〕\]］）)】﹞]\s?\d{1,5}\s?号",
    re.MULTILINE,
)
_PERIOD = re.compile("第?十([二三四五六])(?:个)?五(?:年|”|规划|时期)")
_SPAN = re.compile(r"[（(]?(?:19|20)\d{2}年?[—\-–~至－]{1,2}(?:19|20)\d{2}年?[）)]?")
_OPENING_YEAR = re.compile(
    r"(?:^|[，。；、\s自])((?:19|20)\d{2})\s?年(?:度|以来|[，,是]|[上下]半年)?", re.MULTILINE
)
_SESSION = re.compile("各位代表|过去的?一年|政府工作报告")
_PLANNED_YEAR = re.compile(r"((?:19|20)\d{2})年，?要")
_THIS_YEAR = re.compile("今年，?(?:我们)?要")
_NOTE = re.compile(r"^[（(](?P<year>(?:19|20)\d{2})年\d{1,2}月\d{1,2}日[^（）()]{4,200}[）)]", re.MULTILINE)
_TERM = re.compile("第[一二三四五六七八九十百]+届")
_ACTS = ("published", "passed")
_ENTRUSTED = re.compile("受(?:[省市区县州旗]|自治区)?(?:人民)?政府(?:的)?委托")
_REPLIED = re.compile("你[省市区县州盟旗][^。]{0,90}收悉")
_WHOLE = re.compile(r"(?:关于)?\d{4}年|法治政府建设|政府信息公开|政务公开|国民经济")
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TITLE_LEAD = re.compile(r"(?:\d{4}年度?|关于)?")
_WITH_PARTY = re.compile(r"(?:中共)?[^、和\s]{2,10}委(?:员会)?[、和\s][^、和\s]{2,10}人民政府")
"""A party committee with its government: what both report on is the government's."""
_SUBJECT_END = 400
_TOWN = re.compile(r"[\u4e00-\u9fa5]{1,7}?(?:街道|镇|乡|苏木)")


class Valued(NamedTuple):
    """A value with where it comes from."""

    value: str
    basis: Basis


def read_front(text: str, found: Sequence[Hit]) -> Metadata:
    """The metadata of a report's view text; `found` are its Agency and Region mentions in view offsets."""
    text = _digits(text)
    names = scan(text)
    title = title_of(text)
    year = year_of(text, title)
    issuer = _issuer(text, title, found)
    sources = issuer.value if issuer else "", title or ""
    home = homes.find(text, names, sources, found, int(year.value) if year else None)
    if issuer is None and home is not None and not _REPLIED.search(text[:400]):
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
    folded = _OTHER_DIGITS.sub(lambda m: str(unicodedata.decimal(m.group())), text)
    return re.sub(
        r"二[〇○零]一?[〇○零一二三四五六七八九]{1,2}(?=年)", lambda m: m.group().translate(_CHINESE), folded
    )


def title_of(text: str) -> str | None:
    """The title: the first line that ends like one, with the lines that lead to it; None without one."""
    lines = (_ORNAMENT.sub("", line.strip(" 　#*\t")) for line in text.split("\n"))
    head = [*islice((line for line in lines if line and not _noise().match(line)), _HEAD_LINES)]
    for first in range(min(6, len(head))):
        for last in range(first, min(first + 4, len(head))):
            match = _title_end().match("".join(head[first : last + 1]))
            if match and not _SENTENCE.search(match.group().strip()):
                return match.group().strip() + _going_on(head, last + 1)
            if _SENTENCE.search(head[last]) or len("".join(head[first : last + 1])) > _TITLE_CHARS:
                break
    return None


def _going_on(head: Sequence[str], at: int) -> str:
    """The next line where it goes on with a title: the years of a plan, 及2023年工作计划的报告."""
    line = head[at] if at < len(head) else ""
    joined = line.startswith(("及", "暨", "和")) and _title_end().fullmatch(line) is not None
    return line if _SPAN.fullmatch(line) or (joined and not _SENTENCE.search(line)) else ""


def year_of(text: str, title: str | None) -> Valued | None:
    """The year reported on: in the title, by the document's number, in the opening, else by its date."""
    years = _YEAR.findall(title or "")
    if title and years:
        spanning = _SPAN.search(title) is not None
        return Valued(years[-1] if spanning and _reports(title) else years[0], "title")
    if title and (period := _PERIOD.search(title)):
        return Valued(str(_first_year(period.group(1))), "title")
    number = _NUMBER_YEAR.search(text[:400])
    if number and title and not _reports(title):
        return Valued(number.group(1), "number")
    return _year_in_body(text, title)


def _first_year(period: str) -> int:
    """The first year of a five-year plan: 十二五 began in 2011."""
    return 2011 + 5 * "二三四五六".index(period)


def _year_in_body(text: str, title: str | None) -> Valued | None:
    opening = _OPENING_YEAR.search(text[: 400 + len(title or "")])
    if title is None and _SESSION.search(text):
        planned = _PLANNED_YEAR.search(text)
        if planned:
            return Valued(planned.group(1), "inferred")
        if opening and _THIS_YEAR.search(text):
            return Valued(str(int(opening.group(1)) + 1), "inferred")
    headed = None if title else _headed_year().search(text)
    if headed:
        return Valued(headed.group(1), "stated")
    if opening and (title is None or _reports(title)) and not _is_news(text, opening):
        return Valued(opening.group(1), "stated")
    if note := _note(text):
        return Valued(note["year"], "stated")
    dates = _DATE.findall(text[:300] + "\n" + text[-300:])
    if dates:
        return Valued(dates[0][0], "inferred")
    periods = _PERIOD.findall(text) if title is None else []
    return Valued(str(max(map(_first_year, periods))), "inferred") if periods else None


def _is_news(text: str, opening: re.Match[str]) -> bool:
    """Whether the first year is told in passing, behind the date of the text: 4月21日，…，2020年实现…"""
    return opening.group()[0] in "，、" and _DATE.search(text, 0, opening.start()) is not None


def _reports(title: str) -> bool:
    match = _title_end().match(title)
    return bool(match) and _endings().get(match.group("end")) == "last" if match else False


def _issuer(text: str, title: str | None, found: Sequence[Hit]) -> Valued | None:
    named = [(hit, text[hit.start : hit.end].replace("\n", "")) for hit in found if hit.label == "Agency"]
    if title and (agency := _of_title(text, title, named)):
        return Valued(agency, "title")
    if _on_region(title) or _ENTRUSTED.search(text[:400]):
        return _signed(text, named) if _on_region(title) and not _ENTRUSTED.search(text[:400]) else None
    return (
        _fielded(text, named)
        or _noted(text)
        or _introduced(text, named)
        or _signed(text, named)
        or _subject(text, title, named)
    )


def _of_title(text: str, title: str, named: Iterable[tuple[Hit, str]]) -> str | None:
    """The agency with which the title begins: a mention of the text, else what the title shows."""
    at = text.find(title)
    in_title = [hit for hit, _ in named if at <= hit.start < at + len(title)] if at >= 0 else []
    return _heading(text, at, in_title) or _heading(
        title, 0, [hit for hit in agencies.find(title) if hit.label == "Agency"]
    )


def _heading(text: str, at: int, bodies: Sequence[Hit]) -> str | None:
    """The body with which a title at a place begins; of a party committee and its government the latter."""
    first = next((n for n, body in enumerate(bodies) if _TITLE_LEAD.fullmatch(text, at, body.start)), None)
    if first is None:
        return None
    chosen, *behind = bodies[first : first + 2]
    if behind and _WITH_PARTY.fullmatch(text, chosen.start, behind[0].end):
        chosen = behind[0]
    return text[chosen.start : chosen.end]


def _introduced(text: str, named: Iterable[tuple[Hit, str]]) -> Valued | None:
    """The agency of a subtitle (——来安县数据资源管理局…) or of the officer who reports (…局局长)."""
    for hit, name in named:
        line = text.rfind("\n", 0, hit.start) + 1
        before, after = text[line : hit.start].strip(), text[hit.end : hit.end + 4]
        if hit.start < 200 and (
            before == "——" or (not before and re.match("党组书记|党委书记|书记|局长|主任", after))
        ):
            return Valued(name.removesuffix("党组"), "title")
    return None


def _on_region(title: str | None) -> bool:
    """Whether a title speaks of a whole region: 石狮市2019年政务公开工作年度报告, 2020年沙坪坝区…."""
    title = title or ""
    led = (name for name in scan(title) if name.full and _TITLE_LEAD.fullmatch(title, 0, name.start))
    first = next(led, None)
    return first is not None and _WHOLE.match(title, first.end) is not None


def _subject(text: str, title: str | None, named: Iterable[tuple[Hit, str]]) -> Valued | None:
    """The agency that opens the report as its subject (2021年，在县委的领导下，县司法局坚持…).

    In a sector's report (教育系统) it is any that the first sentences have as their subject.
    """
    sector = title is not None and "系统" in title
    for hit, name in named:
        if hit.start < _SUBJECT_END and _opening("does").match(text, hit.end):
            line = max(text.rfind(end, 0, hit.start) for end in "。；\n") + 1
            opens = _opening("lead").fullmatch(text, line, hit.start) and not _opening("none").fullmatch(name)
            if sector or opens:
                return Valued(name, "stated")
    return None


def _fielded(text: str, named: Iterable[tuple[Hit, str]]) -> Valued | None:
    for hit, name in named:
        before = text[max(0, hit.start - 12) : hit.start]
        if _fields().search(before):
            return Valued(name, "stated")
    return None


def _note(text: str) -> re.Match[str] | None:
    """The note under the title of a law or rule: who passed or published it, and when."""
    return _NOTE.search(text, 0, _NOTE_END)


def _noted(text: str) -> Valued | None:
    """The body that published a rule; where the note says only who passed it, that one."""
    note = _note(text)
    words = _TERM.sub("", note.group()) if note else ""
    bodies = [hit for hit in agencies.find(words) if hit.label == "Agency"]
    for act in _ACTS:
        for hit in bodies:
            if _acts()[act].match(words, hit.end):
                return Valued(words[hit.start : hit.end], "stated")
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
    rest = rest.strip(" 　\t文件编")
    return not rest or _DATE.fullmatch(rest) is not None


def _government(title: str | None, home: Division) -> Valued:
    """The issuer of a document on a whole region: its government, for a 条例 its congress."""
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
    return place + issuer if _is_function(issuer) else issuer


def _is_function(issuer: str) -> bool:
    """Whether a name says what a local body does, not where: 司法局."""
    hits = agencies.find(issuer)
    return bool(hits) and hits[0].start == 0 and hits[0].rule == "agency.function"


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
    said = {name: getattr(read, name) for name in _FIELDS}
    return said | {key: value for key, value in given.items() if value is not None}


@functools.cache
def _endings() -> dict[str, str]:
    return {row["ending"]: row["year"] for row in table("front_titles")}


@functools.cache
def _title_end() -> re.Pattern[str]:
    endings = "|".join(sorted(_endings(), key=len, reverse=True))
    return re.compile(
        rf".{{4,{_TITLE_CHARS}}}?(?P<end>{endings})(?:[（(\[][^（）()]{{1,16}}[)）\]])*(?=\s|$|20\d\d年|\[\d)"
    )


@functools.cache
def _headed_year() -> re.Pattern[str]:
    """The first heading, where it tells the year: 一、2022年主要工作."""
    return re.compile(f"^(?:{'|'.join(row['pattern'] for row in table('front_headings'))})$", re.MULTILINE)


@functools.cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("front_noise")))


@functools.cache
def _acts() -> dict[str, re.Pattern[str]]:
    """What was done with a rule, right behind the body that did it: 人民政府|令第5号公布."""
    words = {act: "|".join(r["word"] for r in table("front_acts") if r["act"] == act) for act in _ACTS}
    return {act: re.compile(rf"[^\s，；]{{0,24}}?(?:{word})") for act, word in words.items()}


@functools.cache
def _opening(place: str) -> re.Pattern[str]:
    """What the opening sentence looks like around its subject (data: front_openings.csv)."""
    return re.compile(either("front_openings", place))


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
