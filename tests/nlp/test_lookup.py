"""Lists that are looked for together are found as each would be by itself."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.lookup import Lookup, WordList

WORDS = st.lists(st.text("市县局", min_size=1, max_size=3), min_size=1, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(st.text("市县局、", max_size=12), max_size=3))
def test_lists_together_are_found_as_by_themselves(lists: list[list[str]], texts: list[str]) -> None:
    together = Lookup()
    found = [WordList(lambda words=words: words, together) for words in lists]  # type: ignore[misc]

    for text in [*texts, *texts]:
        for words, each in zip(lists, found, strict=True):
            longest = re.compile("|".join(sorted(words, key=len, reverse=True)))
            assert each.find(text) == [(*match.span(), match[0]) for match in longest.finditer(text)]
            every = {
                (at, at + len(word))
                for word in words
                for at in range(len(text))
                if text[at:].startswith(word)
            }
            assert {place[:2] for place in each.everywhere(text)} == every
