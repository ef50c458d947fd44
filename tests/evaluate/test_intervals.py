import pytest

from kg.evaluate import intervals, tally, total
from tests.evaluate.texts import good, poor

COUNTED = [{("claim", "USES"): counts} for counts in [(4, 4, 4, 4), (4, 5, 3, 3), (6, 2, 1, 1), (0, 3, 0, 0)]]


def test_intervals_are_the_same_on_every_machine_and_version_of_python() -> None:
    assert intervals(COUNTED)["claim", "USES"] == pytest.approx((2 / 11, 8 / 9))


def test_the_order_of_lines_in_a_text_does_not_show() -> None:
    counted = [dict(reversed([*tally(*pair).items()])) for pair in (good(), poor(), poor("g3"))]

    assert intervals(counted) == intervals([tally(*pair) for pair in (good(), poor(), poor("g3"))])


def test_an_interval_holds_the_score_and_has_both_ends_in_order() -> None:
    tallies = [tally(*pair) for pair in (good("a"), good("b"), poor("c"), poor("d"), good("e"))]
    bounds = intervals(tallies)

    assert bounds
    for line in total(tallies):
        if line.what.endswith(" rule"):
            assert (line.what, line.name) not in bounds
        else:
            low, high = bounds[line.what, line.name]
            assert 0 <= low <= (line.f1 or 0.0) <= high <= 1


def test_texts_that_are_alike_leave_no_doubt() -> None:
    bounds = intervals([tally(*poor()) for _ in range(5)])

    assert {low == high for low, high in bounds.values()} == {True}


def test_rounds_without_a_name_do_not_count_for_it() -> None:
    rare = [{("claim", "USES"): (1, 1, 1, 1)}, *({("claim", "ISSUED"): (1, 0, 0, 0)} for _ in range(30))]

    assert intervals(rare)["claim", "USES"] == (1.0, 1.0)


def test_one_text_gives_no_interval() -> None:
    assert intervals([tally(*poor())]) == {}
    assert intervals([]) == {}
