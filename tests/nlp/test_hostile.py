"""Texts made to break a reader, of any length: none does, offsets stay true, and time grows as they do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Report
from kg.nlp import extract
from kg.nlp.leftout import Taken, left_out
from tests.growth import BOUND, growth

SIZE = 1_500
"""Characters of the smaller text; the larger one is far below a window of `extract`: work may add up."""

UNITS = {
    "traditional": "國務院辦公廳關於優化營商環境、",
    "English": "the Bureau of Public Affairs handled 156 items (87.3%) online and ",
    "Latin letters": "a",
    "figures": "2021\t33\t4.5%\t1,234.5万元\n",
    "one number": "1",
    "digits and stops": "1.5",
    "wide digits": "１２３",
    "amounts": "3亿",
    "years": "2021年",
    "noise of a scanner": "口曰囗土士己已巳未末0Ol1 政 务 ",
    "no punctuation": "推进政务服务改革办理事项联合市司法局印发方案",
    "one character": "长",
    "numerals": "一",
    "marks": "一、（一）1.①",
    "titles never closed": "《",
    "titles closed at once": "《a》",
    "titles never opened": "》",
    "quotes never closed": "“区",
    "brackets never closed": "（市",
    "brackets in brackets": "（《“〈〔",
    "brackets of years": "国发〔2016〕",
    "control characters": "\x00\x07\x1b",
    "control characters in names": "市\x00司\x07法局",
    "emoji": "👨‍👩‍👧‍👦",
    "halves of characters": "\ud83d区\udc4d",
    "right to left": "\u202e区\u202c",
    "invisible signs": "\u200b\u2060\ufeff",
    "combining signs": "e\u0301",
    "blanks": " ",
    "wide blanks": "\u3000",
    "characters apart": "市 司 法 局 ",
    "line ends": "\r\n",
    "commas": "，",
    "dashes": "——",
    "bureaus": "市司法局",
    "governments": "市政府",
    "listed bureaus": "市司法局、",
    "firms that are counted": "甲、乙等4家企业",
    "towns": "大镇",
    "districts": "成都市武侯区",
    "suffixes": "省市区县委局办",
    "titles in a list": "《甲法》和",
    "initiatives in a list": "“甲”、",
    "channels": "跨省通办",
    "of and": "的和与",
    "genres": "关于",
    "verbs": "推进印发",
    "platforms and initiatives": "依托“甲平台”推进“乙改革”",
    "who acts": "由市局会同市公安局",
    "who signs": "与成都市签订合作协议",
    "under whom": "在市委领导下",
    "who watches": "接受市人大、市政协",
    "parts": "其中办理12件，",
    "changes": "比2020年增长3%",
    "addresses": "http://www.gov.cn/",
    "mark-up": "<p>&nbsp;",
}


def made(unit: str, size: int) -> str:
    """The unit repeated to so many characters."""
    return (unit * (size // len(unit) + 1))[:size]


def read(text: str) -> None:
    """Read a text; all that comes out, and all that is left out, stands where it says."""
    reading = extract(Report("r" + "0" * 16, "a.txt", text))
    places = [m.evidence for m in (*reading.mentions, *reading.deictics)]
    taken = [Taken(place.start, place.end, "Agency") for place in places]
    places += [c.evidence for c in reading.claims] + [s.evidence for s in reading.sections]
    assert all(text[place.start : place.end] == place.quote for place in places)
    assert all(text[item.start : item.end] == item.surface for item in left_out(text, taken))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_four_times_the_text_takes_less_than_eight_times_the_time(unit: str) -> None:
    assert growth(lambda size: read(made(unit, size)), SIZE, rounds=8) < BOUND


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(sorted(UNITS.values())), st.integers(1, 9)), max_size=8))
def test_any_of_these_in_a_row_are_read(parts: list[tuple[str, int]]) -> None:
    read("".join(unit * times for unit, times in parts))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=60))
def test_any_characters_at_all_are_read(text: str) -> None:
    read(text)
