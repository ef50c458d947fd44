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


def _several(columns: dict[str, pa.DataType], *, but: tuple[str, ...] = ()) -> pa.DataType:
    """Lists of values with these columns."""
    return pa.list_(pa.struct({name: kind for name, kind in columns.items() if name not in but}))


_TOLD = ("id", "evidence_id", "quote")
"""What the place of a span and the text tell, so that a shard does not hold it."""
READING = {
    "key": _TEXT,
    "report": pa.struct({**REPORT, "text": _TEXT}),
    "sections": _several(SECTION, but=_TOLD),
    "mentions": _several(MENTION, but=_TOLD),
    "deictics": _several(MENTION, but=_TOLD),
    "claims": _several(CLAIM, but=_TOLD),
    "figures": _several(FIGURE),
    "issues": _several(ISSUE),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, the version of its columns, and the columns; name and version stand in each file.

    In the columns `ids` hardly a cell comes twice: written is what each has that the one before has not.
    """

    name: str
    version: int
    columns: dict[str, pa.DataType]
    ids: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The columns as Arrow fields, with name and version as metadata."""
        return pa.schema(self.columns, {"kg.table": self.name, "kg.version": str(self.version)})


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("reports", 2, REPORT),
        Table("sections", 1, SECTION, ("id", "evidence_id")),
        Table("mentions", 1, {**MENTION, "deictic": _TRUTH}, ("id", "evidence_id")),
        Table("claims", 1, CLAIM, ("id",)),
        Table("figures", 1, FIGURE, ("mention",)),
        Table("evidence", 1, EVIDENCE, ("id",)),
        Table("entities", 1, ENTITY, ("id",)),
        Table("facts", 1, FACT, ("id",)),
        Table("claim_facts", 1, CLAIM_FACT, ("claim_id", "fact_id")),
        Table("observations", 2, OBSERVATION, ("id", "evidence_id")),
        Table("resolution", 1, RESOLVED, ("mention",)),
        Table("issues", 1, ISSUE),
    )
}
"""The tables of a graph folder, by name."""

READINGS = Table("readings", 3, READING)
"""What a shard of the cache holds: one row a report, all that was read out of it."""

SAID = Table("said", 2, {"key": _TEXT, "said": pa.list_(pa.binary())})
"""What reports said to each other (kg.rounds): one row a report, under the key of all that decides it."""

FINDINGS = Table(
    "findings",
    1,
    {
        "key": _TEXT,
        "findings": _several(
            {
                **ENTITY,
                **dict.fromkeys(("checks", "against", "evidence", "reports"), _TEXTS),
                "region": _TEXT,
                "agency": _TEXT,
            }
        ),
    },
)
"""What was found in families of reports (kg.metric.families): one row a family, by its name."""
