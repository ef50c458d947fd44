import pytest

from kg.resolve.documents import number_form, numbered
from tests.resolve.texts import mention, read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("国发[2022]5 号", "国发〔2022〕5号"),
        ("（温鹿政发〔2008〕47号）", "温鹿政发〔2008〕47号"),
        ("国办发【2023】29号", "国办发〔2023〕29号"),
        ("第47号令", "47号令"),
    ],
)
def test_written_form(text: str, form: str) -> None:
    assert number_form(text) == form


@pytest.mark.parametrize(
    "text",
    [
        "落实《甲办法》（鼓政发〔2016〕45号）。",
        "落实《甲办法》鼓政发〔2016〕45号。",
        "鼓政发〔2016〕45号\n\n《甲办法》",
        "《甲办法》\n（2022年8月10日区政府以鼓政发〔2016〕45号印发）",
    ],
)
def test_the_title_that_a_number_belongs_to(text: str) -> None:
    reading = read(text, ("Regulation", "《甲办法》"), ("DocNo", "鼓政发〔2016〕45号"))
    assert numbered(reading) == {mention(reading, "鼓政发〔2016〕45号"): mention(reading, "《甲办法》")}


def test_a_number_elsewhere_belongs_to_no_title() -> None:
    text = "学习《甲办法》，另按照鼓政发〔2016〕45号文件执行。"
    reading = read(text, ("Regulation", "《甲办法》"), ("DocNo", "鼓政发〔2016〕45号"))
    assert numbered(reading) == {}


def test_the_outer_title_bears_the_number() -> None:
    text = "《关于印发〈甲办法〉的通知》（鼓政发〔2016〕45号）"
    reading = read(
        text,
        ("Regulation", "《关于印发〈甲办法〉的通知》"),
        ("Regulation", "〈甲办法〉"),
        ("DocNo", "鼓政发〔2016〕45号"),
    )
    assert list(numbered(reading).values()) == [mention(reading, "《关于印发〈甲办法〉的通知》")]
