import pytest

from benchmarks.documents import as_docx, as_ofd, ofd_of, zipped
from kg.errors import ReadError
from kg.read import Limits
from kg.read.ofd import decode


def piece(text: str, x: float, y: float, size: float = 5, *, more: str = "") -> str:
    """A text object whose baseline is at y millimetres from the top."""
    code = f'<ofd:TextCode X="0" Y="{size}" {more}>{text}</ofd:TextCode>'
    box = f"{x} {y - size} 100 9"
    return f'<ofd:TextObject ID="9" Font="1" Size="{size}" Boundary="{box}">{code}</ofd:TextObject>'


@pytest.mark.parametrize(
    ("objects", "text"),
    [
        ([piece("完成。", 45, 50), piece("全部", 35, 50.4)], "全部完成。"),
        ([piece("乙行", 20, 60), piece("甲行", 20, 50)], "甲行乙行"),
        ([piece("项目", 20, 50), piece("数量", 60, 50)], "项目\t数量"),
        ([piece("加粗", 20, 50), piece("加粗", 20.3, 50)], "加粗"),
        ([piece("open", 20, 50), piece("data", 32, 50)], "open data"),
        ([piece("one", 20, 50), piece("word", 27.5, 50)], "oneword"),
        ([piece("分散", 20, 50, more='DeltaX="g 1 30"')], "分散"),
    ],
    ids=["two pieces", "from the top", "a row", "bold", "words", "one word", "spread"],
)
def test_pieces_are_read_by_where_they_stand(objects: list[str], text: str) -> None:
    assert decode(ofd_of(["".join(objects)]), "a.ofd", Limits()).text == text


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">&b;</ofd:Page>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "damaged, or no ZIP inside"),
        (as_docx("甲"), r"a damaged OFD, or none \(not an OFD file: OFD.xml is missing\); save it again"),
        (zipped({"OFD.xml": "<a"}), "a damaged OFD, or none .*invalid XML"),
        (zipped({"OFD.xml": BOMB}), "DTDs and entity declarations are not allowed"),
        (ofd_of([""] * 2), "2 pages without text: scanned, .*; have its text recognised"),
        (ofd_of([""] * 30), "30 pages, more than the limit of 20; .*--limit pages=NUMBER"),
        (as_ofd("字" * 1200), r"\d+ elements, more than the limit of 1000; .*--limit elements=NUMBER"),
        (zipped({"OFD.xml": b"0" * 300_000}), "300000 bytes unpacked, more than the limit of 200000"),
    ],
    ids=["no zip", "docx", "damaged", "entities", "scanned", "pages", "characters", "bomb"],
)
def test_an_ofd_that_cannot_be_read_is_refused_by_name(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.ofd: .*{message}"):
        decode(content, "a.ofd", Limits(pages=20, elements=1000, unpacked=200_000))


def test_without_its_package_an_ofd_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.ofd.find_spec", lambda name: None)

    with pytest.raises(ReadError, match=r"a package that is not installed; pip install 'zhengwu-kg\[ofd\]'"):
        decode(as_ofd("甲"), "a.ofd", Limits())
