"""Graph → CSV tables for spreadsheets: one a class, and facts, claims, observations, evidence, reports.

Headers are the labels of the ontology, in Chinese or English. Claims, observations and evidence stand report
by report. Lists are joined by ` | `. Rows end with CR LF (RFC 4180). A text that a spreadsheet would take for
a formula has an apostrophe put before it.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Literal, cast

from kg.graph import Graph
from kg.model import ISSUER, REGION, Claim, Entity, Evidence, Fact, Mention, Observation, Report
from kg.schema import Schema, Term, load_schema
from kg.store import Slices
from loaders.lookup import Lookup, property_term, relation_term
from loaders.pieces import in_pieces
from loaders.plain import clean, is_clean, is_masked, joined, kebab, number

Cell = str | int | float | bool | Decimal | None
Row = tuple[Cell, ...]
Language = Literal["zh", "en"]
# What begins a formula in a spreadsheet, full-width forms included (OWASP, "CSV injection").
_FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")
AT_ONCE = 500
"""The rows that are made texts together."""


Part = Literal["heads", "entities", "facts", "reports"]
"""Which pieces of the graph the rows of a table are read off (`loaders.pieces.Pieces`)."""
PARTS: tuple[Part, ...] = ("entities", "facts", "heads", "reports")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file name without suffix, what it is called in Chinese and English, its columns.

    A column is headed by the labels of its terms. `rows` gives the rows of one piece of the graph.
    """

    name: str
    label: tuple[str, str]
    columns: tuple[tuple[Term, ...], ...]
    part: Part
    rows: Callable[[Graph, "Names"], Iterable[Row]]


