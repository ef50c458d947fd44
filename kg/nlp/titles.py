"""Regulations, publications, agreements in brackets, laws and documents without brackets, document numbers.

Titles in brackets are classified by their ending (`title_kinds.csv`). Without brackets a law counts by its
name (`laws.csv`, `titles_known.csv`), another document only by a full title: region, agency, year or period
in front, and an ending from `title_open.csv`. Numbers follow GB/T 9704-2012, 7.2.5 (发文字号).
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.placenames import Name, scan
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit, add_hits, apart_from, without
from kg.nlp.title_kinds import RANGE, kind_of, kinds_of, without_tail
from kg.nlp.title_lines import is_headline, line_start
from kg.nlp.view import view_of
from kg.resources import either, table

_BRACKETED = re.compile(r"《[^《》\n]{1,90}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})*》|《[^《》]{1,60}》")
_OPENED = re.compile("[〈<《]")
_PROPOSED = re.compile(r"(?:的)?(?:重点|集体)?(?:提案|议案)(?![办及和])")
"""Behind a title it makes a proposal of it."""
_INNER = re.compile(r"〈[^〈〉]{2,80}〉|<[^<>]{2,80}>|(?<=.)《[^《》]{2,80}》")
_PERIOD = r"[“\"](?:十[一二三四五六]|[一二三四五六七八九])五[”\"]"
_VISION = r"(?:20[345]\d|二〇三五)年远景目标"
_QUOTED_PLAN = re.compile(
    rf"(?:国民经济和社会发展)?(?:{_PERIOD}[\u4e00-\u9fa5]{{0,20}}?规划(?:纲要)?|第十[二三四五六]个五年规划(?:纲要)?)"
    rf"(?:[和及、]{_VISION}(?:规划)?(?:纲要|建议)?)?|{_VISION}(?:规划)?纲要"
)
_RULES = re.compile(
    r"(?:党?中央|[省市区县州旗盟]委|自治区党委)[一二三四五六七八九十百\d]{1,4}[项条](?:配套)?(?:规定|要求)"
)
_NUMBER = re.compile(r"\s?[〔\[［（(【﹝〖]\s?(?:19|20)\d{2}\s?[〕\]］）)】﹞〗]\s?第?\s?\d{1,5}\s?号")
_CODE = re.compile(r"[\u4e00-\u9fa5]{1,14}\Z")
_DECREE = re.compile(r"(?:(?:令|公告)(?:\d{4}年)?\s?第|(?<=府)令)\s?\d{1,5}\s?号")
_DECREED_BY = re.compile(r"(?:[\u4e00-\u9fa5]{2,30}[ 　])?[\u4e00-\u9fa5]{1,29}\Z")
_BARE_NUMBER = re.compile(
    r"第\s?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s?号令|(?<![\d第])\d{1,4}号(?=系列文件|文件|文[，。、件的])|"
    r"(?<=[部院府署局会])\d{1,4}号令"
)
_STANDARD = re.compile(r"(?:DB\d{2}|GB|GBZ|HJ|T/[A-Z]{2,8})(?:/T)?\s?\d{2,5}(?:\.\d{1,2})?[—－-]\d{4}")
_PAPER = re.compile("日报|晚报")
_BREAK = r"[，。；：！？、《》〈〉\n（）()【】]|(?<![\d年])[ 　](?!\d)|[”\"](?=[”\"])"
_LAST_BREAK = re.compile(f"(?s:.*)(?:{_BREAK})")
_YEAR = re.compile(r"(?:19|20)\d{2}\s?年(?:度)?")
_OFFICE = re.compile(r"(?<![全我各本])[省市区县州旗](?:委|政府|[\u4e00-\u9fa5]{2,10}(?:局|委|办|中心))")
_NOTICE = re.compile(
    r"^[ 　\t]*(?P<title>(?:[^\n，。；：《]{4,60}\n?[ 　\t]*)?关于[^\n。；]{4,90}\n?[^\n。；]{0,60}的"
    r"(?:实施|指导)?(?:通知|意见|决定|公告|通告|批复))[ 　\t]*$",
    re.MULTILINE,
)
_LINE = re.compile(
    r"^[ 　\t]*(?P<annex>附件?[ 　]?\d*[：:.．]? *(?:\d[.．、])?)?(?P<line>[^\n，。；：]{6,60}?)"
    r"(?:（略）|\.[a-z]{3,4})?[ 　\t]*$",
    re.MULTILINE,
)
_ARTICLES = re.compile(
    r"“[\u4e00-\u9fa5+]{0,12}(?:[一二三四五六七八九十]{1,3}|\d{1,3})条(?:[措政意][施策见])?”"
)
_BEFORE_QUOTE = re.compile("[\u4e00-\u9fa5]{1,8}$")
_STATE = "中华人民共和国"
_LAWRANGE = re.compile(rf"[（(]?{RANGE}[)）]?")
_AMENDED = re.compile(r"修正案(?:（[一二三四五六七八九十]{1,3}）)?|实施(?:条例|细则)")
_POST = "处(?![罚理置])|[局司院馆师员厅]|科(?![技学])"
"""What makes an office or a person of the last word of a title: 发展规划|处."""
_MAX_TITLE = 45


def find(text: str, left_out: Collection[str] = ()) -> list[Hit]:
    """All titles and numbers in a text, in order; inside a bracketed title only those in 〈〉 or 《》.

    `left_out` are the ids of rules that propose nothing.
    """
    bracketed = apart_from(_bracketed(text), left_out)
    numbers = _outermost(apart_from(_numbers(text), left_out))
    taken = [*bracketed, *numbers]
    names = scan(text)
    named = (
        *_notices(text, names),
        *_open(text, names),
        *_known(text, names),
        *_about(text),
        *_lines(text, bracketed),
        *_counted(text),
    )
    open_titles = [hit for hit in apart_from(named, left_out) if not _inside(hit, taken)]
    return sorted({*taken, *_outermost(open_titles)}, key=lambda hit: (hit.start, -hit.end, hit.label))


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that lie in no longer one; of two for one span the first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _inside(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _bracketed(text: str) -> Iterator[Hit]:
    found: list[tuple[int, int, str]] = []
    for match in _SCANNER.finditer(_BRACKETED, text):
        start, end = match.span()
        found.append((start, end, "title.brackets"))
        if _OPENED.search(text, start + 1, end):
            inner = (match.span() for match in _INNER.finditer(match[0]))
            found += [(start + low, start + high, "title.inner") for low, high in inner]
    labels = kinds_of([text[start:end] for start, end, _ in found])
    for (start, end, rule), label in zip(found, labels, strict=True):
        if label and not _PROPOSED.match(text, end):
            version = _versions().match(text, end) if rule == "title.brackets" else None
            yield Hit(start, version.end() if version else end, label, rule)


def _numbers(text: str) -> Iterator[Hit]:
    for pattern, issuer, rule in (
        (_NUMBER, _CODE, "title.number"),
        (_DECREE, _DECREED_BY, "title.decree"),
    ):
        for match in _SCANNER.finditer(pattern, text):
            code = issuer.search(text, max(0, match.start() - 60), match.start())
            if code:
                start = _after_leads(text, code.start(), match.start() + 2, _leads("always", "number"))
                yield Hit(start, match.end(), "DocNo", rule)
    for match in _SCANNER.finditer(_BARE_NUMBER, text):
        body = _issuers().search(text, max(0, match.start() - 16), match.start())
        start = match.start()
        if body and match.group().endswith("令"):
            start = _after_leads(text, body.start(), start + 2, _leads("always", "else", "number"))
        yield Hit(start, match.end(), "DocNo", "title.decree")
    yield from (Hit(*m.span(), "DocNo", "title.standard") for m in _SCANNER.finditer(_STANDARD, text))


def _after_leads(text: str, start: int, end: int, leads: re.Pattern[str]) -> int:
    for match in leads.finditer(text, start, end):
        if match.end() < end - 2 and not text.startswith(_STATE, match.end() - 6):
            start = match.end()
    return start


def _known(text: str, places: Sequence[Name]) -> Iterator[Hit]:
    for match in _SCANNER.finditer(_names(), text):
        start, end = match.span()
        span = _LAWRANGE.match(text, end) or _AMENDED.match(text, end)
        if not _no_law().match(text, end):
            start -= len(_STATE) if text.endswith(_STATE, 0, start) else 0
            yield Hit(start, span.end() if span else end, "Regulation", "title.law")
    for match in _SCANNER.finditer(_RULES, text):
        start = min((p.start for p in places if p.start < match.start() <= p.end), default=match.start())
        yield Hit(start, match.end(), "Regulation", "title.rules")
    for match in _SCANNER.finditer(_QUOTED_PLAN, text):
        start = min((p.start for p in places if p.full and p.end == match.start()), default=match.start())
        if match.group().endswith(("”规划", '"规划')):
            start = _cut(text, start, _leads("always", "else"))
        yield Hit(start, match.end(), "Regulation", "title.period")
    yield from _papers(text)
    for place in places:
        paper = _PAPER.match(text, place.end)
        if paper and text[paper.end() : paper.end() + 1] != "社":
            yield Hit(place.start, paper.end(), "Publication", "title.paper")


def _papers(text: str) -> Iterator[Hit]:
    """Newspapers by their titles, programmes by their ending in quotes."""
    for match in _SCANNER.finditer(_paper_titles(), text):
        yield Hit(match.start(), match.end(), "Publication", "title.paper")
    for match in _SCANNER.finditer(_programmes(), text):
        yield Hit(match.start("name"), match.end("name"), "Publication", "title.programme")


def _open(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    places = [(name.start, name.end) for name in names if name.full]
    begins, opening = {start for start, _ in places}, {name.start for name in names}
    for match in _SCANNER.finditer(_endings(), text):
        need, has_range = _anchors()[match["ending"]], match["range"] is not None
        version = _versions().match(text, match.end())
        end = version.end() if version else match.end()
        line = line_start(text, match.start(), end, opening)
        if need == "range" and is_headline(text, line, match.start()):
            continue
        if line is not None and _has_subject(text[line : match.start()]):
            yield Hit(line, end, "Regulation", "title.open")
            continue
        if need == "range" and not has_range:
            continue
        start = _anchor(text, match.start(), places)
        if start is None and has_range:
            start = _cut(text, match.start(), _leads("always", "else"))
        if start is None and _self_named(text, match.start(), "cites" if need == "law" else "issued"):
            start = _cut(text, match.start(), _leads("always", "else"))
        if start is None or not _has_subject(text[start : match.start()]):
            continue
        if need == "named" and start not in begins:
            continue
        if need == "cited" and not has_range and not _cited(text, start):
            continue
        yield Hit(_with_issuers(text, start, match.end()), end, "Regulation", "title.open")


def _has_subject(stem: str) -> bool:
    """Whether the words between the start of a title and its kind name a subject, beside year or place."""
    return len(_YEAR.sub("", stem).strip()) > 1 and not _no_title().search(stem)


def _self_named(text: str, end: int, before: str) -> bool:
    """Whether the words up to `end` are a complete subject, behind a word of issuing or of citing."""
    start = _cut(text, end, _leads("always", "else"))
    stem = text[start:end]
    return (
        len(stem) > (3 if before == "cites" else 5)
        and not _no_title().search(stem)
        and _behind(before).search(text, max(0, start - 4), start) is not None
    )


def _cited(text: str, start: int) -> bool:
    """Whether a word of citing (出台, 落实 …) stands right before."""
    return any(lead.end() == start for lead in _leads("always").finditer(text, max(0, start - 4), start))


def _cut(text: str, end: int, leads: re.Pattern[str]) -> int:
    """Where the words that run up to `end` begin: after the last break and the last lead."""
    low = max(0, end - _MAX_TITLE)
    stop = _LAST_BREAK.match(text, low, end)
    low = stop.end() if stop else low
    for match in leads.finditer(text, low, end):
        low = match.end()
    return low


def _anchor(text: str, end: int, places: list[tuple[int, int]]) -> int | None:
    """The place, office or year with which a full title that runs up to `end` begins, or None."""
    low = _cut(text, end, _leads("always"))
    starts = [start for start, stop in places if low <= start and stop <= end]
    starts += [
        match.start() for match in (*_YEAR.finditer(text, low, end), *_OFFICE.finditer(text, low, end))
    ]
    return min(starts, default=None)


def _notices(text: str, names: Sequence[Name]) -> Iterator[Hit]:
    """Titles of notices on lines of their own."""
    found = list(_SCANNER.finditer(_NOTICE, text))
    places = {name.start for name in names} if found else set()
    places |= {start - 2 for start in places if start > 1 and text.startswith("中共", start - 2)}
    for match in found:
        start, about = match.start("title"), text.index("关于", match.start("title"))
        issuer = _issuers().search(text, start, len(text[:about].rstrip()))
        if start not in places or (issuer is None and about > start):
            start = about
        if start == about or issuer:
            yield Hit(start, match.end("title"), "Regulation", "title.notice")


def _about(text: str) -> Iterator[Hit]:
    """关于…的实施意见 inside a sentence, behind a word of citing, with its issuers."""
    for match in _SCANNER.finditer(_about_titles(), text):
        issuers = _issuers().search(text, max(0, match.start() - _MAX_TITLE), match.start())
        start = match.start()
        if issuers:
            start = _after_leads(text, issuers.start(), start, _leads("always"))
        if start < match.start() or _cited(text, start):
            version = _versions().match(text, match.end())
            yield Hit(start, version.end() if version else match.end(), "Regulation", "title.about")


def _with_issuers(text: str, start: int, end: int) -> int:
    """The start of a title with the offices listed before its first one: 省委办公厅、|省政府办公厅关于…"""
    if text[start - 1 : start] != "、" or "关于" not in text[start:end]:
        return start
    issuers = _issuers().search(text, max(0, start - _MAX_TITLE), start - 1)
    return start if issuers is None else _after_leads(text, issuers.start(), start, _leads("always"))


def _lines(text: str, bracketed: Sequence[Hit]) -> Iterator[Hit]:
    """Titles on lines of their own: that of a document named in brackets elsewhere, and behind 附件."""
    cited = [text[hit.start + 1 : hit.end].rstrip("》") for hit in bracketed if hit.label == "Regulation"]
    cores = {without_tail(title) for title in cited}
    begins = tuple(cores)
    for match in _SCANNER.finditer(_LINE, text):
        annex, line = match["annex"] is not None, match["line"]
        if not annex and not line.startswith(begins):
            continue
        start, end = match.span("line")
        version = _versions().search(line)
        core = line[: version.start()] if version else line
        if core in cores or (annex and kind_of(core) == "Regulation" and _endings().search(core + "\n")):
            yield Hit(start, end, "Regulation", "title.line")


def _counted(text: str) -> Iterator[Hit]:
    """Policies told by the number of their articles: 安商惠企“二十条”, “人才新政20条”."""
    for match in _SCANNER.finditer(_ARTICLES, text):
        quote = match.start()
        before = _BEFORE_QUOTE.search(text, max(0, quote - 8), quote)
        start = before.start() if before else quote
        start = _after_leads(text, start, quote + 3, _leads("always", "else"))
        if quote - start > 1 and _cited(text, start):
            yield Hit(start, match.end(), "Regulation", "title.articles")
        elif quote - start < 2 and _cited(text, start):
            yield Hit(quote + 1, match.end() - 1, "Regulation", "title.articles")


def _patterns() -> list[re.Pattern[str]]:
    """What is looked for in the whole text."""
    numbers = (_NUMBER, _DECREE, _BARE_NUMBER, _STANDARD)
    others = (_paper_titles(), _programmes(), _endings(), _about_titles(), _names())
    return [_BRACKETED, *numbers, _RULES, _QUOTED_PLAN, _NOTICE, _LINE, _ARTICLES, *others]


_SCANNER = Scanner(_patterns)


@functools.cache
def _leads(*cuts: str) -> re.Pattern[str]:
    words = sorted(
        (row["word"] for row in table("title_leads") if row["cuts"] in cuts), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, words)))


@functools.cache
def _no_title() -> re.Pattern[str]:
    return re.compile(either("title_words", "no_title"))


@functools.cache
def _behind(place: str) -> re.Pattern[str]:
    return re.compile(f"{either('title_words', place)}$")


@functools.cache
def _anchors() -> dict[str, str]:
    return {row["ending"]: row["anchor"] for row in table("title_open")}


@functools.cache
def _endings() -> re.Pattern[str]:
    endings = "|".join(sorted(_anchors(), key=len, reverse=True))
    version = rf"[（(](?:{RANGE}|\d{{4}}年?版)[)）]"
    return re.compile(rf"(?P<ending>{endings})(?P<range>{version})?(?!{_POST})(?![\u4e00-\u9fa5]{{0,90}}》)")


@functools.cache
def _versions() -> re.Pattern[str]:
    marks = "|".join(row["mark"] for row in table("title_versions"))
    inside = rf"(?:{marks}|{RANGE}|\d{{4}}年?(?:{marks}|版|本)?|第[一二三四五六七八九十\d]+版)"
    return re.compile(rf"\s?[（(]{inside}[)）]|第[一二三四五六七八九十\d]+卷")


@functools.cache
def _about_titles() -> re.Pattern[str]:
    kinds = either("title_words", "about")
    return re.compile(
        rf"关于(?:(?!关于)[^，。；：《》\n]){{4,60}}?的(?:[若实指][干施导])?{kinds}(?![见书精])"
    )


@functools.cache
def _issuers() -> re.Pattern[str]:
    one = f"[\u4e00-\u9fa5]{{1,14}}{either('title_words', 'issuer')}"
    return re.compile(f"(?:{one}[、和 　])*{one}$")


@functools.cache
def _paper_titles() -> re.Pattern[str]:
    return re.compile(f"{either('publications', 'paper')}(?!{either('publications', 'not_paper')})")


@functools.cache
def _programmes() -> re.Pattern[str]:
    inside, after = either("publications", "programme"), either("publications", "programme_after")
    return re.compile(rf"“(?P<name>[^“”\n]{{2,20}}(?:{inside}(?=”)|(?=”{after})))")


@functools.cache
def _names() -> re.Pattern[str]:
    names = {row["title"] for row in table("titles_known")} | {row["name"] for row in table("laws")}
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n))))


@functools.cache
def _no_law() -> re.Pattern[str]:
    """What shows, right behind the name of a law, that it is part of another word: 刑法|学."""
    return re.compile("|".join(row["pattern"] for row in table("law_not_before")))


@Language.component("kg_titles")
def annotate(doc: Doc) -> Doc:
    """Propose the titles and numbers of the Doc."""
    return add_hits(doc, find(view_of(doc).text, without(doc)))
