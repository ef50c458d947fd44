"""The statement tables: one declared schema each, with a version that rises when its columns change.

Offsets count code points of the report's text, end exclusive. A section's own text is not stored: it is
`text[start:end]` of its report. `mentions` holds names and, with `deictic` true, words such as 我办.
"""

from dataclasses import dataclass

import pyarrow as pa

_TEXT, _OFFSET, _YEAR, _TRUTH = pa.string(), pa.int32(), pa.int16(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_PLACE = {"report_id": _TEXT, "start": _OFFSET, "end": _OFFSET}
_SPAN = {"evidence_id": _TEXT, **_PLACE, "quote": _TEXT, "page": _OFFSET, "paragraph": _OFFSET}
_PROPERTY = {"name": _TEXT, "text": _TEXT, "truth": _TRUTH, "integer": pa.int64(), "real": pa.float64()}

REPORT = {
    "id": _TEXT,
    "source": _TEXT,
    "title": _TEXT,
    "issuer": _TEXT,
    "issuer_basis": _TEXT,
    "region": _TEXT,
    "region_basis": _TEXT,
    "year": _YEAR,
    "year_basis": _TEXT,
    "issued_on": _TEXT,
    "url": _TEXT,
    "publisher": _TEXT,
    "origin": _TEXT,
    "document_number": _TEXT,
    "index_number": _TEXT,
    "pages": pa.list_(_OFFSET),
    "paragraphs": pa.list_(_OFFSET),
}
SECTION = {
    "id": _TEXT,
    **{name: kind for name, kind in _SPAN.items() if name != "quote"},
    "level": _OFFSET,
    "kind": _TEXT,
    "title": _TEXT,
}
MENTION = {"id": _TEXT, "label": _TEXT, **_SPAN, "rule": _TEXT}
CLAIM = {
    "id": _TEXT,
    "subject": _TEXT,
    "predicate": _TEXT,
    "object": _TEXT,
    "status": _TEXT,
    "rule": _TEXT,
    **_SPAN,
}
FIGURE = {
    "mention": _TEXT,
    "value": _TEXT,
    "unit": _TEXT,
    "qualifier": _TEXT,
    "indicator": _TEXT,
    "period": _TEXT,
    "change_from": _TEXT,
}
EVIDENCE = {"id": _TEXT, **_PLACE, "quote": _TEXT, "page": _OFFSET, "paragraph": _OFFSET}
ENTITY = {
    "id": _TEXT,
    "cls": _TEXT,
    "key": _TEXT,
    "name": _TEXT,
    "names": _TEXTS,
    "properties": pa.list_(pa.struct({**_PROPERTY, "texts": _TEXTS})),
}
FACT = {
    "id": _TEXT,
    "subject": _TEXT,
    "relation": _TEXT,
    "object": _TEXT,
    "status": _TEXT,
    "basis": _TEXT,
    "years": pa.list_(_YEAR),
    "reports": _TEXTS,
    "evidence": _TEXTS,
}
CLAIM_FACT = {
    "claim_id": _TEXT,
    "fact_id": _TEXT,
    "report_id": _TEXT,
    "evidence_id": _TEXT,
    "section_id": _TEXT,
    "rule": _TEXT,
}
OBSERVATION = {
    "id": _TEXT,
    "metric": _TEXT,
    "value": _TEXT,
    "unit": _TEXT,
    "qualifier": _TEXT,
    "raw": _TEXT,
    "status": _TEXT,
    "report_id": _TEXT,
    "evidence_id": _TEXT,
    "period": _TEXT,
    "about": _TEXTS,
    "agency": _TEXT,
    "region": _TEXT,
    "change_from": _TEXT,
    "unit_code": _TEXT,
    "theme": _TEXT,
}
RESOLVED = {"report_id": _TEXT, "mention": _TEXT, "entity": _TEXT, "reason": _TEXT, "basis": _TEXT}
ISSUE = {"severity": _TEXT, "file": _TEXT, "place": _TEXT, "what": _TEXT, "todo": _TEXT}
READING = {
    "key": _TEXT,
    "report": pa.struct({**REPORT, "text": _TEXT}),
    "sections": pa.list_(pa.struct(SECTION)),
    "mentions": pa.list_(pa.struct(MENTION)),
    "deictics": pa.list_(pa.struct(MENTION)),
    "claims": pa.list_(pa.struct(CLAIM)),
    "figures": pa.list_(pa.struct(FIGURE)),
    "issues": pa.list_(pa.struct(ISSUE)),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, the version of its columns, and the columns; name and version stand in each file."""

    name: str
    version: int
    columns: dict[str, pa.DataType]

    @property
    def schema(self) -> pa.Schema:
        """The columns as Arrow fields, with name and version as metadata."""
        return pa.schema(self.columns, {"kg.table": self.name, "kg.version": str(self.version)})


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("reports", 2, REPORT),
        Table("sections", 1, SECTION),
        Table("mentions", 1, {**MENTION, "deictic": _TRUTH}),
        Table("claims", 1, CLAIM),
        Table("figures", 1, FIGURE),
        Table("evidence", 1, EVIDENCE),
        Table("entities", 1, ENTITY),
        Table("facts", 1, FACT),
        Table("claim_facts", 1, CLAIM_FACT),
        Table("observations", 2, OBSERVATION),
        Table("resolution", 1, RESOLVED),
        Table("issues", 1, ISSUE),
    )
}
"""The tables of a graph folder, by name."""

READINGS = Table("readings", 2, READING)
"""What a shard of the cache holds: one row a report, all that was read out of it."""
