r"""The graph folder as a SPARQL store: made on the first question, asked read-only.

The store holds one graph, the union of the default graph and of those of all reports: queries take half the
time and space that graph names would cost, and `gsr:inReport` says where a thing stands. A parameter is a
variable `?param_name`; the query binds it in a line of its own, where UNDEF stands for "all",

    VALUES (?param_region ?param_year) { (UNDEF UNDEF) }

and `rows` puts the values there as RDF terms. So the text is valid SPARQL for any store as it is.
In a filter without braces the term stands for the variable, too: the store can then use it early.
A sub-select that begins with such a line is asked first where a value is given for it, and its rows take its
place: the store then begins with the reports of a region instead of all claims. Where something stands is
always looked for in the text without values, so that no value is read as code.
A list is a text that begins with U+001F and has U+001F between its parts:
`CONCAT("\u001F", GROUP_CONCAT(DISTINCT ?x; separator="\u001F"))`.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    Store,
)

from kg.errors import UsageError
from kg.model import digest
from kg.progress import progressed
from kg.resources import resource
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import graph_stamp, read_counts, slices
from loaders.asking.guard import calls_out, tokenize
from loaders.made import made
from loaders.plain import clean, number
from loaders.rdf.naming import XSD, prefixes
from loaders.rdf.writing import checked, quads

Param = str | int | float | Decimal | None
Cell = str | int | float | bool | list[str] | None
SEPARATOR = "\x1f"
INTEGERS = ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "gYear")
SHAPE = 5
"""Rises when the same graph gives other quads, so that stores made before are made again."""

_NO_OTHER = "SERVICE: a query of this graph calls no other server; leave that word out"
NARROW = 1000
"""Rows of a sub-select that may stand in its place; above it they are no shorter way."""

_LONG = r"'''(?:[^\\]|\\.)*?'''|" + r'"""(?:[^\\]|\\.)*?"""'
SKIPPED = rf"(?s:{_LONG})|" + r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>|#[^\n]*"
"""Texts, IRIs and comments: what stands in them is no code."""
_BRACE = re.compile(rf"{SKIPPED}|[{{}}]")
_PAREN = re.compile(rf"{SKIPPED}|[(){{}}]")
_FILTER = re.compile(rf"{SKIPPED}|\b(?P<filter>(?i:FILTER)\s*)(?=\()")
_USE = re.compile(rf"{SKIPPED}|(?i:BOUND)\s*\(\s*\?param_(?P<asked>\w+)\s*\)|\?param_(?P<used>\w+)")
_FIRST = re.compile(
    rf"{SKIPPED}|\{{\s*(?=SELECT\b[^{{}}]*\{{\s*VALUES\s*\((?P<names>(?:\s*\?param_\w+)+)\s*\))"
)
_BINDING = re.compile(
    rf"{SKIPPED}|(?P<head>VALUES\s*\(\s*(?P<names>(?:\?param_\w+\s*)+)\)\s*)\{{\s*\([^()]*\)\s*\}}"
)


def rows(
    folder: Path, text: str, params: Mapping[str, Param], *, most: int | None = None
) -> list[dict[str, Cell]]:
    """The rows of a SPARQL query on the graph folder, each a column → value mapping, at most so many.

    Errors as those of `read`, and FolderError where there is no graph.
    """
    return read(open_store(folder), text, params, most=most)


def open_store(folder: Path) -> Store:
    """The store of the graph folder, open for `read`; it is made where need be."""
    return Store.read_only(str(store(folder, base=Settings.from_env().base_iri)))


def read(
    opened: Store, text: str, params: Mapping[str, Param], *, most: int | None = None
) -> list[dict[str, Cell]]:
    """The rows of a SPARQL query, each a column → value mapping, at most so many.

    Numbers come as int or float, years as int, lists as lists of texts, IRIs and other literals as text, and
    None for what is unbound. ASK gives one row `{"answer": …}`, CONSTRUCT rows of subject, predicate, object.
    The prefixes of an export need not be declared.
    Raises UsageError for a query that does not parse, writes or calls another server, and for a parameter
    that it does not bind.
    """
    if calls_out(text):
        raise UsageError(_NO_OTHER)
    bound = bind(text, params)
    try:
        known = prefixes(load_schema(), Settings.from_env().base_iri)
        with suppress(SyntaxError):  # the whole query is to say where it does not parse
            bound = _narrowed(opened, text, params, known)
        found = _asked(opened, bound, known)
        return list(islice(_rows(found), most))
    except SyntaxError as error:
        raise UsageError(_undeclared(text, known) or _complaint(str(error), bound)) from error
    except RuntimeError as error:
        raise UsageError(f"SPARQL: {error}") from error


def _asked(
    opened: Store, text: str, known: Mapping[str, str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What the store says to a text, which has its values; UsageError where it calls another server."""
    if calls_out(text, written=False):
        raise UsageError(_NO_OTHER)
    return opened.query(text, prefixes=dict(known))


