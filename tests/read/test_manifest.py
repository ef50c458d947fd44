import csv
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model import Metadata
from kg.read import discover, read, read_manifest, unknown_codes, with_manifest

CSV = """path,url,title,issuer,region,date,year,remark
a/b.txt,https://example.org/1,年度报告,云州省东湖区行政审批局,云州省清江市东湖区,2022-01-20,2021,x
./c.txt,,,,,,,
"""
JSONL = """{"path": "a\\\\b.txt", "year": 2021, "url": null}

{"path": "c.txt", "issuer": "东湖区政府"}
"""


def test_csv_gives_every_column_with_the_basis_registry(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(CSV.encode("utf-8-sig"))

    assert read_manifest(tmp_path / "m.csv") == {
        "a/b.txt": Metadata(
            title="年度报告",
            issuer="云州省东湖区行政审批局",
            issuer_basis="registry",
            region="云州省清江市东湖区",
            region_basis="registry",
            year=2021,
            year_basis="registry",
            issued_on="2022-01-20",
            url="https://example.org/1",
        ),
        "c.txt": Metadata(),
    }


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text(JSONL, "utf-8")

    assert read_manifest(tmp_path / "m.jsonl") == {
        "a/b.txt": Metadata(year=2021, year_basis="registry"),
        "c.txt": Metadata(issuer="东湖区政府", issuer_basis="registry"),
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.csv", "path,year\na.txt,21\n", r"m\.csv, line 2: year '21'; expected four digits"),
        ("m.csv", "path,date\na.txt,2021年\n", r"m\.csv, line 2: date '2021年'"),
        ("m.csv", "path\na.txt\na.txt\n", r"m\.csv, line 3: path 'a\.txt' is given twice"),
        ("m.csv", "path,year\n,2021\n", r"m\.csv, line 2: path '' is missing"),
        ("m.csv", "name,year\na.txt,2021\n", r"m\.csv, line 1: no column 'path'; expected a header of path"),
        ("m.csv", "name,year\n", r"m\.csv, line 1: no column 'path'"),
        ("m.csv", "", r"m\.csv, line 1: no column 'path'"),
        ("m.csv", 'path\n"' + "a" * 200_000, r"m\.csv: no CSV \(field larger"),
        ("m.csv", "path\na,b\n", r"m\.csv, line 2: 2 cells, expected 1"),
        ("m.jsonl", '{"path": \n', r"m\.jsonl, line 1: not JSON"),
        ("m.jsonl", "[1]\n", r"m\.jsonl, line 1: expected an object"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    before = csv.field_size_limit(131_072)  # Python's own, which other packages change as they are imported
    try:
        with pytest.raises(DataError, match=message):
            read_manifest(tmp_path / name)
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_manifest_in_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "m.csv").write_text("path\na.txt\n", encoding)

    with pytest.raises(DataError, match=r"m\.csv, byte 0: .*; save it as UTF-8"):
        read_manifest(tmp_path / "m.csv")


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="check --manifest"):
        read_manifest(tmp_path / "m.csv")


def test_a_code_is_read_for_the_year_and_one_that_never_was_is_named_by_its_line(tmp_path: Path) -> None:
    rows = "path,region,year\na.txt,420600,2008\nb.txt,420600,2020\nc.txt,999999,2020\nd.txt,330302,\n"
    (tmp_path / "m.csv").write_text(rows, "utf-8")

    found = {path: meta.region for path, meta in read_manifest(tmp_path / "m.csv").items()}

    assert found == {
        "a.txt": "湖北省襄樊市", "b.txt": "湖北省襄阳市", "c.txt": None, "d.txt": "浙江省温州市鹿城区",
    }  # fmt: skip
    [issue] = unknown_codes(tmp_path / "m.csv")
    assert (issue.severity, issue.file, issue.place) == ("refused", "m.csv", "line 4")
    assert "999999" in issue.what


def test_inputs_get_what_is_said_of_them_and_rows_without_file_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text", "utf-8")
    manifest = {"a.txt": Metadata(year=2021, year_basis="registry"), "b.txt": Metadata(year=2020)}

    inputs, issues = with_manifest(discover([tmp_path])[0], manifest, name="m.csv")

    assert read(inputs[0]).meta.year == 2021
    assert [(issue.severity, issue.file, issue.place) for issue in issues] == [("note", "m.csv", "b.txt")]
