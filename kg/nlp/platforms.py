"""Platform mentions: names in quotes, known names, hotlines, and systems named by what they are for.

A platform's own name is found first, then what belongs to it behind (平台, APP, a local part) and before
(the region it serves); the shorter name at the head of a longer one stays a hit of its own.
"""

import functools
import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.lookup import WordList
from kg.nlp.names import front, opener, words
from kg.nlp.quotes import judge, judged, known_platforms
from kg.nlp.scanner import Scanner
from kg.nlp.spans import CANDIDATES, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Platform"
_BRANCH = re.compile(r"（[\u4e00-\u9fff]{2,8}）(?:网站|平台)?")
_LISTED = re.compile(r"(?:、\d{4,5}){0,9}(?:[、和与及]\d{4,5})?(?:热线|等|、\D{0,8}热线|[和与]\D{0,8}平台)")
_TAIL = "<tail>(?!<unlike>)"
_HEADED = r"[”\"」][\u4e00-\u9fff·\d]{0,12}?<head>(?:平台|系统)?"
_LED = r"<account_led>(<account>(?:、<account>)*)\Z"
_ACCOUNTS = 40
"""How far before 公众号 a list of accounts may begin."""
_OFFICES = frozenset("局厅委")
_ABBREVIATED = re.compile("（[A-Za-z]")
_LEVEL = re.compile("[省市州县区]?级|市")
_COUNTED = re.compile(r"(?:\d[余多]?[个套]|各)$")
_COUNT = re.compile(r"\d+[余多]?[个套](?![\u4e00-\u9fff])")
_RUNS_ON = ("·", "站")
_DIGIT = re.compile(r"\d")
_VERSION = re.compile(r"\d\.\d版?")


@functools.cache
def _compiled(template: str) -> re.Pattern[str]:
    """The template as a pattern; `<head>` and the like stand for the words of that place."""
    return re.compile(re.sub(r"<(\w+)>", lambda place: f"(?:{words('platform_words', place[1])})", template))


@functools.cache
def _hotline() -> re.Pattern[str]:
    """A hotline's number with what belongs to its name behind it."""
    line = words("platform_words", "line")
    head = rf" ?(?:(?!{words('platform_words', 'apart')})[\u4e00-\u9fff]){{0,10}}?(?:{line})"
    number = r"(?<!\d)(?:1[02]\d{3}|9[56]\d{3}|8890)(?!\d)"
    return re.compile(f"{number}(?P<head>{head})?(?P<more>平台|系统)?")


def find(text: str, regions: Iterable[Hit] = ()) -> list[Hit]:
    """The platforms of a text; `regions` are the Region hits that a name may begin with."""
    places = {hit.start: hit.end for hit in regions}
    systems = list(_whole(text, list(_systems(text, places))))
    closed = {hit.end: hit.start for hit in systems}
    known = (hit for hit in _known(text, places) if closed.get(hit.end, hit.start) >= hit.start)
    hits = [*_quoted(text, places), *known, *_hotlines(text, places), *systems, *_accounts(text)]
    return [*hits, *_local_parts(text, hits)]


def _quoted(text: str, regions: dict[int, int]) -> Iterator[Hit]:
    """“浙里办”, “浙里办”APP, 安徽省“免申即享”平台."""
    heads = {head.start(): head for head in _SCANNER.finditer(_compiled(_HEADED), text)}
    for start, end, label in judged(text):
        if label == LABEL:
            yield Hit(start, end, LABEL, "platform.quoted")
        head = heads.get(end)
        if head and not any(stop.search(head[0][1:]) for stop in _stops()):
            front = _before_quote(text, _first_quote(text, start) - 1, regions)
            yield Hit(front, head.end(), LABEL, "platform.headed")


def _first_quote(text: str, start: int) -> int:
    """Where the first of adjoining initiatives begins that have one platform: “甲”“乙”受理平台."""
    while text[start - 2 : start - 1] == "”" and (opened := text.rfind("“", 0, start - 2)) >= 0:
        if judge(text, [(opened + 1, start - 2)])[0][2] == LABEL:
            break
        start = opened + 1
    return start


