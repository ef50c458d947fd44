"""Graph → RDF → Graph: nothing that RDF is to carry is lost, whatever the characters."""

import io
import os
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.cli import run
from kg.errors import DataError, KgError, UsageError
from kg.graph import Graph
from kg.model import PREDICATES, Entity
from kg.schema import ontology_version
from kg.store import read_figures, read_graph
from loaders.checks.validation import of_file
from loaders.plain import clean
from loaders.rdf.naming import VOID
from loaders.rdf.reading import read_rdf
from loaders.rdf.writing import FORMATS, PLAIN, export, read_quads
from tests.loaders.any_graph import CLASSES, every_kind, graphs
from tests.loaders.small_graph import small_graph

SOAK = os.environ.get("SOAK") == "1"
SYNTAXES = [*((fmt, False) for fmt in FORMATS), *((fmt, True) for fmt in PLAIN)]


def back(graph: Graph, folder: Path, fmt: str, *, rdf12: bool) -> Graph:
    path = folder / f"graph.{'rdf' if fmt == 'rdfxml' else fmt}"
    export(graph, fmt, path, base="https://example.org/kg", rdf12=rdf12)
    return read_rdf(path)


def carried(value: Any) -> Any:
    """The value as RDF has it: without issues, and with U+FFFD for what XML cannot hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(carried, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = replace(value, **{field.name: carried(getattr(value, field.name)) for field in fields(value)})
    return _with_sets(said) if isinstance(said, Entity) else said


def _with_sets(entity: Entity) -> Entity:
    """Two texts that differ in such a character alone are one."""
    pairs = [
        (name, _as_set(value) if isinstance(value, tuple) else value) for name, value in entity.properties
    ]
    return replace(entity, names=_as_set(entity.names), properties=tuple(pairs))


def _as_set(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


@pytest.mark.parametrize(("fmt", "rdf12"), SYNTAXES)
def test_the_graph_made_by_hand_comes_back(fmt: str, rdf12: bool, tmp_path: Path) -> None:
    assert back(small_graph(), tmp_path, fmt, rdf12=rdf12) == small_graph()


@pytest.mark.parametrize(("fmt", "rdf12"), SYNTAXES)
def test_every_class_property_relation_and_status_comes_back(fmt: str, rdf12: bool, tmp_path: Path) -> None:
    graph = every_kind()

    assert {one.cls for one in graph.entities} == set(CLASSES)
    assert {one.relation for one in graph.facts} >= set(PREDICATES) - {"MEASURES"}
    assert {one.status for one in graph.facts} == {"done", "planned", "problem"}
    assert back(graph, tmp_path, fmt, rdf12=rdf12) == replace(graph, issues=())


@pytest.mark.skipif(not SOAK, reason="a long series: with SOAK=1")
@pytest.mark.shared
@pytest.mark.parametrize(("fmt", "rdf12"), SYNTAXES)
def test_the_graph_of_real_reports_comes_back(
    fmt: str, rdf12: bool, reports_graph: Path, tmp_path: Path
) -> None:
    graph = read_graph(reports_graph)

    assert back(graph, tmp_path, fmt, rdf12=rdf12) == replace(graph, issues=())


@pytest.mark.no_cover
@settings(
    max_examples=2_000 if SOAK else 25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(graphs(), st.sampled_from(SYNTAXES))
def test_any_graph_comes_back(tmp_path_factory: pytest.TempPathFactory, graph: Graph, syntax: Any) -> None:
    fmt, rdf12 = syntax

    assert back(graph, tmp_path_factory.getbasetemp(), fmt, rdf12=rdf12) == carried(replace(graph, issues=()))


def test_the_figures_that_no_rdf_carries_are_the_observations(samples_graph: Path) -> None:
    graph = read_graph(samples_graph)
    ids = {f"{one.evidence_id}-Metric": one.id for one in graph.observations}
    figures = {
        (ids[one.mention], one.value, one.unit, one.qualifier, one.period, ids.get(one.change_from or ""))
        for one in read_figures(samples_graph)
    }

    assert figures == {
        (one.id, one.value, one.unit, one.qualifier, one.period, one.change_from)
        for one in graph.observations
    }


def written(fmt: str) -> str:
    out = io.BytesIO()
    export(small_graph(), fmt, out, base="https://example.org/kg")
    return out.getvalue().decode("utf-8")


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_that_was_cut_off_is_refused_by_name(fmt: str, tmp_path: Path) -> None:
    lines = written(fmt).splitlines(keepends=True)
    closing = 2 if fmt == "rdfxml" else 0  # the parser does without closing tags
    cuts = [*range(0, len(lines), max(1, len(lines) // 12)), len(lines) - 1 - closing]
    path = tmp_path / f"graph.{fmt}"
    path = path.with_suffix(".rdf") if fmt == "rdfxml" else path
    for cut in cuts:
        path.write_text("".join(lines[:cut]), "utf-8", newline="")
        with pytest.raises(KgError, match=re.escape(path.name)):
            read_rdf(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"/ns/{ontology_version()}>", "/ns/0.0.9>", rf"0\.0\.9.*{re.escape(ontology_version())}"),
        ("conformsTo", "conformsToo", "older ontology"),
        ("wasAssociatedWith", "wasAssociatedOnce", "cut off or put together"),
        ('quote> "区司法局"', 'quote> "市司法局"', "other words"),
        ('#status> "planned"', '#status> "done"', "changed"),
        ('#level> "1"', '#level> "one"', "one"),
        ("ns#source>", "ns#sauce>", "no source"),
        ("#Report>", "#Rapport>", None),
    ],
)
def test_a_file_that_is_not_as_we_write_it_is_refused(
    old: str, new: str, message: str | None, tmp_path: Path
) -> None:
    text, path = written("nq"), tmp_path / "graph.nq"
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")
    if message is None:
        assert read_rdf(path) == small_graph()
        return

    with pytest.raises(DataError, match=message) as found:
        read_rdf(path)
    assert str(path) in str(found.value)


@pytest.mark.parametrize("read", [read_rdf, of_file])
def test_no_line_can_be_lost_unseen(read: Callable[[Path], object], tmp_path: Path) -> None:
    lines, path = written("nq").splitlines(keepends=True), tmp_path / "graph.nq"
    for lost in range(0, len(lines), len(lines) // 12):
        path.write_text("".join([*lines[:lost], *lines[lost + 1 :]]), "utf-8", newline="")
        with pytest.raises(DataError, match=r"graph\.nq"):
            read(path)


@pytest.mark.parametrize(("fmt", "rdf12"), SYNTAXES)
def test_the_run_tells_how_many_triples_there_are(fmt: str, rdf12: bool, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{fmt}".replace("rdfxml", "rdf")
    export(small_graph(), fmt, path, base="https://example.org/kg", rdf12=rdf12)
    quads = set(read_quads(path))
    (number,) = (quad.object for quad in quads if quad.predicate.value == VOID + "triples")

    assert isinstance(number, Literal)
    assert number.value == str(len(quads))


@pytest.mark.parametrize("text", ["", "<https://example.org/a> <https://example.org/b> _:c .\n"])
def test_what_is_no_graph_of_ours_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "other.nt").write_text(text, "utf-8")

    with pytest.raises(DataError, match=r"other\.nt: no graph of reports"):
        read_rdf(tmp_path / "other.nt")


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.zip").write_bytes(b"")
    for name in ("nowhere.nt", "graph.zip"):
        with pytest.raises(UsageError, match=name):
            read_rdf(tmp_path / name)


@pytest.mark.no_cover
def test_the_folder_of_the_samples_is_made_again_of_a_file(
    samples_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = tmp_path / "graph.nq", tmp_path / "again"

    assert run(["export", "nq", "-g", str(samples_graph), "-o", str(path)]) == 0
    assert run(["import", str(path), "-o", str(folder)]) == 0
    assert "reports 14" in capsys.readouterr().out
    assert read_graph(folder) == replace(read_graph(samples_graph), issues=())
    assert run(["import", str(tmp_path / "nowhere.nq"), "-o", str(folder)]) == 2
