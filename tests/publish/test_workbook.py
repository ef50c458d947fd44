"""The workbook as openpyxl reads it: what was written, whatever signs it has."""

from pathlib import Path

import openpyxl

from loaders.publish.workbook import Workbook

HEADS = ("标识", "数值")
TEXTS = ("<a> & b", "  两边空格 ", "一\r\n二\t三", "_x000D_", "a_x0041_b", "=1+1", "']]>\"", "😀", "_x12")
NUMBERS = (0, -3, 12.5, 123456789012345, 0.1, 1e-7)


def written(path: Path) -> bytes:
    with Workbook(path) as book:
        first, second = book.sheet("目录", HEADS), book.sheet("法规 & 其他", HEADS)
        for text, number in zip(TEXTS, NUMBERS, strict=False):
            second.write((text, number))
        first.write(("", None))
        for text in TEXTS[len(NUMBERS) :]:
            second.write((text, None))
    return path.read_bytes()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert book.sheetnames == ["目录", "法规 & 其他"]
    rows = list(book["法规 & 其他"].iter_rows(values_only=True))
    assert rows[0] == HEADS
    assert [str(row[0]).replace("_x005F_", "_") for row in rows[1:]] == [*TEXTS]  # left to a spreadsheet
    assert [row[1] for row in rows[1:]] == [*NUMBERS, *[None] * (len(TEXTS) - len(NUMBERS))]
    assert list(book["目录"].iter_rows(values_only=True)) == [HEADS]


def test_the_head_is_bold_and_stays_in_sight(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]

    assert (sheet["A1"].font.b, sheet["A2"].font.b) == (True, False)
    assert sheet.freeze_panes == "A2"


def test_it_is_the_same_bytes_again(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx") == written(tmp_path / "b.xlsx")


def test_nothing_is_written_after_an_error(tmp_path: Path) -> None:
    try:
        with Workbook(tmp_path / "a.xlsx") as book:
            book.sheet("目录", HEADS)
            raise ValueError
    except ValueError:
        pass
    assert list(tmp_path.iterdir()) == []