def _before_quote(text: str, quote: int, regions: dict[int, int]) -> int:
    """Where a name with words before its quotes begins: at a region, or behind a word that opens it."""
    start = front(text, quote, regions)
    opened = any(cut.end() == start for cut in opener("cut").finditer(text, max(0, start - 8), start))
    if _compiled("<joint>|级$|<tail>").search(text, start, quote):
        return quote
    return start if start in regions or (opened and quote - start <= 6) else quote


_KNOWN = WordList(known_platforms)


_SCANNER = Scanner(
    lambda: [_hotline(), _compiled(_TAIL), _compiled(_HEADED), _compiled("<account_head>")],
)


def _known(text: str, regions: dict[int, int]) -> Iterator[Hit]:
    """闽政通, and with its head behind it: 闽政通APP."""
    ends = {end: start for start, end in regions.items()}
    for start, end, _ in _KNOWN.find(text):
        if _compiled("<runs_on>").match(text, end - 1):
            continue
        if text[start:end] in _everywhere():
            quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”" and start - 1 in ends
            start, end = (ends[start - 1], end + 1) if quoted else (ends.get(start, start), end)
        if branch := _branch(text, end, regions):
            yield Hit(start, branch, LABEL, "platform.part")
        elif text[end : end + 1] not in _RUNS_ON:
            yield Hit(start, end, LABEL, "platform.known")
        if longer := headed(text, end):
            yield Hit(start, longer, LABEL, "platform.known_headed")


def headed(text: str, end: int) -> int | None:
    """Where the 平台, APP … ends that stands behind a name; None for none."""
    head = _compiled("<head>").match(text, end)
    return head.end() if head else None


@functools.cache
def _everywhere() -> frozenset[str]:
    """The known names of no one region: a region before one is part of it (甘肃省电子税务局)."""
    return frozenset(row["name"] for row in table("platforms") if not row["region"])


def _branch(text: str, end: int, regions: dict[int, int]) -> int | None:
    """Where the branch ends that stands behind a name: 信用中国（甘肃肃州）网站; None for none."""
    branch = _BRANCH.match(text, end)
    return branch.end() if branch and end + 1 in regions else None


def _hotlines(text: str, regions: dict[int, int]) -> Iterator[Hit]:
    """12345热线, 惠州市12345热线, 12345政务服务便民热线平台, and the first members of a list of hotlines."""
    ends = {end: start for start, end in regions.items()}
    for found in _SCANNER.finditer(_hotline(), text):
        start = next((ends[at] for at in _levels_before(text, found.start()) if at in ends), found.start())
        if text[start - 1 : start] in _OFFICES:
            start = front(text, start)
        before = text[max(0, found.start() - 8) : found.start()]
        if found["head"]:
            yield Hit(start, found.end("head"), LABEL, "platform.hotline")
        elif (
            _LISTED.match(text, found.end())
            or _compiled("<called>").search(before)
            or _compiled("<standing>").match(text, found.start())
        ):
            yield Hit(start, found.end(), LABEL, "platform.hotline_listed")
        if found["more"]:
            yield Hit(start, found.end(), LABEL, "platform.hotline")


def _levels_before(text: str, end: int) -> Iterator[int]:
    """Where a region may end before the number at `end`: 贵州|省级|12345热线."""
    yield end
    for at in (end - 1, end - 2):
        if at > 0 and _LEVEL.fullmatch(text, at, end):
            yield at


def _accounts(text: str) -> Iterator[Hit]:
    """顺安普法微信公众号: an account without quotes, by how such names begin or end; those of a list each."""
    for head in _SCANNER.finditer(_compiled("<account_head>"), text):
        led = _compiled(_LED).search(text, max(0, head.start() - _ACCOUNTS), head.start())
        start = led.start(1) if led else head.start()
        for name in text[start : head.start()].split("、") if led else ():
            yield Hit(start, start + len(name), LABEL, "platform.account")
            start += len(name) + 1


