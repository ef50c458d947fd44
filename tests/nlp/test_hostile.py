"""Texts made to break a reader, of any length: none does, offsets stay true, and time grows as they do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import UNITS, fuzz, made, read
from tests.growth import BOUND, growth

pytestmark = pytest.mark.no_cover
SIZE = 1_500
"""Characters of the smaller text; the larger one is far below a window of `extract`: work may add up."""


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_four_times_the_text_takes_less_than_eight_times_the_time(unit: str) -> None:
    assert growth(lambda size: read(made(unit, size)), SIZE, rounds=8) < BOUND


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(sorted(UNITS.values())), st.integers(1, 9)), max_size=8))
def test_any_of_these_in_a_row_are_read(parts: list[tuple[str, int]]) -> None:
    read("".join(unit * times for unit, times in parts))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=60))
def test_any_characters_at_all_are_read(text: str) -> None:
    read(text)


def test_mixtures_are_read_in_a_time_for_their_length() -> None:
    assert "8 mixtures read" in fuzz(8, seed=2)
