"""Titles of documents: one key for all spellings, the most complete spelling as the name.

Brackets, quotes, spaces, dashes and line breaks do not distinguish; the years of a plan do, in brackets or
not, and so do marks of version (试行, 2023年修订, 征求意见稿), but not 修订版 without a year. 中华人民共和国
and the place (鼓楼区… in a report of the district) are written out.
"""

import functools
import re
from dataclasses import dataclass, replace
from unicodedata import normalize

from kg.folding import bare, clean, fold
from kg.model import Basis, by_the_thousand
from kg.resolve.parsing import deictic_place
from kg.resolve.places import Gazetteer, Ground, Place, locate
from kg.resources import Row, either, entries, table
from kg.room import WORDS

STATE = "中华人民共和国"
_YEARS = re.compile(r"(\d{4})\s*年?\s*[-‐‑‒–—―－﹣~～至]+\s*(\d{4})\s*年?")
_YEAR = re.compile(r"\d{4}\s*年(?:度)?")
_ISSUED = re.compile(r"(.*?)(关于.+)\Z")
_EDITION = re.compile(r"[（(]\s*((\d{4})\s*年?\s*[版本]?)\s*[）)]\Z")
_IN_BRACKETS = re.compile(r"[《〈][^《》〈〉]+[》〉](?:[（(][^（）()]*[）)])?")
_BRACKET = re.compile(r"\s*[（(][^（）()]*[）)]\Z")


@dataclass(frozen=True, slots=True)
class Version:
    """A mark of version: as written, its kind (trial, draft, revised; edition for 2021年版) and its year."""

    mark: str = ""
    kind: str = ""
    year: str = ""

    @property
    def told(self) -> bool:
        """Whether the mark tells one version from another: 修订版 without a year does not."""
        return self.kind in ("trial", "draft") or (self.kind == "revised" and bool(self.year))

    @property
    def key(self) -> str:
        """What a mark that is told adds to the key of the title."""
        return f"({self.year}修订)" if self.kind == "revised" else f"({self.mark})"


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Title:
    """A title read against a report.

    `key` decides identity; `tail` is the key from 关于 on, None without it; `place` stands at its head, and
    `level` is its level: none, upper (province, municipality), city, local; `version` is its mark of version.
    """

    name: str
    key: str
    tail: str | None
    level: str
    basis: Basis
    place: Place | None = None
    version: Version = Version()


def read_title(text: str, ground: Ground, gazetteer: Gazetteer) -> Title:
    """The name and key of the document that a title in a report denotes."""
    plain, version = split_version(bare(text))
    title = _read(plain, ground, gazetteer)
    if not version.told:
        return replace(title, version=version) if version.mark else title
    key = title.key + version.key
    return replace(title, name=f"{title.name}（{version.mark}）", key=key, tail=_tail(key), version=version)


def _read(plain: str, ground: Ground, gazetteer: Gazetteer) -> Title:
    year, rest = _without_year(plain)
    place, core, said = _place(rest, ground, gazetteer)
    if place is None:
        scope = ground.region.full if year and ground.region and _annual().search(plain) else ""
        return _unplaced(plain, scope + rest + year, "local" if scope else "none")
    after, core_rest = _without_year(core)
    key = fold(place.full + core_rest + (year or after))
    name = plain if said else plain[: len(plain) - len(rest)] * bool(year) + _written_out(core, place)
    return Title(name, key, _tail(key), level_of(place), "stated" if said else "inferred", place)


@functools.lru_cache(WORDS)
def _unplaced(plain: str, told: str, level: str) -> Title:
    """A title that no place stands in front of; `told` is what tells it from others."""
    key = fold(told)
    name = STATE + plain if _law().search(plain) and not plain.startswith(STATE) else plain
    return Title(name, key.removeprefix(STATE), _tail(key), level, "stated")


@functools.lru_cache(WORDS)
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
    letters = entries("place_levels", "titled")
    for size in range(min(len(title) - 1, 16), 1, -1):
        if title[size - 1] in letters:
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
    return split_version(title)[0]


