"""A scanner finds what its patterns find by themselves, whatever they are."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.anchors import FAR, LINE, Anchor, anchor
from kg.nlp.firsts import by_first, hastened
from kg.nlp.frames import spelled
from kg.nlp.lookup import Lookup, WordList
from kg.nlp.scanner import Scanner, Sieve
from kg.resources import resource, table
from tests.conftest import ROOT

SAMPLES = [path.read_text("utf-8") for path in sorted((ROOT / "samples" / "texts").glob("*.txt"))]
PIECES = ["市", "县", "改革", "一网通办", "、", "\n"]
WORDS = st.sampled_from([*PIECES, "[市县]", r"\d", ".", "[^、]", "(?<=市)", "(?!县)"])
PATTERNS = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,3}?"])).map(
            lambda part: f"(?:{part[0]}){part[1]}"
        ),
        inner.map(lambda part: f"(?={part})"),
    ),
    max_leaves=6,
)
WAYS = st.lists(PATTERNS | PATTERNS.map("^{}".format), min_size=1, max_size=12).map("|".join)
TEXTS = st.lists(st.sampled_from([*PIECES, "1", "局"]), max_size=24).map("".join)


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@given(st.lists(PATTERNS.map(lambda words: re.compile(words, re.MULTILINE)), min_size=1, max_size=3), TEXTS)
def test_any_patterns_match_as_by_themselves(patterns: list[re.Pattern[str]], text: str) -> None:
    scanner = Scanner(lambda: patterns, Lookup())

    assert [spans(scanner.finditer(pattern, text)) for pattern in patterns] == [
        spans(pattern.finditer(text)) for pattern in patterns
    ]
    assert [(number, match.span()) for number, match in scanner.matches(text)] == [
        (number, span) for number, pattern in enumerate(patterns) for span in spans(pattern.finditer(text))
    ]
    sieve = Sieve(patterns)
    assert sieve.seen([text]) == [[at for at, one in enumerate(patterns) if one.search(text)]]
    assert [spans(hastened(pattern).finditer(text)) for pattern in patterns] == [
        spans(pattern.finditer(text)) for pattern in patterns
    ]
    pieces = [text, text[:5], text[5:]]
    seen = [sieve.seen([piece])[0] for piece in pieces]
    assert sieve.seen(pieces) == seen
    assert sieve.first(pieces) == [each[0] if each else None for each in seen]
    assert sieve.whole(pieces) == [any(one.fullmatch(piece) for one in patterns) for piece in pieces]


def test_only_what_is_tried_is_compiled() -> None:
    parses_alone = "(?<=市+)县"
    scanner, sieve = Scanner(lambda: ["改革", parses_alone], Lookup()), Sieve(["改革", parses_alone])

    assert [match.span() for _, match in scanner.matches("市改革")] == [(1, 3)]
    assert sieve.first(["改革", "市"]) == [0, None]
    with pytest.raises(re.error, match="fixed-width"):
        list(scanner.matches("市县"))
    with pytest.raises(re.error, match="fixed-width"):
        sieve.first(["市县"])


@pytest.mark.no_cover
@given(WAYS, TEXTS, st.integers(0, 5))
def test_long_alternations_match_as_they_are_written(ways: str, text: str, start: int) -> None:
    pattern, quick = re.compile(ways), hastened(re.compile(ways))

    assert spans(quick.finditer(text, start)) == spans(pattern.finditer(text, start))
    assert bool(quick.fullmatch(text)) == bool(pattern.fullmatch(text))


def test_an_alternation_is_sorted_by_first_characters_with_the_ways_of_each_in_their_order() -> None:
    ways = r"a1|b|ab|^c|\d|c[|)]|(?:x|y)z|[^bd]e|1a"

    assert by_first(ways) == (
        rf"(?=^|[1\dabcxy]|[^bd])(?:^(?:{ways})"
        r"|(?=[1abcxy])(?:a1|b|ab|\d|c[|)]|(?:x|y)z|[^bd]e|1a)|(?=[\d]|[^bd])(?:\d|[^bd]e))"
    )
    assert by_first("a|b") == "a|b"
    assert by_first(f"{ways}|.") == f"{ways}|."


@pytest.mark.no_cover
def test_the_patterns_of_the_lexicon_match_as_by_themselves() -> None:
    tables = [path.name.removesuffix(".csv") for path in resource("lexicon").iterdir()]
    rows = chain.from_iterable(table(name) for name in sorted(tables) if name.endswith(("s", "e")))
    patterns = [re.compile(row["pattern"]) for row in rows if "<" not in row.get("pattern", "<")]
    scanner = Scanner(lambda: patterns, Lookup())

    for text in SAMPLES[:4]:
        assert [spans(scanner.finditer(pattern, text)) for pattern in patterns] == [
            spans(pattern.finditer(text)) for pattern in patterns
        ]


@pytest.mark.no_cover
def test_each_pattern_of_the_lexicon_can_be_compiled() -> None:
    names = sorted(path.name for path in resource("lexicon").iterdir())
    tables = [table(name.removesuffix(".csv")) for name in names if name.endswith(".csv")]
    patterns = [row["pattern"] for rows in tables for row in rows if row.get("pattern")]

    assert len(patterns) > 1_000
    assert all(re.compile(spelled(pattern)) for pattern in patterns)


def test_scanners_and_lists_that_share_a_pass_find_each_its_own() -> None:
    lookup, text = Lookup(), "县、市场、集市、县市"
    market, city = re.compile("集?市场?"), re.compile("[^、]市")
    first = Scanner(lambda: [market], lookup)

    assert spans(first.finditer(market, text)) == spans(market.finditer(text))
    second, words = Scanner(lambda: [city], lookup), WordList(lambda: ["市", "县市"], lookup)
    assert spans(second.finditer(city, text)) == spans(city.finditer(text))
    assert spans(first.finditer(market, text)) == spans(market.finditer(text))
    assert words.find(text) == [(2, 3, "市"), (6, 7, "市"), (8, 10, "县市")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:配套|综合)?改革(?!局)", Anchor(frozenset(["改革", "配套改革", "综合改革"]), 0, 0)),
        ("[^，]{2,4}(?:镇|乡)", Anchor(frozenset(["镇", "乡"]), 2, 4)),
        ("“.+”平台", Anchor(frozenset(["”平台"]), 2, FAR)),
        ("[省市]?的(?=规定)", Anchor(frozenset(["规定"]), 1, 2)),
        ("(?m)^一、", LINE),
        ("(?i)app", None),
        (r"\d+", None),
        ("(?:改革)?", None),
    ],
)
def test_anchors(pattern: str, expected: Anchor | None) -> None:
    assert anchor(re.compile(pattern)) == expected
