"""Platform mentions: names in quotes with or without their head (平台, APP …), hotlines, and systems named
without quotes by what they are for.
"""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.initiatives import judge, known_platforms, quoted
from kg.nlp.spans import Hit, add_hits
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Platform"
_BRANCH = re.compile(r"（[\u4e00-\u9fff]{2,8}）(?:网站|平台)?")


@functools.cache
def _words(place: str) -> str:
    """A regular expression for the words of a place (data: platform_words.csv), longest first."""
    words = [row["pattern"] for row in table("platform_words") if row["place"] == place]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def _head() -> re.Pattern[str]:
    """What behind the closing quote of a name belongs to the platform's name."""
    return re.compile(rf"(?:[\u4e00-\u9fff·\d]{{0,12}}?(?:{_words('head')}))(?:(?:{_words('part')}))?")


@functools.cache
def _part() -> re.Pattern[str]:
    """A local part behind a platform's name: 沙坪坝主站, 长葛分厅, 西青旗舰店."""
    return re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{_words('part')})")


def find(text: str) -> list[Hit]:
    """The platforms of a text; the shorter name at the head of a longer one is a hit of its own."""
    return [*_quoted(text), *_known(text), *_hotlines(text), *_systems(text)]


def _quoted(text: str) -> Iterator[Hit]:
    for start, end in quoted(text):
        if judge(text, start, end) == LABEL:
            yield Hit(start, end, LABEL, "platform.quoted")
        head = _head().match(text, end + 1)
        if head and not _verb().search(head[0]):
            front = _front(text, _first_quote(text, start) - 1)
            yield Hit(front, head.end(), LABEL, "platform.headed")
            part = _part().match(text, head.end())
            if part:
                yield Hit(front, part.end(), LABEL, "platform.part")


def _first_quote(text: str, start: int) -> int:
    """Where the first of adjoining names in quotes begins: “甲”“乙”受理平台 is one platform."""
    while text[start - 2 : start - 1] == "”" and (opened := text.rfind("“", 0, start - 2)) >= 0:
        start = opened + 1
    return start


def _front(text: str, start: int) -> int:
    """Where a name begins whose words stand before the quotes: 安徽省“免申即享”平台."""
    found = _prefix().search(text, max(0, start - 20), start)
    return found.start("name") if found else start


@functools.cache
def _prefix() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_words('opens')})(?:了|的)?(?P<name>[\u4e00-\u9fff]{{1,6}}[省市县区](?:[\u4e00-\u9fff]{{2,4}})?)$"
    )


@functools.cache
def _verb() -> re.Pattern[str]:
    """Words that stand between a name and a head that is not its own."""
    return re.compile(_words("between"))


@functools.cache
def _names() -> re.Pattern[str]:
    names = sorted(known_platforms(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


def _known(text: str) -> Iterator[Hit]:
    for found in _names().finditer(text):
        yield Hit(*found.span(), LABEL, "platform.known")
        part = _part().match(text, found.end()) or _BRANCH.match(text, found.end())
        if part:
            yield Hit(found.start(), part.end(), LABEL, "platform.part")


@functools.cache
def _hotline() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)1[0-9]{4} ?(?:[\u4e00-\u9fff]{0,10}?(?:热线|平台))(?:平台|系统)?|(?<!\d)12345(?=[、和与及])"
    )


def _hotlines(text: str) -> Iterator[Hit]:
    for found in _hotline().finditer(text):
        yield Hit(*found.span(), LABEL, "platform.hotline")


@functools.cache
def _system() -> re.Pattern[str]:
    """A system without quotes: what opens its name, the words of its name, its head."""
    return re.compile(
        rf"(?:(?<=[，。；：、（）\n“”])|(?:{_words('opens')})(?:了|的)?|^)"
        rf"(?P<name>(?:“[^“”\n]{{1,12}}”)?[\u4e00-\u9fffA-Za-z0-9·+]{{2,18}}?(?:{_words('system')}))(?!化|性|建设者)"
    )


def _systems(text: str) -> Iterator[Hit]:
    for found in _system().finditer(text):
        start, end = found.span("name")
        start += _opened(text[start:end])
        if not _generic().fullmatch(text[start:end]):
            yield Hit(start, end, LABEL, "platform.system")


def _opened(name: str) -> int:
    """How many characters at the front of a name are words that only open it."""
    ends = [found.end() for found in re.finditer(rf"(?:{_words('opens')})(?:了|的)?", name)]
    return ends[-1] if ends and len(name) - ends[-1] > 3 else 0


@functools.cache
def _generic() -> re.Pattern[str]:
    """Names that are a kind of platform, not one of them."""
    return re.compile(_words("generic"))


@Language.component("kg_platforms")
def kg_platforms(doc: Doc) -> Doc:
    """Reads the view; adds Platform candidates."""
    return add_hits(doc, find(view_of(doc).text))
