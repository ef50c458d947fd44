"""The texts that bring a database to a graph, as far as they can be seen without one."""

from itertools import chain

import pytest

from kg.schema import load_schema
from loaders.neo4j import marked
from loaders.neo4j.sheets import laid_out
from loaders.property_graph.cypher import Batch
from loaders.property_graph.elements import elements
from tests.loaders.small_graph import small_graph

SCHEMA = load_schema()


def _made(*, few: bool) -> list[Batch]:
    with laid_out(elements(small_graph(), SCHEMA)) as sheets:
        forms = [form for kind in SCHEMA.relations for form in sheets.forms(kind)]
        return list(marked.makes([(form, sheets.rows(form)) for form in forms], "one", few=few))


def test_few_relationships_are_made_by_a_text_for_each_label_that_they_lead_to() -> None:
    few, many = _made(few=True), _made(few=False)

    assert len({one.statement for one in few}) == len(few) < len(many)
    rows = [sorted(chain.from_iterable(one.rows for one in made), key=str) for made in (few, many)]
    assert rows[0] == rows[1] != []


@pytest.mark.parametrize("few", [True, False])
def test_rows_of_a_transaction_are_sorted_by_their_ends(few: bool) -> None:
    for one in _made(few=few):
        assert [row[:2] for row in one.rows] == sorted(row[:2] for row in one.rows)
