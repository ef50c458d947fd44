import pytest

from kg.folding import number
from kg.resolve.groups import declared, is_group, listed_beside
from tests.resolve.texts import read


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("四省六区", (6, "区")),
        ("八省十六区", (16, "区")),
        ("4省的13个县(市、区)", (13, "县")),
        ("3省（区）的7个旗（县、区）", (7, "旗")),
        ("东北“三省一区”11个县市", (11, "县")),
        ("三省一市12个城市（区）", (12, "市")),
        ("三省一市", (4, "省")),
        ("两市一省", (3, "省")),
        ("一市三省", (4, "省")),
        ("一省六市", (6, "市")),
        ("两个鼓楼区", (2, "区")),
        ("两个鼓楼街", None),
        ("川渝", None),
        ("南京市鼓楼区", None),
    ],
)
def test_the_count_of_the_lowest_level(text: str, counted: tuple[int, str] | None) -> None:
    assert declared(text) == counted


@pytest.mark.parametrize(
    ("text", "group"), [("川渝", True), ("五省十区", True), ("粤港澳大湾区", True), ("湖北", False)]
)
def test_what_is_a_group(text: str, group: bool) -> None:
    assert is_group(text) is group


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十六", 16), ("六十三", 63), ("二十", 20), ("两", 2), ("13", 13)]
)
def test_numbers(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("与珠海市香洲区、天津市河西区等“五省十区”签订协议。", {"珠海市香洲区", "天津市河西区"}),
        (
            "由“三省三区”扩大到“五省十区”，新增珠海市香洲区、天津市河西区等地。",
            {"珠海市香洲区", "天津市河西区"},
        ),
        ("与“五省十区”建立协作机制，其中包括珠海市香洲区、天津市河西区。", {"珠海市香洲区", "天津市河西区"}),
        ("与珠海市香洲区互派人员，“五省十区”由天津市河西区牵头。", set()),
    ],
)
def test_members_that_the_sentence_lists(text: str, listed: set[str]) -> None:
    regions = ("珠海市香洲区", "天津市河西区", "五省十区")
    reading = read(text, *(("Region", each) for each in regions))
    group = next(m for m in reading.mentions if m.evidence.quote == "五省十区")
    assert set(listed_beside(group, reading)) == listed
