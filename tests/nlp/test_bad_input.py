"""Texts that are no good reports: nothing breaks, offsets stay true, and a note tells what is wrong."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import is_traditional, simplified
from kg.model import Reading, Report, report_id
from kg.nlp import extract
from kg.nlp.condition import conditions
from kg.nlp.leftout import Taken, left_out
from kg.resolve import resolve
from kg.resources import table
from tests.conftest import SAMPLES

TEXT = (SAMPLES / "s-01.txt").read_text("utf-8")


def read(text: str) -> Reading:
    """The reading of a text, its offsets looked at."""
    reading = extract(Report(report_id(text.encode("utf-8")), "a.txt", text))
    places = [m.evidence for m in (*reading.mentions, *reading.deictics)]
    places += [c.evidence for c in reading.claims] + [s.evidence for s in reading.sections]
    assert all(text[place.start : place.end] == place.quote for place in places)
    taken = [Taken(m.evidence.start, m.evidence.end, m.label) for m in (*reading.mentions, *reading.deictics)]
    assert all(text[item.start : item.end] == item.surface for item in left_out(text, taken))
    return reading


def told(reading: Reading) -> str:
    return "\n".join(issue.what for issue in reading.issues if issue.place == "text")


def names(reading: Reading) -> set[tuple[str, str]]:
    return {
        (m.label, simplified(re.sub(r"\s", "", m.evidence.quote), traditional=True)) for m in reading.mentions
    }


def traditional(text: str) -> str:
    """The text in traditional characters, one of them for each."""
    forms: dict[str, str] = {}
    for row in table("traditional"):
        forms.setdefault(row["simplified"], row["traditional"])
    return "".join(forms.get(sign, sign) for sign in text)


def noisy(text: str) -> str:
    """The text as a scanner reads it: a sign in fifty is another one, a blank in twenty is put in."""
    chance = random.Random(7)
    signs = (chance.choice("口曰囗土士己已巳未末0Ol1") if chance.random() < 0.02 else sign for sign in text)
    return "".join(sign + " " * (chance.random() < 0.05) for sign in signs)


def test_a_traditional_text_is_read_as_a_simplified_one() -> None:
    reading = read(traditional(TEXT))

    assert "traditional characters" in told(reading)
    assert names(reading) == names(read(TEXT))
    assert len(reading.claims) == len(read(TEXT).claims)
    assert any("關" in m.evidence.quote or "務" in m.evidence.quote for m in reading.mentions)


@pytest.mark.parametrize("text", ["乾安县於潜镇", "著名企业徵求意见", "落实《藏書印》"])
def test_traditional_signs_in_a_simplified_text_change_nothing(text: str) -> None:
    assert not is_traditional(text * 10)
    assert len(simplified(text)) == len(text)


def test_signs_that_are_simplified_too_are_kept_in_a_simplified_text() -> None:
    assert simplified("关於徵求意见") == "关於徵求意见"
    assert simplified("關於徵求意見", traditional=True) == "关于征求意见"


def test_characters_pulled_apart_are_put_together() -> None:
    apart = "\n".join(" ".join(line) for line in TEXT.split("\n"))
    reading = read(apart)

    assert "pulled apart" in told(reading)
    assert len(names(reading) & names(read(TEXT))) > 0.9 * len(names(read(TEXT)))


def test_a_text_in_english_gives_a_note_and_hardly_a_name() -> None:
    reading = read("The bureau reported 156 items, 87.3% of which are handled online. " * 40)

    assert "hardly any Chinese" in told(reading)
    assert not [mention for mention in reading.mentions if mention.label != "Metric"]


def test_a_table_of_figures_gives_a_note() -> None:
    rows = [f"{year}\t{year * 3}\t{year / 7:.2f}%\t第{year % 9}\t合计" for year in range(2000, 2100)]

    reading = read("年度\t件数\t占比\n" + "\n".join(rows))

    assert "mostly figures" in told(reading)
    assert {mention.label for mention in reading.mentions} <= {"Metric"}


def test_control_characters_give_a_note_and_hide_nothing() -> None:
    strange = "".join(sign + "\x00\x07" * (at % 9 == 0) for at, sign in enumerate(TEXT))
    reading = read(strange)

    assert "control or replacement characters" in told(reading)
    assert len(reading.mentions) == len(read(TEXT).mentions)


def test_a_figure_that_is_none_is_named_and_the_rest_goes_on() -> None:
    text = "全年办件由20件增加到100000000000000万亿件，满意率3.5.2%，受理120件，来件1,2345件，办结率98.5%。"

    reading = read(text)

    told = {issue.place: issue.what for issue in reading.issues if issue.what.startswith("figure")}
    places = [
        (text.index(words), text.index(words) + len(words))
        for words in ("100000000000000万亿件", "3.5.2%", "1,2345件")
    ]
    assert list(told) == [f"[{start}, {end})" for start, end in places]
    assert "(line 1) has two decimal points" in told[f"[{places[1][0]}, {places[1][1]})"]
    assert [str(figure.value) for figure in reading.figures] == ["20", "120", "98.5"]


def test_a_good_report_has_no_such_note() -> None:
    assert not list(conditions(TEXT))
    assert told(read(TEXT)) == ""


BAD: dict[str, Callable[[], str]] = {
    "wrong signs and blanks": lambda: noisy(TEXT),
    "titles never closed": lambda: TEXT.replace("》", ""),
    "titles never opened": lambda: TEXT.replace("《", ""),
    "quotes never closed": lambda: TEXT.replace("”", ""),
    "brackets never closed": lambda: TEXT.replace("）", ""),
    "brackets in brackets": lambda: "（《“〈" * 500 + TEXT + "〉”》）" * 20,
    "emoji": lambda: "👍🏽".join(TEXT) + "👨‍👩‍👧‍👦🇨🇳",
    "signs beyond the plane": lambda: TEXT.replace("政", "𠀀政").replace("1", "𝟏"),
    "combining signs": lambda: "́̈".join(TEXT),
    "right to left": lambda: "\u202e" + TEXT + "\u202c",
    "only blanks and ends": lambda: " \t\r\n\u3000" * 200,
    "only signs": lambda: "，。；：！？“”《》（）" * 100,
    "only marks": lambda: "一、二、三、（一）（二）1.2.3.①②一是二是" * 40,
    "line separators": lambda: TEXT.replace("\n", "\u2028"),
    "old line ends": lambda: TEXT.replace("\n", "\r"),
    "one sentence": lambda: TEXT.replace("\n", "").replace("。", "，"),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_nothing_breaks_and_offsets_stay_true(text: Callable[[], str]) -> None:
    read(text())


def test_most_names_are_found_though_a_scanner_misread_some_signs() -> None:
    found = names(read(noisy(TEXT))) & names(read(TEXT))

    assert len(found) > 0.6 * len(names(read(TEXT)))


PIECES = "《》“”（）〈〉[]{}\x00\ufffd\u200b👍區務國办事局中心一、二是1.5亿％% \t\r\n。，；：第章印发推行"


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from(PIECES), max_size=200))
def test_any_mixture_is_read(text: str) -> None:
    read(text)


def test_a_body_of_a_traditional_report_is_the_one_of_a_simplified_report() -> None:
    readings = [read(TEXT), read(traditional(TEXT))]

    resolved = resolve(readings)
    bodies = [entity for entity in resolved.entities if entity.cls in ("Agency", "Regulation", "Initiative")]

    assert len(bodies) == len(
        [e for e in resolve(readings[:1]).entities if e.cls in ("Agency", "Regulation", "Initiative")]
    )
    assert any(name != simplified(name) for entity in bodies for name in entity.names)
