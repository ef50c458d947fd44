"""Text of reports as what it is on a terminal and in Markdown, and not as a command to either."""

import re

_CONTROL = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)]
_TURNING = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ESCAPES = {code: f"\\x{code:02x}" for code in _CONTROL} | {code: f"\\u{code:04x}" for code in _TURNING}
_SIGN = re.compile(r"[\\`*<>|]|(?<!\w)_|_(?!\w)")
"""What Markdown takes for a sign: an underscore between letters is none (CommonMark 6.2)."""


def visible(text: str) -> str:
    r"""The text with `\x1b` for each control character but tab and LF, and so for marks that turn writing."""
    return text if text.isprintable() else text.translate(_ESCAPES)


def as_markdown(text: str) -> str:
    """A text on one line without what Markdown, a page or a terminal would take for a sign of its own."""
    return _SIGN.sub(r"\\\g<0>", visible(text))
