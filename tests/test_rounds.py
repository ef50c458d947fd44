"""What many say in rounds: run, kept, replayed."""

from collections.abc import Mapping, Sequence

import pytest

from kg.room import Room, holding
from kg.rounds import Answers, OfAll, Process, Trace, Traces, in_rounds

SAYS = {"a": ("red", "round"), "b": ("red", "square"), "c": ("blue", "round")}
MUCH = Room(9, 9)


def one(name: str, seen: list[str]) -> Process[str]:
    """Offers its colour, asks who shares it, then offers its shape to these and asks again."""
    colour, shape = SAYS[name]
    seen.append(name)
    said = yield {"colours": [(colour, name)]}
    friends = said["colours"].get(colour)
    said = yield {"shapes": [(friend, shape) for friend in friends]}
    return " ".join(said["shapes"][name])


def traces_of(
    names: str, seen: list[str], kept: Mapping[str, Trace[str]], most: Room = MUCH
) -> dict[str, Trace[str]]:
    traces: Traces[str] = Traces(names, 2)
    for name, trace in kept.items():
        traces.put(name, trace)
    with holding(most):
        in_rounds(traces, lambda those: (one(name, seen) for name in those), [OfAll(), OfAll()])
    return dict(traces.items())


def test_each_knows_what_all_offered_in_the_rounds_before() -> None:
    traces: Traces[str] = Traces("abc", 2)
    views = in_rounds(traces, lambda names: (one(name, []) for name in names), [OfAll(), OfAll()])

    assert dict(traces.results()) == {"a": "round square", "b": "round square", "c": "round"}
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


@pytest.mark.parametrize("most", [Room(1, 0), Room(2, 2)])
def test_what_was_guessed_wrongly_is_run_again(most: Room) -> None:
    seen: list[str] = []

    assert traces_of("acb", seen, {}, most) == traces_of("acb", [], {})
    assert len(seen) > 3


@pytest.mark.parametrize("known", ["", "b"])
def test_a_guess_knows_of_all_that_was_offered_before(known: str) -> None:
    def asks(name: str) -> Process[str]:
        seen.append(name)
        said = yield {"words": [("spoken", "yes")] if name == "b" else []}
        return "heard" if "spoken" in said["words"] else "silence"

    def begin(names: Sequence[str]) -> list[Process[str]]:
        return [*map(asks, names)]

    seen: list[str] = []
    first: Traces[str] = Traces(known, 1)
    in_rounds(first, begin, [OfAll()])
    traces: Traces[str] = Traces("bac", 1, [(name, first.packed(name)) for name in known])
    with holding(Room(1, 9)):
        in_rounds(traces, begin, [OfAll()])

    assert ("".join(seen), {*traces.results()}) == ("bac", {(name, "heard") for name in "abc"})


@pytest.mark.parametrize(("most", "kept"), [(1, ""), (9, ""), (1, "c")])
def test_it_is_told_how_many_are_done(most: int, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.rounds.TELL_EACH", 1)
    told: list[tuple[int, int]] = []
    traces: Traces[str] = Traces("abc", 2)
    for name, trace in traces_of(kept, [], {}).items():
        traces.put(name, trace)
    with holding(Room(most, 9)):
        gathers = [OfAll(), OfAll()]
        in_rounds(
            traces, lambda names: (one(name, []) for name in names), gathers, lambda *far: told.append(far)
        )

    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_an_answer_that_is_not_there_is_noted_too() -> None:
    def asks(told: bool) -> Process[str]:
        said = yield {"words": [("spoken", "yes")] if told else []}
        return "heard" if "spoken" in said["words"] else "silence"

    def begin(names: Sequence[str]) -> list[Process[str]]:
        return [asks(name == "y") for name in names]

    alone: Traces[str] = Traces("x", 1)
    in_rounds(alone, begin, [OfAll()])
    both: Traces[str] = Traces("xy", 1, [("x", alone.packed("x"))])
    in_rounds(both, begin, [OfAll()])

    assert alone.result_of("x") == "silence"
    assert both.result_of("x") == "heard"


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
