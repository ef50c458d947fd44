"""`kg validate` on folders and files: what is found, in which words, in which format."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph as Rdf
from rdflib.namespace import RDF, SH

from benchmarks.many import many
from kg.cli import run
from kg.errors import DataError
from kg.graph import Graph
from kg.model import Issue
from kg.schema import load_schema, ontology_version
from kg.soundness import faults
from kg.store import write_graph
from loaders.checks.holding import violations
from loaders.checks.shacl import load_shapes
from loaders.checks.validation import of_file, of_folder
from loaders.rdf.reading import read_rdf
from loaders.rdf.writing import PLAIN, export, lines_of, quads
from tests.conftest import ROOT
from tests.growth import BOUND, growth
from tests.loaders.small_graph import small_graph

BASE = "https://example.org/kg"
EXAMPLES = ROOT / "ontology" / "examples"


def broken(graph: Graph) -> Graph:
    """A figure with a qualifier that is none, and an entity whose key another one of its class has."""
    figure, *figures = graph.observations
    agencies = [entity for entity in graph.entities if entity.cls == "Agency"]
    twins = {agencies[1].id: replace(agencies[1], key=agencies[0].key)}
    entities = tuple(twins.get(entity.id, entity) for entity in graph.entities)
    return replace(graph, observations=(replace(figure, qualifier="lots"), *figures), entities=entities)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("broken")
    write_graph(broken(small_graph()), place)
    return place


def test_a_finding_names_rule_thing_and_value_and_shows_the_sentence(folder: Path) -> None:
    shape, twin = sorted(of_folder(folder, base=BASE), key=lambda one: one.law)

    assert (shape.law, shape.value) == ("ObservationShape", "lots")
    assert shape.focus.startswith(f"{BASE}/id/observation/v")
    assert (shape.zh, shape.en) == ("修饰须为六种之一", "the qualifier is one of six")
    assert shape.sentence is not None
    assert "件" in shape.sentence or "个" in shape.sentence
    assert (twin.law, twin.sentence is not None) == ("one_key", True)


def test_a_list_of_issues_that_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    told = Issue("refused", "a.txt", "", "空", "empty")
    write_graph(replace(small_graph(), issues=(told,)), tmp_path)
    assert not of_folder(tmp_path, base=BASE)

    (tmp_path / "issues.jsonl").write_text("")
    [changed] = of_folder(tmp_path, base=BASE)
    (tmp_path / "issues.jsonl").unlink()
    [lost] = of_folder(tmp_path, base=BASE)

    assert changed == lost
    assert (lost.law, lost.en) == (
        "issues",
        "issues.jsonl is not what the table of issues says; run kg build again",
    )


def test_a_graph_that_no_rdf_can_be_made_of_says_so_beside_its_faults(tmp_path: Path) -> None:
    write_graph(replace(small_graph(), entities=small_graph().entities[1:]), tmp_path)
    found = of_folder(tmp_path, base=BASE)

    assert {"rdf", "fact"} <= {one.law for one in found}


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_command_speaks_the_language_that_is_asked(
    locale: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LOCALE", locale)

    assert run(["validate", "-g", str(folder)]) == 3
    out = capsys.readouterr().out
    assert ("修饰须为六种之一" in out, "the qualifier is one of six" in out) == (
        locale == "zh",
        locale == "en",
    )


def test_programs_get_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "-g", str(folder), "--json"]) == 3
    rows = json.loads(capsys.readouterr().out)

    assert {row["law"] for row in rows} == {"ObservationShape", "one_key"}
    assert all(row["zh"] and row["en"] and row["sentence"] for row in rows)


def test_a_warning_shows_its_sentence_and_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    graph = small_graph()
    early = tuple(replace(one, meta=replace(one.meta, year=2000, issued_on=None)) for one in graph.reports)
    write_graph(replace(graph, reports=early), tmp_path)
    place = ["-g", str(tmp_path)]

    assert run(["validate", *place, "--json"]) == 0
    found, told = capsys.readouterr()
    rows = json.loads(found)
    assert {(row["severity"], row["law"]) for row in rows} == {("Warning", "later_year")}
    assert all(row["zh"] and row["en"] and row["sentence"] for row in rows)
    assert told.endswith(f"0 faults, {len(rows)} warnings\n")
    assert run(["validate", *place]) == 0
    assert "warning: a figure of what is done" in capsys.readouterr().out
    assert run(["validate", *place, "--format", "html"]) == 0
    assert "提醒 · warning" in capsys.readouterr().out
    assert run(["validate", *place, "--format", "turtle"]) == 0
    report = Rdf().parse(data=capsys.readouterr().out, format="turtle")
    assert {str(one) for one in report.objects(None, SH.conforms)} == {"true"}
    assert set(report.objects(None, SH.resultSeverity)) == {SH.Warning}


def test_of_a_name_that_two_have_one_is_told_with_the_other_and_its_words() -> None:
    (found,) = of_file(EXAMPLES / "invalid" / "same_name.ttl")

    assert (found.id, (found.value or "").rpartition("/")[2]) == ("p2", "p1")
    assert (found.severity, found.sentence) == ("Warning", "开通12345热线")


def test_a_format_that_is_none_gets_all_that_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", "-g", str(folder), "--format", "foo"]) == 2
    assert capsys.readouterr().err.endswith("html, turtle\n")


def test_the_turtle_is_a_shacl_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "-g", str(folder), "--format", "turtle"]) == 3
    report = Rdf().parse(data=capsys.readouterr().out, format="turtle")
    (root,) = report.subjects(RDF.type, SH.ValidationReport)

    assert str(report.value(root, SH.conforms)) == "false"
    assert len(set(report.objects(root, SH.result))) == 2
    for result in report.objects(root, SH.result):
        assert len(set(report.objects(result, SH.resultMessage))) == 2
        assert report.value(result, SH.focusNode)
        assert report.value(result, SH.sourceShape)


def test_a_sound_file_conforms(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(EXAMPLES / "valid" / "whole.ttl"), "--format", "turtle"]) == 0
    assert "sh:conforms true" in capsys.readouterr().out


def test_the_page_is_well_formed_and_says_nothing_unescaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gsr = "https://w3id.org/gsr/ns#"
    bad = f'<https://example.org/r1> a <{gsr}Report> ; <{gsr}reportingYear> "<b>&" .'
    (tmp_path / "bad.ttl").write_text(bad, encoding="utf-8")

    assert run(["validate", str(tmp_path / "bad.ttl"), "--format", "html"]) == 3
    page = capsys.readouterr().out
    page = re.sub(r"<((?:meta|br)\b[^>]*)>", r"<\1/>", page.removeprefix("<!DOCTYPE html>\n"))
    root = ElementTree.fromstring(page)
    assert "<b>&" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ttl", "<a> <b> .", "mend the file"),
        ("a.txt", "", r"\.ttl"),
        ("none.nt", None, "check the path"),
    ],
)
def test_a_file_that_is_no_rdf_is_told_in_one_line(
    name: str, text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert run(["validate", str(tmp_path / name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert name in captured.err


@pytest.mark.parametrize(
    "text", ["", "<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"]
)
def test_a_file_of_other_things_is_not_called_sound(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.nt").write_text(text, encoding="utf-8")

    assert run(["validate", str(tmp_path / "a.nt")]) == 2
    assert "a.nt: it says nothing in terms of the ontology; expected" in capsys.readouterr().err


def test_a_file_without_its_end_is_told_first(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    export(small_graph(), "nt", path, base=BASE)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) // 2]), "utf-8")

    first, *others = of_file(path)

    assert (first.law, first.severity, first.focus) == ("whole_file", "Warning", "a.nt")
    assert others


@pytest.mark.parametrize("fmt", PLAIN)
def test_claims_of_rdf_1_2_are_those_of_rdf_1_1(fmt: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{fmt}"
    export(small_graph(), fmt, path, base=BASE, rdf12=True)

    assert b"rdf:reifies" in path.read_bytes() or b"#reifies>" in path.read_bytes()
    assert of_file(path) == []


def test_a_quote_of_other_characters_is_found(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    export(small_graph(), "nq", path, base=BASE)
    text = path.read_text("utf-8")
    path.write_text(text.replace('quote> "区司法局"', 'quote> "市司法局"'), "utf-8", newline="")

    assert {one.law for one in of_file(path)} == {"quote_is_text"}


def test_a_file_in_other_terms_is_refused_as_by_import(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    export(small_graph(), "nq", path, base=BASE)
    path.write_text(
        path.read_text("utf-8").replace(f"/ns/{ontology_version()}>", "/ns/0.0.9>"), "utf-8", newline=""
    )

    with pytest.raises(DataError, match=rf"0\.0\.9.*{re.escape(ontology_version())}") as found:
        of_file(path)
    with pytest.raises(DataError, match=re.escape(str(found.value))):
        read_rdf(path)


def test_every_constraint_that_is_known_is_used_or_of_a_pair() -> None:
    used = {limit.component for limit in load_shapes().all()}

    assert {"MinCount", "Datatype", "Class", "Or", "In", "Equals", "LessThan"} <= {
        name.removesuffix("ConstraintComponent") for name in used
    }


def test_a_big_graph_made_of_copies_keeps_the_laws_of_the_small_one() -> None:
    graph = many(small_graph(), 3)

    assert list(faults(graph, load_schema())) == []
    lines = lines_of(quads(graph, base=BASE))
    assert list(violations(lambda: lines, load_shapes())) == []


def test_the_cost_grows_as_the_graph_does() -> None:
    streams = {size: lines_of(quads(many(small_graph(), size), base=BASE)) for size in (10, 20, 80)}

    def work(size: int) -> object:
        return list(violations(lambda: streams[size], load_shapes()))

    assert growth(work, 20) < BOUND
