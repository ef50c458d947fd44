"""Line ends inside figures: what is joined, what is not, and texts wrapped at any width read as unwrapped."""

import os
from collections import Counter
from pathlib import Path

import pytest

from kg import extract
from kg.nlp.figures import find
from kg.nlp.metrics import find as metrics
from kg.nlp.view import repair
from tests.conftest import REPORTS, SAMPLES

SOAK = os.environ.get("SOAK") == "1"
WIDTHS = range(20, 41) if SOAK else (20, 23, 26, 30, 31)
Read = tuple[Counter[tuple[str, str]], Counter[tuple[str, str, str]]]

PARTED = [
    ("交易额32.\n42亿元", "3242000000", "元", "exact"),
    ("交易额32\n.42亿元", "3242000000", "元", "exact"),
    ("交易额３２．\n４２亿元", "3242000000", "元", "exact"),
    ("交易额32.42\n亿元", "3242000000", "元", "exact"),
    ("交易额32.42亿\n元", "3242000000", "元", "exact"),
    ("办理3.\n5万件", "35000", "件", "exact"),
    ("办件1,\n234件", "1234", "件", "exact"),
    ("办件1\n,234件", "1234", "件", "exact"),
    ("办件43\n7449件", "437449", "件", "exact"),
    ("办件280\n余万件", "2800000", "件", "over"),
    ("办件5万\n余件", "50000", "件", "over"),
    ("办件 280 \n 余万件", "2800000", "件", "over"),
    ("增长超过5\n0%", "50", "%", "over"),
    ("增长超过50\n%的事项", "50", "%", "over"),
    ("增长超\n过50%", "50", "%", "over"),
    ("办件约\n280万件", "2800000", "件", "about"),
    ("网上可办率80%\n以上", "80", "%", "at_least"),
    ("满意率百分\n之九十八", "98", "%", "exact"),
    ("压缩至16个\n工作日办结", "16", "个工作日", "exact"),
    ("压缩至16个工\n作日办结", "16", "个工作日", "exact"),
    ("增长2.5个百\n分点", "2.5", "个百分点", "exact"),
    ("窗口实行9\n0%以上事项无差别受理。", "90", "%", "at_least"),
    ("窗口实行90%以\n上事项无差别受理", "90", "%", "at_least"),
    ("用时2小时\n40分钟", "160", "分钟", "exact"),
    ("我局简化程序，受理12\n件办结", "12", "件", "exact"),
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), PARTED)
def test_a_figure_on_two_lines_is_one(text: str, value: str, unit: str, qualifier: str) -> None:
    view = repair(text).text

    figures = find(view, metrics(view), 2021)

    assert [(each["value"], each["unit"], each["qualifier"]) for each in figures] == [
        (value, unit, qualifier)
    ]
    assert "\n" not in view


@pytest.mark.parametrize(
    "text", ["截至202\n1年", "2021年1\n2月，办件5件", "今年1—\n9月办件5件", "2020\n—2021年"]
)
def test_a_date_on_two_lines_is_one(text: str) -> None:
    assert repair("自" + text).text == "自" + text.replace("\n", "")


APART = {
    "a list number alone": "一、主要工作\n1.\n2021年，我局办件5件",
    "a list number before a number": "主要任务如下\n2.\n28个部门联动",
    "an item of a list": "任务5\n3.推进改革",
    "the number of an annex": "附件1\n28个部门责任清单",
    "the number of an annex with a colon": "附件：1.\n28个部门",
    "the number of a table": "表3\n5万件办件",
    "a page number": "工作有序开展\n3\n余下的工作",
    "a year alone": "2021\n280件",
    "a year with its sign": "2021年\n9月召开会议",
    "a year that ends a title": "法治政府建设2021\n年度报告",
    "a year before a body": "工作总结2021\n人民政府办公室",
    "a year before a figure": "工作总结2021\n28个部门联动，成效明显。",
    "a dotted date": "截至2021.\n12月底全面完成",
    "a dotted day": "完成于2021.12.\n30日完成",
    "figures, one on each line": "32.42\n28.65\n3.77",
    "figures and shares": "280\n300\n5%",
    "names and figures in turn": "办件量\n280\n件数\n3",
    "figures with units": "受理280件\n办结300件",
    "figures of years": "2019年280\n2020年300\n2021年350",
    "figures of months": "1月5\n2月6\n3月7",
    "rows of figures": "GDP 3 5 8\n6 7 9件",
    "rows whose names begin as a unit": "人口32\n户数12\n次数5",
    "rows with units": "企业12家\n次数5",
    "a table of contents": "部门职责2\n人员情况3\n部门预算4",
    "a table of contents with dots": "部门职责……2\n人员情况……3",
    "points": "满分100\n90分以上优秀",
    "a name": "学习3次\n余某某发言",
    "a sentence that ended": "全年办件32件。\n3万人参加",
}


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_what_is_no_figure_on_two_lines_stays_apart(text: str) -> None:
    assert repair(text).text == text


