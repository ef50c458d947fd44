"""`kg eval`: its tables, in each format, and what it refuses."""

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.evaluate.rows import CONFUSION, ERRORS, SCORES
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples" / "gold.jsonl"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The samples' gold in two files."""
    folder, lines = tmp_path_factory.mktemp("gold"), SAMPLES.read_text("utf-8").splitlines()
    for name, part in (("a.jsonl", lines[:3]), ("b.jsonl", lines[3:5])):
        (folder / name).write_text("\n".join(part), "utf-8")
    return [str(folder / "a.jsonl"), str(folder / "b.jsonl")]


def rows(capsys: Captured, *arguments: str) -> list[dict[str, object]]:
    assert run(["eval", *arguments, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_several_files_are_scored_together_by_default(parts: list[str], capsys: Captured) -> None:
    together = rows(capsys, *parts)
    by_file = rows(capsys, *parts, "--by", "file")

    assert {tuple(row) for row in together} == {SCORES}
    assert {tuple(row) for row in by_file} == {("set", *SCORES)}
    assert list(dict.fromkeys(row["set"] for row in by_file)) == [*parts, "total"]
    last = [{k: v for k, v in row.items() if k != "set"} for row in by_file if row["set"] == "total"]
    assert last == together
    counts = {row["set"]: row["gold"] for row in by_file if (row["what"], row["name"]) == ("claim", "micro")}
    assert int(str(counts["total"])) == sum(int(str(counts[part])) for part in parts)


def test_texts_can_be_scored_one_by_one(parts: list[str], capsys: Captured) -> None:
    found = rows(capsys, *parts, "--by", "text")

    assert list(dict.fromkeys(row["set"] for row in found)) == [
        *(f"{parts[0]}:s-0{n}" for n in (1, 2, 3)),
        *(f"{parts[1]}:s-0{n}" for n in (4, 5)),
        "total",
    ]
    assert {row["low"] for row in found if row["set"] == f"{parts[0]}:s-01"} == {None}


def test_a_file_given_twice_counts_once(parts: list[str], capsys: Captured) -> None:
    assert rows(capsys, parts[0], parts[0]) == rows(capsys, parts[0])


def test_scores_have_intervals_and_rules_have_precision_alone(parts: list[str], capsys: Captured) -> None:
    found = {(row["what"], row["name"]): row for row in rows(capsys, *parts)}

    for (what, _), row in found.items():
        if str(what).endswith(" rule"):
            assert (row["recall"], row["f1"], row["low"]) == (None, None, None)
            assert row["precision"] is not None
    micro = found["claim", "micro"]
    low, f1, high = (float(str(micro[column])) for column in ("low", "f1", "high"))
    assert 0 < low <= f1 <= high <= 1


@pytest.mark.parametrize(
    ("option", "columns"), [("--errors", ERRORS), ("--confusion", CONFUSION)], ids=["errors", "confusion"]
)
def test_other_tables_come_in_every_format(
    option: str, columns: tuple[str, ...], parts: list[str], capsys: Captured
) -> None:
    found = rows(capsys, *parts, option)
    assert {tuple(row) for row in found} == {columns}

    assert run(["eval", *parts, option, "--format", "csv"]) == 0
    assert next(csv.reader(io.StringIO(capsys.readouterr().out))) == [*columns]
    assert run(["eval", *parts, option, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.count("\n") == len(found) + 2


def test_rows_and_columns_of_the_confusion_add_up(parts: list[str], capsys: Captured) -> None:
    scores = {row["name"]: row for row in rows(capsys, *parts) if row["what"] == "mention strict"}
    found = {str(row[CONFUSION[0]]): row for row in rows(capsys, *parts, "--confusion")}

    for label, row in found.items():
        if label in scores:
            assert sum(int(str(row[name])) for name in CONFUSION[1:]) == scores[label]["gold"]
            assert sum(int(str(each[label])) for each in found.values()) == scores[label]["found"]


def test_no_errors_give_an_empty_table(tmp_path: Path, parts: list[str], capsys: Captured) -> None:
    gold = tmp_path / "one.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": "好的。", "spans": [], "relations": []}), "utf-8")

    assert run(["eval", str(gold), "--errors"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == [*ERRORS]


def test_the_page_is_written(parts: list[str], tmp_path: Path, capsys: Captured) -> None:
    assert run(["eval", *parts, "--html", str(tmp_path / "page.html")]) == 0

    html = (tmp_path / "page.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert [f'<h2 id="t{n}">s-0{n}</h2>' in html for n in range(1, 7)] == [True] * 5 + [False]
    assert capsys.readouterr().out.startswith("what ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "year"], "--by year: expected file or text"),
        (["--errors", "--confusion"], "do not go together"),
        (["--errors", "--by", "file"], "do not go together"),
        (["--html", "no/such/folder/page.html"], "page.html: cannot be written: No such file"),
    ],
)
def test_wrong_usage_is_one_line_and_two(
    options: list[str], said: str, parts: list[str], capsys: Captured
) -> None:
    assert run(["eval", *parts, *options]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
