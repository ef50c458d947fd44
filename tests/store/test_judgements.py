from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model import Judgement
from kg.store import read_judgements

HEAD = "left,right,verdict,reason,by\n"


def test_rows_become_judgements_in_file_order(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(f"\ufeff# kept by hand\n{HEAD}Agency:甲, Agency:乙 ,same,改名,li\n", "utf-8")

    assert read_judgements(path) == (Judgement("Agency:甲", "Agency:乙", "same", "改名", "li"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "a,b,maybe,,\n", "row 1: verdict 'maybe'; expected same, different, unsure"),
        (HEAD + "a,,same,,\n", "row 1: an empty side"),
        (HEAD + "a,b\n", "2 cells, expected 5"),
        ("left,right\na,b\n", "row 1: no column 'verdict'"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(text, "utf-8")

    with pytest.raises(DataError, match=message):
        read_judgements(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="check --judgements"):
        read_judgements(tmp_path / "judgements.csv")
