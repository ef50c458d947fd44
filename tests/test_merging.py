"""Two mappings gone through as one."""

import random

import pytest

from kg.merging import Merged


@pytest.mark.parametrize("seed", range(20))
def test_two_mappings_are_one_in_order_of_keys(seed: int) -> None:
    chance = random.Random(seed)
    first, second = (
        {key: f"{key} of {name}" for key in sorted(chance.sample("abcdefgh", chance.randint(0, 8)))}
        for name in ("first", "second")
    )
    both = Merged(first, second)
    expected = {**second, **first}

    assert [*both.items()] == sorted(expected.items())
    assert [*both] == sorted(expected)
    assert [*both.values()] == [expected[key] for key in sorted(expected)]
    assert {key: both[key] for key in expected} == expected
    assert len(both) == len(expected)
    assert both.get("z") is None
