"""PDF → lines with their places, by PDFium, in a process of its own (kg.read.child): a file may crash it.

Characters come in the order of the file. A line is a run of them on one baseline; a gap wider than two
characters is a tab. Coordinates are in points, from the lower left corner.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from kg.read.limits import Limits
from kg.read.paragraphs import Placed
from kg.read.refusal import over_limit, refuse, without_text

_GAP, _RISE = 2.0, 0.6
_WIDE = "\u2e80"
_LEAST_SIZE = 1.0
_SIGN, _HEAD = b"%PDF-", 1024
"""How a PDF begins, within so many bytes (ISO 32000-1, Annex H.3.4.1)."""


def placed_lines(content: bytes, name: str, limits: Limits) -> list[Placed]:
    """The lines of all pages; ReadError for no PDF, a damaged, protected or scanned one, and over a limit."""
    if _SIGN not in content[:_HEAD]:
        raise refuse(name, "no PDF: it does not begin as one", "give it the suffix of what it is")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise refuse(
            name, f"a damaged or protected PDF ({error})", "save it again without password"
        ) from error
    pages = len(document)
    if pages > limits.pages:
        raise over_limit(name, pages, "pages", limits.pages)
    lines: list[Placed] = []
    characters = 0
    for number in range(pages):
        text = _text_page(document, number)
        if text is None:
            continue
        characters += text.count_chars()
        if characters > limits.elements:
            raise over_limit(name, characters, "elements", limits.elements)
        lines += _lines(text, number + 1)
    if not any(line.text.strip() for line in lines):
        raise without_text(name, pages)
    return lines


def _text_page(document: Any, number: int) -> Any:
    """The text of a page; None for one that PDFium cannot load."""
    try:
        return document[number].get_textpage()
    except pypdfium2.PdfiumError:
        return None


def _lines(page: Any, number: int) -> Iterator[Placed]:
    parts: list[str] = []
    left = right = base = size = 0.0
    for char, x, end, y, em in _characters(page):
        same = abs(y - base) <= _RISE * max(em, size) and x >= right - max(em, size)
        if parts and not same:
            yield Placed("".join(parts), number, left, right, base, size)
            parts = []
        if not parts:
            left, base, size = x, y, em
        elif x - right > _GAP * size:
            parts.append("\t")
        elif char >= _WIDE and len(parts) > 1 and parts[-1] == " " and parts[-2] >= _WIDE:
            parts.pop()
        right, size = max(end, x), max(size, em)
        parts.append(char)
    if parts:
        yield Placed("".join(parts), number, left, right, base, size)


def _characters(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """Each character with its left edge, right edge, baseline and size; line ends are left out."""
    handle = page.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    place = (0.0, 0.0, 0.0, _LEAST_SIZE)
    high = 0
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = chr(code) if code and not 0xD800 <= code < 0xE000 else ""
        if char in "\r\n\ufffe\uffff\x02":
            continue
        if char.isspace():
            yield " ", place[1], place[1], place[2], place[3]
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        size = max(box.top - box.bottom, _LEAST_SIZE)
        place = (x.value, max(box.right, x.value), y.value, size)
        yield (char, *place)
