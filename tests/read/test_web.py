from pathlib import Path

import pytest

from benchmarks.documents import as_html, paragraphs
from kg.errors import ReadError
from kg.model import Metadata
from kg.pipeline import extract
from kg.read.formats import Decoded
from kg.read.limits import Limits
from kg.read.web import decode
from kg.record import record_of
from tests.conftest import ROOT

SAMPLES = [
    path
    for path in sorted((ROOT / "samples" / "texts").glob("*.txt"))
    if "分享到" not in path.read_text("utf-8")  # shows what a portal leaves in a text
]
SENTENCE = "2021年，东湖区推进“一网通办”改革，办件3.2万件。"
OTHER = "全区设立综合窗口56个，群众满意率99.6%，比上年提高1.2个百分点。"


def page(body: str, head: str = "") -> Decoded:
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    return decode(text.encode("utf-8"), "a.html", Limits())


@pytest.mark.parametrize("box", ["TRS_Editor", "x1"], ids=["named block", "by density"])
def test_the_samples_come_back_from_a_portals_page(box: str) -> None:
    for path in SAMPLES:
        text = path.read_text("utf-8")

        found = decode(as_html(text, charset="gb2312", box=box), "a.html", Limits())

        assert found.text.split("\n") == paragraphs(text)
        assert (found.meta.issued_on, found.meta.origin) == ("2022-01-20", "东湖区政务服务办")


def test_the_same_mentions_come_out_of_a_page_as_of_the_text(tmp_path: Path) -> None:
    for path in SAMPLES[2:3]:
        lines = "\n".join(paragraphs(path.read_text("utf-8")))
        (tmp_path / "a.txt").write_text(lines, "utf-8")
        (tmp_path / "b.html").write_bytes(as_html(lines))

        plain, web = map(record_of, extract([tmp_path]))

        assert web["mentions"] == plain["mentions"]
        assert web["claims"] == plain["claims"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<p>{SENTENCE}</p><p>　　{OTHER}</p>", f"{SENTENCE}\n{OTHER}"),
        (f"<div>{SENTENCE}<br>&nbsp;&nbsp;{OTHER}</div>", f"{SENTENCE}\n{OTHER}"),
        (f"<p>{SENTENCE[:9]}\n    {SENTENCE[9:]}</p>", SENTENCE),
        (f"<p>{SENTENCE[:9]}<b>{SENTENCE[9:12]}</b><a href=x>{SENTENCE[12:]}</a></p>", SENTENCE),
        (f"<pre>{SENTENCE}\n{OTHER}</pre>", f"{SENTENCE}\n{OTHER}"),
        (f"<p>{SENTENCE}</p><p style='display: none'>{OTHER}</p><p hidden>{OTHER}</p>", SENTENCE),
        (
            f"<p>{SENTENCE}</p><table><tr><th>项目<th>数量<tr><td><p>办件</p><td>3.2万件</table>",
            f"{SENTENCE}\n项目\t数量\n办件\t3.2万件",
        ),
        (f"<table><tr><td><p>{SENTENCE}</p><p>{OTHER}</p></td></tr></table>", f"{SENTENCE}\n{OTHER}"),
        (f"<p>{SENTENCE}</p><ul>" + "<li><a>关于某项工作的通知</a>" * 3 + "</ul>", SENTENCE),
        ("<p>办结</p>", "办结"),
        ("", ""),
    ],
)
def test_what_stands_on_a_line_of_its_own_is_a_line(body: str, text: str) -> None:
    assert page(body).text == text


def test_paragraphs_start_where_their_lines_do() -> None:
    found = page(f"<p>{SENTENCE}</p><p>{OTHER}</p>")

    assert [found.text[at : at + 4] for at in found.paragraphs] == ["2021", "全区设立"]


@pytest.mark.parametrize(
    "fields",
    [
        "<p>索 引 号：A-1 文号：东政〔2022〕3号</p><p>发布机构：东湖区政务办 发布日期：2022年1月20日</p>",
        "<table><tr><td>索引号<td>A-1<td>发文字号<td>东政〔2022〕3号<tr><td>发布机构：<td>东湖区政务办"
        "<td>成文日期：<td>2022-01-20</table>",
        "<ul><li><b>索引号：</b><span>A-1</span></li><li>文号：东政〔2022〕3号</li><li>发布机构：</li>"
        "<li>东湖区政务办</li><li>【发布时间】：2022/1/20</li></ul>",
    ],
    ids=["lines", "table", "list"],
)
def test_what_a_portal_says_beside_a_text_is_known_and_is_no_text(fields: str) -> None:
    found = page(f"<h1>工作总结</h1>{fields}<div><p>{SENTENCE}</p><p>{OTHER}</p></div>")

    assert found.text == f"工作总结\n{SENTENCE}\n{OTHER}"
    assert found.meta == Metadata(
        issued_on="2022-01-20",
        publisher="东湖区政务办",
        document_number="东政〔2022〕3号",
        index_number="A-1",
    )


