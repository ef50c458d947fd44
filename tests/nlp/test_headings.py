"""Headings by their marks, where the layout is kept and where it is broken."""

import re
from collections.abc import Callable

import pytest

from kg.nlp.headings import headings
from kg.nlp.sections import parts, report_year
from kg.nlp.view import repair
from tests.conftest import SAMPLES
from tests.growth import BOUND, growth


def found(text: str) -> list[tuple[int | None, str]]:
    return [(h.number, text[h.title_start : h.title_end]) for h in headings(text, lambda _: False)]


def test_marks_of_all_forms_with_their_numbers() -> None:
    marks = "第二部分 第十一章 三、 （二十三） 12. 2、 （3） ④ ⑴ ⒉ ㈢ 五是 三要 ##一、 **（一）"

    numbers = [number for mark in marks.split() for number, _ in found(f"{mark}甲乙丙")]

    assert numbers == [2, 11, 3, 23, 12, 2, 3, 4, 1, 2, 3, 5, 3, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "一、二季度增长。二、三产业增长。",
        "办件1.5亿件，2.3万户。",
        "2021.3月起，3.15活动。",
        "3、4月份和5、6月份",
        "按第（一）项、第（二）项办理，适用（一）至（三）项。",
        "第一、二、三产业",
        "推行“一、二、三”工作法",
        "统一是好，唯一是难，二是",
        "依照第一章的规定",
        "首先，抓好落实。",
        "某某局",
        "12345热线2024年1月2日",
        "《办法》（一）（二）",
    ],
)
def test_what_looks_like_a_mark_and_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("报告如下：一、主要工作（一）抓改革。成效好。（二）抓监管。二、存在问题数据不通。", 4),
        ("一、主要工作 二、存在问题 三、下步打算", 3),
        ("成效明显（一）抓改革，推进通办（二）抓监管，规范执法（三）抓服务", 3),
        ("1、主要举措（一）抓改革。（二）抓监管。二、存在问题", 4),
        ("主要是：①抓改革；②抓监管；③抓服务。", 3),
        ("主要是：1）抓改革；2）抓监管。", 2),
        ("提出a)抓改革；b)抓监管：a）抓改革；b）抓监管。", 2),
    ],
)
def test_several_headings_on_a_line(text: str, titles: int) -> None:
    assert len(found(text)) == titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、主要工作\n正文。", "主要工作"),
        ("（一）抓改革。正文。", "抓改革"),
        ("四、2017年工作打算2017年，将推行改革，" + "做好各项工作" * 9 + "。", "2017年工作打算"),
        ("一、主要工作（一）抓改革。", "主要工作"),
    ],
)
def test_where_a_title_ends(text: str, title: str) -> None:
    assert found(text)[0][1] == title


WIDE = str.maketrans("0123456789（）.", "０１２３４５６７８９()．")


def spread(text: str) -> str:
    return "\n".join(" ".join(line) for line in text.split("\n"))


BREAKING: dict[str, Callable[[str], str]] = {
    "line breaks doubled": lambda text: text.replace("\n", "\n\n"),
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "lines indented": lambda text: re.sub("(?m)^", "\u3000\u3000", text),
    "wide digits, narrow brackets": lambda text: text.translate(WIDE),
    "line breaks removed": lambda text: text.replace("\n", ""),
    "line breaks made blanks": lambda text: text.replace("\n", " "),
    "lines wrapped": lambda text: re.sub("(?m)(.{34})", "\\1\n", text),
    "blanks around signs": lambda text: re.sub("([（）。，、；：])", " \\1 ", text),
    "blanks between all signs": spread,
}
"""What a converter, a scanner or a portal does to the layout of a text."""


def tree(text: str) -> list[tuple[int, str, str]]:
    """The tree of a text: level, kind and mark of each section."""
    view = repair(text).text
    found = parts(view, year=report_year(view))
    return [(p.level, p.kind, re.sub(r"[\s#*]", "", view[p.start : p.start + 6])[:3]) for p in found]


@pytest.mark.no_cover
@pytest.mark.parametrize("broken", BREAKING.values(), ids=BREAKING)
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_broken_layout_has_the_same_tree(path: "object", broken: Callable[[str], str]) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]

    assert len(tree(text)) > 4
    assert tree(broken(text)) == tree(text)


def test_many_marks_take_linear_time() -> None:
    marks = "一、甲（一）乙。1.丙：一是丁；二是戊。\n改革\n"

    assert growth(lambda size: parts(marks * size), 500) < BOUND
