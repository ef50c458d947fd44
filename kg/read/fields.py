"""What a portal says beside a document: 发布时间, 来源, 文号, 索引号 … → Metadata.

Labels stand in `portal_fields.csv`. A field is `label：value`, several on a line, or a cell with the label
and the next with the value. Nothing is guessed: a value without its label says nothing.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields

from kg.model import Metadata
from kg.resources import table

_BLANK = re.compile(r"\s+")
_DATE = re.compile(r"((?:19|20)\d{2})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})")
_LONGEST = 120
_KNOWN = frozenset(field.name for field in fields(Metadata))
_EMPTY = re.compile(r"[\s:：\-—/无]*")


def apart(lines: Iterable[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines that are no fields, and the fields and raw values of those that are nothing else."""
    others: list[str] = []
    named: list[tuple[str, str]] = []
    waiting: str | None = None
    for line in lines:
        bare = _bare(line) if line[-1:] in ":：" else None
        found = None if bare else _fields_of(line)
        if found:
            named += found
        elif waiting:
            named.append((waiting, line))
        elif not bare:
            others.append(line)
        waiting = bare
    return others, named


def metadata(named: Iterable[tuple[str, str]]) -> Metadata:
    """The metadata that fields and raw values say; the first value of a field counts, `date` last of all."""
    values: dict[str, str] = {}
    for name, raw in named:
        value = _date(raw) if name in ("issued_on", "date") else _plain(raw)
        if value is not None:
            values.setdefault(name, value)
    if "date" in values:
        values.setdefault("issued_on", values["date"])
    said = {name: value for name, value in values.items() if name in _KNOWN}
    return Metadata(**said)  # type: ignore[arg-type]


@functools.cache
def name_fields() -> dict[str, str]:
    """The name of an HTML metadata element, in lower case → the field that its content goes to."""
    return {row["label"]: row["field"] for row in table("portal_fields") if row["place"] == "name"}


def _fields_of(line: str) -> list[tuple[str, str]] | None:
    """The fields of a line that holds nothing else; None for any other line."""
    if len(line) > _LONGEST:
        return None
    if _label().match(line) is None:
        return _in_cells(line)
    found = [*_label().finditer(line)]
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [
        (_field(match.group("label")), line[match.end() : end].strip(" \t|｜[]【】;；"))
        for match, end in zip(found, ends, strict=True)
    ]


def _bare(text: str) -> str | None:
    """The field whose label alone, with or without colon, fills a line or cell."""
    match = _bare_label().fullmatch(text)
    return _field(match.group("label")) if match else None


def _in_cells(line: str) -> list[tuple[str, str]] | None:
    """The fields of a row of a table whose cells are label, value, label, value …"""
    cells = line.split("\t")
    if len(cells) < 2 or len(cells) % 2:
        return None
    labels = [_bare(cell) for cell in cells[::2]]
    if any(label is None for label in labels):
        return None
    return [(label or "-", value) for label, value in zip(labels, cells[1::2], strict=True)]


def _plain(raw: str) -> str | None:
    value = _BLANK.sub(" ", raw).strip(" 　")
    return None if _EMPTY.fullmatch(value) else value


def _date(raw: str) -> str | None:
    match = _DATE.search(raw)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _field(label: str) -> str:
    return _labels()[_BLANK.sub("", label)]


@functools.cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["field"] for row in table("portal_fields") if row["place"] == "line"}


def _spaced() -> Iterator[str]:
    """Each label as a pattern that lets blanks stand between its characters (索 引 号), long ones first."""
    for label in sorted(_labels(), key=lambda label: (-len(label), label)):
        yield r"[ \u3000\u00a0]{0,8}".join(map(re.escape, label))


@functools.cache
def _label() -> re.Pattern[str]:
    """A label with its colon, at the start of the line or after a blank, bar or bracket."""
    return re.compile(rf"(?:^|(?<=[\s|｜\[【]))[\[【]?(?P<label>{'|'.join(_spaced())})[】\]]?\s?[：:]\s*")


@functools.cache
def _bare_label() -> re.Pattern[str]:
    return re.compile(rf"[\[【]?(?P<label>{'|'.join(_spaced())})[】\]]?\s?[：:]?")
