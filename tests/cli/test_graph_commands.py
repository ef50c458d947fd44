"""The commands that read a graph folder, on the graph made by hand."""

import csv
import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.query import language_of, value_of
from kg.store import write_graph
from tests.loaders.small_graph import small_graph

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("small") / "graph"
    write_graph(small_graph(), place)
    return place


@pytest.fixture(autouse=True)
def graph(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is found by the environment, as most commands of these tests name none."""
    monkeypatch.setenv("KG_GRAPH", str(folder))
    monkeypatch.setenv("KG_LOCALE", "en")


def test_stats_count_what_is_there(capsys: Captured) -> None:
    assert run(["stats", "--json"]) == 0

    rows = [tuple(row.values()) for row in json.loads(capsys.readouterr().out)]
    assert ("report", "read", None, 2) in rows
    assert ("claim", "LAUNCHED", "planned", 1) in rows
    assert ("entity", "Platform", None, 2) in rows
    assert ("fact", "STUDIES", "done", 4) in rows
    assert ("observation", "figure", "done", 4) in rows
    assert sum(count for what, *_, count in rows if what == "claim") == len(small_graph().claims)


def test_the_option_stands_over_the_environment(folder: Path, capsys: Captured) -> None:
    assert run(["stats", "-g", str(folder.parent / "none")]) == 2
    assert "kg build" in capsys.readouterr().err


def test_nothing_is_no_name(capsys: Captured) -> None:
    assert run(["explain", ""]) == 2
    assert "give a name or an id" in capsys.readouterr().err


def test_a_file_is_not_given_the_suffix_of_another_format(tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", "ttl", "-o", str(tmp_path / "a.nt")]) == 2
    assert "a.nt: ends as nt, and ttl is asked for" in capsys.readouterr().err
    for name in ("a.ttl", "b.txt", "c"):
        assert run(["export", "ttl", "-o", str(tmp_path / name)]) == 0
    assert run(["export", "jsonld", "-o", str(tmp_path / "d.json")]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a.ttl", "b.txt", "c", "d.json"}


def test_an_import_tells_what_its_graph_has_fewer(
    tmp_path: Path, samples_graph: Path, capsys: Captured
) -> None:
    assert run(["export", "ttl", "-o", str(tmp_path / "a.ttl")]) == 0
    shutil.copytree(samples_graph, tmp_path / "g")

    for told in ("reports 2 (-12)", "reports 2  mentions"):
        assert run(["import", str(tmp_path / "a.ttl"), "-o", str(tmp_path / "g")]) == 0
        out, err = capsys.readouterr()
        assert told in out
        assert ("12 reports fewer" in err) is ("-12" in told)


def test_explain_shows_sentence_place_rule_and_mark(capsys: Captured) -> None:
    assert run(["explain", "湖事办"]) == 0

    out = capsys.readouterr().out
    assert "首推“一窗通办”改革，依托⟦“湖事办”平台⟧办理1.28万件" in out
    assert "donghu/2021.txt [128, 135)  一、主要成效" in out
    assert "platform.full" in out
    assert "一窗通办 USES 湖事办 [done]" in out


def test_what_is_printed_to_read_gives_no_command_to_a_terminal(tmp_path: Path, capsys: Captured) -> None:
    graph = small_graph()
    reports = tuple(replace(report, source=f"\x1b]0;\x07{report.source}") for report in graph.reports)
    write_graph(replace(graph, reports=reports), tmp_path)

    for rest in ([], ["--format", "table"], ["--format", "markdown"]):
        assert run(["explain", "湖事办", "-g", str(tmp_path), *rest]) == 0
        out = capsys.readouterr().out
        assert "x1b]0;" in out
        assert out.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", ""],
        ["build", "a.txt", "", "-o", "out"],
        ["build", "a.txt", "-o", ""],
        ["stats", "--left-out", ""],
        ["stats", "-g", ""],
        ["extract", "a.txt", "--lexicon", ""],
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    arguments: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_graph(small_graph(), tmp_path)
    (tmp_path / "a.txt").write_text("2021年工作总结", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)

    assert run(arguments) == 2

    assert capsys.readouterr() == (
        "",
        'kg: "" is no path (a variable that is not set?); name a file or folder\n',
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_a_message_gives_no_command_to_a_terminal(capsys: Captured) -> None:
    assert run(["explain", "\x1b[2J无此名"]) == 2
    assert run(["extract", "no\x9b/such.txt"]) == 1

    assert capsys.readouterr().err.replace("\n", "").isprintable()


def test_explain_gives_rows_too(capsys: Captured) -> None:
    assert run(["explain", "一窗通办", "--format", "csv"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["report"] for row in rows] == ["donghu/2021.txt", "xiling/2022.txt"]
    assert rows[0]["quote"] == "“一窗通办”改革"


def test_explain_says_what_the_limit_cut(capsys: Captured) -> None:
    assert run(["explain", "一窗通办", "--limit", "1", "--format", "jsonl"]) == 0

    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert err == "1 more passages; raise --limit\n"


def test_explain_of_nothing_is_wrong_usage(capsys: Captured) -> None:
    assert run(["explain", "西岭区司法"]) == 2
    assert "清江市西岭区司法局" in capsys.readouterr().err


@pytest.mark.parametrize("format", ["ttl", "nt", "nq", "trig", "rdfxml", "jsonld", "graphml"])
def test_export_writes_the_same_to_a_file_and_to_stdout(
    format: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "graph.out"

    assert run(["export", format, "-o", str(out)]) == 0
    assert run(["export", format]) == 0

    assert out.read_bytes() == capfdbinary.readouterr().out
    assert "湖事办".encode() in out.read_bytes() or b"\\u" in out.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["graph.out"]


def test_export_writes_into_the_file_that_a_link_names(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.nt").write_text("old")
    (tmp_path / "there" / "a.nt").chmod(0o600)
    for link, target in (("old", "a.nt"), ("new", "b.nt")):
        (tmp_path / link).symlink_to(tmp_path / "there" / target)
        assert run(["export", "nt", "-o", str(tmp_path / link)]) == 0

    assert (tmp_path / "old").is_symlink()
    assert (tmp_path / "new").is_symlink()
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == ["a.nt", "b.nt"]
    assert "湖事办" in (tmp_path / "there" / "a.nt").read_text("utf-8")
    assert (tmp_path / "there" / "a.nt").read_bytes() == (tmp_path / "there" / "b.nt").read_bytes()
    assert (tmp_path / "there" / "a.nt").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_export_writes_into_a_named_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "came").open("wb") as came:
        reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=came)
        try:
            assert run(["export", "nt", "-o", str(tmp_path / "pipe")]) == 0
            reader.wait(timeout=60)
        finally:
            reader.kill()
            reader.wait()
    assert run(["export", "nt", "-o", str(tmp_path / "a.nt")]) == 0

    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "came").read_bytes() == (tmp_path / "a.nt").read_bytes()


def test_export_leaves_the_files_beside_it_alone(tmp_path: Path) -> None:
    (tmp_path / "a.nt.part").write_text("mine")

    assert run(["export", "nt", "-o", str(tmp_path / "a.nt")]) == 0

    assert (tmp_path / "a.nt.part").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nt", "a.nt.part"]


def test_export_to_a_folder_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", "nt", "-o", str(tmp_path)]) == 2
    assert "cannot be written: Is a directory" in capsys.readouterr().err


def test_export_uses_the_base_that_is_asked_for(capfd: Captured) -> None:
    assert run(["export", "nt", "--base", "https://example.org/g/"]) == 0
    assert "<https://example.org/g/id/report/r" in capfd.readouterr().out


def test_export_of_tables_names_its_files(tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", "csv", "-o", str(tmp_path / "tables")]) == 0

    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written == sorted((tmp_path / "tables").iterdir())
    assert "agency.csv" in {path.name for path in written}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "docx"], "no such format"),
        (["export", "csv"], "-o FOLDER"),
        (["export", "ttl", "-o", "no/such/folder/a.ttl"], "cannot be written"),
    ],
)
def test_export_refuses_what_it_cannot_do(arguments: list[str], words: str, capsys: Captured) -> None:
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


def test_doctor_finds_everything_in_place(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)

    assert run(["doctor", "--json"]) == 0

    rows = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert {row["state"] for row in rows.values()} == {"ok", "not set"}
    assert rows["graph folder"]["found"] == f"{folder}: 2 reports, {len(small_graph().entities)} entities"
    assert {"kg", "Python", "spacy", "data", "Neo4j"} <= set(rows)


def test_doctor_says_what_is_wrong_and_how_to_mend_it(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.setenv("NEO4J_URI", "bolt://reader:secret@localhost:1")

    assert run(["doctor", "--json", "-g", str(tmp_path)]) == 4

    out = capsys.readouterr().out
    wrong = {row["check"]: row for row in json.loads(out) if row["state"] == "wrong"}
    assert set(wrong) == {"graph folder", "Neo4j"}
    assert "docker compose up" in wrong["Neo4j"]["todo"]
    assert "kg build" in wrong["graph folder"]["todo"]
    assert "secret" not in out


CYPHER = """MATCH (i:Initiative)-[r:USES]->(p:Platform) WHERE i.name = $name
RETURN i.name AS initiative, p.name AS platform"""
SPARQL = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX gsr: <https://w3id.org/gsr/ns#>
SELECT ?initiative ?platform { VALUES (?param_name) { (UNDEF) } ?i gsr:uses ?p ; skos:prefLabel ?i_name .
?p skos:prefLabel ?p_name . BIND(STR(?i_name) AS ?initiative) BIND(STR(?p_name) AS ?platform)
FILTER(?initiative = ?param_name) }"""


@pytest.mark.usefixtures("asked_here")
@pytest.mark.parametrize("text", [CYPHER, SPARQL], ids=["cypher", "sparql"])
def test_a_query_gives_the_same_rows_in_both_languages(text: str, capsys: Captured) -> None:
    assert run(["query", text, "--param", "name=一窗通办", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == [{"initiative": "一窗通办", "platform": "湖事办"}]


@pytest.mark.usefixtures("asked_here")
def test_a_query_for_a_label_that_the_schema_lacks_is_told(capsys: Captured) -> None:
    assert run(["query", "MATCH (n:Agenzy) RETURN n.name"]) == 0

    assert "Agenzy: the schema has no such name; do you mean Agency" in capsys.readouterr().err


@pytest.mark.usefixtures("asked_here")
def test_a_limit_says_what_it_cut(capsys: Captured) -> None:
    assert run(["query", "MATCH (n:Nothing) RETURN n"]) == 0
    assert "no rows" in capsys.readouterr().err
    assert run(["query", "MATCH (c:Claim) RETURN c.id AS id", "--limit", "3", "--format", "jsonl"]) == 0

    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert err == "only the first 3 rows are shown, there are more\n"


@pytest.mark.usefixtures("asked_here")
def test_a_limit_that_cuts_nothing_says_nothing(capsys: Captured) -> None:
    limit = str(len(small_graph().claims))
    assert run(["query", "MATCH (c:Claim) RETURN c.id AS id", "--limit", limit, "--format", "jsonl"]) == 0

    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (int(limit), "")


@pytest.mark.parametrize(
    "endless",
    [
        "UNWIND range(1, 9000000) AS a UNWIND range(1, 9000) AS b RETURN a, b",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
)
def test_a_limit_fetches_no_more_than_it_needs(endless: str, capsys: Captured) -> None:
    assert run(["query", endless, "--limit", "2", "--timeout", "5", "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Agency {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "MATCH (n RETURN n",
        "SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
    ],
)
def test_a_query_that_writes_reaches_out_or_does_not_parse_is_refused(text: str, capsys: Captured) -> None:
    assert run(["query", text]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [["query", "RETURN 1"], ["ask", "Q05"]])
@pytest.mark.parametrize("seconds", ["3000000", "1e400", "inf", "nan", "0"])
def test_a_time_limit_that_no_timer_holds_is_refused(
    command: list[str], seconds: str, capsys: Captured
) -> None:
    assert run([*command, "--timeout", seconds]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "--timeout" in err


def test_a_query_that_takes_too_long_is_ended(capsys: Captured) -> None:
    endless = (
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = -b RETURN count(*)"
    )

    assert run(["query", endless, "--timeout", "0.5"]) == 3
    assert "0.5 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("INSERT DATA { <a:b> <a:b> 1 }", "sparql"),
        ("LOAD CSV FROM 'x' AS row RETURN row", "cypher"),
        ("MATCH (n) RETURN n", "cypher"),
        ("# a comment\n  select ?s { ?s ?p ?o }", "sparql"),
        ("// SELECT\nMATCH (n) RETURN n", "cypher"),
        ("RETURN 1 AS ASK", "cypher"),
    ],
)
def test_the_language_is_told_by_the_first_word(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "value"), [("2021", 2021), ("条例", "条例"), ("null", None), ('["a"]', ["a"]), ('"1"', "1")]
)
def test_a_parameter_is_what_json_makes_of_it_else_text(text: str, value: object) -> None:
    assert value_of(text) == value
