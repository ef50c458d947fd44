import csv
import io
import json
from decimal import Decimal

import pytest

from kg.cli.rows import WIDEST, Row, display_width, render

ROWS: list[Row] = [
    {
        "regulation": "优化营商环境条例",
        "year": 2022,
        "evidence": ["e1-0-2", "e1-3-5"],
        "rate": Decimal("66.2"),
    },
    {"regulation": '带"引号"、|竖线|\n换行', "year": None, "evidence": [], "rate": Decimal("18.0")},
]
COLUMNS = ["regulation", "year", "evidence", "rate"]


def test_json_is_one_array_with_all_columns_and_null() -> None:
    text = render(ROWS, [*COLUMNS, "kind"], "json")

    found = json.loads(text)
    assert [list(row) for row in found] == [[*COLUMNS, "kind"]] * 2
    assert found[0] == {**ROWS[0], "rate": 66.2, "kind": None}
    assert found[1]["rate"] == 18
    assert "优化营商环境条例" in text


def test_json_of_no_rows_is_an_empty_array() -> None:
    assert json.loads(render([], COLUMNS, "json")) == []


def test_jsonl_has_a_line_for_each_row() -> None:
    lines = render(ROWS, COLUMNS, "jsonl").splitlines()

    assert [json.loads(line)["year"] for line in lines] == [2022, None]


def test_csv_reads_back() -> None:
    text = render(ROWS, COLUMNS, "csv")

    assert list(csv.reader(io.StringIO(text))) == [
        COLUMNS,
        ["优化营商环境条例", "2022", "e1-0-2; e1-3-5", "66.2"],
        [ROWS[1]["regulation"], "", "", "18.0"],
    ]
    assert "\r" not in text


def test_markdown_keeps_a_row_on_its_line() -> None:
    lines = render(ROWS, COLUMNS, "markdown").splitlines()

    assert len(lines) == 4
    assert "\\|竖线\\| 换行" in lines[3]


HOSTILE: list[Row] = [{"quote": "\x1b[2J\x07甲\x9b31m\x7f\u202e<script>_a_b_</script>`*"}]
AS_TEXT = r"\x1b[2J\x07甲\x9b31m\x7f\u202e"


def test_a_table_gives_no_command_to_a_terminal() -> None:
    assert AS_TEXT + "<script>" in render(HOSTILE, ["quote"], "table", widest=80)
    assert render([{"\x1b": "\t甲\n乙"}], ["\x1b"], "table").splitlines() == ["\\x1b", "─────", "甲 乙"]


def test_markdown_holds_no_signs_of_its_own_in_a_cell() -> None:
    cell = render(HOSTILE, ["quote"], "markdown").splitlines()[2]

    assert cell == "| " + AS_TEXT.replace("\\", "\\\\") + r"\<script\>\_a_b\_\</script\>\`\* |"


def test_formats_for_programs_hold_the_text_as_it_is() -> None:
    assert json.loads(render(HOSTILE, ["quote"], "json")) == HOSTILE
    assert list(csv.DictReader(io.StringIO(render(HOSTILE, ["quote"], "csv")))) == HOSTILE


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_is_data_and_puts_nothing_before_a_cell(cell: str) -> None:
    assert render([{"a": cell}], ["a"], "csv") == f"a\n{cell}\n"


def test_html_is_a_whole_page_that_runs_nothing() -> None:
    rows: list[Row] = [{"name": "<script>alert(1)</script>\u202e", "many": ["甲", "乙"]}]
    text = render(rows, ["name", "many"], "html")

    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert "default-src 'none'" in text
    assert "<tr><th>name</th><th>many</th></tr>" in text
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<td>甲；乙</td>" in text
    assert "\u202e" not in text


def test_table_columns_stand_below_each_other_for_wide_characters() -> None:
    rows: list[Row] = [{"name": "中文", "n": 1}, {"name": "ab", "n": True}]

    assert render(rows, ["name", "n"], "table").splitlines() == [
        "name  n",
        "────  ────",
        "中文  1",
        "ab    true",
    ]


@pytest.mark.parametrize("text", ["政" * 40, "a" * 60, "e\u0301" * 60])
def test_a_long_cell_ends_in_an_ellipsis(text: str) -> None:
    cell = render([{"a": text}], ["a"], "table").splitlines()[2]

    assert cell.endswith("…")
    assert display_width(cell) <= WIDEST


def test_a_cell_that_just_fits_is_whole() -> None:
    assert render([{"a": "政" * 24}], ["a"], "table").splitlines()[2] == "政" * 24


def test_a_table_may_be_wider() -> None:
    assert render([{"a": "政" * 40}], ["a"], "table", widest=80).splitlines()[2] == "政" * 40


def test_a_value_that_is_none_of_a_row_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        render([{"a": object()}], ["a"], "json")
