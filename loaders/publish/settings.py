"""publish.toml → what a package says of itself: title, publisher, contact, licence, dates, addresses.

Everything that a package tells and the graph does not know stands there, dates too, so that no clock is read.
"""

import datetime
import difflib
import functools
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from iso3166 import countries

from kg.errors import DataError, UsageError
from kg.resources import parse_table, resource

NAME = "publish.toml"
THEMES = frozenset(
    ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN")
)
"""The EU authority table "data-theme", without its provisional entry."""
FREQUENCIES = frozenset(
    (
        *("TRIENNIAL", "BIENNIAL", "ANNUAL", "ANNUAL_2", "ANNUAL_3", "QUARTERLY", "MONTHLY", "MONTHLY_2"),
        *("WEEKLY", "DAILY", "IRREG", "NEVER", "UNKNOWN", "UPDATE_CONT"),
    )
)
"""The entries of the EU authority table "frequency" that a data set of reports may have."""
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+(?:[/?#][^\s<>\"{}|\\^`]*)?")
_BASE = re.compile(
    r"https?://(?:[^\s<>\"{}|\\^`/?#@:.]+\.)*[^\s<>\"{}|\\^`/?#@:.]+(?::[0-9]+)?(?:/[^\s<>\"{}|\\^`?#]*)?"
)
"""An address that others can begin with: no user, no ? and no #, behind which a server sees nothing."""
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:[-+][0-9A-Za-z.-]+)?")


@dataclass(frozen=True, slots=True)
class Both:
    """A text in Chinese and in English."""

    zh: str
    en: str

    @property
    def line(self) -> str:
        """Both in one line, for what has room for one text alone."""
        return f"{self.zh} · {self.en}"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: SPDX identifier, its name in the EU authority table, the address of its text, its names.

    With an `open` one everybody may use the data for every purpose.
    """

    id: str
    authority: str
    url: str
    open: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: `identifier` is a unified social credit code or another number."""

    name: Both
    homepage: str
    identifier: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions."""

    name: str
    email: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """What publish.toml says: `base` begins every IRI, `location` the address of every file; ISO dates."""

    title: Both
    description: Both
    keywords_zh: tuple[str, ...]
    keywords_en: tuple[str, ...]
    version: str
    issued: str
    modified: str
    licence: Licence
    frequency: str
    themes: tuple[str, ...]
    country: str
    since: str | None
    until: str | None
    base: str
    location: str
    publisher: Publisher
    contact: Contact

    @property
    def iri(self) -> str:
        """The IRI of the data set."""
        return f"{self.base}/dataset/kg"


KEYS = {
    "dataset": frozenset(
        (
            *("title", "description", "keywords", "version", "issued", "modified", "licence", "frequency"),
            *("themes", "country", "from", "until"),
        )
    ),
    "web": frozenset(("base", "location")),
    "publisher": frozenset(("name", "homepage", "identifier")),
    "contact": frozenset(("name", "email", "url")),
}
"""The headings of the file, and the keys under each."""


@functools.cache
def licences() -> dict[str, Licence]:
    """The known licences by identifier."""
    name = "loaders/publish/licences.csv"
    rows = parse_table(resource(name).read_text("utf-8"), name)
    return {row["id"]: Licence(**{**row, "open": row["open"] == "yes"}) for row in rows}  # type: ignore[arg-type]


def write_template(path: Path) -> None:
    """Write the commented template to `path`; UsageError where something stands there."""
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise UsageError(f"{path}: exists and is left as it is; edit it, or move it away first") from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            file.write(resource(f"loaders/publish/{NAME}").read_text("utf-8"))
    except OSError as error:
        path.unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot be written: {error.strerror}; choose another folder")


def read_publication(path: Path) -> Publication:
    """What the file says. Raises UsageError where it is missing, DataError for what is wrong in it."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: not there; write one with kg publish --init and fill it in") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: no TOML in UTF-8: {error}; mend it there") from error
    whole = _Said(path, said)
    _check_keys(whole)
    return _publication(whole)


def with_base(about: Publication, base: str) -> Publication:
    """The publication with another base; UsageError for one that is no address to begin others with."""
    if not _is_base(base):
        raise UsageError(f"{base}: no start of an IRI; expected {_BASES}")
    return replace(about, base=base.rstrip("/"))


def _is_base(text: str) -> bool:
    try:
        return bool(_BASE.fullmatch(text)) and urlsplit(text).port != 0
    except ValueError:  # of a port that there is not
        return False


_BASES = "an address such as https://data.example.org/kg, without user, ? and #"