def _undeclared(text: str, known: Mapping[str, str]) -> str:
    """What is to be said of a prefix that nobody declares, which a parser takes for another mistake."""
    names = [token.text for token in tokenize(text, "sparql") if token.kind == "name" and ":" in token.text]
    declared = {*known, *re.findall(r"\bPREFIX\s+([^\s:]*):", text, re.IGNORECASE)}
    for prefix in (name.partition(":")[0] for name in names if name[0] not in "?$@"):
        if prefix not in declared:
            return f"SPARQL: nobody declares the prefix {prefix}: ; begin with PREFIX {prefix}: <…>"
    return ""


def _complaint(error: str, text: str) -> str:
    """What the parser says, in one line, with the words at which it stopped."""
    place = re.match(r"error at (\d+):(\d+)", error)
    if place is None:
        return f"SPARQL: {error.splitlines()[0]}"
    line, column = int(place[1]), int(place[2])
    near = text.splitlines()[line - 1][column - 1 :][:30].strip() if line <= len(text.splitlines()) else ""
    where = f"line {line}, column {column}: {near or 'the end'}"
    return f"SPARQL: does not parse at {where}; expected SELECT, ASK or CONSTRUCT with known prefixes"


def bind(text: str, params: Mapping[str, Param]) -> str:
    """The query with each parameter that is not None in the place of its UNDEF, as an RDF term.

    Raises UsageError for a parameter that the query does not bind.
    """
    known = {name for match in _BINDING.finditer(text) for name in _names(match["names"])}
    unbound = {name for name, value in params.items() if value is not None} - known
    if unbound:
        raise UsageError(f"{', '.join(sorted(unbound))}: the query has no VALUES (?param_…) for it")
    return _filled(text, params)


def _filled(text: str, params: Mapping[str, Param]) -> str:
    """The text with the values in its lines of VALUES and in its filters, looked for before any is there."""

    def terms(match: re.Match[str]) -> str:
        if match["head"] is None:
            return match[0]
        values = (_term(params.get(name)) for name in _names(match["names"]))
        return f"{match['head']}{{ ({' '.join(values)}) }}"

    parts, at = [], 0
    for match in _FILTER.finditer(text):
        end = _filter_end(text, match.end()) if match["filter"] and match.start() >= at else None
        if end is not None:
            parts += [_BINDING.sub(terms, text[at : match.end()]), _constant(text[match.end() : end], params)]
            at = end
    return "".join((*parts, _BINDING.sub(terms, text[at:])))


def _filter_end(text: str, start: int) -> int | None:
    """Where the parenthesis is closed that opens at `start`; None where it is not, or has braces in it."""
    depth = 0
    for found in _PAREN.finditer(text, start):
        if found[0] in "{}":
            return None
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return None


def _constant(expression: str, params: Mapping[str, Param]) -> str:
    """The expression of a filter with terms for parameters, and whether each is bound."""

    def constant(match: re.Match[str]) -> str:
        if match["asked"] in params:
            return "false" if params[match["asked"]] is None else "true"
        value = params.get(match["used"] or "")
        return match[0] if value is None else _term(value)

    return _USE.sub(constant, expression)


def _names(variables: str | None) -> list[str]:
    return [name.removeprefix("?param_") for name in (variables or "").split()]


