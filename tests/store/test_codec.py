from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Claim,
    ClaimFact,
    Entity,
    Fact,
    Figure,
    Issue,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
)
from kg.store.codec import row_of, value_of
from kg.store.parts import parquet, rows_in
from kg.store.tables import TABLES, Table
from tests.store.values import ENTITIES, FACTS, OBSERVATIONS


@pytest.mark.no_cover
@given(st.lists(ENTITIES | FACTS | OBSERVATIONS, min_size=1, max_size=4))
def test_values_come_back_from_parquet_as_they_were(values: list[Any]) -> None:
    names = {Entity: "entities", Fact: "facts", Observation: "observations"}
    for value in values:
        table = TABLES[names[type(value)]]
        (row,) = rows_in(parquet(table, [row_of(value)]), "here")
        back = value_of(type(value), row)
        assert back == value
        assert repr(back) == repr(value)


@pytest.mark.parametrize(
    ("name", "cls", "beside"),
    [
        ("reports", Report, {"text"}),
        ("sections", Section, {"quote"}),
        ("mentions", Mention, set()),
        ("claims", Claim, set()),
        ("figures", Figure, set()),
        ("entities", Entity, set()),
        ("facts", Fact, set()),
        ("claim_facts", ClaimFact, set()),
        ("observations", Observation, set()),
        ("resolution", Resolved, set()),
        ("issues", Issue, set()),
    ],
)
def test_every_field_has_its_column(name: str, cls: type, beside: set[str]) -> None:
    columns = set(TABLES[name].columns)
    nested = {"meta", "evidence"} if cls is not Fact else {"meta"}
    plain = {field.name for field in fields(cls)} - nested

    assert plain - columns == beside - {"quote"}


def test_equal_rows_give_equal_bytes() -> None:
    rows = [{"id": "r1", "source": "甲.txt", "year": 2021, "pages": [0, 5]}]

    assert parquet(TABLES["reports"], rows) == parquet(TABLES["reports"], [dict(reversed(rows[0].items()))])


def test_a_file_names_its_table_and_version() -> None:
    import io

    import pyarrow.parquet as pq

    table: Table = TABLES["facts"]
    metadata = pq.ParquetFile(io.BytesIO(parquet(table, []))).schema_arrow.metadata

    assert (metadata[b"kg.table"], metadata[b"kg.version"]) == (b"facts", str(table.version).encode())
