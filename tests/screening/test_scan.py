"""What the release screen finds: planted names, numbers, addresses and markings, and nothing beside them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from loaders.screening import KINDS, scan, shown
from tests.conftest import ROOT
from tests.growth import BOUND, growth

HERE = Path(__file__).parent


def sentences(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in lines if not line.startswith("#")]


def marked(sentence: str) -> tuple[str, list[str]]:
    """The sentence without the marks, and what stood in them."""
    return re.sub("[«»]", "", sentence), re.findall("«([^»]*)»", sentence)


PLANTED = sentences("planted.txt")


@pytest.mark.parametrize("sentence", PLANTED)
def test_what_is_planted_is_found_and_nothing_else(sentence: str) -> None:
    text, hidden = marked(sentence)

    assert [hit.text for hit in scan(text)] == hidden


def test_the_planted_list_is_long_and_has_every_kind() -> None:
    texts = [marked(sentence)[0] for sentence in PLANTED]
    hits = [hit for text in texts for hit in scan(text)]

    assert len(hits) > 150
    assert {hit.kind for hit in hits} == set(KINDS)


def test_all_of_it_is_found_in_one_text_too() -> None:
    texts, hidden = zip(*map(marked, PLANTED), strict=True)
    whole = "\n\n".join(texts)
    hits = scan(whole)

    found = {hit.text for hit in hits}
    assert [each for some in hidden for each in some if each not in found] == []
    assert all(whole[hit.start : hit.end] == hit.text for hit in hits)
    assert all(before.start <= after.start and before.end < after.end for before, after in pairwise(hits))


@pytest.mark.parametrize("sentence", sentences("innocent.txt"))
def test_ordinary_words_public_numbers_and_doctrines_are_no_hits(sentence: str) -> None:
    assert scan(sentence) == ()


def test_the_samples_are_clean() -> None:
    """They speak of no person: whatever is found there is false."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "samples" / "texts").glob("*.txt"))]

    assert [hit for text in texts for hit in scan(text)] == []


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("991105194912310021", False),
        ("110105491231002", True),
        ("110105491331002", False),
        ("6217001234567890122", True),
        ("6217001234567890123", False),
        ("13812345678", True),
        ("12812345678", False),
        ("138123456789", False),
        ("a13812345678", False),
        ("0.13812345678", False),
        ("138 12 34 5678", False),
    ],
)
def test_numbers_are_judged_by_their_digits(number: str, found: bool) -> None:
    assert bool(scan(f"，{number}。")) is found


def test_a_name_found_once_is_found_wherever_it_stands_but_no_word_is() -> None:
    text = "局长张志远主持会议。会后张志远还看望了值班人员。任命高峰为副局长。早高峰不限行。"

    assert [(hit.text, hit.rule) for hit in scan(text)] == [
        ("张志远", "person.office"),
        ("张志远", "person.again"),
        ("高峰", "person.certain"),
    ]


def test_messages_show_a_number_by_its_ends_alone() -> None:
    (hit,) = scan("身份证号码11010519491231002X")

    assert shown(hit) == "1101**********002X"


def test_the_work_grows_with_the_text() -> None:
    text = "\n".join(marked(sentence)[0] for sentence in PLANTED) + "1 2 3 4 5 路 号 单元 @ · 同志" * 20

    assert growth(lambda times: scan(text * times), 2, rounds=3) < BOUND


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "13812345678 ",
        "a@",
        "单元",
        "·阿",
        "、张三",
        "张三、",
        "局长",
        "路1号",
        "((",
        "\n",
        "（张",
        "绝 ",
    ],
)
def test_hostile_repetition_is_linear(unit: str) -> None:
    assert growth(lambda times: scan(unit * times), 3000, rounds=3) < BOUND
