"""Numbers of documents: their written form, and the title each belongs to by where it stands."""

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right

from kg.model import Mention, MentionId, Reading
from kg.resources import either

_BEFORE = re.compile(r"[\s（(\[【]*\Z")
_BY = re.compile(r"以\s*\Z")
_OPEN, _CLOSE = re.compile(r"[\[（(【〔]"), re.compile(r"[\]）)】〕]")
_REACH, _NEAR = 200, 12


def number_form(text: str) -> str:
    """A document number in its written form: 国发[2022]5 号 → 国发〔2022〕5号."""
    plain = re.sub(r"\s|第(?=\d)", "", unicodedata.normalize("NFKC", text)).strip("()（）")
    return _CLOSE.sub("〕", _OPEN.sub("〔", plain))


def numbered(reading: Reading) -> dict[MentionId, MentionId]:
    """DocNo mention → the Regulation mention to which its place attaches it.

    A number stands behind the title, in brackets or bare; or on the line before it; or follows 以 and
    belongs to the last title before it.
    """
    titles = _Titles(reading)
    found = {}
    for mention in reading.mentions:
        if mention.label == "DocNo":
            title = _title_of(mention, titles, reading.report.text)
            if title is not None:
                found[mention.id] = title.id
    return found


class _Titles:
    """The titles of a reading by where they begin and end; of two with one edge the longer comes first."""

    def __init__(self, reading: Reading) -> None:
        titles = [mention for mention in reading.mentions if mention.label == "Regulation"]
        self.by_end = sorted(titles, key=lambda title: (title.evidence.end, -title.evidence.start))
        self.by_start = sorted(titles, key=lambda title: (title.evidence.start, -title.evidence.end))

    def before(self, place: int) -> Mention | None:
        """The last title that ends at the place or up to 200 characters before it."""
        at = bisect_right(self.by_end, place, key=lambda title: title.evidence.end) - 1
        return self.by_end[at] if at >= 0 and place - self.by_end[at].evidence.end <= _REACH else None

    def after(self, place: int) -> Mention | None:
        """The first title that begins at the place or a few characters behind it."""
        at = bisect_left(self.by_start, place, key=lambda title: title.evidence.start)
        found = self.by_start[at] if at < len(self.by_start) else None
        return found if found and found.evidence.start - place <= _NEAR else None


def _title_of(number: Mention, titles: _Titles, text: str) -> Mention | None:
    start, end = number.evidence.start, number.evidence.end
    before, after = titles.before(start), titles.after(end)
    if before and _BEFORE.match(text[before.evidence.end : start]):
        return before
    if after and _after().match(text[end : after.evidence.start]):
        return after
    return before if before and _BY.search(text[max(0, start - 3) : start]) else None


@functools.cache
def _after() -> re.Pattern[str]:
    """What may stand between a number and the title behind it."""
    return re.compile(rf"[\s）)\]】]*{either('title_words', 'number')}?\s*\Z")
