"""Graph → CSV tables for spreadsheets: one a class, and facts, claims, observations, evidence, reports.

Headers are the labels of the ontology, in Chinese or English. Lists are joined by ` | `. Rows end with CR LF
(RFC 4180). A text that a spreadsheet would take for a formula has an apostrophe put before it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, TextIO

from kg.graph import Graph
from kg.model import ISSUER, REGION, Claim, Entity, Evidence, Fact, Mention, Observation, Report
from kg.schema import Schema, Term, load_schema
from loaders.lookup import Lookup, look_up, property_term, relation_term
from loaders.plain import clean, joined, kebab, number

Cell = str | int | float | bool | Decimal | None
Row = tuple[Cell, ...]
Language = Literal["zh", "en"]
# What begins a formula in a spreadsheet, full-width forms included (OWASP, "CSV injection").
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file name without suffix, the terms at the head of each column, its rows."""

    name: str
    columns: tuple[tuple[Term, ...], ...]
    rows: Iterator[Row]


def write_tables(graph: Graph, folder: Path, *, language: Language = "zh", bom: bool = True) -> list[Path]:
    """Write every table as `folder/NAME.csv` in UTF-8; gives the paths, sorted.

    The byte-order mark is what Excel needs to read Chinese; leave it out for programs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables(graph):
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            write_csv(table, file, language=language)
        written.append(path)
    return sorted(written)


def write_csv(table: Table, out: TextIO, *, language: Language = "zh") -> None:
    """Write one table as CSV. Uses up its rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([" ".join(_label(term, language) for term in column) for column in table.columns])
    writer.writerows([cell_text(cell) for cell in row] for row in table.rows)


def _label(term: Term, language: Language) -> str:
    return term.label_zh if language == "zh" else term.label_en


def cell_text(cell: Cell) -> str:
    """A value as it stands in a cell: nothing for None, and no text that would be run as a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | Decimal):
        return number(Decimal(str(cell)))
    text = clean(str(cell))
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def tables(graph: Graph) -> Iterator[Table]:
    """All tables of the graph; a class without entities has none."""
    names = Names(load_schema(), look_up(graph), {entity.id: entity.name for entity in graph.entities})
    for cls in sorted({entity.cls for entity in graph.entities}):
        yield _class_table(cls, graph, names)
    yield Table("facts", names.terms(*_FACT), (_fact(fact, names) for fact in graph.facts))
    yield Table("claims", names.terms(*_CLAIM), (_claim(claim, names) for claim in graph.claims))
    yield Table("observations", names.terms(*_OBSERVATION), (_figure(v, names) for v in graph.observations))
    yield Table("evidence", names.terms(*_EVIDENCE), _evidence_rows(graph, names))
    yield Table("reports", names.terms(*_REPORT), (_report(report, names) for report in graph.reports))


@dataclass(frozen=True, slots=True)
class Names:
    """The ontology, the indexes of the graph, and the name of each entity."""

    schema: Schema
    found: Lookup
    entities: dict[str, str]

    def terms(self, *names: str) -> tuple[tuple[Term, ...], ...]:
        """The terms of the columns: properties by local name, relations by Neo4j name, `SUBJECT id` both."""
        return tuple(tuple(self._term(part) for part in name.split()) for name in names)

    def _term(self, name: str) -> Term:
        return relation_term(self.schema, name) if name.isupper() else property_term(self.schema, name)

    def of(self, key: str | None) -> str | None:
        """The name of an entity; the id of what has no name."""
        return None if key is None else self.entities.get(key, key)

    def all_of(self, keys: Iterable[str | None]) -> str:
        """The names of several, sorted."""
        return joined(sorted({name for key in keys if (name := self.of(key)) is not None}))


_ENDS = ("SUBJECT", "relation", "OBJECT", "SUBJECT id", "OBJECT id")
_FACT = ("id", *_ENDS, "status", "basis", "reportingYear", "IN_REPORT", "EVIDENCE")
_CLAIM = ("id", *_ENDS, "status", "rule", "EVIDENCE", "quote", "IN_REPORT")
_OBSERVATION = (
    *("id", "METRIC", "METRIC id", "value", "unit", "qualifier", "rawValue", "period", "status", "MEASURES"),
    *("REPORTED_BY", "REPORTED_FOR", "CHANGED_FROM", "EVIDENCE", "IN_REPORT", "unitCode", "theme"),
)
_EVIDENCE = ("id", "IN_REPORT", "IN_SECTION", "begin", "end", "quote", "label", "rule", "REFERS_TO")
_REPORT = (
    *("id", "title", "source", "reportingYear", "yearBasis", "PUBLISHED_BY", "issuerBasis"),
    *("REPORTS_ON", "regionBasis", "issuedOn", "url"),
)


def _class_table(cls: str, graph: Graph, names: Names) -> Table:
    entities = [entity for entity in graph.entities if entity.cls == cls]
    own = sorted({name for entity in entities for name, _ in entity.properties})
    columns = names.terms("id", "name", "names", "key", *own)
    return Table(kebab(cls), columns, (_entity(entity, own) for entity in entities))


def _entity(entity: Entity, own: list[str]) -> Row:
    values = dict(entity.properties)
    cells = [values.get(name) for name in own]
    flat = [joined(cell) if isinstance(cell, tuple) else cell for cell in cells]
    return entity.id, entity.name, joined(entity.names), entity.key, *flat


def _fact(fact: Fact, names: Names) -> Row:
    ends = names.of(fact.subject), fact.relation, names.of(fact.object), fact.subject, fact.object
    rest = (joined(values) for values in (fact.years, fact.reports, fact.evidence))
    return fact.id, *ends, fact.status, fact.basis, *rest


def _claim(claim: Claim, names: Names) -> Row:
    left, right = names.found.ends.get(claim.id, (None, None))
    ends = names.of(left), claim.predicate, names.of(right), left, right
    place = claim.evidence
    return claim.id, *ends, claim.status, claim.rule, place.id, place.quote, place.report_id


def _figure(found: Observation, names: Names) -> Row:
    said = found.value, found.unit, found.qualifier, found.raw, found.period, found.status
    sides = names.all_of(found.about), names.of(found.agency), names.of(found.region)
    places = found.change_from, found.evidence_id, found.report_id, found.unit_code, found.theme
    return found.id, names.of(found.metric), found.metric, *said, *sides, *places


def _evidence_rows(graph: Graph, names: Names) -> Iterator[Row]:
    for report in graph.reports:
        mentions: dict[str, list[Mention]] = {}
        for mention in names.found.mentions.get(report.id, []):
            mentions.setdefault(mention.evidence.id, []).append(mention)
        for span in names.found.spans(report.id):
            yield _evidence(span, mentions.get(span.id, []), names)


def _evidence(span: Evidence, mentions: list[Mention], names: Names) -> Row:
    section = names.found.section_of(span)
    labels = joined(sorted({mention.label for mention in mentions}))
    rules = joined(sorted({mention.rule for mention in mentions}))
    denoted = names.all_of(names.found.denoted(span.report_id, mention.id) for mention in mentions)
    heading = section.title if section else None
    return span.id, span.report_id, heading, span.start, span.end, span.quote, labels, rules, denoted


def _report(report: Report, names: Names) -> Row:
    meta = report.meta
    issuer, region = (names.of(names.found.denoted(report.id, side)) for side in (ISSUER, REGION))
    said = meta.title, report.source, meta.year, meta.year_basis, issuer, meta.issuer_basis
    return report.id, *said, region, meta.region_basis, meta.issued_on, meta.url
