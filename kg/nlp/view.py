r"""The repaired view of a text that rules match on, with the way back to the text as it was read.

Repair reads a traditional text as simplified, folds full-width digits, letters and signs, ASCII punctuation
and quotes into one form, drops debris, spaces beside digits and punctuation, and line breaks inside
sentences; a paragraph break stays as one `\n`.
Every character of the view stands for one character of the text; `View.raw` gives the place of a view span
there, so that evidence is always what was read.
"""

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from kg.folding import is_traditional, simplified, whole
from kg.nlp import debris
from kg.nlp.parted import is_parted
from kg.nlp.scanner import near

_KEY, _TEXT = "kg.view", "kg.text"
_Span = tuple[int, int]

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_SIGNS = r"，。；：！？、（）《》〈〉“”‘’〔〕…—%"
_MARK = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|"
    r"第[一二三四五六七八九十百零]{1,5}[章节条篇][^，。、])"
)
_BLANKS = re.compile(r"[ \t][ \t]*")
_TIGHT = frozenset(_SIGNS + "\n")
_BREAKS = re.compile(r"\n\n*")
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百零]{1,5}[、，章节条篇]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．](?!\d)|"
    r"[①-⑳]|附件|——|[-—] )"
)
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}[是要]")
_END, _GOES_ON, _LEADS_ON = frozenset("。！？；：.!?"), frozenset("，、"), frozenset("的等和与及")
_PAIRS = (("《", "》"), ("“", "”"))
_WRAPPED, _LONG = 20, 60
_FAR = 4000
"""So far a paragraph of wrapped lines is looked at."""
_USUAL = 50_000
_FLAT = 400
_FLAT_BREAK = re.compile(
    rf"(?<=[。：；！？])[ \t]+(?=\S)|(?<![ \t])[ \t]+(?={_MARK})|"
    rf"(?:(?<=[ \n])|\A)(?:{_MARK})?[^\s。；：]{{3,50}}(?<!\d)(?P<after>[ \t]+)(?=[{_HAN}])"
)
_BLANK_OR_BREAK = re.compile(r"[ \t\n]")
"""At or behind one of them, or where the text begins, a lost line end is told."""
_QUOTED = re.compile(r'"([^"\n]{1,60})"')
_IN_CHINESE = tuple(
    (re.compile(rf"{sign}(?!(?<=[0-9A-Za-z].)[0-9A-Za-z]|(?<=[\x00-\x7f].)/)"), chinese)
    for sign, chinese in ((",", "，"), (":", "："))
)
"""A comma or colon, but for those inside numbers and addresses."""
_TO_CHINESE = tuple(zip(";()?!", "；（）？！", strict=True))


def _folds() -> dict[str, str]:
    """Signs with a plainer form of one character: wide letters, spaces, quotes, radicals (UAX #15)."""
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    shapes = [*wide, *range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)]
    plain = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in shapes}
    signs = "％＋．＝／＃＆－［］＞＜\u3000\xa0\u2002\u2003\u2009\r「」〝〞｢｣＂", '%+.=/#&-[]><     \n“”“”“”"'
    return {wide: sign for wide, sign in plain.items() if len(sign) == 1} | dict(zip(*signs, strict=True))


_FOLDS = _folds()
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLDS))}]")


class View(NamedTuple):
    """`text` is the repaired text; `offsets[i]` is the place of its i-th character in the raw text.

    `dropped` are the raw spans of debris that was left out.
    """

    text: str
    offsets: Sequence[int]
    dropped: tuple[tuple[int, int], ...] = ()

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span [start, end) of a non-empty view span; dropped characters inside it are included."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The view span of a raw span: what of it was not dropped (may be empty)."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def repair(text: str) -> View:
    """The view of a text. Characters are folded or dropped, never added or moved."""
    text = whole(text)
    if is_traditional(text):
        text = simplified(text, traditional=True)
    view = View(text, _first(len(text)))
    view = _without(view, debris.invisible(view.text))
    left_out = debris.find(view.text)
    dropped = tuple(view.raw(start, end) for start, end in left_out)
    view = _without(view, left_out)
    view = View(_folded(view.text), view.offsets)
    view = _without(view, _spaces(view.text))
    view = _without(view, _breaks(view.text))
    return View(view.text, tuple(view.offsets), dropped)


def _first(many: int) -> Sequence[int]:
    """The first so many offsets: of a usual text taken from a list, as to make numbers takes time."""
    return _offsets()[:many] if many <= _USUAL else range(many)


@functools.cache
def _offsets() -> tuple[int, ...]:
    return tuple(range(_USUAL))


def _folded(text: str) -> str:
    """The text with one form for each sign; as many characters as before."""
    text = _FOLDED.sub(lambda sign: _FOLDS[sign[0]], text)
    text = _QUOTED.sub("“\\1”", text) if '"' in text else text
    for comma, chinese in _IN_CHINESE:
        text = comma.sub(chinese, text)
    for sign, chinese in _TO_CHINESE:
        text = text.replace(sign, chinese)
    if len(text) < _FLAT or text.count("\n") * _FLAT > len(text):
        return text
    where = [-1, *(match.start() for match in _BLANK_OR_BREAK.finditer(text))]
    found = near(_FLAT_BREAK, text, where, -1, 0)
    places = [match.start("after") if match["after"] else match.start() for match in found]
    return "\n".join(_pieces(text, ((at, at + 1) for at in places)))


