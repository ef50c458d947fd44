"""What a portal or a word processor left in a text: navigation, share buttons, page numbers, field codes.

The patterns are `debris.csv`. Debris is dropped from the view that rules match on and noted as an issue; the
text as it was read keeps it.
"""

import functools
import re

from kg.resources import table

_GAP = r"[\s|｜>＞»\[\]【】〖〗()（）:：;；,，、·/\-]"
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def find(text: str) -> list[tuple[int, int]]:
    """The spans [start, end) of debris in a text, in order and apart; line ends are no part of them."""
    spans = [match.span() for match in _patterns().finditer(text)]
    return [(start, end) for start, end in spans if start < end]


def invisible(text: str) -> list[tuple[int, int]]:
    """The spans of characters that show nothing: byte order mark, zero-width and control characters."""
    return [match.span() for match in _INVISIBLE.finditer(text)]


@functools.cache
def _patterns() -> re.Pattern[str]:
    rows = table("debris")
    items, lines, inline = (
        "|".join(row["pattern"] for row in rows if row["kind"] == kind) for kind in ("item", "line", "inline")
    )
    gap = _GAP.replace(r"\s", r" \t\u3000\xa0")
    row = rf"{gap}*+(?:(?:{items}){gap}++)*(?:{items}){gap}*+"
    blank = r"[ \t\u3000\xa0\r]*+"
    return re.compile(rf"(?:{inline})|^(?={blank}\S){blank}(?:(?:{row})|(?:{lines})){blank}$", re.MULTILINE)