@functools.lru_cache(WORDS)
def split_version(title: str) -> tuple[str, Version]:
    """The title without its closing mark of version, and the mark; an edition (2021年版) stays in it."""
    found = _version().search(title)
    if found is None or not found.start():
        edition = _EDITION.search(title)
        return title, Version(normalize("NFKC", edition[1]), "edition", edition[2]) if edition else Version()
    mark = clean(found["bracketed"] or found["plain"])
    kind = next(row["kind"] for row in table("title_versions") if mark.endswith(row["mark"]))
    return bare(title[: found.start()]), Version(mark, kind, found["year"] or "")


@functools.lru_cache(WORDS)
def kind_of(title: str, level: str) -> tuple[str, str]:
    """(kind, basis) of a document by the ordered rules of `regulation_kinds.csv`."""
    plain = _BRACKET.sub("", unversioned(bare(title)))
    plain = _YEAR.sub("", _YEARS.sub("", plain)).strip("（）()[] ")
    if level == "none":
        plain = plain.removeprefix(STATE)
    for pattern, row in _kinds(level):
        if pattern.search(plain):
            return row["kind"], "inferred" if row["legal"] == "candidate" else "title"
    return "unknown", "inferred"


@functools.cache
def legal_kinds() -> frozenset[str]:
    """The kinds that make a Regulation a LegalAct."""
    return frozenset(row["kind"] for row in table("regulation_kinds") if row["legal"] != "no")


@functools.lru_cache(WORDS)
def forwarded(title: str) -> tuple[str, ...]:
    """The titles of the documents that a notice issues: 关于印发〈X〉的通知 → 〈X〉, else none."""
    return _inner(_forward(), title)


@functools.lru_cache(WORDS)
def altered(title: str) -> tuple[tuple[str, str], ...]:
    """What a title says it changes, with the relation: 关于修改〈X〉的决定 → (AMENDS, 〈X〉)."""
    return tuple((relation, each) for relation, verb in _alter().items() for each in _inner(verb, title))


def _inner(pattern: re.Pattern[str], title: str) -> tuple[str, ...]:
    found = pattern.search(bare(title))
    if found is None:
        return ()
    return tuple(map(clean, _IN_BRACKETS.findall(found[1]))) if found[1] else (bare(found[2]),)


@functools.cache
def _law() -> re.Pattern[str]:
    law, not_law = either("title_words", "law"), either("title_words", "not_law")
    return re.compile(rf"(?:{law}|(?<!{not_law})法)\Z")


@functools.cache
def _forward() -> re.Pattern[str]:
    return _notice(either("title_words", "issues"), r"(.{4,}?)")


@functools.cache
def _alter() -> dict[str, re.Pattern[str]]:
    verbs = (("AMENDS", "amends"), ("REPEALS", "repeals"))
    return {relation: _notice(rf"关于{either('title_words', place)}", r"(?!)()") for relation, place in verbs}


def _notice(verb: str, bare_title: str) -> re.Pattern[str]:
    """Verb, titles in brackets (group 1) or a bare one (group 2), and the form of the document."""
    brackets = r"([《〈].{2,}[》〉].{0,12}?)"
    return re.compile(rf"{verb}(?:{brackets}|{bare_title})的{either('title_words', 'notice')}\Z")


@functools.cache
def _annual() -> re.Pattern[str]:
    return re.compile(rf"{either('title_words', 'annual')}\Z")


@functools.cache
def _kinds(level: str) -> tuple[tuple[re.Pattern[str], Row], ...]:
    """The rules on kinds that hold for documents of a level, in order."""
    rows = (row for row in table("regulation_kinds") if row["place"] in (level, "any"))
    return tuple((re.compile(row["pattern"]), row) for row in rows)


@functools.cache
def _version() -> re.Pattern[str]:
    rows = table("title_versions")
    marks = "|".join(re.escape(row["mark"]) for row in rows)
    drafts = "|".join(re.escape(row["mark"]) for row in rows if row["plain"] == "yes")
    bracketed = rf"\s*[（(]\s*(?P<bracketed>(?:(?P<year>\d{{4}})年?)?(?:第.次)?(?:{marks}))\s*[）)]\s*"
    return re.compile(rf"(?:{bracketed}|(?P<plain>{drafts}))\Z")
