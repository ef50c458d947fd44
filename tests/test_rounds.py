"""What many say in rounds: run, kept, replayed."""

from collections.abc import Sequence
from functools import partial

import pytest

from kg.rounds import Answers, Offer, Process, View, gathered, in_rounds

SAYS = {"a": ("red", "round"), "b": ("red", "square"), "c": ("blue", "round")}


def one(name: str, seen: list[str]) -> Process[str]:
    """Offers its colour, asks who shares it, then offers its shape to these and asks again."""
    colour, shape = SAYS[name]
    seen.append(name)
    said = yield {"colours": [(colour, name)]}
    friends = said["colours"].get(colour)
    said = yield {"shapes": [(friend, shape) for friend in friends]}
    return " ".join(said["shapes"][name])


def start(names: str, seen: list[str]) -> dict[str, partial[Process[str]]]:
    return {name: partial(one, name, seen) for name in names}


def test_each_knows_what_all_offered_in_the_rounds_before() -> None:
    traces, views = in_rounds(start("abc", []), [gathered, gathered], {})

    assert {name: result for name, (_, _, result) in traces.items()} == {
        "a": "round square",
        "b": "round square",
        "c": "round",
    }
    assert views[0]["colours"] == {"red": ("a", "b"), "blue": ("c",)}


@pytest.mark.parametrize(
    ("before", "now", "run"), [("ac", "abc", "ba"), ("abc", "ac", "a"), ("abc", "abc", "")]
)
def test_only_those_run_again_that_would_be_answered_otherwise(before: str, now: str, run: str) -> None:
    kept, _ = in_rounds(start(before, []), [gathered, gathered], {})
    seen: list[str] = []

    traces, _ = in_rounds(
        start(now, seen), [gathered, gathered], {name: kept[name] for name in before if name in now}
    )

    assert "".join(seen) == run
    assert traces == in_rounds(start(now, []), [gathered, gathered], {})[0]


def test_an_answer_that_is_not_there_is_noted_too() -> None:
    def asks(told: bool) -> Process[str]:
        said = yield {"words": [("spoken", "yes")] if told else []}
        return "heard" if "spoken" in said["words"] else "silence"

    def plain(offers: Sequence[Offer]) -> View:
        return {"words": {}, **gathered(offers)}

    alone, _ = in_rounds({"x": partial(asks, False)}, [plain], {})
    both, _ = in_rounds({"x": partial(asks, False), "y": partial(asks, True)}, [plain], alone)

    assert alone["x"][2] == "silence"
    assert both["x"][2] == "heard"


def test_a_table_is_asked_by_key_alone() -> None:
    table = Answers({"a": 1})

    assert (table.get("b", 2), table["a"], "b" in table) == (2, 1, False)
    assert table.asked == {"a": 1, "b": None}
    with pytest.raises(KeyError):
        table["b"]
    with pytest.raises(TypeError):
        list(table)
    with pytest.raises(TypeError):
        len(table)
