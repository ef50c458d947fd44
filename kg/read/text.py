"""The bytes of a `.txt` file → its text: UTF-8, else GB18030; nothing is translated.

GB18030 (GB 18030-2022) covers what calls itself GBK or GB2312. Many byte strings that are not GB18030
decode as it all the same, into characters that no report uses; such a text is refused, not guessed at.
"""

from kg.read.formats import Decoded
from kg.read.limits import Limits
from kg.read.refusal import Refusal, refuse

BOM = "\ufeff"
_MAX_STRANGE = 0.2
"""Share of characters outside GB 2312 above which a GB18030 text is taken for another encoding.

Reports in simplified Chinese stay below 0.01; UTF-8, Big5 and Shift JIS read as GB18030 lie above 0.3.
"""


def decode(content: bytes, name: str, limits: Limits) -> Decoded:  # noqa: ARG001
    """The text of a `.txt` file as it stands; ReadError as in `decode_text`."""
    return Decoded(decode_text(content, name))


def decode_text(content: bytes, name: str) -> str:
    """The text of the bytes, without a leading byte order mark; CR LF is kept.

    `name` is said in errors. Raises ReadError for binary content and for other encodings, with the first
    byte that is wrong.
    """
    _check_binary(content, name)
    try:
        return content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        wrong = error.start
    try:
        text = content.decode("gb18030").removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(name, max(wrong, error.start)) from error
    if _strange(text) > _MAX_STRANGE:
        raise _wrong_encoding(name, wrong)
    return text


def _check_binary(content: bytes, name: str) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(name, "encoded in UTF-16, expected UTF-8 or GB18030", "save it as UTF-8", place="byte 0")
    at = content.find(0)
    if at >= 0:
        what = "binary content (a zero byte), expected text in UTF-8 or GB18030"
        todo = "export the document as plain text, or give the file the suffix of its format"
        raise refuse(name, what, todo, place=f"byte {at}")


def _wrong_encoding(name: str, at: int) -> Refusal:
    return refuse(name, "neither UTF-8 nor GB18030", "save it as UTF-8", place=f"byte {at}")


def _strange(text: str) -> float:
    """The share of the characters above U+007F that GB 2312 does not have."""
    wide = "".join(char for char in text if char > "\x7f")
    known = wide.encode("gb2312", "ignore").decode("gb2312")
    return 1 - len(known) / max(len(wide), 1)
