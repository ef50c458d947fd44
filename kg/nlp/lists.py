"""Patterns that begin with a list of mentions, in sentences that are one long list."""

import functools
import re
from collections.abc import Iterator

from kg.nlp.frames import LIST_IN_FRONT, onward

_MANY = 40
"""From how many mentions in a sentence on it costs more to try all of a list than to pass over them."""


def matches(pattern: re.Pattern[str], mask: str, mentions: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern in the mask of a sentence with so many mentions, as its `finditer` gives them.

    Where a pattern that begins with a list fails at one member of a list, it fails at the next: the lists
    from there end where lists from the first end. So it is not tried again from each member.
    """
    steps = _steps(pattern) if mentions > _MANY else None
    return _from_lists(pattern, *steps, mask) if steps else pattern.finditer(mask)


def _from_lists(
    pattern: re.Pattern[str], member: re.Pattern[str], step: re.Pattern[str], mask: str
) -> Iterator[re.Match[str]]:
    end, hopeless = 0, -1
    for start in (found.start() for found in member.finditer(mask)):
        if start < end:
            continue
        match = pattern.match(mask, start) if start != hopeless else None
        if match:
            yield match
            end = match.end()
        else:
            joined = step.match(mask, start)
            hopeless = joined.end() if joined else -1


@functools.cache
def _steps(pattern: re.Pattern[str]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What finds a member of the list that a pattern begins with, and what leads from one to the next."""
    front = LIST_IN_FRONT.match(pattern.pattern)
    return (re.compile(front["member"]), re.compile(onward(front["member"]))) if front else None
