"""One search over many strings tells for each what a search of its own would have told."""

import re

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.acts import after_patterns
from kg.nlp.hints import Hints, in_pieces
from kg.nlp.status import status_patterns
from kg.nlp.subjects import subject_patterns
from kg.nlp.ties import tie_patterns

PIECES = st.lists(st.text("推进改革出台了。", max_size=8), max_size=6)


@given(PIECES)
def test_words_are_found_in_each_piece_and_never_across_two(pieces: list[str]) -> None:
    words = ["改革", "推进", "推进改革", "进", "革出"]
    find = CharwiseDoubleArrayAhoCorasick(words, MATCH_KIND_LEFTMOST_LONGEST).find

    found = [
        [(start - begin, end - begin, word) for start, end, word in places]
        for begin, places in in_pieces(pieces, find)
    ]
    assert found == [find(piece) for piece in pieces]


@given(PIECES)
def test_a_pattern_that_matches_was_seen(pieces: list[str]) -> None:
    patterns = {"way": re.compile("推进?改|出台"), "end": re.compile("[。了]$"), "any": re.compile(".")}

    for piece, seen in zip(pieces, Hints(patterns).seen(pieces), strict=True):
        assert seen >= {name for name, pattern in patterns.items() if pattern.search(piece)}


def test_few_patterns_are_seen_in_a_sentence() -> None:
    assert Hints(status_patterns()).seen(["我局推出办法。", "下一步，力争办成。"]) == [
        set(),
        {"planned", "opens"},
    ]


def test_patterns_of_relations_are_sound_and_no_two_have_one_name() -> None:
    several = [subject_patterns(), status_patterns(), tie_patterns(), after_patterns()]

    assert len({name for patterns in several for name in patterns}) == sum(map(len, several))
    assert all(re.compile(pattern) for patterns in several for pattern in patterns.values())
