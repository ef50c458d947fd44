"""Classes of values that are told before they are asked for, or after, within memory and beyond it."""

import random
from typing import NamedTuple

import pytest

from kg.store.scratch import scratch
from loaders.checks import classes
from loaders.checks.classes import CACHE, TABLES, Classes, Types
from loaders.checks.constraints import Term


class _Limit(NamedTuple):
    name: str
    classes: Types


PERSON, PLACE = _Limit("person", Types({"Man", "Woman"})), _Limit("place", Types({"Town"}))


@pytest.mark.parametrize("held", [1, 2, 7, 1_000])
def test_what_is_denied_does_not_hang_on_when_things_are_told_nor_on_what_memory_holds(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classes, "HELD", held)
    told = {f"t{number}": Types({("Man", "Town", "Tree")[number % 3]}) for number in range(40)}
    asked = [
        (f"f{number}", (PERSON, PLACE)[number % 2], Term(f"t{number * 7 % 50}")) for number in range(200)
    ]
    turns = [True] * len(told) + [False] * len(asked)
    random.Random(held).shuffle(turns)
    telling, asking = iter(told.items()), iter(asked)

    with scratch(TABLES, cache=CACHE) as base:
        known: Classes[_Limit] = Classes(base)
        for turn in turns:
            known.tell(*next(telling)) if turn else known.ask(*next(asking))
        denied = list(known.denied())

    wrong = [one for one in asked if one[1].classes.isdisjoint(told.get(one[2].text, Types()))]
    assert denied == wrong
    assert 100 < len(wrong) < 200


def test_a_literal_is_a_thing_of_no_class_though_a_thing_is_called_so() -> None:
    with scratch(TABLES, cache=CACHE) as base:
        known: Classes[_Limit] = Classes(base)
        known.tell("t", Types({"Town"}))
        known.ask("f", PLACE, Term("t", "http://www.w3.org/2001/XMLSchema#string"))
        known.ask("g", PLACE, Term("t"))

        assert [focus for focus, _, _ in known.denied()] == ["f"]


def test_what_is_told_last_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes, "HELD", 1)
    with scratch(TABLES, cache=CACHE) as base:
        known: Classes[_Limit] = Classes(base)
        known.tell("t", Types({"Town"}))
        known.tell("t", Types({"Man"}))
        known.ask("f", PLACE, Term("t"))
        known.ask("g", PERSON, Term("t"))

        assert [focus for focus, _, _ in known.denied()] == ["f"]
