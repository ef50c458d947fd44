"""No text makes the finders of names slow: time grows with the length of the text, not with its square."""

import time

import pytest

from kg.nlp import agencies, regions, titles

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
    text = piece * (20_000 // len(piece))
    for find in (titles.find, regions.find, agencies.find):
        start = time.process_time()
        find(text)
        assert time.process_time() - start < 4