def _check_keys(said: "_Said") -> None:
    """Refuse headings and keys that nobody reads: they were meant to say something."""
    said.only(KEYS)
    for heading, keys in KEYS.items():
        if said.has(heading):
            said.table(heading).only(keys)


def _publication(said: "_Said") -> Publication:
    data, web = said.table("dataset"), said.table("web")
    publication = Publication(
        title=data.both("title"),
        description=data.both("description"),
        keywords_zh=data.table("keywords").texts("zh"),
        keywords_en=data.table("keywords").texts("en"),
        version=data.text("version", _VERSION.fullmatch, "a version such as 1.0.0"),
        issued=data.date("issued"),
        modified=data.date("modified"),
        licence=licences()[data.choice("licence", licences())],
        frequency=data.choice("frequency", FREQUENCIES),
        themes=tuple(data.checked("themes", one, THEMES) for one in data.texts("themes")),
        country=data.text("country", _is_country, "a code of ISO 3166-1 such as CHN"),
        since=data.date("from") if data.has("from") else None,
        until=data.date("until") if data.has("until") else None,
        base=web.text("base", _is_base, _BASES).rstrip("/"),
        location=web.iri("location").rstrip("/") + "/",
        publisher=_publisher(said.table("publisher")),
        contact=_contact(said.table("contact")),
    )
    _in_order(data, (("issued", "modified"), ("from", "until")))
    return publication


def _publisher(said: "_Said") -> Publisher:
    number = said.text("identifier") if said.has("identifier") else None
    return Publisher(said.both("name"), said.iri("homepage"), number)


def _contact(said: "_Said") -> Contact:
    email = said.text("email", _EMAIL.fullmatch, "an address such as open-data@example.org")
    return Contact(said.text("name"), email, said.iri("url") if said.has("url") else None)


def _in_order(data: "_Said", pairs: tuple[tuple[str, str], ...]) -> None:
    for first, last in pairs:
        if data.has(first) and data.has(last) and data.date(first) > data.date(last):
            data.refuse(last, data.date(last), f"no day before {first} ({data.date(first)})")


class _Said:
    """One table of the file, whose values are asked for by key; what is not as expected is refused."""

    def __init__(self, path: Path, said: Mapping[str, Any], place: str = "") -> None:
        self._path, self._said, self._place = path, said, place

    def has(self, key: str) -> bool:
        return key in self._said

    def table(self, key: str) -> "_Said":
        value = self._said.get(key)
        if not isinstance(value, dict):
            self.refuse(key, value, "a table" if self._place else f"the heading [{key}] with its values")
        return _Said(self._path, value, f"{self._place}{key}.")

    def text(
        self, key: str, fits: Callable[[str], object] = bool, expected: str = "a text that is not empty"
    ) -> str:
        value = self._said.get(key)
        if isinstance(value, str) and value.startswith("TODO"):
            self.refuse(key, value, f"{expected}, without the TODO")
        if not isinstance(value, str) or not value.strip() or not fits(value):
            self.refuse(key, value, expected)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._said.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            self.refuse(key, value, "a list of one text or more")
        return tuple(value)

    def both(self, key: str) -> Both:
        return Both(self.table(key).text("zh"), self.table(key).text("en"))

    def iri(self, key: str) -> str:
        return self.text(key, _IRI.fullmatch, "an address such as https://data.example.org/kg")

    def date(self, key: str) -> str:
        value = self._said.get(key)
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        return self.text(key, _is_date, "a date such as 2026-01-31")

    def choice(self, key: str, choices: Mapping[str, object] | frozenset[str]) -> str:
        return self.checked(key, self.text(key, bool, f"one of {', '.join(sorted(choices))}"), choices)

    def only(self, known: Collection[str]) -> None:
        for key in self._said:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1) or sorted(known)
                what = f"{self._path}: {self._place}{key} is not known"
                raise DataError(f"{what}, expected {', '.join(near)}; mend it there, or take it out")

    def checked(self, key: str, value: str, choices: Mapping[str, object] | frozenset[str]) -> str:
        if value not in choices:
            self.refuse(key, value, f"one of {', '.join(sorted(choices))}")
        return value

    def refuse(self, key: str, value: object, expected: str) -> NoReturn:
        found = "missing" if value is None else f"{value!r}"
        raise DataError(f"{self._path}: {self._place}{key} is {found}, expected {expected}; mend it there")


def _is_country(text: str) -> bool:
    country = countries.get(text, None)
    return country is not None and country.alpha3 == text


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("2026-01-31") and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
