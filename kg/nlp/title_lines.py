"""Titles that are lines of their own: a place stands at the begin, the kind of document at the end."""

import re
from collections.abc import Collection

_HAN = "\u4e00-\u9fa5"
_STOP = re.compile(r"[，。；：、？！《》]|总结|报告(?!重点|任务|主要|确定|事项)")
_AREA = re.compile(rf"(?:(?![各全我本])[{_HAN}]){{2,12}}?(?:自治[州县旗]|[镇乡州县区市](?![场民政级长委域]))")
_QUOTED = re.compile("“[^“”]*”")
_LINE_END = re.compile(r"(?:(?<=条例|办法|规定|细则)（节选）)?(?:\n|\Z)")
_INDENT = (" ", "\u3000", "\t")
_LONGEST = 90
"""Of so many characters a title is at most."""


def line_start(text: str, kind: int, end: int, opening: Collection[int]) -> int | None:
    """Where the line begins that is a title as a whole; None for another one.

    [kind, end) is the kind of document with its version; `opening` are the begins of the places of the text.
    """
    if _LINE_END.match(text, end) is None:
        return None
    start = text.rfind("\n", 0, kind) + 1
    while text[start : start + 1] in _INDENT:
        start += 1
    if end - start > _LONGEST or _STOP.search(_QUOTED.sub("", text[start:end])):
        return None
    return start if start in opening or _AREA.match(text, start, kind) else None
