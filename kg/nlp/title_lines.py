"""Titles that are lines of their own: a place stands at the begin, the kind of document at the end."""

import functools
import re
from collections.abc import Collection

from kg.resources import either

_HAN = "\u4e00-\u9fa5"
_SIGN = re.compile("[，。；：、？！《》]")
_AREA = re.compile(rf"(?:(?![各全我本])[{_HAN}]){{2,12}}?(?:自治[州县旗]|[镇乡州县区市](?![场民政级长委域]))")
_QUOTED = re.compile("“[^“”]*”")
_INDENT = (" ", "\u3000", "\t")
_LONGEST = 90
"""Of so many characters a title is at most."""


def line_start(text: str, kind: int, end: int, opening: Collection[int]) -> int | None:
    """Where the line begins that is a title as a whole; None for another one.

    [kind, end) is the kind of document with its version; `opening` are the begins of the places of the text.
    """
    if _line_end().match(text, end) is None:
        return None
    start = text.rfind("\n", 0, kind) + 1
    while text[start : start + 1] in _INDENT:
        start += 1
    if end - start > _LONGEST or _is_prose(_QUOTED.sub("", text[start:end])):
        return None
    return start if start in opening or _AREA.match(text, start, kind) else None


def is_headline(text: str, line: int | None, kind: int) -> bool:
    """Whether the line that begins there tells what is done, in place of naming a document: 甲市推行…制度."""
    return line is not None and re.search(either("title_words", "headline"), text[line:kind]) is not None


def _is_prose(line: str) -> bool:
    """Whether a line has a sign that no title has, or tells of a report."""
    return _SIGN.search(line) is not None or re.search(either("title_words", "no_line"), line) is not None


@functools.cache
def _line_end() -> re.Pattern[str]:
    return re.compile(rf"{either('title_words', 'line_end')}?(?:\n|\Z)")
