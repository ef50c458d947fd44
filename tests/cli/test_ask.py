"""`kg ask` on the graph made by hand and on that of the samples."""

import csv
import io
import json
import re
from itertools import groupby
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.rows import display_width
from loaders.asking.questions import by_theme, questions
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

Captured = pytest.CaptureFixture[str]
NUMBERS = [question.number for question in by_theme()]
SHOWN = ("Q05", "Q30")
"""Asked through the command line; tests/loaders/test_twins.py asks all of them in both languages."""
pytestmark = pytest.mark.usefixtures("asked_here")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, samples_graph: Path) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    monkeypatch.setenv("KG_GRAPH", str(samples_graph))


def test_without_a_question_all_are_listed(capsys: Captured) -> None:
    assert run(["ask", "--json"]) == 0

    listed = json.loads(capsys.readouterr().out)
    assert [row["number"] for row in listed] == NUMBERS
    assert all(row["zh"] and row["en"] and row["name"] for row in listed)
    (fifth,) = [row for row in listed if row["number"] == "Q05"]
    assert "title_ends:string=null" in fifth["params"]
    assert (fifth["theme"], listed[-1]["theme"]) == ("documents", "evidence")
    themes = [row["theme"] for row in listed]
    assert [theme for theme, _ in groupby(themes)] == list(dict.fromkeys(themes))


def test_the_list_to_read_has_both_languages_by_theme_within_100_columns(capsys: Captured) -> None:
    assert run(["ask"]) == 0

    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Q06"))
    assert lines[at].split() == ["Q06", "哪些法规文件被多个机构引用？", "min_agencies"]
    assert lines[at + 1] == "     Which regulations are cited by several agencies?"
    assert [line.split()[0] for line in lines if line.startswith("Q")] == NUMBERS
    assert "指标 | metrics" in lines
    assert max(map(display_width, lines)) <= 100


def test_markdown_cites_the_sentences(capsys: Captured) -> None:
    assert run(["ask", "Q05", "--param", "title_ends=条例", "--format", "markdown"]) == 0
    table, _, notes = capsys.readouterr().out.partition("\n\n")

    assert run(["ask", "Q05", "--param", "title_ends=条例", "--json"]) == 0
    ids = {key for row in json.loads(capsys.readouterr().out) for key in row["evidence"]}
    assert len(ids) == len(re.findall(r"^\[\^\d+\]: ", notes, re.MULTILINE))
    assert all(f"`{key}`" in notes for key in ids)
    assert set(re.findall(r"\[\^\d+\]", table)) == set(re.findall(r"\[\^\d+\]", notes))
    assert all("条例" in note for note in notes.split("\n\n"))


def test_markdown_of_no_rows_cites_nothing(capsys: Captured) -> None:
    assert run(["ask", "Q05", "--param", "title_ends=无此名", "--format", "markdown"]) == 0

    assert capsys.readouterr().out.count("\n") == 2


@pytest.mark.parametrize("number", SHOWN)
def test_both_languages_give_the_same_bytes(number: str, capsys: Captured) -> None:
    answers = []
    for lang in ("cypher", "sparql"):
        assert run(["ask", number, "--lang", lang, "--format", "json"]) == 0
        answers.append(capsys.readouterr().out)

    assert answers[0] == answers[1]
    rows = json.loads(answers[0])
    assert rows
    assert all(row["evidence"] for row in rows)


@pytest.mark.parametrize("number", SHOWN)
def test_every_row_opens_its_sentences(number: str, capsys: Captured) -> None:
    assert run(["ask", number, "--format", "json", "--limit", "3"]) == 0

    for row in json.loads(capsys.readouterr().out):
        assert run(["explain", row["evidence"][0], "--json"]) == 0
        (place, *_) = json.loads(capsys.readouterr().out)
        assert place["quote"].replace("\n", "").strip()


def test_a_name_stands_for_its_number_and_parameters_narrow_the_answer(capsys: Captured) -> None:
    arguments = ["ask", "regulations_cited_by_agencies", "--param", "title_ends=条例", "--param", "year=2022"]

    assert run([*arguments, "--format", "csv"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert all(row["regulation"].endswith("条例") and row["year"] == "2022" for row in rows)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["Q26"], "no rows: no satisfaction rate is reported\n"),
        (["Q26", "--param", "year=2022"], "no rows: no satisfaction rate is reported\n"),
        (
            ["Q5", "--param", "year=1999"],
            "no rows with year=1999; there are some with year=2022, year=2023\n",
        ),
        (["Q05", "--param", "title_ends=没有的"], "no rows with title_ends=没有的\n"),
    ],
)
def test_an_empty_answer_says_why(asked: list[str], told: str, capsys: Captured) -> None:
    assert run(["ask", *asked, "--json"]) == 0

    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert err == told


