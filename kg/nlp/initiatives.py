"""Initiative mentions: names in quotes, by what stands in and around them, and established names without."""

import functools
import re
from collections.abc import Container, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg import gazetteer
from kg.nlp import campaigns
from kg.nlp.lookup import WordList
from kg.nlp.names import front, words
from kg.nlp.placenames import doubtful_words, ordinary_words, scan
from kg.nlp.quotes import judged, known_initiatives
from kg.nlp.scanner import Scanner
from kg.nlp.signs import province_signs
from kg.nlp.spans import CANDIDATES, Hit, add_hits, hits_of
from kg.nlp.view import view_of
from kg.resources import table

LABEL = "Initiative"
_OTHER = ("书", "局")
"""Behind an established name it makes a paper or a body of it: 告知承诺|书, 乡村振兴|局."""


def find(text: str, places: Iterable[Hit] = ()) -> list[Hit]:
    """The initiatives of a text; `places` are the Region, Agency and Org hits that a name may touch."""
    places = list(places)
    return [
        *_quoted(text),
        *_by_pattern(text),
        *campaigns.find(text),
        *_reforms(text, {place.end for place in places if not place.rule.startswith("region.town")}),
        *_regional(text, [place for place in places if place.label == "Region"]),
        *_local(text),
    ]


def _quoted(text: str) -> Iterator[Hit]:
    """Each name in quotes that is an initiative; where the quotes hold several names, each of them."""
    for start, end, label in judged(text):
        members = _members(text[start:end])
        at = start
        for member in members:
            yield Hit(at, at + len(member), LABEL, "initiative.member")
            at += len(member) + 1
        if not members and label == LABEL:
            yield Hit(start, end, LABEL, "initiative.quoted")


def _members(name: str) -> list[str]:
    """The names that an enumeration in quotes holds, if half of them are established; [] for one name."""
    if "、" not in name and "，" not in name:
        return []
    members = name.replace("，", "、").split("、")
    known = sum(member in known_initiatives() for member in members)
    return members if known > 1 and 2 * known >= len(members) and name not in known_initiatives() else []


_ESTABLISHED = WordList(lambda: [row["name"] for row in table("initiatives") if row["place"] == "any"])
"""The established names that count without quotes."""


@functools.cache
def _rules() -> tuple[str, ...]:
    """The rule of each pattern."""
    return tuple(row["rule"] for row in table("initiative_patterns"))


_SCANNER = Scanner(lambda: [row["pattern"] for row in table("initiative_patterns")])


def _by_pattern(text: str) -> Iterator[Hit]:
    for start, end, _ in _ESTABLISHED.find(text):
        if text[end : end + 1] not in _OTHER:
            yield Hit(start, end, LABEL, "initiative.established")
    rules = _rules()
    for number, found in _SCANNER.matches(text):
        group = "name" if "name" in found.re.groupindex else 0
        yield Hit(*found.span(group), LABEL, f"initiative.{rules[number]}")


@functools.cache
def _word(place: str) -> re.Pattern[str]:
    """The words of a place (data: initiative_words.csv)."""
    return re.compile(words("initiative_words", place))


_REFORMING = Scanner(lambda: [_word("head")])


def _reforms(text: str, ends: Container[int]) -> Iterator[Hit]:
    """商事制度改革: what is reformed and the word; the members of a list before it that share the word.

    The name begins behind the last of `ends`, where a region or body ends: 市司法局|行政复议体制改革.
    """
    for found in _REFORMING.finditer(_word("head"), text):
        start = front(text, found.start())
        start = next((at for at in range(found.start(), start, -1) if at in ends), start)
        said = text[start : found.start()]
        if not _reformed(text, start, said):
            continue
        yield Hit(start, found.end(), LABEL, "initiative.reform")
        for member in _word("shared").finditer(text, max(0, start - 12), start):
            yield Hit(front(text, member.end()), member.end(), LABEL, "initiative.reform_listed")


def _reformed(text: str, start: int, said: str) -> bool:
    """Whether the words `said` before 改革 make a name with it; a short one needs its verb before it."""
    if len(said) < 2 or text[start - 1 : start] == "”" or said in known_initiatives():
        return False
    opened = len(said) > 3 or _word("opens").search(text, max(0, start - 3), start)
    return bool(opened) and not _word("general").fullmatch(said)


def _regional(text: str, regions: Iterable[Hit]) -> Iterator[Hit]:
    """长三角一体化, 闽宁协作: a short name of regions and what they do together."""
    for region in regions:
        name = text[region.start : region.end]
        aided = _word("aid").match(text, region.end) if len(name) == 2 else None
        if aided and province_signs().issuperset(name):
            yield Hit(region.start, aided.end(), LABEL, "initiative.regional")
        head = _word("regional").match(text, region.end)
        if head and region.end - region.start <= 5 and text[region.end - 1] not in "省市县区":
            yield Hit(region.start, head.end(), LABEL, "initiative.regional")


def _local(text: str) -> Iterator[Hit]:
    """数字福建, 平安南宁: the programme of a province or city, by its short name."""
    for name in scan(text):
        opened = None if name.full else _local_opening().search(text, max(0, name.start - 2), name.start)
        if opened and _is_clear(name.text):
            yield Hit(opened.start(), name.end, LABEL, "initiative.local")


def _is_clear(name: str) -> bool:
    """Whether a short name of a division is no word, and no county's that often arises by chance."""
    bearers = () if name in ordinary_words() else gazetteer.find(name)
    return any(bearer.level != "县级" or name not in doubtful_words() for bearer in bearers)


@functools.cache
def _local_opening() -> re.Pattern[str]:
    return re.compile(f"(?:{words('initiative_words', 'local')})$")


@Language.component("kg_initiatives")
def kg_initiatives(doc: Doc) -> Doc:
    """Reads the view and the candidates of regions and bodies; adds Initiative candidates."""
    places = [hit for hit in hits_of(doc, CANDIDATES) if hit.label in ("Region", "Agency", "Org")]
    return add_hits(doc, find(view_of(doc).text, places))