def write_tables(
    graph: Graph | Slices, folder: Path, *, language: Language = "zh", bom: bool = True
) -> list[Path]:
    """Write every table as `folder/NAME.csv` in UTF-8; gives the paths, sorted.

    The byte-order mark is what Excel needs to read Chinese; leave it out for programs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = tables(graph)
    paths = {table.name: folder / f"{table.name}.csv" for table in found}
    with ExitStack() as files:
        writers = {}
        for table in found:
            mark = "utf-8-sig" if bom else "utf-8"
            file = files.enter_context(paths[table.name].open("w", encoding=mark, newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow(headers(table, language))
        for table, rows in filled(graph, found):
            writers[table.name].writerows(texts(rows))
    return sorted(paths.values())


def headers(table: Table, language: Language = "zh") -> list[str]:
    """What stands at the head of each column."""
    return [" ".join(_label(term, language) for term in column) for column in table.columns]


def texts(rows: Iterable[Row]) -> Iterator[tuple[str | int | None, ...]]:
    """The rows as what writes CSV takes them: texts as `cell_text` gives them, whole numbers, and nothing."""
    for some in in_lists(rows):
        yield from zip(*map(_texts, zip(*some, strict=True)), strict=True)


def in_lists(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, AT_ONCE in a list."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _texts(cells: tuple[Cell, ...]) -> Sequence[str | int | None]:
    """The cells of a column; most columns hold nothing but texts that stay as they are."""
    kinds = set(map(type, cells))
    if kinds <= {int, type(None)}:
        return cast("Sequence[int | None]", cells)
    if kinds <= {str, type(None)}:
        said = cast("tuple[str, ...]", tuple(filter(None, cells)))
        if is_clean("".join(said)) and _FORMULAS.isdisjoint([text[0] for text in said]):
            return cast("Sequence[str | None]", cells)
    return [cell_text(cell) for cell in cells]


def _label(term: Term, language: Language) -> str:
    return term.label_zh if language == "zh" else term.label_en


def cell_text(cell: Cell) -> str:
    """A value as it stands in a cell: nothing for None, and no text that would be run as a formula."""
    if isinstance(cell, str):
        text = clean(cell)
        return f"'{text}" if text[:1] in _FORMULAS else text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    return number(Decimal(str(cell)))


def tables(graph: Graph | Slices) -> list[Table]:
    """All tables of the graph; a class without entities has none."""
    own: dict[str, set[str]] = {}
    for piece, _ in in_pieces(graph).entities():
        for entity in piece.entities:
            own.setdefault(entity.cls, set()).update(name for name, _ in entity.properties)
    schema = load_schema()
    return [*(_class_table(cls, sorted(own[cls]), schema) for cls in sorted(own)), *_said(schema)]


def filled(graph: Graph | Slices, found: Iterable[Table]) -> Iterator[tuple[Table, Iterable[Row]]]:
    """The rows of the tables, some at a time; the graph is gone through once for each part."""
    pieces, schema = in_pieces(graph), load_schema()
    for part in PARTS:
        wanted = [table for table in found if table.part == part]
        for piece, lookup in getattr(pieces, part)() if wanted else ():
            names = Names(schema, lookup, pieces.name_of)
            for table in wanted:
                yield table, table.rows(piece, names)


def columns(schema: Schema, *names: str) -> tuple[tuple[Term, ...], ...]:
    """The terms of columns: properties by local name, relations by Neo4j name, `SUBJECT id` both."""
    return tuple(tuple(_term(schema, part) for part in name.split()) for name in names)


def _term(schema: Schema, name: str) -> Term:
    return relation_term(schema, name) if name.isupper() else property_term(schema, name)


@dataclass(frozen=True, slots=True)
class Names:
    """The ontology, the indexes of a piece of the graph, and the name of each entity of the whole."""

    schema: Schema
    found: Lookup
    entity: Callable[[str], str | None]

    def of(self, key: str | None) -> str | None:
        """The name of an entity; the id of what has no name."""
        return None if key is None else self.entity(key) or key

    def all_of(self, keys: Iterable[str | None]) -> str:
        """The names of several, sorted."""
        return joined(sorted({name for key in keys if (name := self.of(key)) is not None}))


_ENDS = ("SUBJECT", "relation", "OBJECT", "SUBJECT id", "OBJECT id")
_FACT = ("id", *_ENDS, "status", "basis", "reportingYear", "IN_REPORT", "EVIDENCE")
_CLAIM = ("id", *_ENDS, "status", "rule", "EVIDENCE", "quote", "IN_REPORT", "masked")
_OBSERVATION = (
    *("id", "METRIC", "METRIC id", "value", "unit", "qualifier", "rawValue", "period", "status", "MEASURES"),
    *("REPORTED_BY", "REPORTED_FOR", "CHANGED_FROM", "EVIDENCE", "IN_REPORT", "unitCode", "theme"),
)
_EVIDENCE = ("id", "IN_REPORT", "IN_SECTION", "begin", "end", "quote", "label", "rule", "REFERS_TO", "masked")
_REPORT = (
    *("id", "title", "source", "reportingYear", "yearBasis", "PUBLISHED_BY", "issuerBasis"),
    *("REPORTS_ON", "regionBasis", "issuedOn", "url", "masked"),
)


def _class_table(cls: str, own: list[str], schema: Schema) -> Table:
    def rows(piece: Graph, names: Names) -> Iterator[Row]:  # noqa: ARG001 (every table has the same signature)
        return (_entity(entity, own) for entity in piece.entities if entity.cls == cls)

    term = schema.classes[cls]
    label = term.label_zh, term.label_en
    return Table(kebab(cls), label, columns(schema, "id", "name", "names", "key", *own), "entities", rows)


def _said(schema: Schema) -> Iterator[Table]:
    """The tables of what was said, in the order in which a reader wants them."""
    yield Table("facts", ("事实", "fact"), columns(schema, *_FACT), "facts", _facts)
    for name, cls, part, heads, rows in _OF_REPORTS:
        term = schema.classes[cls]
        yield Table(name, (term.label_zh, term.label_en), columns(schema, *heads), part, rows)


def _entity(entity: Entity, own: list[str]) -> Row:
    values = dict(entity.properties)
    cells = [values.get(name) for name in own]
    flat = [joined(cell) if isinstance(cell, tuple) else cell for cell in cells]
    return entity.id, entity.name, joined(entity.names), entity.key, *flat


def _fact(fact: Fact, names: Names) -> Row:
    ends = names.of(fact.subject), fact.relation, names.of(fact.object), fact.subject, fact.object
    rest = (joined(values) for values in (fact.years, fact.reports, fact.evidence))
    return fact.id, *ends, fact.status, fact.basis, *rest


def _facts(piece: Graph, names: Names) -> Iterator[Row]:
    return (_fact(fact, names) for fact in piece.facts)


def _claims(piece: Graph, names: Names) -> Iterator[Row]:
    return (_claim(one, names) for report in piece.reports for one in names.found.claims.get(report.id, ()))


def _figures(piece: Graph, names: Names) -> Iterator[Row]:
    found = names.found.observations
    return (_figure(one, names) for report in piece.reports for one in found.get(report.id, ()))


def _reports(piece: Graph, names: Names) -> Iterator[Row]:
    return (_report(report, names) for report in piece.reports)


def _claim(claim: Claim, names: Names) -> Row:
    left, right = names.found.ends.get(claim.id, (None, None))
    ends = names.of(left), claim.predicate, names.of(right), left, right
    place = claim.evidence
    said = claim.status, claim.rule, place.id, place.quote, place.report_id
    return claim.id, *ends, *said, is_masked(place.quote)


def _figure(found: Observation, names: Names) -> Row:
    said = found.value, found.unit, found.qualifier, found.raw, found.period, found.status
    sides = names.all_of(found.about), names.of(found.agency), names.of(found.region)
    places = found.change_from, found.evidence_id, found.report_id, found.unit_code, found.theme
    return found.id, names.of(found.metric), found.metric, *said, *sides, *places


def _evidence_rows(piece: Graph, names: Names) -> Iterator[Row]:
    for report in piece.reports:
        mentions = names.found.borne(report.id)
        for span in names.found.spans(report.id):
            yield _evidence(span, mentions.get(span.id, []), names)


def _evidence(span: Evidence, mentions: list[Mention], names: Names) -> Row:
    section = names.found.section_of(span)
    labels = joined(sorted({mention.label for mention in mentions}))
    rules = joined(sorted({mention.rule for mention in mentions}))
    denoted = names.all_of(names.found.denoted(span.report_id, mention.id) for mention in mentions)
    heading = section.title if section else None
    where = span.id, span.report_id, heading, span.start, span.end
    return *where, span.quote, labels, rules, denoted, is_masked(f"{span.quote}{heading or ''}")


def _report(report: Report, names: Names) -> Row:
    meta = report.meta
    issuer, region = (names.of(names.found.denoted(report.id, side)) for side in (ISSUER, REGION))
    said = meta.title, report.source, meta.year, meta.year_basis, issuer, meta.issuer_basis
    told = region, meta.region_basis, meta.issued_on, meta.url
    return report.id, *said, *told, is_masked(report.text)


_OF_REPORTS: tuple[tuple[str, str, Part, tuple[str, ...], Callable[[Graph, Names], Iterator[Row]]], ...] = (
    ("claims", "Claim", "reports", _CLAIM, _claims),
    ("observations", "Observation", "reports", _OBSERVATION, _figures),
    ("evidence", "Evidence", "reports", _EVIDENCE, _evidence_rows),
    ("reports", "Report", "heads", _REPORT, _reports),
)
