"""The questions that ship with the graph: found, checked, asked in either language, their rows made equal.

A question is two files with the same header, `queries/cypher/Qnn_name.cypher` and
`queries/sparql/Qnn_name.rq`. The header says what goes in and comes out; the runner types the parameters,
types and sorts the rows, so that both languages give the same bytes.
"""

import difflib
import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import DataError, UsageError
from kg.resources import resource
from loaders.asking.allowed import allowed
from loaders.asking.child import LIMIT, TIMEOUT, within
from loaders.asking.child import rows as run
from loaders.asking.guard import Language
from loaders.plain import clean
from loaders.property_graph.store import Store

Row = dict[str, Any]
TYPES = ("string", "integer", "decimal", "year", "list", "boolean")
FIELDS = ("number", "name", "zh", "en", "theme", "params", "columns", "order", "blank")
FILES: dict[Language, tuple[str, str, str]] = {
    "cypher": ("queries/cypher", ".cypher", "//"),
    "sparql": ("queries/sparql", ".rq", "#"),
}
"""Folder, suffix and comment mark of each language."""

WHOLE = re.compile(r"[+-]?[0-9]+")
"""How a whole number is written: `int` alone takes 2_022 and １９９９, too."""
_NUMBER = re.compile(r"\AQ(\d)\Z")
_PARAM = re.compile(r"(\w+):(\w+)=(.+)")
_COLUMN = re.compile(r"(\w+)(\*?):(\w+)")
_ORDER = re.compile(r"(\w+)( descending)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; `default` None means all."""

    name: str
    type: str
    default: str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `key` ones tell two rows apart."""

    name: str
    type: str
    key: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its texts; `order` are (column, descending), `blank` says what no row means."""

    number: str
    name: str
    zh: str
    en: str
    theme: str
    params: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: tuple[tuple[str, bool], ...]
    blank: str
    texts: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The sorted rows of a question; `cut` counts those that an explicit limit left out."""

    question: Question
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: int = 0


def ask(
    folder: Path | str,
    question: str,
    params: Mapping[str, Any] | None = None,
    *,
    lang: Language = "cypher",
    timeout: float = TIMEOUT,
    limit: int | None = None,
) -> Answer:
    """The answer to a question, by number or name, on the graph folder.

    `params` are texts (`2021`) or values; a missing one takes its default. `limit` cuts after sorting;
    without it more than 10,000 rows are a CheckError, as is a query that runs longer than `timeout` seconds.
    Raises UsageError for an unknown question or parameter, FolderError where there is no graph.
    """
    asked = find(question)
    values = typed(asked, params or {})
    most = LIMIT if limit is None else None
    found = run(Path(folder), asked.texts[lang], values, lang=lang, timeout=timeout, limit=most)
    return answer(asked, found, limit=limit)


def ask_store(store: Store, question: str, params: Mapping[str, Any], *, limit: int | None = None) -> Answer:
    """The answer to a question from a store that is open, such as Neo4j, whose time limit is its own.

    Parameters, rows and errors as those of `ask`.
    """
    asked = find(question)
    values = typed(asked, params)
    found = store.read(asked.texts["cypher"], values)
    return answer(asked, within(found, values, LIMIT if limit is None else None), limit=limit)


def answer(question: Question, found: Iterable[Mapping[str, Any]], *, limit: int | None = None) -> Answer:
    """Rows of any store as the header has them: all columns in their order, typed, sorted, texts as RDF's."""
    rows = [{column.name: cell(row.get(column.name), column) for column in question.columns} for row in found]
    ordered = _ordered(rows, question)
    kept = ordered if limit is None else ordered[:limit]
    names = tuple(column.name for column in question.columns)
    return Answer(question, names, tuple(kept), len(ordered) - len(kept))


@functools.cache
def questions() -> tuple[Question, ...]:
    """All questions in order of number; DataError for a wrong header, or a file without its twin."""
    texts = {lang: _files(lang) for lang in FILES}
    for left, right in (("cypher", "sparql"), ("sparql", "cypher")):
        for name in sorted(texts[left].keys() - texts[right].keys()):  # type: ignore[index]
            raise DataError(f"queries/{left}/{name}: no twin in queries/{right}; write one")
    return tuple(
        _twins(name, {lang: texts[lang][name] for lang in FILES}) for name in sorted(texts["cypher"])
    )


def by_theme() -> tuple[Question, ...]:
    """All questions, those of one theme together; themes and questions in the order of their numbers."""
    themes = list(dict.fromkeys(one.theme for one in questions()))
    return tuple(sorted(questions(), key=lambda one: themes.index(one.theme)))


def find(question: str) -> Question:
    """The question with this number (`Q05`, `q5`) or name; UsageError with the nearest names."""
    number = _NUMBER.sub(r"Q0\1", question.upper())
    for one in questions():
        if number == one.number or question == one.name:
            return one
    near = difflib.get_close_matches(question, [one.name for one in questions()], n=3, cutoff=0.5)
    numbers = [one.number for one in questions()]
    known = f"do you mean {', '.join(near)}?" if near else f"they are {numbers[0]} to {numbers[-1]}"
    raise UsageError(f"{question}: no such question; {known} (kg ask lists them)")


def typed(question: Question, params: Mapping[str, Any]) -> dict[str, str | int | float | None]:
    """Every parameter of the question with its value; UsageError that lists them for a wrong one."""
    known = {one.name: one for one in question.params}
    for name in params:
        if name not in known:
            raise UsageError(f"{question.number}: no parameter {name}; {_listed(question)}")
    return {
        name: _value(question, one, params[name]) if name in params else one.default
        for name, one in known.items()
    }


def cell(value: Any, column: Column) -> Any:
    """The value as the type of its column has it; None for nothing and for the empty text."""
    if column.type == "list":
        return sorted({clean(str(one)) for one in value or () if one != ""})
    if value is None or value == "":
        return None
    if column.type in ("integer", "year", "decimal"):
        number = float(value)
        return int(number) if number.is_integer() else number
    return bool(value) if column.type == "boolean" else clean(str(value))


def _value(question: Question, one: Parameter, value: Any) -> str | int | float | None:
    what = f"{question.number}: {one.name}={value}"
    if value is None or value == "null":
        if isinstance(one.default, int):  # at least so many: there is no "all"
            raise UsageError(f"{what}: expected {one.type}; {_listed(question)}")
        return None
    if value == "":
        raise UsageError(f"{what}: empty; expected {one.type}, or leave {one.name} out; {_listed(question)}")
    try:
        found = _of_type(value, one.type)
    except ValueError:
        raise UsageError(f"{what}: expected {one.type}; {_listed(question)}") from None
    few = allowed(question.number, one.name)
    if few is not None and found not in few:
        raise UsageError(f"{what}: expected one of {', '.join(few)}")
    return found


def _of_type(value: Any, kind: str) -> str | int | float:
    """The value as that type; ValueError for one that it is not, or that no store holds (64 bits)."""
    if kind in ("integer", "year"):
        if not WHOLE.fullmatch(str(value)) or not -(2**63) <= (number := int(value)) < 2**63:
            raise ValueError(value)
        return number
    return float(value) if kind == "decimal" else str(value)


def _listed(question: Question) -> str:
    shown = [f"{one.name} ({one.type})" for one in question.params]
    return f"its parameters are {', '.join(shown)}" if shown else "it has no parameters"


def _ordered(rows: Sequence[Row], question: Question) -> list[Row]:
    """By the order of the header, the key columns, then all; strings by code point, None last."""
    keys = [(column.name, False) for column in question.columns if column.key]
    ordered = sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))
    for name, descending in reversed((*question.order, *keys)):
        ordered.sort(key=lambda row: ((row[name] is None) != descending, row[name]), reverse=descending)
    return ordered


