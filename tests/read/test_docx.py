from pathlib import Path

import pytest

from benchmarks.documents import as_docx, document_xml, paragraphs, zipped
from kg.errors import ReadError
from kg.pipeline import extract
from kg.read.docx import decode
from kg.read.formats import Decoded
from kg.read.limits import Limits
from kg.record import record_of
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "samples" / "texts").glob("*.txt"))


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(p, texts))}</w:tc>"


def document(body: str, **parts: str) -> Decoded:
    others = {f"word/{name}.xml": content for name, content in parts.items()}
    return decode(zipped({"word/document.xml": document_xml(body), **others}), "a.docx", Limits())


def test_the_samples_come_back_from_a_word_document() -> None:
    for path in SAMPLES:
        text = path.read_text("utf-8")
        found = decode(as_docx(text), "a.docx", Limits())

        assert found.text.split("\n") == paragraphs(text)
        assert [found.text[at - 1 : at] for at in found.paragraphs] == [
            "",
            *"\n" * (len(found.paragraphs) - 1),
        ]
        assert found.notes == ()


def test_the_same_mentions_come_out_of_a_document_as_of_the_text(tmp_path: Path) -> None:
    lines = "\n".join(paragraphs(SAMPLES[2].read_text("utf-8")))
    (tmp_path / "a.txt").write_text(lines, "utf-8")
    (tmp_path / "b.docx").write_bytes(as_docx(lines))

    plain, word = map(record_of, extract([tmp_path]))

    assert (word["mentions"], word["claims"]) == (plain["mentions"], plain["claims"])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("一") + p("") + p("二"), "一\n二"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙 丙"),
        (f"<w:tbl><w:tr>{cell('项目')}{cell('数量')}</w:tr><w:tr>{cell('办件')}{cell('3件')}</w:tr></w:tbl>",
         "项目\t数量\n办件\t3件"),
        (f"<w:tbl><w:tr>{cell('甲', '乙')}{cell('丙')}</w:tr></w:tbl>", "甲\n乙\n丙"),
        ("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>",
         "新"),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText>"
         "<w:t>新</w:t></w:r></w:p>", "新"),
        (f"<w:p><w:r><w:t>甲</w:t><w:txbxContent>{p('框')}</w:txbxContent><w:t>乙</w:t></w:r></w:p>",
         "框\n甲乙"),
    ],
)  # fmt: skip
def test_what_stands_in_a_document_stands_in_its_text(body: str, text: str) -> None:
    assert document(body).text == text


WORD, OTHER = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://example.org/other"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f'<q:document xmlns:q="{WORD}"><q:p><q:t>甲</q:t></q:p></q:document>', "甲"),
        (f"<a:document xmlns:a='{WORD}' xmlns:b = '{WORD}'><a:p><b:t>甲</b:t></a:p></a:document>", "甲"),
        (f'<document xmlns="{WORD}"><p><t>甲</t></p></document>', "甲"),
        (f'<d xmlns:w="{WORD}"><w:p><w:t>甲</w:t><m:t xmlns:m="{OTHER}">乙</m:t></w:p></d>', "甲"),
        (f'<d xmlns:w="{WORD}"><w:p><w:t>甲</w:t></w:p><w:p xmlns:w="{OTHER}"><w:t>乙</w:t></w:p></d>', "甲"),
        (f'<d xmlns:w="{OTHER}"><w:p><w:t>乙</w:t></w:p><w:p xmlns:w="{WORD}"><w:t>甲</w:t></w:p></d>', "甲"),
        (f'<d xmlns:w="{WORD}"><w:p><w:t>甲xmlns:w="{OTHER}"</w:t></w:p></d>', f'甲xmlns:w="{OTHER}"'),
        (f'<w:d xmlns:w="&#104;{WORD[1:]}"><w:p><w:t>甲</w:t></w:p></w:d>', "甲"),
    ],
    ids=["prefix", "two", "none", "inside", "another inside", "meant inside", "text", "escaped"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_names_count_by_their_namespace(xml: str, text: str, encoding: str) -> None:
    found = decode(zipped({"word/document.xml": xml.encode(encoding)}), "a.docx", Limits())

    assert found.text == text


def test_the_numbers_that_word_puts_before_paragraphs_are_text() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}'
        f'<w:lvlText w:val="{mark}"/></w:lvl>'
        for at, (kind, mark, style) in enumerate(
            [
                ("chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
                ("chineseCounting", "（%2）", ""),
                ("decimal", "%3.", ""),
                ("bullet", "·", ""),
            ]
        )
    )
    numbering = document_xml(
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>',
        root="numbering",
    )

    def item(text: str, at: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="7"/></w:numPr>')

    heading = '<w:pStyle w:val="H1"/>'
    body = [
        p("成效", heading),
        *(item(*each) for each in [("甲", 1), ("乙", 1), ("点", 3), ("丙", 2)]),
    ]
    body += [p("计划", heading), item("丁", 1), *(item("戊", 0) for _ in range(9))]

    found = document("".join(body), numbering=numbering).text.split("\n")

    assert found[:7] == ["一、成效", "（一）甲", "（二）乙", "点", "1.丙", "二、计划", "（一）丁"]
    assert found[-1] == "十一、戊"


def test_headers_are_told_and_their_number_known_and_they_are_no_text() -> None:
    header = document_xml(p("东政〔2022〕3号") + p("— 1 —"), root="hdr")

    found = document(
        p("正文"), header1=header, header2=header, footnotes=document_xml(p("注"), root="footnotes")
    )

    assert found.text == "正文\n注"
    assert found.meta.document_number == "东政〔2022〕3号"
    assert [note[0] for note in found.notes] == ["left out of the text, in header or footer: 东政〔2022〕3号"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Office file, or protected by a password"),
        (b"no zip", "damaged, or no ZIP inside"),
        (as_docx("text")[:-30], "damaged, or no ZIP inside"),
        (zipped({"a.xml": "<a/>"}), "word/document.xml is missing"),
        (zipped({"word/document.xml": "<a><b></a>"}), "damaged XML"),
        (zipped({"word/document.xml": document_xml("<q:p/>")}), "damaged XML"),
        (zipped({"word/document.xml": BOMB}), "declares an XML document type"),
        (zipped({"word/document.xml": document_xml("<w:p>" * 600)}), "more depth than the limit of 500"),
        (zipped({"word/document.xml": document_xml("<w:r>" * 600)}), "more depth than the limit of 500"),
        (zipped({"word/document.xml": document_xml("<w:p/>" * 20_000)}), "more elements than"),
        (zipped({"word/document.xml": document_xml("<w:b/>" * 20_000)}), "more elements than"),
    ],
    ids=["ole", "no zip", "cut", "zip", "xml", "prefix", "entities", "depth", "runs", "elements", "looks"],
)
def test_what_is_no_document_or_made_to_do_harm_is_refused_by_name(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.docx: .*{message}"):
        decode(content, "a.docx", Limits(elements=20_000))


def test_a_bomb_of_bytes_or_of_files_is_refused() -> None:
    with pytest.raises(ReadError, match="2000001 bytes unpacked, more than the limit of 2000000"):
        decode(zipped({"word/document.xml": bytes(2_000_001)}), "a.docx", Limits(unpacked=2_000_000))
    with pytest.raises(ReadError, match="10001 files, more than the limit of 10000"):
        decode(zipped({f"{n}": b"" for n in range(10_001)}), "a.docx", Limits())
