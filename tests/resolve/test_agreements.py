"""Which agreements of several reports are one: by parties, words, side and date."""

import pytest

from kg.model import Reading
from kg.resolve import resolve
from tests.resolve.test_resolution import entity
from tests.resolve.texts import read

NANJING, ZHUHAI = "江苏省南京市鼓楼区", "广东省珠海市香洲区"


def report(text: str, name: str, year: int, side: str = NANJING) -> Reading:
    partner = "珠海市香洲区" if side == NANJING else "南京市鼓楼区"
    text = text.format(partner=partner, name=name) + f"\n{year}"
    return read(
        text,
        ("Region", partner),
        ("Agreement", name),
        claims=[(partner, "PARTY_TO", name, "done")],
        year=year,
        region=side,
        issuer=None,
    )


def groups(*named: tuple[str, str, int, str]) -> list[int]:
    """A number for each report: reports with one number name one agreement."""
    readings = [report(*each) for each in named]
    resolution = resolve(readings)
    ids = [entity(resolution, one, name).id for one, (_, name, _, _) in zip(readings, named, strict=True)]
    return [ids.index(one) for one in ids]


SIGN, KEEP = "与{partner}签订{name}。", "落实与{partner}的{name}。"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([(SIGN, "甲协议", 2021, NANJING), (KEEP, "甲合作协议", 2022, NANJING)], [0, 0]),
        ([(SIGN, "甲协议", 2021, NANJING), (SIGN, "乙合作协议", 2021, ZHUHAI)], [0, 0]),
        ([(SIGN, "甲协议", 2021, NANJING), (KEEP, "甲合作协议", 2023, ZHUHAI)], [0, 0]),
        ([(SIGN, "甲协议", 2021, NANJING), (SIGN, "乙合作协议", 2023, ZHUHAI)], [0, 1]),
        ([(SIGN, "甲协议", 2021, NANJING), (KEEP, "乙协议", 2022, NANJING)], [0, 1]),
        ([(SIGN, "甲协议", 2021, NANJING), (SIGN, "甲备忘录", 2021, ZHUHAI)], [0, 1]),
    ],
    ids=["shorter", "both sides", "a side later", "sides apart", "other words", "other kind"],
)
def test_words_and_sides(named: list[tuple[str, str, int, str]], expected: list[int]) -> None:
    assert groups(*named) == expected


@pytest.mark.parametrize("later", ["2023年5月，与{partner}签订{name}。", "5月与{partner}签署{name}。"])
def test_a_date_tells_two_of_one_name_and_the_same_parties_apart(later: str) -> None:
    first = ("2019年，与{partner}签订{name}。", "甲协议", 2021, NANJING)
    assert groups(first, (later, "甲协议", 2023, NANJING)) == [0, 1]


def test_one_without_a_date_is_the_last_before_its_report() -> None:
    dated = [
        ("2019年，与{partner}签订{name}。", "甲协议", 2021, NANJING),
        ("2023年，与{partner}签订{name}。", "甲协议", 2023, NANJING),
    ]
    assert groups(*dated, (KEEP, "甲协议", 2022, NANJING), (KEEP, "甲协议", 2024, NANJING)) == [0, 1, 0, 1]
    assert groups(dated[0], (KEEP, "甲协议", 2022, NANJING)) == [0, 0]


@pytest.mark.parametrize("when", ["截至2019年底，已", "2019年以来，"])
def test_the_end_or_begin_of_a_count_is_no_date(when: str) -> None:
    counted = (when + SIGN, "甲协议", 2021, NANJING)
    assert groups(counted, ("2020年" + SIGN, "甲协议", 2021, NANJING)) == [0, 0]
