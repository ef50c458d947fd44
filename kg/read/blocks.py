"""An HTML page → its lines and the blocks that hold them; which block is the document is not decided here.

The page is walked once, as it is parsed, with a stack and without recursion. A line is what a reader sees on
a line of its own: a paragraph, a heading, an item, a row of a table whose cells hold one paragraph each
(joined by tabs).
"""

import functools
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
_BREAKS = _LINES | {"br"}
_HEADINGS = frozenset(f"h{level}" for level in range(10))
_COUNTED = _CELLS | _HEADINGS | {"a", "pre", "tr"}
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
_NOTHING_TOLD = False, False, False


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
        linked = self.linked
        own = len(self.text) - linked
        if own < _SHORT or own < linked:
            return 0
        return own if own >= _LONG or _STOPS.search(self.text) else 0


@dataclass(slots=True)
class Block:
    """An element that can hold a document: its lines [start, end), and whether it is named as one."""

    start: int
    end: int
    named: bool


@dataclass(slots=True)
class Walk:
    """What a walk over a page has seen so far, as the target of lxml's parser.

    `meta` are the names and contents of metadata elements, `title` is that of the window. No tree is made.
    """

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    title: str | None = None
    deepest: int = 0
    told: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    asides: int = 0
    pre: int = 0
    passed: int = 0
    titled: bool = False
    headings: list[str] = field(default_factory=list)
    open: list[tuple[int, bool, bool]] = field(default_factory=list)
    rows: list[tuple[int, int, list[int]]] = field(default_factory=list)

    @property
    def data(self) -> Callable[[str], None]:
        """Takes characters, which count once an element starts or ends."""
        return self.told.append

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if self.told:
            self.say()
        hidden, aside, main = _NOTHING_TOLD
        if attributes:
            get = attributes.get
            own, classes, style = get("id", ""), get("class", ""), get("style", "")
            hidden, aside, main = _told(own, classes, style, "hidden" in attributes)
            if tag == "meta":
                self.meta.append((get("name", ""), get("content", "")))
        if self.passed or hidden or tag in _NEVER:
            self.passed += 1
            if tag == "title" and self.title is None:
                self.title, self.titled = "", True
            return
        if self.parts and tag in _BREAKS:
            self.flush()
        aside = aside or tag in _ASIDE
        self.asides += aside
        self.open.append((len(self.lines), aside, main and tag in _HOLDERS))
        if len(self.open) > self.deepest:
            self.deepest = len(self.open)
        if tag in _COUNTED:
            self.begin(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self.told:
            self.say()
        if self.passed:
            self.passed -= 1
            self.titled = False
            return
        start, aside, named = self.open.pop()
        if self.parts and tag in _LINES:
            self.flush()
        if tag in _COUNTED:
            self.finish(tag)
        self.asides -= aside
        if tag in _HOLDERS and len(self.lines) > start:
            self.blocks.append(Block(start, len(self.lines), named))
        if not self.open:  # what stands behind the page is passed over
            self.passed = 1

    def close(self) -> "Walk":
        """The page ends."""
        if self.told:
            self.say()
        self.flush()
        return self

    def say(self) -> None:
        """Take up the characters where the walk stands; a line does not begin with blanks."""
        text = self.told[0] if len(self.told) == 1 else "".join(self.told)
        self.told.clear()
        if self.passed:
            if self.titled:
                self.title = text
        elif self.parts or not text.isspace():
            self.parts.append(text)
            if self.links:
                self.linked += len(text.strip())

    def begin(self, tag: str) -> None:
        """Count an element in."""
        if tag == "a":
            self.links += 1
        elif tag == "tr":
            self.rows.append((len(self.lines), len(self.blocks), []))
        elif tag in _CELLS and self.rows:
            self.rows[-1][2].append(len(self.lines))
        elif tag == "pre":
            self.pre += 1
        elif tag in _HEADINGS:
            self.headings.append(tag)

    def finish(self, tag: str) -> None:
        """Count an element out."""
        if tag == "a":
            self.links -= 1
        elif tag == "tr" and self.rows:
            self.end_row()
        elif tag == "pre":
            self.pre -= 1
        elif self.headings and tag == self.headings[-1]:
            self.headings.pop()

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


def walk(page: bytes) -> Walk:
    """The lines and blocks of a page in UTF-8, in the order of the text; an inner block before the one
    around it.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=Walk())
    seen: Walk = etree.fromstring(page, parser)
    return seen


@functools.lru_cache(maxsize=1024)
def _told(own: str, classes: str, style: str, hidden: bool) -> tuple[bool, bool, bool]:
    """Whether attributes hide an element, name it as no part of the document, and as one that holds it."""
    words = [word[:80] for word in f"{own} {classes}".lower().split()]
    aside, main = (any(map(_words(kind).fullmatch, words)) for kind in ("aside", "main"))
    return hidden or _HIDDEN.search(style) is not None, aside, main


@functools.cache
def _words(kind: str) -> re.Pattern[str]:
    patterns = (row["pattern"] for row in table("portal_blocks") if row["kind"] == kind)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
