"""Titles of documents: one key for all spellings, the most complete spelling as the name.

Brackets, quotes, spaces, dashes and line breaks do not distinguish; the years of a plan do, in brackets or
not; 中华人民共和国, a mark of version and the place (鼓楼区… in a report of the district) are written out.
"""

import functools
import re
from dataclasses import dataclass

from kg.folding import bare, clean, fold
from kg.model import Basis
from kg.resolve.agencies import deictic_place
from kg.resolve.places import Gazetteer, Ground, Place, locate
from kg.resources import either, entries, table

STATE = "中华人民共和国"
_YEARS = re.compile(r"(\d{4})\s*年?\s*[-‐‑‒–—―－﹣~～至]+\s*(\d{4})\s*年?")
_YEAR = re.compile(r"\d{4}\s*年(?:度)?")
_ISSUED = re.compile(r"(.*?)(关于.+)\Z")
_BRACKET = re.compile(r"\s*[（(][^（）()]*[）)]\Z")


@dataclass(frozen=True, slots=True)
class Title:
    """A title read against a report.

    `key` decides identity; `tail` is the key from 关于 on, None without it; `level` is the level of the place
    at its head: none, upper (province, municipality), city, local.
    """

    name: str
    key: str
    tail: str | None
    level: str
    basis: Basis


def read_title(text: str, ground: Ground, gazetteer: Gazetteer) -> Title:
    """The name and key of the document that a title in a report denotes."""
    plain = unversioned(bare(text))
    year, rest = _without_year(plain)
    place, core, said = _place(rest, ground, gazetteer)
    if place is None:
        scoped = bool(year and _annual().search(plain) and ground.region)
        key = fold((ground.region.full if scoped and ground.region else "") + rest + year)
        name = STATE + plain if _law().search(plain) and not plain.startswith(STATE) else plain
        return Title(name, key.removeprefix(STATE), _tail(key), "local" if scoped else "none", "stated")
    after, core_rest = _without_year(core)
    key = fold(place.full + core_rest + (year or after))
    name = plain if said else _written_out(core, place)
    return Title(name, key, _tail(key), level_of(place), "stated" if said else "inferred")


def _without_year(title: str) -> tuple[str, str]:
    found = _YEAR.match(title)
    return (found[0].rstrip("度"), title[found.end() :].lstrip()) if found else ("", _ranged(title))


def _ranged(title: str) -> str:
    return _YEARS.sub(r"\1-\2", title)


def _tail(key: str) -> str | None:
    found = _ISSUED.match(key)
    return found[2] if found else None


def _place(title: str, ground: Ground, gazetteer: Gazetteer) -> tuple[Place | None, str, bool]:
    """(place, what stands behind it, whether its name and not a deictic stands in the title)."""
    deictic = deictic_place(title, ground)
    if deictic is not None:
        return deictic[0], title[deictic[1] :], False
    for size in range(min(len(title) - 1, 16), 1, -1):
        if title[size - 1] in entries("place_levels", "titled"):
            located = locate(title[:size], ground, gazetteer)
            if located is not None:
                return located.place, title[size:], True
    return None, title, True


def _written_out(core: str, place: Place) -> str:
    party = core.startswith("委") and not core.startswith("委员")
    return ("中共" if party else "") + place.prefix + core


def level_of(place: Place) -> str:
    """The level of a place: upper (province, municipality), city (prefecture) or local."""
    if len(place.levels) == 1:
        return "upper"
    return (
        "city"
        if len(place.levels) == 2 and place.levels[-1].endswith(entries("place_levels", "city"))
        else "local"
    )


def unversioned(title: str) -> str:
    """The title without a closing （试行）, (修订版) and without the brackets round it: 《X》(修订版) → X."""
    found = _version().search(title)
    return bare(title[: found.start()]) if found and found.start() else title


def kind_of(title: str, level: str) -> tuple[str, str]:
    """(kind, basis) of a document by the ordered rules of `regulation_kinds.csv`."""
    plain = _BRACKET.sub("", unversioned(bare(title)))
    plain = _YEAR.sub("", _YEARS.sub("", plain)).strip("（）()[] ")
    if level == "none":
        plain = plain.removeprefix(STATE)
    for row in table("regulation_kinds"):
        if row["place"] in (level, "any") and _compiled(row["pattern"]).search(plain):
            return row["kind"], "inferred" if row["legal"] == "candidate" else "title"
    return "unknown", "inferred"


@functools.cache
def legal_kinds() -> frozenset[str]:
    """The kinds that make a Regulation a LegalAct."""
    return frozenset(row["kind"] for row in table("regulation_kinds") if row["legal"] != "no")


def forwarded(title: str) -> str | None:
    """The title of the document that a notice issues: 关于印发〈X〉的通知 → X; None for other titles."""
    found = _forward().search(clean(bare(title)))
    return found[1].strip("《》〈〉“”") if found else None


@functools.cache
def _law() -> re.Pattern[str]:
    law, not_law = either("title_words", "law"), either("title_words", "not_law")
    return re.compile(rf"(?:{law}|(?<!{not_law})法)\Z")


@functools.cache
def _forward() -> re.Pattern[str]:
    issues, notice = either("title_words", "issues"), either("title_words", "notice")
    return re.compile(rf"{issues}[《〈“]?(.{{4,}}?)[》〉”]?的{notice}\Z")


@functools.cache
def _annual() -> re.Pattern[str]:
    return re.compile(rf"{either('title_words', 'annual')}\Z")


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@functools.cache
def _version() -> re.Pattern[str]:
    marks = "|".join(re.escape(row["mark"]) for row in table("title_versions"))
    return re.compile(rf"\s*[（(]\s*(?:\d{{4}}年)?(?:{marks})\s*[）)]\s*\Z")
