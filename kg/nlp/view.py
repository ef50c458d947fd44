"""The repaired view of a text that rules match on, with the way back to the text as it was read.

Repair folds full-width digits, letters and signs, drops Word residue, spaces between Chinese characters
and line breaks inside sentences. Every character of the view stands for one character of the text;
`View.raw` gives the place of a view span there, so that evidence is always what was read.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

_KEY = "kg.view"


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the repaired text; `offsets[i]` is the place of its i-th character in the raw text."""

    text: str
    offsets: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span [start, end) of a non-empty view span; dropped characters inside it are included."""
        return self.offsets[start], self.offsets[end - 1] + 1


def repair(text: str) -> View:
    """The view of a text. Characters are folded or dropped, never added or moved."""
    return View(text, tuple(range(len(text))))


def view_of(doc: Doc) -> View:
    """The view of a Doc's text, made once and kept with the Doc as plain values."""
    if _KEY not in doc.user_data:
        view = repair(doc.text)
        doc.user_data[_KEY] = (view.text, view.offsets)
    text, offsets = doc.user_data[_KEY]
    return View(text, tuple(offsets))