def _systems(text: str, regions: dict[int, int]) -> Iterator[Hit]:
    """广东政务服务网, 小微工程项目交易系统: a definite system by the words of its name."""
    for found in _SCANNER.finditer(_compiled(_TAIL), text):
        start = front(text, _inserted(text, found.start()), regions)
        if text[start - 1 : start] == "“" and text[found.end() : found.end() + 1] == "”":
            continue
        if _COUNTED.search(text, max(0, start - 6), start) or _COUNT.match(text, found.end()):
            continue
        if start == found.start() or not _definite(text, start, found, regions):
            if not _compiled("<alone>").fullmatch(found[0]):
                continue
            start = found.start()
        version = _VERSION.match(text, found.end())
        end = version.end() if version else _branch(text, found.end(), regions) or found.end()
        yield Hit(start, end, LABEL, "platform.system")


def _whole(text: str, systems: list[Hit]) -> Iterator[Hit]:
    """The systems without those of which the name runs on: 信息系统 in 信息系统专用产品销售平台."""
    ends = {hit.start: hit.end for hit in systems}
    for hit in systems:
        if hit.end == ends[hit.start] or text[hit.end - 2 : hit.end] not in ("系统", "平台"):
            yield hit


def _inserted(text: str, end: int) -> int:
    """Where the words before `end` end that an insertion in brackets follows: 城市信息模型（CIM）|平台."""
    opened = text.rfind("（", max(0, end - 12), end) if text[end - 1 : end] == "）" else -1
    named = opened > 0 and text[opened - 1] >= "一" and _ABBREVIATED.match(text, opened)
    return opened if named else end


def _definite(text: str, start: int, tail: re.Match[str], regions: dict[int, int]) -> bool:
    """Whether the words say which system it is: a region, an owner, or what it is for."""
    said, head = text[start : tail.start()], tail[0]
    if _compiled("<placed>$").search(head):
        return not _DIGIT.search(said) and (
            start in regions or bool(_compiled("<placed_before>").match(said))
        )
    if head.endswith("网站"):
        return _owned(said) or (head.startswith("互联网") and len(said) > 3)
    if head == "系统" and not _compiled("<function>$").search(said):
        return _compiled("<smart>").match(said) is not None
    if _compiled("<joint>$").search(said) or (head == "平台" and _compiled("<kind>$").search(said)):
        return False
    if start in regions:
        return regions[start] <= tail.start()
    if _compiled("<whole>").fullmatch(said + head):
        return True
    return len(_compiled("(?:<head>)$").sub("", _compiled("<bare>").sub("", said + head))) >= 2


def _owned(said: str) -> bool:
    """Whether a website is of one named body: 铁东区人民政府网站, not 部门网站."""
    return (
        len(said) > 2
        and bool(_compiled("<owner>").fullmatch(said))
        and not _compiled("<everyone>").match(said)
    )


def _local_parts(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """渝快办沙区板块, “爱山东”APP烟台分厅, 信用中国（甘肃肃州）网站."""
    for start, end, _, _ in hits:
        quote = text[end : end + 1] == "”" and text[start - 1 : start] == "“"
        part = _compiled(r"[\u4e00-\u9fff]{0,6}?<part>").match(text, end + quote)
        if part and not any(stop.search(text, end + quote, part.end()) for stop in _stops()):
            yield Hit(start - quote, part.end(), LABEL, "platform.part")


def _stops() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that cannot stand inside the name of a local part."""
    return _compiled("<between>"), opener("cut")


@Language.component("kg_platforms")
def kg_platforms(doc: Doc) -> Doc:
    """Reads the view and the Region candidates; adds Platform candidates."""
    regions = [hit for hit in hits_of(doc, CANDIDATES) if hit.label == "Region"]
    return add_hits(doc, find(view_of(doc).text, regions))
