"""What a portal or a word processor left in a text: navigation, share buttons, page numbers, field codes.

The patterns are `debris.csv`. Debris is dropped from the view that rules match on and noted as an issue; the
text as it was read keeps it.
"""

import functools
import re

from kg.nlp.lookup import Lookup
from kg.nlp.scanner import Scanner
from kg.resources import table

_GAP = r"[\s|｜>＞»\[\]【】〖〗()（）:：;；,，、·/\-]"
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
_INVISIBLE = re.compile(f"{_UNSEEN}{_UNSEEN}*")
"""Of one character and more of them, as `re` looks for one character faster than for a run."""


def find(text: str) -> list[tuple[int, int]]:
    """The spans [start, end) of debris in a text, in order and apart; line ends are no part of them."""
    inline, line, scanner = _patterns()
    found = [(match.span(), 0) for match in scanner.finditer(inline, text)]
    found += [(match.span(), 1) for match in scanner.finditer(line, text)]
    spans: list[tuple[int, int]] = []
    for (start, end), _ in sorted(found, key=lambda span: (span[0][0], span[1])):
        if start < end and (not spans or spans[-1][1] <= start):
            spans.append((start, end))
    return spans


def invisible(text: str) -> list[tuple[int, int]]:
    """The spans of characters that show nothing: byte order mark, zero-width and control characters."""
    return [match.span() for match in _INVISIBLE.finditer(text)]


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], Scanner]:
    """What is debris wherever it stands, and what is where it fills a line."""
    rows = table("debris")
    items, lines, inline = (
        "|".join(row["pattern"] for row in rows if row["kind"] == kind) for kind in ("item", "line", "inline")
    )
    gap = _GAP.replace(r"\s", r" \t\u3000\xa0")
    row = rf"{gap}*+(?:(?:{items}){gap}++)*(?:{items}){gap}*+"
    blank = r"[ \t\u3000\xa0\r]*+"
    whole = re.compile(rf"^(?={blank}\S){blank}(?:(?:{row})|(?:{lines})){blank}$", re.MULTILINE)
    anywhere = re.compile(inline)
    return anywhere, whole, Scanner(lambda: [anywhere, whole], Lookup())