def _narrowed(opened: Store, text: str, params: Mapping[str, Param], known: Mapping[str, str]) -> str:
    """The query with its values, and the rows of each sub-select that a value narrows in its place.

    Raises SyntaxError where a sub-select does not parse by itself.
    """
    declared = "\n".join(re.findall(r"^PREFIX .*", text, re.MULTILINE | re.IGNORECASE))

    def shortened(part: str) -> str:
        """A part of the text, with sub-selects in sub-selects shortened first."""
        done, at = [], 0
        for match in _FIRST.finditer(part):
            if match.start() < at or match["names"] is None:
                continue
            end = _closing(part, match.start())
            inner = shortened(part[match.end() : end])
            given = any(params.get(name) is not None for name in _names(match["names"]))
            table = _rows_of(opened, f"{declared}\n{inner}", known) if given else ""
            done += [_filled(part[at : match.start()], params), table or f"{{ {inner} }}"]
            at = end + 1
        return "".join((*done, _filled(part[at:], params)))

    return shortened(text)


def _rows_of(opened: Store, select: str, known: Mapping[str, str]) -> str:
    """The rows of a sub-select as a VALUES clause; nothing where they are too many."""
    found = _asked(opened, select, known)
    assert isinstance(found, QuerySolutions)
    table = list(islice(found, NARROW + 1))
    return _table(found, table) if len(table) <= NARROW else ""


def _closing(text: str, start: int) -> int:
    """Where the brace is closed that opens at `start`; those in texts do not count."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    raise SyntaxError("a brace is not closed")


def _table(found: QuerySolutions, table: list[QuerySolution]) -> str:
    """Solutions as a VALUES clause."""
    lines = ("(" + " ".join("UNDEF" if term is None else str(term) for term in row) + ")" for row in table)
    return f"VALUES ({' '.join(map(str, found.variables))}) {{ {' '.join(lines)} }}"


def store(folder: Path, *, base: str) -> Path:
    """The path of the store of this graph folder, made anew where it is missing or of an older graph.

    `base` is the start of every IRI in it. Raises FolderError where there is no graph.
    """
    ontology = resource("ontology/gsr.ttl").read_text("utf-8")
    stamp = digest(graph_stamp(folder), checked(base), ontology, str(SHAPE))
    return made(folder / "graph" / "sparql", stamp, lambda place: _fill(place, folder, base))


def _fill(place: Path, folder: Path, base: str) -> None:
    filled = Store(str(place))
    with slices(folder) as graph:
        stream = _counted(quads(graph, base=base), read_counts(folder)["reports"])
        filled.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in stream)
    filled.optimize()
    filled.flush()


def _counted(found: Iterable[Quad], total: int) -> Iterator[Quad]:
    """The quads; it is told how many reports are done: the graph of each begins behind that of the last."""
    begun, last = 0, None
    progressed("store", 0, total)
    for quad in found:
        if quad.graph_name != last:
            begun, last = begun + 1, quad.graph_name
            progressed("store", min(max(0, begun - 2), total), total)
        yield quad
    progressed("store", total, total)


def _rows(found: QuerySolutions | QueryBoolean | QueryTriples) -> Iterator[dict[str, Cell]]:
    if isinstance(found, QueryBoolean):
        yield {"answer": bool(found)}
    elif isinstance(found, QueryTriples):
        for triple in found:
            ends = (triple.subject, triple.predicate, triple.object)
            yield dict(zip(("subject", "predicate", "object"), map(_cell, ends), strict=True))
    else:
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield dict(zip(names, map(_cell, solution), strict=True))


def _cell(term: object) -> Cell:
    if not isinstance(term, Literal):
        return None if term is None else str(getattr(term, "value", term))
    return _PLAIN.get(term.datatype.value, _text)(term.value)


def _text(value: str) -> Cell:
    if value.startswith(SEPARATOR):
        return [part for part in value.split(SEPARATOR) if part]
    return value


_PLAIN: Mapping[str, Callable[[str], Cell]] = {
    **{XSD + name: int for name in INTEGERS},
    **{XSD + name: float for name in ("decimal", "double", "float")},
    XSD + "boolean": lambda value: value in ("true", "1"),
}
"""What makes a value of a literal, by its datatype; text of all others."""


def _term(value: Param) -> str:
    """The value in the syntax of SPARQL; UNDEF for None."""
    if value is None:
        return "UNDEF"
    if isinstance(value, bool | int):
        return str(Literal(value))
    if isinstance(value, float | Decimal) and math.isfinite(value):
        return str(Literal(number(Decimal(str(value))), datatype=NamedNode(XSD + "decimal")))
    if isinstance(value, str):
        return str(Literal(clean(value)))
    raise UsageError(f"{value!r} is no value in SPARQL; expected a text, a number, true or false")
