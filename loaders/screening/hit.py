"""What the release screen finds, and the plain form of a text in which it looks."""

import re
from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "person", "phone", "identity", "passport", "account", "email", "chat", "plate", "address", "marking"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Hit(NamedTuple):
    """Something that is not published unseen: text[start:end], by the rule that found it."""

    start: int
    end: int
    kind: Kind
    text: str
    rule: str


_WIDE = re.compile("[\uff0b\uff0d-\uff0e\uff10-\uff19\uff20-\uff3a\uff3f\uff41-\uff5a]")
_PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF0B, 0xFF5B) if _WIDE.match(chr(code))}


def plain(text: str) -> str:
    """The text with plain letters, digits, `@`, `-`, `.` for full-width ones; as long as before."""
    return text.translate(_PLAIN) if _WIDE.search(text) else text


def shown(hit: Hit) -> str:
    """The hit as a message may show it: its outer quarters, of a name the surname; a marking whole."""
    if hit.kind == "marking":
        return hit.text
    first, last = max(1, len(hit.text) // 4), len(hit.text) // 4
    return hit.text[:first] + "*" * (len(hit.text) - first - last) + hit.text[len(hit.text) - last :]
