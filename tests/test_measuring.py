"""What is not measured is not traced either: the tracer of coverage would nearly double its time."""

import sys

import pytest


def traced() -> bool:
    return type(sys.gettrace()).__module__.startswith("coverage")


@pytest.fixture(scope="module")
def traced_where_many_share() -> bool:
    return traced()


@pytest.mark.no_cover
def test_a_test_that_is_marked_is_not_traced() -> None:
    assert not traced()


def test_what_many_tests_share_is_made_without_the_tracer(traced_where_many_share: bool) -> None:
    assert not traced_where_many_share