def test_metadata_elements_stand_over_fields_and_say_the_title() -> None:
    head = "<meta name=ArticleTitle content=年度总结><meta name=PubDate content='2022-02-03 10:00'>"

    found = page(f"<p>发布时间：2022-01-20</p><p>{SENTENCE}</p>", head)

    assert (found.text, found.meta.title) == (f"年度总结\n{SENTENCE}", "年度总结")
    assert found.meta.issued_on == "2022-02-03"


def test_the_windows_title_stands_in_without_portal_and_column() -> None:
    head = "<title>2021-2025年规划-某区人民政府</title>"

    assert page(f"<p>{SENTENCE}</p>", head).text.split("\n")[0] == "2021-2025年规划"


def test_a_page_that_calls_itself_gb2312_may_hold_any_character() -> None:
    body = f'<meta charset="gb2312"><p>{SENTENCE}主任㛃䶮。</p>'

    assert "㛃䶮" in decode(body.encode("gb18030"), "a.html", Limits()).text


def test_a_damaged_character_is_told_and_many_refuse_the_page() -> None:
    content = f'<meta charset="utf-8"><p>{SENTENCE * 30}</p>'.encode()
    at = content.index("推进".encode())

    found = decode(content[:at] + b"\xff" + content[at:], "a.html", Limits())

    assert found.text.count("\ufffd") == 1
    assert "1 characters are damaged" in found.notes[0][0]
    with pytest.raises(ReadError, match="neither UTF-8 nor GB18030"):
        decode(content[:at] + b"\xff" * 50 + content[at:], "a.html", Limits())


@pytest.mark.parametrize(
    ("content", "most", "message"),
    [
        ("<div>" * 50_000 + SENTENCE, 90_000, "nested .* deep, more than the limit of 500"),
        ("<br>" * 70_000, 60_000, "70000 tags, more than the limit of 60000"),
    ],
    ids=["depth", "elements"],
)
def test_a_page_made_to_be_slow_is_refused_by_name(content: str, most: int, message: str) -> None:
    with pytest.raises(ReadError, match=rf"a\.html: .*{message}"):
        decode(content.encode("utf-8"), "a.html", Limits(elements=most, seconds=1))


@pytest.mark.parametrize("value", ["1", "<"])
def test_a_tag_of_many_attributes_takes_no_longer_than_its_length(value: str) -> None:
    attributes = " ".join(f"a{number}={value}" for number in range(99_000))

    found = decode(f"<p {attributes}>{SENTENCE}".encode(), "a.html", Limits(seconds=3))

    assert found.text == SENTENCE


def test_what_stands_behind_the_end_of_a_page_is_no_part_of_it() -> None:
    found = decode(f"<html><p>{SENTENCE}</p></html>{OTHER}".encode(), "a.html", Limits())

    assert found.text == SENTENCE


def test_the_publisher_and_date_of_a_page_stand_in_where_the_text_says_nothing(tmp_path: Path) -> None:
    body = "<p>发布机构：东湖区政务办 发布日期：2022-01-20</p><p>推进政务服务改革，群众满意，企业满意。</p>"
    (tmp_path / "a.html").write_text(body, "utf-8")

    (reading,) = extract([tmp_path])

    meta = reading.report.meta
    assert (meta.issuer, meta.issuer_basis, meta.year, meta.year_basis) == (
        "东湖区政务办",
        "stated",
        2022,
        "inferred",
    )


def test_evidence_of_a_page_names_its_paragraph(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{OTHER}</p><p>{SENTENCE}</p>", "utf-8")

    (reading,) = extract([tmp_path])

    assert {
        mention.evidence.paragraph for mention in reading.mentions if "一网通办" in mention.evidence.quote
    } == {2}


def test_a_heading_that_holds_a_line_of_the_text_and_more_is_no_repetition() -> None:
    found = page(f"<h1>关于{SENTENCE}{OTHER}</h1><div><p>{SENTENCE}</p><p>{OTHER}</p></div>")

    assert found.text.split("\n")[0] == f"关于{SENTENCE}{OTHER}"


def test_a_large_page_is_read_like_a_small_one() -> None:
    body = "".join(f"<p>{number}。{SENTENCE}</p>" for number in range(5_000))

    assert page(body).text.count("\n") == 4_999
