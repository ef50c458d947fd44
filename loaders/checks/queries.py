"""Checks that need more than one thing: the SPARQL queries of ontology/checks/*.rq, which find what is wrong.

A query gives `?thing`, the thing that breaks the rule, and may give `?path` and `?value`; the lines `# zh:`
and `# en:` at its head say the rule, `# severity: warning` that what it finds may be right. It runs on any
store that holds one graph, the union of the default graph and of those of all reports, as `kept` makes it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from pyoxigraph import NamedNode, QuerySolutions
from pyoxigraph import Quad as Quad
from pyoxigraph import Store as Store

from kg.resources import resource

BATCH = 50_000
Row = tuple[str | None, str | None, str | None]
"""The cells of COLUMNS in what a check finds."""
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


def breaches(store: Store, told: Mapping[str, Iterable[Row]] = MappingProxyType({})) -> Iterator[Breach]:
    """What breaks any check in a store, check by check, sorted within each.

    `told` are the rows of checks, by name, that were found otherwise and need not be asked for.
    """
    for check in checks():
        rows = set(told[check.name] if check.name in told else _asked(check, store))
        for thing, path, value in sorted(rows, key=lambda row: tuple(cell or "" for cell in row)):
            yield Breach(check, thing or "", path, value)


def _asked(check: Check, store: Store) -> Iterator[Row]:
    found = store.query(check.query)
    assert isinstance(found, QuerySolutions)
    names = {variable.value for variable in found.variables}
    for one in found:
        thing, path, value = (_text(one[name]) if name in names else None for name in COLUMNS)
        yield thing, path, value


COLUMNS = ("thing", "path", "value")


def kept(quads: Iterable[Quad], store: Store) -> Iterator[Quad]:
    """The quads as they come, each of them put into the one graph of the store on its way."""
    stream = iter(quads)
    while batch := list(islice(stream, BATCH)):
        store.bulk_extend(map(_triple, batch))
        yield from batch


def _triple(quad: Quad) -> Quad:
    """The quad without the name of its graph."""
    named = isinstance(quad.graph_name, NamedNode)
    return Quad(quad.subject, quad.predicate, quad.object) if named else quad


def _text(node: object) -> str | None:
    return None if node is None else str(getattr(node, "value", node))
