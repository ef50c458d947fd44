"""Headings with what stands under them, and sentences: the layout that claims and their status rest on.

A heading is a line, or the start of a line up to its first 。, behind a marker: 一、 （一） 1. 一是 第一章.
Its kind comes from its words (`section_kinds.csv`), else from the heading above; a later year makes plans.
"""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.spans import SECTIONS, Hit, add_hits
from kg.nlp.spans import SENTENCES as GROUP
from kg.nlp.view import view_of
from kg.resources import table

LAYOUT, OPEN, GENRE, GIVEN = "kg.layout", "kg.open", "kg.genre", "kg.given_meta"
SENTENCES = "kg.sentences"
NORM, REPORT = "norm", "report"

_NUMBER = r"[一二三四五六七八九十百]{1,4}"
_MARKERS = (
    rf"第{_NUMBER}[编篇章](?=[\s\u4e00-\u9fff])",
    rf"{_NUMBER}、",
    rf"（{_NUMBER}）",
    r"\d{1,2}[.、](?!\d)\s?",
    r"（\d{1,2}）",
    rf"{_NUMBER}[是要]",
)
_HEADING = re.compile(
    "^[ \\t]*(?:" + "|".join(f"(?P<m{level}>{marker})" for level, marker in enumerate(_MARKERS)) + ")",
    re.MULTILINE,
)
_PLAIN = re.compile(r"^[ \t]*(?P<title>[^\n。；！？，：]{2,30})$", re.MULTILINE)
_STOP = re.compile(r"[。；：]")
_LONGEST, _SENTENCE_MAX = 60, 1_500
_SPLITTING = ("problems", "plans")
_YEAR = re.compile(r"(20\d\d)年")
_HEAD, _TITLE = 400, 90
_RARE, _FEW = 220, 2
_REPORT = re.compile("(?:报告|总结|情况|答复|回顾|讲话)(?:（[^）]*）)?$")
_ARTICLE = re.compile(r"^[ \t]*第[一二三四五六七八九十百]{1,5}条", re.MULTILINE)
_SENTENCE = re.compile(
    r"\s*((?:《[^《》\n]{0,120}》|“[^“”\n]{0,80}”|（[^（）\n]{0,200}）|[^。！？；\n])+(?:[。！？；]+[”）]?|(?=\n)|\Z)|[。！？；]+)"
)


class Heading(NamedTuple):
    """A heading in view offsets: where it begins, where its title begins and ends, and its depth from 1."""

    start: int
    title_start: int
    title_end: int
    level: int


class Part(NamedTuple):
    """A section in view offsets with level, kind and title."""

    start: int
    end: int
    level: int
    kind: str
    title: str


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences [start, end) of a view: up to 。！？； or a line end, none inside 《》 “” （）.

    What is longer than 1,500 characters is no sentence of a person: it is cut at a 、 or ，, else anywhere.
    """
    found = (match.span(1) for match in _SENTENCE.finditer(text) if match.end(1) > match.start(1))
    return [piece for start, end in found for piece in _pieces(text, start, end)]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _SENTENCE_MAX:
        limit = start + _SENTENCE_MAX
        cut = max(text.rfind("，", start, limit), text.rfind("、", start, limit)) + 1 or limit
        yield start, cut
        start = cut
    yield start, end


def headings(text: str) -> list[Heading]:
    """The headings of a view in order; `level` is the rank of the marker's form (第一章 1 … 一是 6)."""
    found = []
    for match in _HEADING.finditer(text):
        level = int((match.lastgroup or "m0")[1:]) + 1
        end = _title_end(text, match.end())
        found.append(Heading(match.start(), match.end(), end, level))
    marked = {heading.start for heading in found}
    plain = [
        m for m in _PLAIN.finditer(text) if m.start() not in marked and _kind_of(m["title"]) in _SPLITTING
    ]
    return sorted([*found, *(Heading(m.start(), m.start("title"), m.end("title"), 2) for m in plain)])


