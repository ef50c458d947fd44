import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.view import repair, view_of
from tests.growth import BOUND, growth

REPAIRED = [
    ("２０２１ 年，办件 280 余万件，满意率９８％。", "2021年，办件280余万件，满意率98%。"),
    ("\ufeff开\u200b头", "开头"),
    ("[bookmark: _GoBack]2.推出新规", "2.推出新规"),
    ("法治\n\n思维和法治方式推动工作。", "法治\n思维和法治方式推动工作。"),
    (
        "始终坚持运用法治思维，做到同研究、同部署、运用\n\n法治方式推动工作。",
        "始终坚持运用法治思维，做到同研究、同部署、运用法治方式推动工作。",
    ),
    ("印发《某县营商环境条\n例》。", "印发《某县营商环境条例》。"),
    ("工作有序开展。\n- 3 -\n下一段。", "工作有序开展。\n下一段。"),
    ("一、主要工作\n\n2023年，我局推进改革。", "一、主要工作\n2023年，我局推进改革。"),
    ("正文，\n续行。", "正文，续行。"),
    ('推行"一网通办"改革,成效明显;受理(12)件', "推行“一网通办”改革，成效明显；受理（12）件"),
    ("共1,300户，见http://x.cn:80/a", "共1,300户，见http://x.cn:80/a"),
    ("首页 > 政务公开 > 工作报告\n正文。", "\n正文。"),
    ("正文。\n【打印本页】 【关闭窗口】\n网站地图 | 联系我们", "正文。\n"),
    ("第一行\r\n第二行", "第一行\n第二行"),
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_repair(text: str, expected: str) -> None:
    assert repair(text).text == expected


def test_a_text_on_one_line_gets_its_headings_back() -> None:
    text = (
        "报告如下: 一、主要工作 (一)优化管理。开展培训3次。 (二)加强监管。规范执法。"
        " 二、存在问题 数据不通。" + "工作。" * 150
    )

    lines = repair(text).text.split("\n")

    assert lines[1:6] == [
        "一、主要工作",
        "（一）优化管理。开展培训3次。",
        "（二）加强监管。规范执法。",
        "二、存在问题",
        lines[5],
    ]


def test_lines_of_one_width_are_joined_and_headings_are_not() -> None:
    line = "今年以来我局认真落实上级各项决策部署扎实推进各项工作取得了新的更大的成"
    text = "\n".join(["一、工作情况", *[line] * 6, "效。", "二、存在问题"])

    assert repair(text).text.split("\n") == ["一、工作情况", line * 6 + "效。", "二、存在问题"]


@given(st.text(st.sampled_from("办事2０％ \n\r\t，。“”《》（）(,;:)\ufeff\u3000Ａ-一、是"), max_size=60))
def test_every_character_stands_for_one_of_the_text(text: str) -> None:
    view = repair(text)

    assert len(view.text) == len(view.offsets)
    assert list(view.offsets) == sorted(set(view.offsets))
    assert all(0 <= at < len(text) for at in view.offsets)


def test_a_span_of_the_view_leads_back_to_the_raw_one() -> None:
    text = "办件 280 余万件"
    view = repair(text)
    start = view.text.index("280")

    assert view.raw(start, start + 6) == (3, 10)
    assert text[3:10] == "280 余万件"
    assert view.place(3, 10) == (start, start + 6)


def test_the_debris_is_known() -> None:
    view = repair("正文。\n分享到：微信 微博")

    assert view.dropped == ((4, 13),)


def test_the_view_of_a_doc_is_made_once() -> None:
    doc = spacy.blank("zh")("办件 280 件")

    assert view_of(doc).text == "办件280件"
    assert view_of(doc).offsets is view_of(doc).offsets


def test_a_long_line_takes_linear_time() -> None:
    assert growth(lambda size: repair("推进“一网通办”，办件 280 余万件。（一）" * size), 2_000) < BOUND
