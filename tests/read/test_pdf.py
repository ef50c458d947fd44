import os
from pathlib import Path

import pytest

from benchmarks.documents import as_pdf, pdf_of
from kg.errors import ReadError
from kg.pipeline import extract
from kg.read.child import in_child
from kg.read.limits import Limits
from kg.read.paragraphs import Placed, decoded
from kg.read.pdf import decode
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "samples" / "texts").glob("*.txt"))


def test_evidence_in_a_pdf_names_its_page_and_paragraph(tmp_path: Path) -> None:
    path = next(path for path in SAMPLES if path.stem == "s-03")
    (tmp_path / "a.pdf").write_bytes(as_pdf(path.read_text("utf-8")))

    (reading,) = extract([tmp_path])

    places = [mention.evidence for mention in reading.mentions]
    text, pages = reading.report.text, reading.report.pages
    assert {place.page for place in places} == {1, 2}
    assert all(place.page == 1 + (place.start >= pages[1]) for place in places)
    assert all(place.paragraph == 1 + text.count("\n", 0, place.start) for place in places)


def line(
    text: str, left: float = 74, right: float = 522, base: float = 0, page: int = 1, size: float = 16
) -> Placed:
    return Placed(text, page, left, right, base, size)


FILLED = [
    line("满" * 26, 106, base=784),
    line("满" * 28, base=756),
    line("完。", right=106, base=728),
]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([line("甲" * 28, 106, base=100), line("乙", 74, 90, base=72)], "甲" * 28 + "乙"),
        ([line("甲。", 106, 300, base=100), line("乙", 106, 130, base=72)], "甲。\n乙"),
        ([line("甲", 106, base=700), line("乙", 74, base=620)], "甲\n乙"),
        ([line("甲", base=60), line("乙", base=700, page=2)], "甲乙"),
        ([line("one", base=60), line("two", base=700, page=2)], "one two"),
        ([line("题目", base=100, size=22), line("乙", base=72)], "题目\n乙"),
        ([line("项目\t数量", base=100), line("办件\t3", base=72)], "项目\t数量\n办件\t3"),
        ([line("甲", base=100), line("- 12 -", 280, 310, 40), line("第 1 页 共 3 页", 280, 330, 20)], "甲"),
    ],
)
def test_lines_are_joined_by_where_they_stand(lines: list[Placed], text: str) -> None:
    assert decoded([*FILLED, *lines]).text == f"{'满' * 54}完。\n{text}"


def test_running_heads_go_and_are_told() -> None:
    lines = [line(f"某区报告 第{page}期", base=800, page=page, size=9) for page in (1, 2, 3)]
    lines += [line("甲乙丙"[page - 1] + "正文。", 106, 200, 400, page) for page in (1, 2, 3)]

    found = decoded(lines)

    assert found.text == "甲正文。乙正文。丙正文。"
    assert (found.pages, found.paragraphs) == ((0, 4, 8), (0,))
    assert "某区报告 第1期" in found.notes[0][0]


PICTURE = "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
LOOP = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>"
    "stream\n/X Do\nendstream"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>a page</html>", "no PDF: it does not begin as one"),
        (b"%PDF-1.7 cut off", "a damaged or protected PDF"),
        (pdf_of([PICTURE]), "1 pages without text: scanned.*; have its text recognised"),
        (
            pdf_of([""] * 30),
            "30 pages, more than the limit of 20; split the file, or raise it with --limit pages",
        ),
        (pdf_of(["/X Do"], resources="<</XObject<</X 4 0 R>>>>", others=(LOOP,)), "1 pages without text"),
        (as_pdf("字" * 1200), r"\d+ elements, more than the limit of 1000"),
    ],
    ids=["no pdf", "damaged", "scanned", "pages", "loop", "characters"],
)
def test_a_pdf_that_cannot_be_read_is_refused_by_name(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.pdf: .*{message}"):
        decode(content, "a.pdf", Limits(pages=20, elements=1000))


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("hang", "took longer than 1 seconds"),
        ("die", "its reader died"),
        ("fail", r"its reader failed \(IndexError: a\.pdf\)"),
        pytest.param(
            "fill",
            "needs too much memory",
            marks=pytest.mark.skipif(
                os.uname().sysname != "Linux" if hasattr(os, "uname") else True, reason="no limit"
            ),
        ),
    ],
)
def test_what_a_reader_does_ends_with_its_file_and_the_next_is_read(does: str, message: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.pdf: {message}"):
        in_child("tests.read.slow", does, b"", "a.pdf", Limits(seconds=1))

    assert in_child("tests.read.slow", "size", b"123", "b.pdf", Limits()) == 3
