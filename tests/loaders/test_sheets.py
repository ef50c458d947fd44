from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kg.graph import Graph
from kg.schema import load_schema
from kg.store import tabled, tabled_in, write_graph
from loaders.neo4j.sheets import laid_out
from loaders.property_graph.elements import each, elements
from loaders.property_graph.rows import Element, Elements, Node, in_rows
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph

SCHEMA = load_schema()


def of_folder(graph: Graph, folder: Path) -> list[Element]:
    write_graph(graph, folder)
    with tabled_in(folder) as found:
        return [one for rows in each(found, SCHEMA) for one in rows]


@pytest.mark.no_cover
@pytest.mark.parametrize("made", [small_graph, sample_graph, Graph], ids=["hand", "samples", "none"])
def test_a_folder_gives_each_element_of_its_graph_once(made: Callable[[], Graph], tmp_path: Path) -> None:
    whole, found = elements(made(), SCHEMA), of_folder(made(), tmp_path)

    nodes = {(one.label, one.id): one for one in found if isinstance(one, Node)}
    links = {one.name: one for one in found if not isinstance(one, Node)}
    assert Elements(nodes, links) == whole
    assert len(found) == len(whole.nodes) + len(whole.links)


@pytest.mark.no_cover
def test_elements_may_come_one_by_one_or_together() -> None:
    together = list(each(tabled(sample_graph()), SCHEMA))
    alone = [rows for some in together for one in some for rows in in_rows([one])]
    with laid_out(together) as sheets, laid_out(alone) as others:
        forms = {rows.form for rows in together if len(rows)}
        for form in forms:
            assert list(sheets.columns(form).items()) == list(others.columns(form).items())
            assert list(sheets.rows(form)) == list(others.rows(form))
    assert {"Evidence", "Claim", "ISSUED", "REFERS_TO"} <= {form.kind for form in forms}


def test_elements_at_some_places_are_found_in_each_block(monkeypatch: pytest.MonkeyPatch) -> None:
    with laid_out(elements(small_graph(), SCHEMA)) as whole:
        (form,) = whole.forms("Evidence")
        rows = list(whole.rows(form))
    for name in ("HELD", "MOST"):
        monkeypatch.setattr(f"loaders.neo4j.sheets.{name}", 7)
    with laid_out(elements(small_graph(), SCHEMA)) as sheets:
        assert len(rows) > 14
        assert list(sheets.rows(form)) == rows
        for places in ([0], [6, 7], range(1, len(rows), 2), range(7, 14), [len(rows) - 1]):
            found = sheets.rows(form, np.array(places, np.int64))
            assert list(found) == [rows[place] for place in places]


def test_sheets_give_back_what_was_laid_out() -> None:
    whole = elements(sample_graph(), SCHEMA)
    with laid_out(whole) as sheets:
        forms = [form for kind in ("Entity", "Claim", "ISSUED", "REFERS_TO") for form in sheets.forms(kind)]
        rows = {(form, tuple(row.name)): row for form in forms for row in sheets.rows(form)}
        for form in forms:
            every = [row.hash for row in sheets.rows(form)]
            assert sheets.hashes(form).tolist() == every
            assert sheets.sums([form]).number == len(every)

    for (form, name), row in rows.items():
        if form.ends:
            link = whole.links[form.kind, form.ends[0], name[0], form.ends[1], name[1], *name[2:]]
            assert row.key(form) == link.key
            assert row.props == {key: value for key, value in link.props.items() if value != []}
        else:
            node = whole.nodes[form.kind, name[0]]
            assert node.labels == form.names
            assert row.props.keys() - {"caption"} <= node.props.keys()
    assert len(rows) == sum(one.label in ("Entity", "Claim") for one in whole.nodes.values()) + sum(
        one.type in ("ISSUED", "REFERS_TO") for one in whole.links.values()
    )