def _files(lang: Language) -> dict[str, str]:
    folder, suffix, _ = FILES[lang]
    found: list[Traversable] = [file for file in resource(folder).iterdir() if file.name.endswith(suffix)]
    return {file.name.removesuffix(suffix): file.read_text("utf-8") for file in found}


def _twins(name: str, texts: Mapping[Language, str]) -> Question:
    headers = {lang: header(texts[lang], lang, name) for lang in FILES}
    if headers["cypher"] != headers["sparql"]:
        differ = [field for field in FIELDS if headers["cypher"][field] != headers["sparql"][field]]
        raise DataError(
            f"queries/sparql/{name}.rq: {', '.join(differ)} differ from queries/cypher/{name}.cypher"
        )
    found = headers["cypher"]
    if name != f"{found['number']}_{found['name']}":
        raise DataError(f"queries/cypher/{name}.cypher: expected {found['number']}_{found['name']}.cypher")
    return _question(found, texts, f"queries/cypher/{name}.cypher")


def header(text: str, lang: Language, name: str) -> dict[str, str]:
    """The fields of a header, each present; DataError for a missing or unknown one."""
    folder, suffix, mark = FILES[lang]
    lines: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith(mark):
            break
        field, _, value = line.removeprefix(mark).partition(":")
        lines[field.strip()] = value.strip()
    if tuple(lines) != FIELDS:
        raise DataError(f"{folder}/{name}{suffix}: header fields {list(lines)}, expected {list(FIELDS)}")
    return lines


def _question(found: Mapping[str, str], texts: Mapping[Language, str], place: str) -> Question:
    columns = [Column(one[1], one[3], bool(one[2])) for one in _split(found["columns"], _COLUMN, place)]
    params = [Parameter(one[1], one[2], None) for one in _split(found["params"], _PARAM, place)]
    defaults = [one[3] for one in _split(found["params"], _PARAM, place)]
    order = [(one[1], bool(one[2])) for one in _split(found["order"], _ORDER, place)]
    names = [column.name for column in columns]
    strange = [kind for kind in (*(c.type for c in columns), *(p.type for p in params)) if kind not in TYPES]
    if strange or names[-1:] != ["evidence"] or not {name for name, _ in order} <= set(names):
        what = f"columns {names}, order {order}, types {strange or 'known'}"
        raise DataError(f"{place}: {what}; expected known types, evidence last, an order by columns")
    return Question(
        number=found["number"],
        name=found["name"],
        zh=found["zh"],
        en=found["en"],
        theme=found["theme"],
        params=tuple(_with_default(one, text) for one, text in zip(params, defaults, strict=True)),
        columns=tuple(columns),
        order=tuple(order),
        blank=found["blank"],
        texts=texts,
    )


def _with_default(one: Parameter, text: str) -> Parameter:
    return Parameter(one.name, one.type, None if text == "null" else _of_type(text, one.type))


def _split(text: str, pattern: re.Pattern[str], place: str) -> list[re.Match[str]]:
    """The parts between commas, matched whole; DataError for one that is written otherwise."""
    parts = [part.strip() for part in text.split(",")] if text and text != "none" else []
    found = [pattern.fullmatch(part) for part in parts]
    if None in found:
        raise DataError(f"{place}: {parts[found.index(None)]!r}: expected {pattern.pattern}")
    return [one for one in found if one is not None]
