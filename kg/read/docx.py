"""DOCX (ECMA-376) → paragraphs and tables in order, footnotes behind them; headers and footers apart.

Read from the XML itself: deleted and moved text, field codes and the second form of drawings are left out;
text boxes are paragraphs. A row of a table is a line, its cells joined by tabs, if each holds one paragraph.
Headers and footers stand on every page and in no paragraph: they are told in a note, and not in the text.
"""

import re
from collections.abc import Iterable, Iterator

from kg.model import Metadata
from kg.read.archive import Package
from kg.read.formats import NOT_SAID, Decoded
from kg.read.limits import Limits
from kg.read.lines import joined, tidy
from kg.read.markup import local_name, stream
from kg.read.numbering import Numbering, numbering_of
from kg.read.refusal import refuse

_DOCUMENT = "word/document.xml"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[〔\[（(]\s?(?:19|20)\d{2}\s?[〕\]）)]\s?\d{1,5}\s?号")
_PAGE = re.compile(r"[\s\d\-—–－/第页共]*")
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPrChange", "rPrChange"))
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_LOOKS = ("r", "rPr", "rFonts", "sz", "szCs", "color", "ind", "spacing", "jc", "b", "bCs", "lang")
_PLAIN = frozenset(f"{space} {name}" for space in _WORD for name in _LOOKS)
"""Elements that tell of looks alone; most of a document's elements are of them."""
_OF_LISTS = ("pPr", "pStyle", "numPr", "numId", "ilvl")
_PLAINER = _PLAIN.union(f"{space} {name}" for space in _WORD for name in _OF_LISTS)
"""The same where no numbers stand before paragraphs."""
_TEXT = frozenset(f"{space} t" for space in _WORD)
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def decode(content: bytes, name: str, limits: Limits) -> Decoded:
    """The text of a document; ReadError for a damaged or protected one, and for what is over a limit."""
    package = Package(content, name, limits)
    if _DOCUMENT not in package.names:
        raise refuse(name, f"no Word document: {_DOCUMENT} is missing", "save it as .docx")
    numbering = None
    if "word/numbering.xml" in package.names:
        numbering = numbering_of(package.part("word/numbering.xml"), name, limits)
    body = Body(numbering)
    for part in (_DOCUMENT, "word/footnotes.xml", "word/endnotes.xml"):
        if part in package.names:
            body.read(package.part(part), name, limits)
    margins = [*_margins(package, name, limits)]
    notes = (
        [("left out of the text, in header or footer: " + " / ".join(margins), "nothing to do")]
        if margins
        else []
    )
    return joined(body.lines, _number(margins), notes)


def _margins(package: Package, name: str, limits: Limits) -> Iterator[str]:
    """The different lines of headers and footers that are more than a page number."""
    seen = set()
    for part in sorted(filter(_MARGIN.fullmatch, package.names)):
        body = Body(None)
        body.read(package.part(part), name, limits)
        for line in body.lines:
            if line not in seen and not _PAGE.fullmatch(line):
                seen.add(line)
                yield line


def _number(margins: list[str]) -> Metadata:
    numbers = [match.group() for line in margins for match in _NUMBER.finditer(line)]
    return Metadata(document_number=numbers[0]) if numbers else NOT_SAID


class Body:
    """What the stream of a part has told so far.

    `_pieces` are the texts of the paragraphs that are open, one in another, each from its place in `_starts`.
    """

    def __init__(self, numbering: Numbering | None) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._cells: list[list[list[str]]] = []
        self._mark = ["", ""]
        self._skipping = 0
        self._kept = 0

    def read(self, content: bytes, name: str, limits: Limits) -> None:
        """Take up a part; ReadError as in `stream`."""
        handlers = self._start, self._end, self._pieces.append
        stream(content, name, limits, handlers, _PLAIN if self._numbering else _PLAINER, _TEXT)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = local_name(tag)
        if self._skipping:
            self._skipping += 1
        elif local in _SKIPPED:
            self._skipping, self._kept = 1, len(self._pieces)
        elif local == "p" and "wordprocessingml" in tag:
            if not self._starts:
                self._pieces.clear()
            self._starts.append(len(self._pieces))
            self._mark = ["", ""]
        elif local == "tr":
            self._cells.append([])
        elif local == "tc" and self._cells:
            self._cells[-1].append([])
        elif self._starts:
            self._inside(local, attributes)

    def _inside(self, local: str, attributes: dict[str, str]) -> None:
        if local in _BREAKS:
            self._pieces.append(_BREAKS[local])
        elif self._numbering and local in ("numId", "ilvl", "pStyle"):
            value = next((value for key, value in attributes.items() if key.endswith(" val")), "")
            if local == "pStyle":
                self._mark = [*self._numbering.of_style(value)]
            else:
                self._mark[local == "ilvl"] = value

    def _end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                del self._pieces[self._kept :]
            return
        local = local_name(tag)
        if local == "p" and "wordprocessingml" in tag:
            self._end_paragraph(self._starts.pop())
        elif local == "pPr" and self._starts and self._numbering:
            self._pieces.append(self._numbering.mark(*self._mark))
        elif local == "tr":
            self._end_row(self._cells.pop())

    def _end_paragraph(self, start: int) -> None:
        text = "".join(self._pieces[start:])
        del self._pieces[start:]
        if "\n" in text:
            self._say(filter(None, map(tidy, text.split("\n"))))
        elif line := tidy(text):
            self._say((line,))

    def _say(self, lines: Iterable[str]) -> None:
        inside = self._cells[-1] if self._cells else []
        (inside[-1] if inside else self.lines).extend(lines)

    def _end_row(self, cells: list[list[str]]) -> None:
        if all(len(lines) <= 1 for lines in cells):
            self._say(filter(None, ["\t".join("".join(lines) for lines in cells).strip()]))
        else:
            self._say(line for lines in cells for line in lines)