def _without(view: View, spans: list[_Span]) -> View:
    if not spans:
        return view
    offsets: list[int] = []
    for start, end in _kept(spans, len(view.text)):
        offsets += view.offsets[start:end]
    return View("".join(_pieces(view.text, spans)), offsets)


def _pieces(text: str, spans: Iterable[_Span]) -> list[str]:
    return [text[start:end] for start, end in _kept(spans, len(text))]


def _kept(spans: Iterable[_Span], length: int) -> Iterator[_Span]:
    at = 0
    for start, end in spans:
        yield at, start
        at = end
    yield at, length


def _spaces(text: str) -> list[_Span]:
    """The blanks to drop: all beside a sign, a line end or one Chinese character, else all but one."""
    dropped = []
    blanks = [match.span() for match in _BLANKS.finditer(text)]
    spread = _spread(text, blanks)
    for at, (start, end) in enumerate(blanks):
        if at in spread or _is_tight(text[start - 1 : start], text[end : end + 1]):
            dropped.append((start, end))
        elif end - start > 1:
            dropped.append((start + 1, end))
    return dropped


def _spread(text: str, blanks: Sequence[_Span]) -> set[int]:
    """Which blanks pull the characters of a word apart: 工 作 简 报."""
    found: set[int] = set()
    run: list[int] = []
    behind = -1
    for at, (start, end) in enumerate(blanks):
        if end - start > 1 or start - behind != 1 or text[behind] == "\n":
            if len(run) > 1:
                found |= _pulled(text, run, blanks)
            run = []
        if end - start == 1:
            run.append(at)
        behind = end
    return found | _pulled(text, run, blanks)


def _pulled(text: str, run: Sequence[int], blanks: Sequence[_Span]) -> set[int]:
    """The run, if it holds two blanks or more and Chinese characters are a third of the signs between."""
    signs = [text[blanks[at][1]] for at in run if blanks[at][1] < len(text)]
    chinese = sum(map(_is_han, signs))
    return set(run) if chinese >= 2 and 3 * chinese >= len(signs) else set()


def _is_tight(left: str, right: str) -> bool:
    if not left or not right or left in _TIGHT or right in _TIGHT:
        return True
    return _is_han(left) != _is_han(right)


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf"


def _breaks(text: str) -> list[_Span]:
    """The line ends to drop: all of a run inside a sentence, all but one of a run between paragraphs."""
    runs = [match.span() for match in _BREAKS.finditer(text)]
    bounds = [(0, 0), *runs, (len(text), len(text))]
    lines = [text[left[1] : right[0]] for left, right in pairwise(bounds)]
    width = _wrap_width(lines)
    dropped = []
    begin = 0
    for at, (start, end) in enumerate(runs):
        inside = at > 0 or start > 0
        paragraph = text[begin : min(start, begin + _FAR)] if width else lines[at]
        if inside and end < len(text) and _goes_on(lines[at], lines[at + 1], paragraph, width):
            dropped.append((start, end))
            continue
        begin = end
        if end - start > 1:
            dropped.append((start + 1, end))
    return dropped


def _wrap_width(lines: list[str]) -> int | None:
    """The length of a full line where the text is wrapped by lines of one length; None where it is not."""
    long = sorted([length for length in map(len, lines) if length >= _WRAPPED])
    if len(long) < 5:
        return None
    widest, full = long[-1], long[len(long) // 2]
    return full - 3 if widest <= _LONG and widest - full <= 8 else None


def _goes_on(line: str, following: str, paragraph: str, width: int | None) -> bool:
    """Whether a sentence, a title in brackets or a figure that the line began runs on in the following line.

    `paragraph` is the line with those before it that run on into it.
    """
    if not line or not following:
        return False
    if line[-1] in _GOES_ON:
        return True
    for left, right in _PAIRS:
        if line.rfind(left) > line.rfind(right) and right in following[:_LONG]:
            return True
    if is_parted(line, following):
        return True
    if line[-1] in _END or _HEADING.match(following) or _ITEM.match(following):
        return False
    if width is not None and len(line) >= width:
        return True
    if _HEADING.match(paragraph):
        return "。" in paragraph or line[-1] in _LEADS_ON
    return "。" in paragraph or (len(paragraph) >= _WRAPPED and "，" in paragraph)


def view_of(doc: Doc) -> View:
    """The view of a Doc's text, made once and kept with the Doc as plain values."""
    if _KEY not in doc.user_data:
        keep_view(doc, doc.text)
    view = doc.user_data[_KEY]
    return view if isinstance(view, View) else View(*view)


def keep_view(doc: Doc, text: str) -> Doc:
    """Make the view of a Doc whose text is known: reading `Doc.text` takes longer than repairing it."""
    doc.user_data |= {_KEY: repair(text), _TEXT: text}
    return doc


def text_of(doc: Doc) -> str:
    """The text of a Doc as it was read, from what is kept with its view."""
    if _TEXT not in doc.user_data:
        doc.user_data[_TEXT] = doc.text
    text: str = doc.user_data[_TEXT]
    return text