def test_a_day_behind_a_line_end_is_no_metric() -> None:
    assert metrics("2018年9月\n10日\n抄送省委办公厅") == []


def test_a_paragraph_runs_on_behind_a_short_line_inside_it() -> None:
    line = "今年以来我局认真落实上级各项决策部署扎实推进各项工作取得了新的更大的成"
    text = "\n".join([line, "，".join(line.split("部署")), *[line] * 4, "绩但是与群众", "的期待还有差距。"])

    assert "\n" not in repair(text).text


def rewrapped(text: str, width: int) -> str:
    """The text with its lines cut after so many signs."""
    lines = text.split("\n")
    return "\n".join(line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))


def read(path: Path) -> Read:
    """The mentions by label and name, and the figures by value, unit and qualifier; blanks do not count."""
    (reading,) = extract(path)
    names = ((each.label, "".join(each.evidence.quote.split())) for each in reading.mentions)
    return Counter(names), Counter((str(each.value), each.unit, each.qualifier) for each in reading.figures)


KNOWN = {
    **{("s-01", width): ("“我的南京”APP",) for width in (29, 30, 31)},
    **{("s-13", width): ("珠海市香洲区人民政府办公室",) for width in range(21, 27)},
    ("004", 28): (),
}
"""Texts and widths at which a mention is lost, or another found (of 1,383): each stands in a heading or title
that the line end parts, or before a word that begins as a heading does (一条龙).
"""

TEXTS = [
    *(pytest.param(path, id=path.stem) for path in sorted(SAMPLES.glob("*.txt"))),
    *(
        pytest.param(path, id=path.stem[:3], marks=pytest.mark.shared)
        for path in sorted(REPORTS.glob("*.txt"))
    ),
]


@pytest.mark.no_cover
@pytest.mark.parametrize("path", TEXTS)
def test_a_text_that_is_wrapped_has_the_same_mentions_and_figures(path: Path, tmp_path: Path) -> None:
    text, (mentions, figures) = path.read_text("utf-8-sig"), read(path)
    wrapped = tmp_path / path.name
    for width in WIDTHS:
        wrapped.write_text(rewrapped(text, width), "utf-8")

        found = read(wrapped)

        assert found[1] == figures, width
        known = KNOWN.get((path.stem if path.parent == SAMPLES else path.stem[:3], width))
        lost = {name for _, name in mentions - found[0]}
        assert found[0] == mentions if known is None else lost == {*known}, width


def names(text: str) -> list[str]:
    """The metrics of a text, as its view has them."""
    view = repair(text).text
    return [view[hit.start : hit.end] for hit in metrics(view)]


@pytest.mark.no_cover
@pytest.mark.parametrize("path", TEXTS)
def test_a_line_end_anywhere_in_a_figure_leaves_it_whole(path: Path) -> None:
    text = path.read_text("utf-8-sig")
    view = repair(text)
    figures, parted = names(text), []

    for hit in metrics(view.text):
        start, end = view.raw(hit.start, hit.end)
        for at in range(start + 1, end):
            broken = f"{text[:at]}\n{text[at:]}"
            if repair(broken).text != view.text and names(broken) != figures:
                parted.append(f"{text[start:at]}⏎{text[at:end]}")

    assert parted == (["2小时⏎内"] if path.stem == "s-14" else [])
