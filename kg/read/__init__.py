"""File → Report. Formats stand in a table by suffix; parsers of binary formats are imported only here."""

from kg.read.discover import MAX_BYTES, discover
from kg.read.formats import FORMATS, Input, read
from kg.read.manifest import read_manifest, with_manifest
from kg.read.refusal import Refusal

__all__ = ["FORMATS", "MAX_BYTES", "Input", "Refusal", "discover", "read", "read_manifest", "with_manifest"]
