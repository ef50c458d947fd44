"""Headings and list items of a text, also where its line breaks are lost, doubled or put inside sentences.

A mark (`heading_marks.csv`) at the start of a line makes a heading. Inside a line it makes one only where its
number goes on from the one before, or where a two follows the one: 一、 … 二、, but not 一、二季度.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.nlp.scanner import Scanner, near
from kg.resources import either, table

TOP, ITEM = 4, 20
"""The ranks of 一、 (and of headings without a mark) and of items inside a paragraph (一是)."""
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_VALUES = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_WORDS = {"首先": 1, "其次": 2, "再次": 3}
_BEGINS = re.compile(
    r"[第（0-9①-⒛㈠-㈩一二三四五六七八九十首其再a-zA-Z—]"
    rf"(?:(?=\d?[.、）])|(?=(?:{_NUMERAL})?[、是要])|(?<=[第（其])(?=[一二三四五六七八九十百\d])|"
    r"(?=[先次—])|(?<=[①-⒛㈠-㈩]))"
)
"""A place where a mark may begin: what the forms of `heading_marks.csv` have behind their first character."""
_DIGITS, _IN_CHINESE = re.compile(r"\d+"), re.compile(_NUMERAL)
_LEADS = re.compile(r"[ \t#*>•●▲◆■]*")
_PLACES = ("line", "stop", "comma", "any")
"""Where a mark may stand, from strict to loose."""
_SENTENCE_END, _TITLE_END = frozenset("。！？；："), re.compile(r"[。；：]")
_LONGEST, _NEAR, _FAR, _FARTHER = 60, 2, 3_000, 30_000
_QUOTED, _LEAD, _TITLED = 80, 12, 45
_PLAIN = re.compile(r"^[ \t#*]*(?P<title>[^\n。；！？，：]{2,30}?)[ \t*]*$", re.MULTILINE)
_BOXED = re.compile(r"[【〔\[][^】〕\]]+[】〕\]]")


class Heading(NamedTuple):
    """A heading in view offsets: where it begins, where its title begins and ends.

    `rank` is that of its form, 1 the widest; `number` that of its mark, None where it has none.
    """

    start: int
    title_start: int
    title_end: int
    rank: int
    number: int | None


class _Form(NamedTuple):
    """One row of `heading_marks.csv`."""

    at: int
    rank: int
    place: int
    sure: int


class _Mark(NamedTuple):
    """What may open a heading; `place` is 0 at the start of a line, else how loosely it stands there."""

    start: int
    end: int
    form: _Form
    number: int | None
    place: int

    @property
    def sure(self) -> bool:
        """Whether it counts without a look at its number."""
        return self.place <= self.form.sure

    @property
    def wide(self) -> bool:
        """Whether it is of a main part of a document: 第一章, 一、 or （一）."""
        return self.form.rank <= TOP + 1


def headings(text: str, is_telling: Callable[[str], bool] = bool) -> list[Heading]:
    """The headings of a view in order.

    A short line without a mark is one where `is_telling` says so of its words, or where a text without 一、
    has several such lines between paragraphs.
    """
    marks = _renumbered(_in_sequence(list(_marks(text))))
    ends = [*(mark.start for mark in marks), len(text)][1:]
    marked = [
        Heading(m.start, m.end, _title_end(text, m.end, end), m.form.rank, m.number)
        for m, end in zip(marks, ends, strict=True)
    ]
    return sorted([*marked, *_plain(text, marked, is_telling)])


def _marks(text: str) -> Iterator[_Mark]:
    """All that looks like a mark and stands where its form may stand."""
    places, forms = [match.start() for match in _BEGINS.finditer(text)], _forms()
    for match in near(_mark(), text, places, 0, 0):
        form = forms[match.lastgroup or ""]
        start, place = _place(text, match.start())
        if place <= form.place and not (place and _in_quotes(text, match.start())):
            yield _Mark(start, match.end(), form, _number(match[0]), place)


def _place(text: str, at: int) -> tuple[int, int]:
    """Where a heading with its mark at this place begins, and how loosely it stands there."""
    if at == 0 or text[at - 1] == "\n":
        return at, 0
    low = text.rfind("\n", max(0, at - _LEAD), at) + 1
    if (low or at < _LEAD) and _LEADS.fullmatch(text, low, at):
        return low, 0
    before = text[at - 1]
    return at, 1 if before in _SENTENCE_END else 2 if before == "，" else 3


def _in_quotes(text: str, at: int) -> bool:
    low = max(0, at - _QUOTED, text.rfind("\n", 0, at) + 1)
    return any(text.rfind(left, low, at) > text.rfind(right, low, at) for left, right in ("“”", "《》"))


@functools.lru_cache(maxsize=1000)
def _number(mark: str) -> int | None:
    """The number of a mark: 十二、 12, 1.3 3, ④ 4, 首先 1, b) 2; None for a dash."""
    mark = mark.strip()
    if digits := _DIGITS.findall(mark):
        return int(digits[-1])
    if mark[:2] in _WORDS:
        return _WORDS[mark[:2]]
    if numeral := _IN_CHINESE.search(mark):
        return _value(numeral.group())
    if mark[0].isascii():
        return ord(mark[0].lower()) - ord("a") + 1
    return int(unicodedata.numeric(mark[0], 0)) or None


def _value(numeral: str) -> int:
    """The value of a Chinese numeral below a thousand: 二十三 23."""
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        100 * (_VALUES.get(hundreds[-1:], 1) if "百" in numeral else 0)
        + 10 * (_VALUES.get(tens[-1:], 1) if ten else 0)
        + _VALUES.get(ones[-1:], 0)
    )


def _in_sequence(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks that are sure, and of the others those whose numbers follow one another."""
    last: dict[int, _Mark] = {}
    kept: list[_Mark] = []
    for at, (mark, behind) in enumerate(zip(marks, _next_of_form(marks), strict=True)):
        before = last.get(mark.form.at)
        if (
            mark.sure
            or _begins(mark, behind)
            or (before is not None and _goes_on(before, mark))
            or any(_title_between(mark, other) for other in (*kept[-1:], *marks[at + 1 : at + 2]))
        ):
            last[mark.form.at] = mark
            kept.append(mark)
    return kept


