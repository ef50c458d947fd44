"""No text makes the finders of names slow: time grows with the length of the text, not with its square."""

import pytest

from kg.nlp import agencies, regions, titles
from tests.growth import BOUND, growth

HARD = [
    "甲乙、",
    "关于",
    "《",
    "《a》",
    "市政府",
    "大镇",
    "“区",
    "国发〔2016〕76号",
    "成都市武侯区",
    "关于加强管理的\n",
]


@pytest.mark.parametrize("piece", HARD)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    def text(size: int) -> str:
        return piece * (size // len(piece))

    assert growth(lambda size: titles.find(text(size)), 2_500) < BOUND
    assert growth(lambda size: regions.find(text(size)), 2_500) < BOUND
    assert growth(lambda size: agencies.find(text(size)), 2_500) < BOUND
