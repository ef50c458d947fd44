"""Headings with what stands under them, and sentences: the layout that claims and their status rest on.

Headings (kg.nlp.headings) make a tree: a heading stands under the nearest one before it that is wider by
form, or whose list goes on behind it. Its kind comes from its words (`section_kinds.csv`), else from the
heading above; a later year makes plans.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.headings import ITEM, TOP, Heading, headings
from kg.nlp.moods import leaning
from kg.nlp.scanner import Scanner, Sieve
from kg.nlp.spans import SECTIONS, Hit, add_later
from kg.nlp.spans import SENTENCES as GROUP
from kg.nlp.view import view_of
from kg.resources import table

LAYOUT, OPEN, STILL_OPEN = "kg.layout", "kg.open", "kg.still_open"
GENRE, GIVEN = "kg.genre", "kg.given_meta"
SENTENCES = "kg.sentences"
LAW, NORM, REPORT = "law", "norm", "report"

_SENTENCE_MAX = 1_500
_SPLITTING = ("problems", "plans")
_YEAR = re.compile(r"(20\d\d)年")
_HEAD, _TITLE, _TELLING, _CLEAR = 400, 90, 60, 0.5
"""Characters of a head, of the longest title, and of the shortest text whose words tell its genre."""
_ARTICLE = re.compile(r"^[ \t]*第[一二三四五六七八九十百]{1,5}条", re.MULTILINE)
_CHAPTER = re.compile(r"^[ \t#]*第[一二三四五六七八九十百]{1,4}[编篇章节](?![的，。])", re.MULTILINE)
_SENTENCE = re.compile(
    r"\s*((?:《[^《》\n]{0,120}》|“[^“”\n]{0,80}”(?!(?<=[。！？；]”)[二三四五六七八九]是)|（[^（）\n]{0,200}）|[^。！？；\n《“（]++|[《“（])+"
    r"(?:[。！？；]+[”）]?|(?=\n)|\Z)|[。！？；]+)"
)


class Part(NamedTuple):
    """A section in view offsets with level (its depth in the tree, 1 at the top), kind, title and form."""

    start: int
    end: int
    level: int
    kind: str
    title: str
    rank: int


class Open(NamedTuple):
    """A section that is not closed yet: the rank and number of its mark, its kind, its place in the list."""

    rank: int
    number: int | None
    kind: str
    at: int = -1


def sentences(text: str, heads: Collection[int] = ()) -> list[tuple[int, int]]:
    """The sentences [start, end) of a view: up to 。！？； or a line end, none inside 《》 “” （）.

    A heading that begins at one of `heads` begins a sentence, too. What is longer than 1,500 characters is no
    sentence of a person: it is cut at a 、 or ，, else anywhere.
    """
    found: list[tuple[int, int]] = []
    cuts, first = [*sorted(heads), len(text)], 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span(1)
        while cuts[first] <= start:
            first += 1
        if end - start > _SENTENCE_MAX or cuts[first] < end:
            bounds = pairwise((start, *cuts[first : bisect_left(cuts, end)], end))
            found += (piece for part in bounds for piece in _pieces(text, *part))
        elif end > start:
            found.append((start, end))
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _SENTENCE_MAX:
        limit = start + _SENTENCE_MAX
        cut = max(text.rfind("，", start, limit), text.rfind("、", start, limit)) + 1 or limit
        yield start, cut
        start = cut
    yield start, end


def parts(text: str, *, year: int | None = None, context: Sequence[Open] = ()) -> list[Part]:
    """The sections of a view, each up to the next heading of its level or above.

    `year` is the year of the report: a heading that names a later one opens plans. `context` are the sections
    that are open where the view begins.
    """
    return tree(text, headings(text, _splits), year=year, context=context)[0]


def tree(
    text: str, marks: Sequence[Heading], *, year: int | None = None, context: Sequence[Open] = ()
) -> tuple[list[Part], list[Open]]:
    """The sections that the headings open, and those still open at the end; arguments as of `parts`."""
    found, ends = [], list[int]()
    stack = [Open(*still[:3]) for still in context]
    following = _following(marks)
    titles = [text[mark.title_start : mark.title_end].strip() for mark in marks]
    kinds = _own_kinds(marks, titles, year)
    for at, (mark, title) in enumerate(zip(marks, titles, strict=True)):
        depth = _depth(stack, mark, following)
        for closed in stack[depth:]:
            if closed.at >= 0:
                ends[closed.at] = min(mark.start, ends[closed.at])
        del stack[depth:]
        kind = kinds[at] or (stack[-1].kind if stack else "other")
        stack.append(Open(mark.rank, mark.number, kind, at))
        ends.append(_furthest(text, mark))
        found.append((depth + 1, kind, title, mark.rank))
    parts = [Part(m.start, end, *told) for m, end, told in zip(marks, ends, found, strict=True)]
    return parts, [still for still in stack if still.at < 0 or ends[still.at] == len(text)]


def _furthest(text: str, mark: Heading) -> int:
    """How far a section may reach: an item that begins inside a paragraph ends with it."""
    inside = mark.rank == ITEM and mark.start > 0 and text[mark.start - 1] != "\n"
    end = text.find("\n", mark.start) if inside else -1
    return len(text) if end < 0 else end


def _following(marks: Sequence[Heading]) -> list[int | None]:
    """For each heading the number of the next heading of its rank."""
    nearest: dict[int, int | None] = {}
    found = []
    for mark in reversed(marks):
        found.append(nearest.get(mark.rank))
        nearest[mark.rank] = mark.number
    return found[::-1]


def _depth(stack: Sequence[Open], mark: Heading, following: Sequence[int | None]) -> int:
    """How many of the open sections the heading stands under.

    It follows the open section with the number before its own; else it closes those that are no wider than
    it, but for one whose list goes on behind a list that begins here: 1. （一） （二） 2.
    """
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].rank == mark.rank and mark.number == (stack[depth].number or 0) + 1 != 1:
            return depth
    for depth, before in enumerate(stack):
        if before.rank >= mark.rank and not (mark.number == 1 and _goes_on(before, mark, following)):
            return depth
    return len(stack)


def _goes_on(before: Open, mark: Heading, following: Sequence[int | None]) -> bool:
    counted = before.number is not None and before.at >= 0 and before.rank > mark.rank
    return counted and following[before.at] == (before.number or 0) + 1


def _splits(title: str) -> bool:
    """Whether the words of a line show that a part of the report on problems or plans begins."""
    return _kinds_of([title])[0] in _SPLITTING


def _own_kinds(marks: Sequence[Heading], titles: Sequence[str], year: int | None) -> list[str | None]:
    """What each heading says of its kind; an item, and a sentence that stands for a heading, say nothing."""
    said = [
        "" if mark.rank == ITEM or (mark.rank > TOP and "，" in title) else title
        for mark, title in zip(marks, titles, strict=True)
    ]
    return [_later(title, year) or kind for title, kind in zip(said, _kinds_of(said), strict=True)]


def _later(title: str, year: int | None) -> str | None:
    named = [int(found) for found in _YEAR.findall(title)] if "年" in title else []
    return "plans" if year is not None and named and min(named) > year else None


def _kinds_of(titles: Sequence[str]) -> list[str | None]:
    """What the words of each heading say of its kind; None where they say nothing."""
    kinds, sieve = _kinds()
    return [None if at is None else kinds[at] or None for at in sieve.first(titles)]


@functools.cache
def _kinds() -> tuple[tuple[str, ...], Sieve]:
    rows = table("section_kinds")
    return tuple(row["kind"] for row in rows), Sieve(row["pattern"] for row in rows)


_LINES = Scanner(lambda: [_ARTICLE, _CHAPTER])


def genre(text: str, kinds: Collection[str] = ()) -> str:
    """`law` for one in articles, `norm` for another that lays down what is to be done, else `report`.

    The title tells; a text without a telling title or section (`kinds`) is a norm where it says of itself
    that it is one (制定本方案), where it has chapters, as laws and long-term plans have, or where its words
    lean to what is intended (kg.nlp.moods), as in the second half of a work report, unless it begins as news.
    """
    lines = [line.strip() for line in _first_lines(text)[:8]]
    titles = [line for line in lines if len(line) < _TITLE]
    if amends := _told("amends", titles):
        return amends
    if len(list(_LINES.finditer(_ARTICLE, text))) >= 2:
        return LAW
    told = _told("title", titles)
    if told is not None or "achievements" in kinds:
        return told or REPORT
    if stated := _told("states", lines):
        return stated
    if any(True for _ in _LINES.finditer(_CHAPTER, text)):
        return NORM
    leans = len(text) >= _TELLING and leaning(text) > _CLEAR
    return (_told("lead", lines) or NORM) if leans else REPORT


def _first_lines(text: str) -> list[str]:
    """The lines that begin in the head of a text, none of them cut to the length of a title."""
    begun = text.count("\n", 0, _HEAD) + 1
    return text[: _HEAD + _TITLE].split("\n")[:begun]


def _told(by: str, lines: Sequence[str]) -> str | None:
    """What the first pattern for titles or leads says of the genre that fits a line; None where none does."""
    genres, sieve = _telling(by)
    first = [at for at in sieve.first(lines) if at is not None]
    return genres[min(first)] if first else None


@functools.cache
def _telling(by: str) -> tuple[tuple[str, ...], Sieve]:
    rows = [row for row in table("genre_titles") if row["line"] == by]
    return tuple(row["genre"] for row in rows), Sieve(row["pattern"] for row in rows)


def report_year(text: str) -> int | None:
    """The year that the head of a text names first; None if it names none."""
    found = _YEAR.search(text[:_HEAD])
    return int(found[1]) if found else None


@Language.component("kg_sections")
def annotate(doc: Doc) -> Doc:
    """Write sentences and sections as span groups, layout and genre as values.

    A section's label is its kind and its id its level. In `user_data`, `kg.layout` has (start, end, level,
    kind, title, rank) in raw offsets and `kg.sentences` (start, end) in view offsets; `kg.genre` is what
    `genre` says, `kg.still_open` are the sections that a next window of the text goes on with.
    """
    view = view_of(doc)
    given = doc.user_data.get(GIVEN) or {}
    year = given.get("year") or report_year(view.text)
    marks = headings(view.text, _splits)
    found, still = tree(view.text, marks, year=year, context=doc.user_data.get(OPEN, ()))
    doc.user_data[LAYOUT] = tuple((*view.raw(p.start, p.end), *p[2:]) for p in found)
    doc.user_data[STILL_OPEN] = tuple(tuple(section[:3]) for section in still)
    doc.user_data.setdefault(GENRE, genre(view.text, {p.kind for p in found}))
    split = tuple(sentences(view.text, [mark.start for mark in marks if mark.rank < ITEM]))
    doc.user_data[SENTENCES] = split
    add_later(doc, lambda: (Hit(start, end, "sentence", "sentences.stop") for start, end in split), GROUP)
    return add_later(doc, lambda: (Hit(p.start, p.end, p.kind, str(p.level)) for p in found), SECTIONS)