def _title_between(mark: _Mark, other: _Mark) -> bool:
    """Whether one begins a list right behind the title that the other opens: 一、主要举措（一）."""
    first, second = (mark, other) if mark.start < other.start else (other, mark)
    opens = second.number == 1 and first.form.rank != second.form.rank and first.place <= 1
    return opens and ITEM not in (first.form.rank, second.form.rank) and second.start - first.end <= _TITLED


def _next_of_form(marks: Sequence[_Mark]) -> list[_Mark | None]:
    """For each mark the next one of its form."""
    nearest: dict[int, _Mark] = {}
    found = []
    for mark in reversed(marks):
        found.append(nearest.get(mark.form.at))
        nearest[mark.form.at] = mark
    return found[::-1]


def _begins(mark: _Mark, behind: _Mark | None) -> bool:
    """Whether a list begins here; a part of a text may begin with any number of a wide form."""
    return behind is not None and (mark.number == 1 or mark.wide) and _goes_on(mark, behind)


def _goes_on(before: _Mark, mark: _Mark) -> bool:
    gap = mark.start - before.end
    return mark.number == (before.number or 0) + 1 and _NEAR <= gap <= (_FARTHER if mark.wide else _FAR)


def _renumbered(marks: list[_Mark]) -> list[_Mark]:
    """The marks; a 1、 that begins a text whose （一） stand below it and whose 二、 goes on is a 一、."""
    if len(marks) > 2 and marks[0].number == 1 and marks[1].form.rank < marks[0].form.rank:
        top = next((m for m in marks if m.form.rank < marks[1].form.rank), None)
        if top is not None and top.number == 2:
            return [marks[0]._replace(form=top.form), *marks[1:]]
    return marks


def _title_end(text: str, start: int, limit: int) -> int:
    """Where the title that begins at `start` ends: at the line end or next mark, else at the first 。 or ；.

    A title that ran into its text, the line end being lost, ends with the word that closes titles.
    """
    line_end = text.find("\n", start, limit)
    end = limit if line_end < 0 else line_end
    if end - start > _LONGEST or text[end - 1 : end] in ("。", "；") or (line_end < 0 and limit < len(text)):
        stop = _TITLE_END.search(text, start, min(end, start + _LONGEST))
        end = stop.start() if stop else min(end, start + _LONGEST)
        run_on = _run_on().search(text, start, end)
        end = run_on.end() if run_on else end
    return end


def _plain(text: str, marked: Sequence[Heading], is_telling: Callable[[str], bool]) -> Iterator[Heading]:
    """Headings without a mark: those with telling words; lines between paragraphs where no 一、 is used."""
    starts = {heading.start for heading in marked}
    first = text.find("。")
    lines = [match for match in _SCANNER.finditer(_PLAIN, text) if match.start() not in starts]
    telling = [m for m in lines if not 0 < m.start() < first and is_telling(m["title"])]
    between = [m for m in lines if m.start() > first and " " not in m["title"] and _stands_between(text, m)]
    if len(between) < 2 or any(heading.rank <= TOP for heading in marked):
        between = [m for m in between if _BOXED.fullmatch(m["title"])]
    for match in {m.start(): m for m in (*telling, *between)}.values():
        boxed = 1 if _BOXED.fullmatch(match["title"]) else 0
        yield Heading(match.start(), match.start("title") + boxed, match.end("title") - boxed, TOP, None)


def _stands_between(text: str, line: re.Match[str]) -> bool:
    """Whether a line stands between the end of one paragraph and the beginning of the next."""
    before = text[max(0, line.start() - _LEAD) : line.start()].rstrip()[-1:]
    end = text.find("\n", line.end() + 1)
    following = text[line.end() + 1 : len(text) if end < 0 else end]
    return before in _SENTENCE_END | {"”"} and "。" in following and not _no_heading().search(line["title"])


_SCANNER = Scanner(lambda: [_PLAIN])


@functools.cache
def _forms() -> dict[str, _Form]:
    """The forms by the names of their groups in the pattern of all marks."""
    rows, sure = table("heading_marks"), ("no", *_PLACES)
    return {
        f"m{at}": _Form(at, int(row["rank"]), _PLACES.index(row["where"]), sure.index(row["sure"]) - 1)
        for at, row in enumerate(rows)
    }


@functools.cache
def _mark() -> re.Pattern[str]:
    return re.compile("|".join(_branches()))


def _branches() -> Iterable[str]:
    for at, row in enumerate(table("heading_marks")):
        before = f"(?<![{row['not_before']}])" if row["not_before"] else ""
        after = f"(?!{row['not_after']})" if row["not_after"] else ""
        yield f"{before}(?P<m{at}>{row['pattern'].replace('<N>', _NUMERAL)}){after}"


@functools.cache
def _run_on() -> re.Pattern[str]:
    """A word that closes a title before one that opens the text behind it."""
    return re.compile(f"{either('heading_words', 'tail')}(?={either('heading_words', 'body')})")


@functools.cache
def _no_heading() -> re.Pattern[str]:
    return re.compile(either("heading_words", "line"))
