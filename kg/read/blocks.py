"""An HTML tree → its lines and the blocks that hold them; which block is the document is not decided here.

The tree is walked once, with a stack and without recursion. A line is what a reader sees on a line of its
own: a paragraph, a heading, an item, a row of a table whose cells hold one paragraph each (joined by tabs).
"""

import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kg.read.lines import tidy
from kg.resources import table

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset(("td", "th"))
_LINES = _BLOCKS | _CELLS
"""What begins and ends a line."""
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "select",
        "button",
        "textarea",
        "input",
        "img",
        "video",
        "audio",
        "canvas",
        "map",
        "head",
        "title",
        "datalist",
    ]
)
_ASIDE = frozenset(("nav", "footer", "aside"))
_HOLDERS = frozenset(
    ["article", "body", "center", "div", "form", "main", "section", "table", "tbody", "td", "tr"]
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STOPS = re.compile("[，。；、：！？]")
_LONG, _SHORT = 25, 8
_NAMELESS = False, False


@dataclass(slots=True)
class Line:
    """A line of the page: its text, how many characters of it are links, whether it stands in a block that
    is no part of the document, and the heading tag it stands in (`h1`), if any.
    """

    text: str
    linked: int
    aside: bool
    heading: str

    @property
    def score(self) -> int:
        """How much of a document's text the line holds: characters outside links, in sentences or long."""
        own = len(self.text) - self.linked
        if 2 * self.linked > len(self.text):
            return 0
        return own if own >= _LONG or (own >= _SHORT and _STOPS.search(self.text)) else 0


@dataclass(slots=True)
class Block:
    """An element that can hold a document: its lines [start, end), and whether it is named as one."""

    start: int
    end: int
    named: bool


@dataclass(slots=True)
class Walk:
    """What a walk over the tree has seen so far."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    asides: int = 0
    pre: int = 0
    deepest: int = 0
    headings: list[str] = field(default_factory=list)
    open: list[tuple[int, bool, bool]] = field(default_factory=list)
    rows: list[tuple[int, int, list[int]]] = field(default_factory=list)

    def say(self, text: str | None) -> None:
        """Take up characters where the walk stands; a line does not begin with blanks."""
        if text and (self.parts or not text.isspace()):
            self.parts.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        """End the line."""
        if not self.parts:
            return
        whole = "".join(self.parts) if len(self.parts) > 1 else self.parts[0]
        texts = whole.split("\n") if self.pre else [whole]
        heading = self.headings[-1] if self.headings else ""
        for text in map(tidy, texts):
            if text:
                self.lines.append(Line(text, self.linked, self.asides > 0, heading))
        self.parts, self.linked = [], 0

    def end_row(self) -> None:
        """Join the cells of a row into one line, if none of them holds more than one."""
        start, blocks, cells = self.rows.pop()
        edges = [*cells, len(self.lines)]
        widest = max((after - before for before, after in itertools.pairwise(edges)), default=0)
        if widest == 1 and len(self.lines) - start > 1:
            row = self.lines[start:]
            text = "\t".join(line.text for line in row)
            linked = sum(line.linked for line in row)
            self.lines[start:] = [Line(text, linked, row[0].aside, "")]
            del self.blocks[blocks:]


def walk(root: Any) -> Walk:
    """The lines and blocks of a page, in the order of the text; an inner block before the one around it."""
    seen = Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            attributes = dict(element.items())
            if not isinstance(tag, str) or tag in _NEVER or (attributes and _hidden(attributes)):
                events.skip_subtree()
                seen.open.append((-1, False, False))
                continue
            _start(seen, tag, element.text, attributes)
        else:
            _end(seen, tag, element)
    seen.flush()
    return seen


def _start(seen: Walk, tag: str, text: str | None, attributes: Mapping[str, str]) -> None:
    if tag in _LINES or tag == "br":
        seen.flush()
    aside, main = _named(attributes.get("id", ""), attributes.get("class", "")) if attributes else _NAMELESS
    aside = aside or tag in _ASIDE
    seen.open.append((len(seen.lines), aside, main and tag in _HOLDERS))
    if len(seen.open) > seen.deepest:
        seen.deepest = len(seen.open)
    seen.asides += aside
    if tag == "tr":
        seen.rows.append((len(seen.lines), len(seen.blocks), []))
    elif tag in _CELLS and seen.rows:
        seen.rows[-1][2].append(len(seen.lines))
    elif tag == "a":
        seen.links += 1
    elif tag == "pre":
        seen.pre += 1
    elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        seen.headings.append(tag)
    seen.say(text)


def _end(seen: Walk, tag: Any, element: Any) -> None:
    start, aside, named = seen.open.pop()
    if start < 0:
        seen.say(element.tail)
        return
    if tag in _LINES:
        seen.flush()
    if tag == "tr" and seen.rows:
        seen.end_row()
    elif tag == "a":
        seen.links -= 1
    elif tag == "pre":
        seen.pre -= 1
    elif seen.headings and tag == seen.headings[-1]:
        seen.headings.pop()
    seen.asides -= aside
    if tag in _HOLDERS and len(seen.lines) > start:
        seen.blocks.append(Block(start, len(seen.lines), named))
    seen.say(element.tail)


def _hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and _hides(attributes["style"]))


@functools.lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


@functools.lru_cache(maxsize=1024)
def _named(own: str, classes: str) -> tuple[bool, bool]:
    """Whether its id and classes name an element as no part of the document, and as one that holds it."""
    words = [word[:80] for word in f"{own} {classes}".lower().split()]
    aside, main = (any(map(_words(kind).fullmatch, words)) for kind in ("aside", "main"))
    return aside, main


@functools.cache
def _words(kind: str) -> re.Pattern[str]:
    patterns = (row["pattern"] for row in table("portal_blocks") if row["kind"] == kind)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
