"""File → Report. Formats stand in a table by suffix; parsers of binary formats are imported only here."""

from kg.read.discover import Paths, apart, copies, discover
from kg.read.formats import FORMATS, NO_LIMITS_GIVEN, NOT_SAID, Input, over, read, read_noting
from kg.read.limits import Limits, limits_of
from kg.read.manifest import read_manifest, unknown_codes, with_manifest
from kg.read.refusal import Refusal

__all__ = [
    "FORMATS",
    "NOT_SAID",
    "NO_LIMITS_GIVEN",
    "Input",
    "Limits",
    "Paths",
    "Refusal",
    "apart",
    "copies",
    "discover",
    "limits_of",
    "over",
    "read",
    "read_manifest",
    "read_noting",
    "unknown_codes",
    "with_manifest",
]
