"""Checks that need more than one thing: the SPARQL queries of ontology/checks/*.rq, which find what is wrong.

A query gives `?thing`, the thing that breaks the rule, and may give `?path` and `?value`; the lines `# zh:`
and `# en:` at its head say the rule, `# severity: warning` that what it finds may be right. It runs on any
store that holds one graph, the union of the default graph and of those of all reports.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import QuerySolutions
from pyoxigraph import Store as Store

from kg.resources import resource
from loaders.checks.filling import fill
from loaders.checks.stream import Lines
from loaders.checks.whole import Row

_HEAD = re.compile(r"^# (zh|en|severity): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, the rule in Chinese and English, the query that finds what breaks it.

    What a `warning` finds is worth a look, and may be right.
    """

    name: str
    zh: str
    en: str
    query: str
    warning: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """What breaks a check: IRIs, or the text of a literal."""

    check: Check
    thing: str
    path: str | None
    value: str | None


def checks() -> tuple[Check, ...]:
    """Every check, by name."""
    files = (path for path in resource("ontology/checks").iterdir() if path.name.endswith(".rq"))
    return tuple(
        parse_check(path.name, path.read_text("utf-8")) for path in sorted(files, key=lambda f: f.name)
    )


def parse_check(name: str, text: str) -> Check:
    """The check in a file of that name."""
    head = dict(_HEAD.findall(text))
    warning = head.get("severity") == "warning"
    return Check(name.removesuffix(".rq"), head["zh"], head["en"], text, warning)


def breaches(
    lines: Lines, store: Store, told: Mapping[str, Iterable[Row]], filled: Collection[str] = ()
) -> Iterator[Breach]:
    """What breaks any check in N-Triples, check by check, sorted within each.

    `told` are the rows of checks, by name, that were found otherwise, sorted; for the others what they need
    is put into the store, but for those that it is `filled` for.
    """
    if asked := [check.query for check in checks() if check.name not in {*told, *filled}]:
        fill(store, lines(), asked)
    for check in checks():
        known = check.name in told
        rows = told[check.name] if known else sorted(set(_asked(check, store)), key=_order)
        for thing, path, value in rows:
            yield Breach(check, thing or "", path, value)


def _order(row: Row) -> tuple[str, ...]:
    return tuple(cell or "" for cell in row)


def _asked(check: Check, store: Store) -> Iterator[Row]:
    found = store.query(check.query)
    assert isinstance(found, QuerySolutions)
    names = {variable.value for variable in found.variables}
    for one in found:
        thing, path, value = (_text(one[name]) if name in names else None for name in COLUMNS)
        yield thing, path, value


COLUMNS = ("thing", "path", "value")


def _text(node: object) -> str | None:
    return None if node is None else str(getattr(node, "value", node))
