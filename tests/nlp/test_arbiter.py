import pytest

from kg.nlp.arbiter import decide
from kg.nlp.spans import Hit


def hit(text: str, name: str, label: str) -> Hit:
    start = text.index(name)
    return Hit(start, start + len(name), label, "test")


CASES = [
    ("《“一网通办”办法》", [("《“一网通办”办法》", "Regulation"), ("一网通办", "Initiative")], 2),
    ("《某市人民政府通知》", [("《某市人民政府通知》", "Regulation"), ("某市人民政府", "Agency")], 1),
    ("《〈纲要〉实施意见》", [("《〈纲要〉实施意见》", "Regulation"), ("〈纲要〉", "Regulation")], 2),
    ("“豫事办”APP", [("“豫事办”APP", "Platform"), ("豫事办", "Platform")], 2),
    ("豫事办长葛分厅", [("豫事办长葛分厅", "Platform"), ("豫事办", "Platform")], 2),
    ("西南五省通办", [("西南五省通办", "Initiative"), ("西南五省", "Region")], 1),
    (
        "“八五”普法规划",
        [("“八五”普法规划", "Regulation"), ("“八五”普法", "Initiative"), ("八五", "Initiative")],
        2,
    ),
    ("“四市六区”", [("四市六区", "Region"), ("四市六区", "Initiative")], 1),
    ("“一件事”平台", [("一件事", "Initiative"), ("一件事", "Platform")], 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "proposed", "standing"), CASES)
def test_what_may_stand_inside_a_longer_span(
    text: str, proposed: list[tuple[str, str]], standing: int
) -> None:
    kept = decide(text, [hit(text, name, label) for name, label in proposed])

    assert [text[h.start : h.end] for h in kept] == [name for name, _ in proposed][:standing]


def test_nothing_crosses() -> None:
    kept = decide("区司法局党组织部", [Hit(0, 6, "Agency", "a"), Hit(4, 8, "Agency", "b")])

    assert kept == [Hit(0, 6, "Agency", "a")]


def test_the_order_of_proposals_does_not_matter() -> None:
    hits = [Hit(0, 6, "Agency", "a"), Hit(4, 8, "Agency", "b"), Hit(10, 12, "Metric", "c")]

    assert decide("零" * 12, hits) == decide("零" * 12, hits[::-1])


def test_a_chain_of_crossing_spans_leaves_every_second() -> None:
    chain = [Hit(at, at + 4, "Agency", "a") for at in range(0, 40, 2)]

    assert decide("零" * 50, chain) == chain[::2]
