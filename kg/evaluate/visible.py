"""Texts made safe to look at: control characters and marks that turn the direction of writing as signs."""

_PICTURES = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
_TURNING = [*range(0x80, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SIGNS = _PICTURES | dict.fromkeys(_TURNING, 0xFFFD)


def visible(text: str) -> str:
    """The text with each control character but tab and LF, and each mark of direction, as one sign.

    CR LF becomes LF; all other characters stay.
    """
    return text.replace("\r\n", "\n").translate(_SIGNS)


def on_one_line(text: str) -> str:
    """The same with `¶` for the ends of lines."""
    return visible(text).replace("\n", "¶")