def _title_end(text: str, start: int) -> int:
    """Where the title that begins at `start` ends: at the line end, else at the first 。 or ；."""
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    if line_end - start <= _LONGEST and text[line_end - 1 : line_end] not in ("。", "；"):
        return line_end
    stop = _STOP.search(text, start, min(line_end, start + _LONGEST))
    return stop.start() if stop else min(line_end, start + _LONGEST)


def parts(text: str, *, year: int | None = None, context: Sequence[tuple[int, str]] = ()) -> list[Part]:
    """The sections of a view, each up to the next heading of its level or above.

    `year` is the year of the report: a heading that names a later one opens plans. `context` are level and
    kind of the sections that are open where the view begins.
    """
    found: list[Part] = []
    stack = list(context)
    marks = headings(text)
    for at, mark in enumerate(marks):
        while stack and stack[-1][0] >= mark.level:
            stack.pop()
        title = text[mark.title_start : mark.title_end].strip()
        kind = _later(title, year) or _kind_of(title) or (stack[-1][1] if stack else "other")
        stack.append((mark.level, kind))
        end = next((m.start for m in marks[at + 1 :] if m.level <= mark.level), len(text))
        found.append(Part(mark.start, end, mark.level, kind, title))
    return found


def _later(title: str, year: int | None) -> str | None:
    named = [int(found) for found in _YEAR.findall(title)]
    return "plans" if year is not None and named and min(named) > year else None


def _kind_of(title: str) -> str | None:
    """What the words of a heading say of its kind; None where they say nothing."""
    return next((kind or None for kind, pattern in _kinds() if pattern.search(title)), None)


@functools.cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in table("section_kinds"))


def genre(text: str, kinds: Collection[str] = ()) -> str:
    """`norm` for a document that lays down what is to be done (regulation, notice, plan), else `report`.

    The title tells; a text without a telling title or section (`kinds`) is a norm where words of intention
    outnumber those of things done (`moods.csv`), as in the second half of a work report.
    """
    if len(_ARTICLE.findall(text)) >= 2:
        return NORM
    title = [line.strip() for line in text[:_HEAD].split("\n")[:8] if len(line) < _TITLE]
    if any(_norms().search(line) for line in title):
        return NORM
    if "achievements" in kinds or "plans" in kinds or any(_REPORT.search(line) for line in title):
        return REPORT
    done, intended = (len(pattern.findall(text)) for pattern in _moods())
    return NORM if done * _RARE < len(text) and intended > 2 * done + _FEW else REPORT


@functools.cache
def _moods() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = table("moods")
    done, intended = (
        re.compile("|".join(row["pattern"] for row in rows if row["mood"] == mood))
        for mood in ("done", "intended")
    )
    return done, intended


@functools.cache
def _norms() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("norm_titles")))


def report_year(text: str) -> int | None:
    """The year that the head of a text names first; None if it names none."""
    found = _YEAR.search(text[:_HEAD])
    return int(found[1]) if found else None


@Language.component("kg_sections")
def annotate(doc: Doc) -> Doc:
    """Write sentences and sections as span groups, layout and genre as values.

    A section's label is its kind and its id its level; `user_data["kg.layout"]` has (start, end, level, kind,
    title) in raw offsets, `kg.sentences` (start, end) in view offsets, `kg.genre` is `norm` or `report`.
    """
    view = view_of(doc)
    given = doc.user_data.get(GIVEN) or {}
    year = given.get("year") or report_year(view.text)
    found = parts(view.text, year=year, context=doc.user_data.get(OPEN, ()))
    doc.user_data[LAYOUT] = tuple((*view.raw(p.start, p.end), p.level, p.kind, p.title) for p in found)
    doc.user_data.setdefault(GENRE, genre(view.text, {p.kind for p in found}))
    split = tuple(sentences(view.text))
    doc.user_data[SENTENCES] = split
    add_hits(doc, (Hit(start, end, "sentence", "sentences.stop") for start, end in split), GROUP)
    return add_hits(doc, (Hit(p.start, p.end, p.kind, str(p.level)) for p in found), SECTIONS)
