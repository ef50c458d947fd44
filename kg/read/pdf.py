"""PDF → paragraphs with their pages. PDFium reads in a process of its own, ended when it takes too long."""

from kg.read.child import in_child
from kg.read.formats import Decoded
from kg.read.limits import Limits
from kg.read.paragraphs import decoded


def decode(content: bytes, name: str, limits: Limits) -> Decoded:
    """The text of a PDF; ReadError for a damaged, protected or scanned one, and for what is over a limit."""
    return decoded(in_child("kg.read.pdfium", "placed_lines", content, name, limits))
