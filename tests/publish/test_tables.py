"""Tables of a package: Chinese headers right in a spreadsheet, its limits kept, its types as told."""

from pathlib import Path

import openpyxl
import pytest
from frictionless import Package

from kg.graph import Graph
from kg.model import Entity, EntityId
from loaders.publish import Publication, tables
from loaders.publish.work import Work


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    book.close()
    return found


@pytest.mark.no_cover
def test_a_spreadsheet_opens_it_with_chinese_headers(package: Path) -> None:
    found = sheets(package / "tables" / "kg.xlsx")

    assert next(iter(found)) == "目录"
    assert found["机构"][0][:3] == ("标识", "名称", "写法")
    files = {str(row[2]): (row[0], row[3]) for row in found["目录"][1:]}
    assert set(files) == {path.name for path in (package / "tables").glob("*.csv")}
    assert all(len(found[str(sheet)]) - 1 == rows for sheet, rows in files.values())


def test_a_workbook_bears_no_clock(package: Path) -> None:
    book = openpyxl.load_workbook(package / "tables" / "kg.xlsx", read_only=True)

    assert book.properties.created is not None
    assert book.properties.created.year == 2000
    book.close()


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    report = Package(str(package / "datapackage.json")).validate()

    assert report.flatten(["rowNumber", "fieldName", "message"]) == []


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets and cells that hold little."""
    monkeypatch.setattr(tables, "ROWS", 2)
    monkeypatch.setattr(tables, "CHARACTERS", 60)


@pytest.mark.usefixtures("narrow")
def test_what_a_sheet_or_cell_does_not_hold_stands_in_the_csv_file_and_is_told(
    about: Publication, tmp_path: Path
) -> None:
    names = ["=1+1", "乙" * 70, "丙", "丁"]
    things = tuple(Entity(EntityId(f"i{at}"), "Initiative", str(at), name) for at, name in enumerate(names))

    items = list(tables.write(Work(Graph(entities=things), tmp_path, about)))

    found = sheets(tmp_path / "tables" / "kg.xlsx")
    assert len(found["改革举措"]) == 1 + tables.ROWS
    assert found["改革举措"][1][1] == "=1+1"
    cut = str(found["改革举措"][2][1])
    assert len(cut) == 60
    assert cut.endswith(tables.CUT)
    assert found["目录"][1][2:] == ("initiative.csv", 4, tables.ROWS, 1)
    assert next(item.rows for item in items if item.path.endswith("initiative.csv")) == 4
    whole = (tmp_path / "tables" / "initiative.csv").read_text("utf-8")
    assert "乙" * 70 in whole
    assert "丁" in whole
