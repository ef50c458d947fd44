"""What many say in rounds: run, kept, replayed."""

from collections.abc import Mapping, Sequence

import pytest

from kg.rounds import Answers, Offer, Process, Trace, View, gathered, in_rounds

SAYS = {"a": ("red", "round"), "b": ("red", "square"), "c": ("blue", "round")}


def one(name: str, seen: list[str]) -> Process[str]:
    """Offers its colour, asks who shares it, then offers its shape to these and asks again."""
    colour, shape = SAYS[name]
    seen.append(name)
    said = yield {"colours": [(colour, name)]}
    friends = said["colours"].get(colour)
    said = yield {"shapes": [(friend, shape) for friend in friends]}
    return " ".join(said["shapes"][name])


def traces_of(names: str, seen: list[str], kept: Mapping[str, Trace[str]]) -> dict[str, Trace[str]]:
    return in_rounds(names, lambda those: (one(name, seen) for name in those), [gathered, gathered], kept)[0]


def test_each_knows_what_all_offered_in_the_rounds_before() -> None:
    traces, views = in_rounds("abc", lambda names: (one(name, []) for name in names), [gathered] * 2, {})

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
    kept = traces_of(before, [], {})
    seen: list[str] = []

    traces = traces_of(now, seen, {name: kept[name] for name in before if name in now})

    assert "".join(seen) == run
    assert traces == traces_of(now, [], {})


def test_an_answer_that_is_not_there_is_noted_too() -> None:
    def asks(told: bool) -> Process[str]:
        said = yield {"words": [("spoken", "yes")] if told else []}
        return "heard" if "spoken" in said["words"] else "silence"

    def plain(offers: Sequence[Offer]) -> View:
        return {"words": {}, **gathered(offers)}

    def begin(names: Sequence[str]) -> list[Process[str]]:
        return [asks(name == "y") for name in names]

    alone, _ = in_rounds("x", begin, [plain], {})
    both, _ = in_rounds("xy", begin, [plain], alone)

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
