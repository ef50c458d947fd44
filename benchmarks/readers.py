"""How fast does each reader read, how much of the text comes back, and how many paragraphs whole?

The documents are the reports, four to a document, as a portal's page, a Word document, a PDF and an OFD.
"""

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.documents import as_docx, as_html, as_ofd, as_pdf, paragraphs
from kg.read import Limits, docx, ofd, pdfium, web
from kg.read.formats import Decoded
from kg.read.paragraphs import decoded

Measured = tuple[str, float, str, str]
SECONDS = 2.0
TOGETHER = 4


def _pdf(content: bytes, name: str, limits: Limits) -> Decoded:
    return decoded(pdfium.placed_lines(content, name, limits))


def _ofd(content: bytes, name: str, limits: Limits) -> Decoded:
    return decoded(ofd.placed_lines(content, name, limits))


READERS: dict[str, tuple[Callable[[str], bytes], Callable[[bytes, str, Limits], Decoded], str, str]] = {
    "HTML": (as_html, web.decode, "≥ 1000", "≥ 0.9"),
    "DOCX": (as_docx, docx.decode, "≥ 1000", "≥ 0.9"),
    "PDF": (as_pdf, _pdf, "≥ 10", "≥ 0.75"),
    "OFD": (as_ofd, _ofd, "≥ 10", "≥ 0.75"),
}


def measure(reports: Path) -> list[Measured]:
    """For each format: documents a CPU-second, shares of characters and of whole paragraphs."""
    files = sorted(reports.rglob("*.txt")) if reports.is_dir() else [reports]
    texts = [path.read_text("utf-8") for path in files]
    whole = ["\n".join(texts[at : at + TOGETHER]) for at in range(0, len(texts), TOGETHER)]
    rows: list[Measured] = []
    for name, (make, read, speed, aim) in READERS.items():
        contents = [make(text) for text in whole]
        found = [read(content, name, Limits()).text for content in contents]
        rows += [
            (f"read {name}", _speed(contents, read), "documents / CPU-s", speed),
            (f"read {name}", _recall(whole, found), "of the characters", "≥ 0.99"),
            (f"read {name}", _kept(whole, found), "of the paragraphs whole", aim),
        ]
    return rows


def _speed(contents: list[bytes], read: Callable[[bytes, str, Limits], Decoded]) -> float:
    count, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        for content in contents:
            read(content, "a", Limits())
        count += len(contents)
    return count / (time.process_time() - start)


def _recall(texts: list[str], found: list[str]) -> float:
    wanted = [Counter("".join("".join(paragraphs(text)).split())) for text in texts]
    common = [Counter(text) & want for text, want in zip(found, wanted, strict=True)]
    return sum(map(Counter.total, common)) / sum(map(Counter.total, wanted))


def _kept(texts: list[str], found: list[str]) -> float:
    pairs = [
        (line.replace(" ", ""), text.replace(" ", "").split("\n"))
        for whole, text in zip(texts, found, strict=True)
        for line in paragraphs(whole)
    ]
    return sum(line in lines for line, lines in pairs) / len(pairs)
