"""Lines of a document → its text, one paragraph a line, and where each paragraph starts."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kg.model import Metadata
from kg.read.formats import NOT_SAID, Decoded

_SPACE = re.compile(r"\s+")
_WIDE = "\u2e80"


def tidy(text: str) -> str:
    """The text with runs of blanks as one, none at its ends, none where only a line break parted two CJK
    characters; a tab stays a tab.
    """
    if "\t" in text or "\n" in text:
        return _SPACE.sub(_one_blank, text.strip())
    return " ".join(text.split())


def joined(lines: Iterable[str], meta: Metadata = NOT_SAID, notes: Sequence[tuple[str, str]] = ()) -> Decoded:
    """The lines that hold something as paragraphs of one text."""
    kept = [line for line in lines if line]
    starts = accumulate((len(line) + 1 for line in kept[:-1]), initial=0)
    return Decoded("\n".join(kept), (), tuple(starts) if kept else (), meta, tuple(notes))


def _one_blank(match: re.Match[str]) -> str:
    run, text = match.group(), match.string
    if "\t" in run and "\n" not in run:
        return "\t"
    around = text[match.start() - 1], text[match.end()]
    return "" if "\n" in run and all(char >= _WIDE for char in around) else " "
