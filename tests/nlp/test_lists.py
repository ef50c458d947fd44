"""Patterns that begin with a list of mentions: the same matches as ever, and long lists in linear time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nlp.frames import compiled
from kg.nlp.lists import matches
from tests.growth import BOUND, growth

AUTHOR = compiled("(?P<x><AS>)(?:联合|共同)?(?:印发|制定)?(?P<y><R>|<P>)")
WATCHED = compiled("(?P<x><AOS>)对(?:我局|本级)[^，]{0,10}(?:督导|考核)")
NAMED = compiled("接受(?P<x><AS>)监督")
PIECES = [*"、和（）“，", "{A}", "{A}", "{O}", "{R}", "印发", "对我局", "考核", "接受", "监督"]
MANY = 99
MASKS = {"{A}": "\ue001\ue000\ue000", "{O}": "\ue002\ue000", "{R}": "\ue003\ue000"}


def mask(text: str) -> str:
    """A sentence with its mentions masked."""
    return re.sub(r"{\w}", lambda name: MASKS[name[0]], text)


@pytest.mark.no_cover
@pytest.mark.parametrize("pattern", [AUTHOR, WATCHED, NAMED], ids=["author", "watched", "named"])
@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_matches_are_those_of_the_pattern(pattern: re.Pattern[str], text: str) -> None:
    found = [match.span() for match in matches(pattern, mask(text), MANY)]

    assert found == [match.span() for match in pattern.finditer(mask(text))]


def test_what_is_found_behind_a_list_that_is_none() -> None:
    found = matches(AUTHOR, mask("{A}、{A}，{A}（{A}印发{R}）{A}"), MANY)

    assert [match.span("x") for match in found] == [(12, 15)]


@pytest.mark.parametrize("pattern", [AUTHOR, WATCHED], ids=["author", "watched"])
@pytest.mark.parametrize("unit", ["{A}", "{A}、", "“{A}”、"])
def test_long_lists_take_linear_time(pattern: re.Pattern[str], unit: str) -> None:
    assert growth(lambda size: list(matches(pattern, mask(unit * size), MANY)), 250) < BOUND