@pytest.mark.parametrize("name", ["香洲区", "香洲", "珠海市香洲区"])
def test_a_name_that_is_short_for_one_alone_is_answered_for_that(name: str, capsys: Captured) -> None:
    assert run(["ask", "Q01", "--param", "region=广东省珠海市香洲区", "--json"]) == 0
    full = capsys.readouterr().out

    assert run(["ask", "Q01", "--param", f"region={name}", "--json"]) == 0
    assert capsys.readouterr() == (full, "region: answered for 广东省珠海市香洲区\n")


@pytest.mark.parametrize("name", ["鼓楼区", "洲区"])
def test_a_name_that_names_nothing_gets_the_names_that_hold_it(name: str, capsys: Captured) -> None:
    assert run(["ask", "Q01", "--param", f"region={name}", "--json"]) == 0

    shown = capsys.readouterr()
    assert (shown.out.strip(), "do you mean" in shown.err) == ("[]", True)


def test_a_slip_in_a_name_gets_names_that_are_like_it(capsys: Captured) -> None:
    assert run(["ask", "Q01", "--param", "region=广东省珠海市香州区", "--json"]) == 0

    out, err = capsys.readouterr()
    assert (out.strip(), err.count("\n")) == ("[]", 1)
    assert "do you mean 广东省珠海市香洲区" in err


def test_a_limit_says_what_it_cut(capsys: Captured) -> None:
    assert run(["ask", "Q30", "--limit", "2", "--format", "jsonl"]) == 0

    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.endswith(" more rows not shown\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Q99"], "no such question; they are Q01 to Q34"),
        (["Q05", "--param", "nonsense=1"], "its parameters are region"),
        (["Q05", "--param", "year=soon"], "expected year"),
        (["Q05", "--param", "year"], "expected name=value"),
        (["Q12", "--param", "status=finished"], "expected one of done, planned, problem"),
        (["Q13", "--param", "kind=platfrom"], "expected one of initiative, platform\n"),
        (["Q33", "--param", "kind=platfrom"], "expected one of initiative, platform, regulation\n"),
        (["Q05", "--param", "kind=foo"], "expected one of constitution, law, "),
        (["Q11", "--param", "kind=plan"], "departmental-rule, party-regulation\n"),
        (["Q15", "--param", "scope=foo"], "expected one of 全国, 全省"),
        (["Q25", "--param", "verdict=foo"], "expected one of exact, rounded, truncated, inconsistent"),
        (["Q28", "--param", "outcome=foo"], "expected one of done, below_target, "),
        (["Q30", "--param", "relation=MEASURES"], "expected one of ISSUED, "),
        (["Q31", "--param", "relation=LAUNCHED"], "expected one of SUPERVISES, PART_OF\n"),
        (["Q01", "--param", "region="], "region=: empty"),
        (["Q01", "--param", "year=99999999999999999999"], "expected year"),
        (["Q01", "--param", "year=99999999999999999999", "--lang", "sparql"], "expected year"),
        (["Q05", "--param", "year=1", "--param", "year=2"], "given twice"),
        (["Q05", "--lang", "sql"], "cypher or sparql"),
        (["Q05", "-g", "nowhere"], "kg build"),
    ],
)
def test_a_wrong_question_is_one_line_and_two(arguments: list[str], words: str, capsys: Captured) -> None:
    assert run(["ask", *arguments]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


EXPECTED = json.loads((ROOT / "samples" / "questions.json").read_text("utf-8"))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_key_columns_are_those_of_the_expected_answers(number: str) -> None:
    (question,) = [one for one in questions() if one.number == number]

    assert [column.name for column in question.columns if column.key] == EXPECTED[number]["key"]


def test_the_graph_made_by_hand_is_asked_too(tmp_path: Path, capsys: Captured) -> None:
    from kg.store import write_graph

    write_graph(small_graph(), tmp_path / "graph")

    assert run(["ask", "Q06", "-g", str(tmp_path / "graph"), "--json"]) == 0

    names = {row["regulation"] for row in json.loads(capsys.readouterr().out)}
    assert names == {"云州省优化营商环境条例", "法治政府建设实施纲要"}
