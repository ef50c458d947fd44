import pytest

from benchmarks.logistic import fit
from kg.nlp.moods import leaning, signs


@pytest.mark.parametrize(
    ("text", "intended"),
    [
        ("持续推进“一网通办”，力争网办率达到90%左右。", True),
        ("各部门要加强统筹，确保年底前完成目录编制。", True),
        ("到2025年，探索建立数据共享机制，支持各地先行先试。", True),
        ("先后推出便民措施12项，累计办理业务11420件，群众满意率99.8%。", False),
        ("近年来，该局已建成自助服务区，获得了群众的好评。", False),
    ],
)
def test_words_of_mood_tell_what_is_intended_from_what_was_done(text: str, intended: bool) -> None:
    assert (leaning(text) > 0) is intended


def test_a_longer_word_keeps_a_shorter_one_in_it_from_counting() -> None:
    assert signs("上级要求") == {"要求": pytest.approx(0.693, abs=0.001)}
    assert "要" in signs("部门要落实")


def test_a_sign_counts_less_in_a_long_text() -> None:
    assert signs("已办。" * 9)["已"] < signs("已办已办已办已办已办已办已办已办已办。")["已"]


def test_training_finds_the_sign_that_tells_and_does_so_again() -> None:
    rows = [{"将": 1.0, "办": 1.0}, {"已": 1.0, "办": 1.0}] * 5

    weights = fit(rows, [True, False] * 5)

    assert weights["将"] > 0.5
    assert weights["已"] < -0.5
    assert abs(weights["办"]) < 0.1
    assert fit(rows, [True, False] * 5) == weights
