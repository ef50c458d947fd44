"""Titles that are lines of their own: a place stands at the begin, the kind of document at the end."""

import re
from collections.abc import Collection

_HAN = "\u4e00-\u9fa5"
_STOP = re.compile("[，。；：、？！《》]|总结|报告")
_AREA = re.compile(rf"(?:(?![各全我本])[{_HAN}]){{2,12}}?(?:自治[州县旗]|[镇乡州县区市](?![场民政级长委域]))")
_INDENT = (" ", "\u3000", "\t")
_LONGEST = 90
"""Of so many characters a title is at most."""


def line_start(text: str, kind: int, end: int, opening: Collection[int]) -> int | None:
    """Where the line begins that is a title as a whole; None for another one.

    [kind, end) is the kind of document with its version; `opening` are the begins of the places of the text.
    """
    if text[end : end + 1] not in ("", "\n"):
        return None
    start = text.rfind("\n", 0, kind) + 1
    while text[start : start + 1] in _INDENT:
        start += 1
    if end - start > _LONGEST or _STOP.search(text, start, end):
        return None
    return start if start in opening or _AREA.match(text, start, kind) else None
