"""What a title in brackets names by its ending: a regulation, a publication, an agreement, or nothing."""

import functools
import re
from collections.abc import Iterable

from kg.nlp.scanner import Sieve
from kg.resources import table

RANGE = r"\d{4}年?\s?[—–\-~～至－―─]{1,2}\s?\d{4}\s?年?"
"""A span of years."""
_TAIL = re.compile(
    rf"(?:\s|[（(\[【][^（）()\[\]【】]*[)）\]】]|{RANGE}|第[一二三四五六七八九十\d]+[卷版册辑批])+\Z"
)
_TAIL_ENDS = re.compile(r"[\s)）\]】\d年卷版册辑批]")


def kind_of(title: str) -> str:
    """The label of a title in brackets by its ending; empty for a form, a report or a proposal."""
    return kinds_of([title])[0]


def kinds_of(titles: Iterable[str]) -> list[str]:
    """The labels of titles in brackets, as `kind_of` gives them, by one search for all."""
    labels, sieve = _kinds()
    found = sieve.first([without_tail(title.strip("《》〈〉<> ")) for title in titles])
    return [labels[-1 if at is None else at] for at in found]


def without_tail(title: str) -> str:
    """The title without the years, numbers and remarks in brackets behind it."""
    return _TAIL.sub("", title) if _TAIL_ENDS.match(title[-1:]) else title


@functools.cache
def _kinds() -> tuple[tuple[str, ...], Sieve]:
    rows = table("title_kinds")
    return tuple(row["label"] for row in rows), Sieve(row["pattern"] for row in rows)
