from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model import Judgement
from kg.store import add_judgements, read_judgements

HEAD = "left,right,verdict,reason,by\n"


def test_rows_become_judgements_in_file_order(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(f"\ufeff# kept by hand\n{HEAD}\nAgency:甲, Agency:乙 ,same,改名,li\n", "utf-8")

    assert read_judgements(path).rows == (
        Judgement("Agency:甲", "Agency:乙", "same", "改名", "li", "judgements.csv", 4),
    )


def test_retracted_reports_stand_apart_with_or_without_a_name_on_the_right(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    one, other = "r0123456789abcdef", "rfedcba9876543210"
    path.write_text(
        f"{HEAD}Report:{one},,retracted,,\n{other},甲.txt,retracted,误发,li\na,b,same,,\n", "utf-8"
    )

    rows, issues, retracted = read_judgements(path)

    assert ([row.left for row in rows], [*issues], {*retracted}) == (["a"], [], {one, other})


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("by,verdict,left,right,reason,note\nli,unsure,a,b,,x\n", "utf-8")

    assert read_judgements(path).rows == (Judgement("a", "b", "unsure", "", "li", "mine.csv", 2),)


BROKEN = {
    "a,b,maybe,,": "verdict 'maybe'; expected same, different, unsure",
    "a,,same,,": "an empty side",
    "Agency:甲,,retracted,,": "retracted 'Agency:甲'; expected Report: and the id of a report",
    "a,b": "2 cells, expected 5 cells",
    'a,"b,same,,': "a quote that is not closed",
}


def test_a_broken_row_is_refused_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(HEAD + "".join(f"{row}\nc,d,same,,\n" for row in BROKEN), "utf-8")

    rows, issues, _ = read_judgements(path)

    assert [row.line for row in rows] == [3, 5, 7, 9, 11]
    assert [(issue.file, issue.place) for issue in issues] == [
        ("judgements.csv", f"line {line}") for line in (2, 4, 6, 8, 10)
    ]
    for issue, said in zip(issues, BROKEN.values(), strict=True):
        assert issue.what.startswith(said)
        assert issue.severity == "refused"


def test_a_file_that_is_no_file_of_judgements_is_told(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    with pytest.raises(DataError, match="check --judgements"):
        read_judgements(path)
    path.write_text("left,right\na,b\n", "utf-8")
    with pytest.raises(DataError, match="line 1: no column 'verdict'"):
        read_judgements(path)


def test_rows_are_added_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "judgements.csv"
    first, second = Judgement("a", "b", "same", 'so,\n"yes"', "li"), Judgement("a", "c", "unsure", "", "")

    add_judgements(path, [first])
    path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n# mine")
    add_judgements(path, [second])

    assert path.read_text("utf-8").splitlines()[2:] == ["# mine", "a,c,unsure,,"]
    assert [(row.reason, row.verdict) for row in read_judgements(path).rows] == [
        ('so, "yes"', "same"), ("", "unsure"),
    ]  # fmt: skip
