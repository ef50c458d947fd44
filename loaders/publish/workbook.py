"""A workbook of Office Open XML (ECMA-376, Part 1: SpreadsheetML), written row by row.

Its sheets grow side by side, each as text in a temporary file; no more than a row is in memory. Only what
tables need is there: numbers, texts, a bold first row that stays in sight. No clock is in it. It is
written here and not with a library as workbooks were the dearest part of a package.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from io import SEEK_END
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Value = str | int | float | None
"""What a cell holds; None and the empty text make none."""
LETTERS = (*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2)))
"""The names of columns."""
WIDTH = 18
CLOCKLESS = "2000-01-01T00:00:00Z"
LEVEL = 4
"""How hard the file is compressed."""
COPIED = 1 << 20
_SPECIAL = re.compile("[&<>\r]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "_": "_x005F_"}
"""How XML, and a cell (ECMA-376, 22.4.2.4 bstr), write characters that mean something to them."""
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TEXT = 't="inlineStr"><is><t xml:space="preserve">'
_FONTS = "".join(f'<font>{bold}<sz val="11"/><name val="Calibri"/></font>' for bold in ("", "<b/>"))
_CELL_STYLES = "".join(
    f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0"/>' for font in (0, 1)
)
STYLES = (
    f'{_XML}<styleSheet xmlns="{_SHEET}"><fonts count="2">{_FONTS}</fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="2">{_CELL_STYLES}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
"""The first row stays in sight."""
CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{CLOCKLESS}</dcterms:created></cp:coreProperties>'
)
ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)


class Sheet:
    """A sheet that grows, with the heads of its columns in the first row."""

    def __init__(self, name: str, heads: Sequence[str], file: IO[bytes]) -> None:
        self.name = name
        self.file = file
        self.rows = 0
        columns = f'<cols><col min="1" max="{len(heads)}" width="{WIDTH}" customWidth="1"/></cols>'
        file.write(f'{_XML}<worksheet xmlns="{_SHEET}">{FROZEN}{columns}<sheetData>'.encode())
        self.write(heads, ' s="1"')

    def write(self, row: Iterable[Value], style: str = "") -> None:
        """Write the next row."""
        self.rows += 1
        at = self.rows
        cells = [
            f'<c r="{letter}{at}"{style} {_TEXT}{_text(value)}</t></is></c>'
            if isinstance(value, str)
            else f'<c r="{letter}{at}"{style}><v>{value:.16G}</v></c>'
            for letter, value in zip(LETTERS, row, strict=False)
            if value is not None and value != ""
        ]
        self.file.write(f'<row r="{at}">{"".join(cells)}</row>'.encode())


def _text(value: str) -> str:
    return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], value) if _SPECIAL.search(value) else value


class Workbook:
    """A workbook; the file is written when it is left without an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = ExitStack()
        self.sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._files:
            if kind is None:
                self._write()

    def sheet(self, name: str, heads: Sequence[str]) -> Sheet:
        """A new sheet behind the others; its name has 31 characters at most, and no sign but letters."""
        file = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (closed with the workbook)
        made = Sheet(name, heads, file)
        self.sheets.append(made)
        return made

    def _write(self) -> None:
        names = [f"worksheets/sheet{number}.xml" for number, _ in enumerate(self.sheets, 1)]
        parts = {
            "[Content_Types].xml": _content_types(names),
            "_rels/.rels": ROOT,
            "docProps/core.xml": CORE,
            "xl/workbook.xml": _workbook([sheet.name for sheet in self.sheets]),
            "xl/_rels/workbook.xml.rels": _relations(names),
            "xl/styles.xml": STYLES,
        }
        with ZipFile(self._path, "w") as archive:
            for name, text in parts.items():
                archive.writestr(_entry(name), text, ZIP_DEFLATED, LEVEL)
            for name, sheet in zip(names, self.sheets, strict=True):
                sheet.file.write(b"</sheetData></worksheet>")
                _pack(archive, _entry(f"xl/{name}"), sheet.file)


def _entry(name: str) -> ZipInfo:
    """A file in the archive, of the first day that ZIP can tell."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _pack(archive: ZipFile, entry: ZipInfo, file: IO[bytes]) -> None:
    """Copy a file into the archive."""
    entry.file_size = file.seek(0, SEEK_END)
    file.seek(0)
    with archive.open(entry, "w") as packed:
        shutil.copyfileobj(file, packed, COPIED)


def _content_types(sheets: Iterable[str]) -> str:
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        **{f"/xl/{name}": f"{_TYPE}.worksheet+xml" for name in sheets},
    }
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _workbook(names: Iterable[str]) -> str:
    told = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    head = f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
    return f"{head}<bookViews><workbookView/></bookViews><sheets>{told}</sheets></workbook>"


def _relations(sheets: Sequence[str]) -> str:
    kinds = [*((f"{_OFFICE}/worksheet", name) for name in sheets), (f"{_OFFICE}/styles", "styles.xml")]
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(kinds, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'
