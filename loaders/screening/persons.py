"""Names of people in running text, known by the words beside them (`kg/lexicon/person_words.csv`).

A name is a surname and one or two further characters; posts (局长张三, 张三局长), roles in a case
(被告人张三), fields of a form (联系人：张三), forms of address (张三同志) and verbs of saying lead to it.
A word that begins with a surname (高度, 安全) is taken for a name only where nothing else can stand. 张某 is
no name: somebody has left it out. Names of other languages are known by their dot and their signs
(阿卜杜拉·买买提). A bare name that nothing leads to is found only at the beginning of a clause that goes on
as of a person.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.gazetteer import is_full
from loaders.screening.hit import Hit
from loaders.screening.words import ORDINARY, Lead, Words, words

_HAN = re.compile("[\u4e00-\u9fff]")
_GAP = re.compile(r"[ \t\u3000\xa0\u200b]*(?:\r?\n)?[ \t\u3000\xa0\u200b]*")
_COLON = re.compile(r"\s{0,3}[:：]\s{0,3}")
_LIST = re.compile(r"[ \t\u3000]{0,4}(?:[、/；;和与及]|\r?\n|(?<=[ \t\u3000]))\s{0,4}")
_DOT = re.compile("[·•‧・]")
_SHORT = 2
"""The signs of a short name."""
_FAR, _PART = 8, 8
"""How many characters are read in front of a word or behind it; the longest part of a name with a dot."""
_OPEN, _WEAK, _FIRM = 0, 1, 2
"""What ends a name: nothing, a word of one character, a longer one or no character at all."""


Span = tuple[int, int]


class _Signs(NamedTuple):
    """The Chinese characters beside a place, gaps left out: each with its place, and in front of which a gap
    stands; `closed` if a text's end or another sign follows.
    """

    text: str
    places: tuple[int, ...]
    gaps: frozenset[int]
    closed: bool


class _Name(NamedTuple):
    """A name that may stand at a place: how firmly it ends, and whether it is an ordinary word, too."""

    start: int
    end: int
    firm: int
    kind: str


def persons(text: str) -> Iterator[Hit]:
    """The names that stand beside a word that leads to them, and those with a dot; hits may overlap."""
    known = words()
    for start, end, which in known.finder.find(text):
        for rule, (first, last) in _beside(text, start, end, known.leads[which]):
            yield Hit(first, last, "person", text[first:last], f"person.{rule}")
    for start, end in _bare(text, known):
        yield Hit(start, end, "person", text[start:end], "person.clause")
    for start, end in _rows(text, known):
        yield Hit(start, end, "person", text[start:end], "person.row")
    for start, end in _with_dots(text, known.signs):
        yield Hit(start, end, "person", text[start:end], "person.dot")


def _beside(text: str, start: int, end: int, lead: Lead) -> Iterator[tuple[str, Span]]:
    if lead.colon and (colon := _COLON.match(text, end)):
        yield from (("field", span) for span in _listed(text, colon.end(), "field"))
    elif lead.ahead:
        place = "crowd" if text[end - 1 : end + 1] in words().joined else lead.ahead
        yield from ((place, span) for span in _listed(text, end, place))
    for place in lead.before:
        yield from ((place, span) for span in _listed_before(text, start, place))


def _listed(text: str, at: int, place: str) -> Iterator[Span]:
    """The name behind a word, and those that are listed with it."""
    name = _name_at(text, at)
    if name is None or not (_is_named(name, place) or _acts(text, name, place)):
        return
    places = {text[name.start : end] for end in (name.start + _SHORT, name.end)} & words().regions
    if (place in ("leads", "to") and places) or is_full(text[name.start : name.end + 1]):
        return
    yield from _and_others(text, name)


def _and_others(text: str, name: _Name) -> Iterator[Span]:
    """A name, and those that are listed behind it."""
    yield name.start, name.end
    while (link := _LIST.match(text, name.end)) and link.end() > name.end:
        other = _name_at(text, link.end())
        if other is None or other.firm == _OPEN or other.kind in (ORDINARY, "also"):
            return
        name = other
        yield name.start, name.end


def _acts(text: str, name: _Name, place: str) -> bool:
    """Whether somebody acts though the name begins like a word: 民警高峰平走访."""
    if place not in ("office", "party") or name.end - name.start < len("高峰平"):
        return False
    usual = words().surnames.get(text[name.start]) == "common"
    return usual and name.firm == _FIRM and bool(_HAN.match(text, name.end))


def _is_named(name: _Name, place: str) -> bool:
    """Whether a name stands there, by the word in front of it."""
    if place == "field":
        return name.firm == _FIRM or name.kind == "common"
    if place == "ending":
        return name.firm == _FIRM and name.kind != ORDINARY
    if name.kind == ORDINARY:
        return place == "certain" and name.firm != _OPEN
    least = _FIRM if place == "to" else _WEAK
    if place in ("crowd", "leads", "to"):
        return name.firm >= least and (name.kind == "common" or (place, name.firm) == ("crowd", _FIRM))
    return name.firm != _OPEN or name.kind == "common"


def _name_at(text: str, at: int) -> _Name | None:
    """The name that may begin there: of three characters, or two where the clause goes on behind them."""
    known = words()
    if text[at : at + 1] not in known.beginnings:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if text[at : at + 1] not in known.beginnings:
            return None
    signs = _ahead(text, at)
    size = 2 if known.surnames.get(signs.text[:2]) == "compound" else 1
    if signs.text[:size] not in known.surnames:
        return None
    if signs.text.startswith(known.titles, size):
        return None
    firm = {many: _firmness(signs, size + many, known) for many in (1, 2)}
    many = _given(signs, size, firm, known)
    if many == 0:
        return None
    total = size + many
    return _Name(at, signs.places[total - 1] + 1, firm[many], known.kind(signs.text[:2]))


def _bare(text: str, known: Words) -> Iterator[Span]:
    """Names that begin a clause and go on as of a person, or stand alone in brackets or in a cell."""
    for at in (0, *(match.end() for match in known.clauses.finditer(text))):
        name = _name_at(text, at)
        if name is None or name.kind != "common" or text[name.start : name.end] in known.regions:
            continue
        alone = text[at - 1 : at] in ("（", "(") and text[name.end : name.end + 1] in ("）", ")")
        if alone or (name.firm != _OPEN and known.acts.match(text, name.end)):
            yield from _and_others(text, name)
    for cell in known.cells.finditer(text):
        name = _name_at(text, cell.start() + 1)
        if name and name.kind == "common" and name.end - name.start == len(cell[0]) - 1:
            yield name.start, name.end


def _rows(text: str, known: Words) -> Iterator[Span]:
    """Names listed with others, or in front of an office in brackets; one of them has three signs."""
    last = 0
    for run in known.runs.finditer(text):
        if run.start() < last or not _is_whole(run[0], known):
            continue
        found = [*_and_others(text, _Name(*run.span(), _FIRM, "common"))]
        last = found[-1][1]
        lengths = [len(_signs(text[start:end])) for start, end in found]
        office = len(lengths) == 1 and known.offices.match(text, last)
        if max(lengths) > _SHORT and (len(found) > 1 or office):
            yield from _first_of(text, run.start())
            yield from found


def _is_whole(run: str, known: Words) -> bool:
    """Whether a run of signs with nothing beside it is shaped as a name, and no word or place."""
    signs = _signs(run)
    told = _Signs(signs, tuple(range(len(signs))), frozenset(), closed=True)
    shaped = signs not in known.regions and _is_name(told, len(signs), known)
    return shaped and known.kind(signs[:2]) == "common"


def _signs(run: str) -> str:
    return "".join(run.split())


def _first_of(text: str, at: int) -> Iterator[Span]:
    """The name that a list begins with in front of a place, where words stand in front of it."""
    first = _name_before(text, at - 1, "told") if text[at - 1 : at] == "、" else None
    if first is not None:
        yield first


def _given(signs: _Signs, size: int, firm: dict[int, int], known: Words) -> int:
    """How many characters the part behind the surname has: 1, 2, or 0 where none can stand there."""
    fits = [many for many in (1, 2) if _fits(signs, size, many, known)]
    for many, least in ((1, _FIRM), (2, _FIRM), (1, _WEAK), (2, _WEAK), (2, _OPEN)):
        if many in fits and firm[many] >= least:
            return many
    return 0


def _fits(signs: _Signs, size: int, many: int, known: Words) -> bool:
    given = signs.text[size : size + many]
    if len(given) < many or given[0] in known.never_first or given[-1] in known.never_last:
        return False
    inside = {gap for gap in signs.gaps if 0 < gap < size + many}
    return not inside or (inside == {size} and _firmness(signs, size + many, known) > _OPEN)


def _firmness(signs: _Signs, at: int, known: Words) -> int:
    """How firmly something ends in front of the character at that number."""
    if at in signs.gaps or (at >= len(signs.text) and signs.closed):
        return _FIRM
    going = [word for size in (4, 3, 2, 1) if (word := signs.text[at : at + size]) in known.goes_on]
    return _OPEN if not going else _FIRM if len(going[0]) > 1 else _WEAK


def _ahead(text: str, at: int) -> _Signs:
    found: list[str] = []
    places: list[int] = []
    gaps: set[int] = set()
    while len(found) < _FAR and at < len(text):
        if not _HAN.match(text, at):
            gap = _GAP.match(text, at)
            if gap is None or gap.end() == at or not _HAN.match(text, gap.end()):
                break
            gaps.add(len(found))
            at = gap.end()
        found.append(text[at])
        places.append(at)
        at += 1
    return _Signs("".join(found), tuple(places), frozenset(gaps), len(found) < _FAR)


def _listed_before(text: str, at: int, place: str) -> Iterator[Span]:
    """The name in front of a word, and those that are listed with it; none in 龙岩市长 and 龙岩市长汀县."""
    sign = text[at : at + 1]
    if place == "office" and text[at - 1 : at] == "副":
        at -= 1
    span = _name_before(text, at, place)
    if span is not None and is_full(text[slice(*span)] + sign):
        return
    while span is not None:
        yield span
        listed = text[span[0] - 1 : span[0]] == "、"
        span = _name_before(text, span[0] - 1, "told") if listed else None


def _name_before(text: str, at: int, place: str) -> Span | None:
    """The name that ends there; it begins where its clause does, but in front of 同志."""
    known = words()
    if known.beginnings.isdisjoint(text[max(0, at - _FAR) : at]):
        return None
    signs = _before(text, at)
    if place not in ("told", "papers") and signs.text.endswith(known.roles):
        return None
    begun = [size for size in (3, 2, 4) if _is_name(signs, size, known) and _begins(signs, size, known)]
    for size in begun:
        kind = known.kind(signs.text[-size:][:2])
        if kind not in (ORDINARY, "also") or (place in ("honour", "papers") and kind == ORDINARY):
            return signs.places[-size], at - _trailing(text, at)
    for size in (3, 2) if place == "honour" else ():
        if _is_name(signs, size, known) and known.kind(signs.text[-size:][:2]) == "common":
            return signs.places[-size], at - _trailing(text, at)
    return None


def _trailing(text: str, at: int) -> int:
    """How many spaces stand right in front of a place."""
    start = max(0, at - _FAR)
    return at - start - len(text[start:at].rstrip())


def _is_name(signs: _Signs, size: int, known: Words) -> bool:
    if len(signs.text) < size:
        return False
    name = signs.text[-size:]
    family = 2 if known.surnames.get(name[:2]) == "compound" else 1
    given = name[family:]
    if name[:family] not in known.surnames or len(given) not in (1, 2) or given in known.titles:
        return False
    return given[0] not in known.never_first and given[-1] not in known.never_last


def _begins(signs: _Signs, size: int, known: Words) -> bool:
    """Whether something begins with the last so many characters."""
    at = len(signs.text) - size
    before = signs.text[:at]
    return (at == 0 and signs.closed) or at in signs.gaps or before.endswith(known.ahead)


def _before(text: str, at: int) -> _Signs:
    """The characters in front of a place, with at most one gap among them, behind the surname."""
    found: list[int] = []
    gaps: set[int] = set()
    place = at - _trailing(text, at) - 1
    while len(found) < _FAR and place >= 0:
        if not _HAN.match(text, place):
            spaces = _trailing(text, place + 1)
            if not spaces or gaps or len(found) not in (1, 2) or not _HAN.match(text, place - spaces):
                break
            gaps.add(len(found))
            place -= spaces
        found.append(place)
        place -= 1
    places = tuple(reversed(found))
    told = frozenset(len(found) - gap for gap in gaps)
    return _Signs("".join(text[place] for place in places), places, told, len(found) < _FAR)


def _with_dots(text: str, signs: frozenset[str]) -> Iterator[Span]:
    """Names of other languages: two parts or more of signs that transliterate, each of two or more."""
    last = 0
    for dot in _DOT.finditer(text):
        if dot.start() < last:
            continue
        start, end = _run(text, dot.start(), -1, signs), _run(text, dot.end(), 1, signs)
        if dot.start() - start < 2 or end - dot.end() < 2:
            continue
        while (more := _DOT.match(text, end)) and _run(text, more.end(), 1, signs) - more.end() >= 2:
            end = _run(text, more.end(), 1, signs)
        last = end
        yield start, end


def _run(text: str, at: int, step: int, signs: frozenset[str]) -> int:
    """Where the signs that begin (step 1) or end (step -1) at a place stop."""
    for _ in range(_PART):
        sign = text[at] if step > 0 and at < len(text) else text[at - 1 : at] if step < 0 else ""
        if sign not in signs or not sign:
            break
        at += step
    return at
