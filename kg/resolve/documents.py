"""Numbers of documents: their written form, and the title each belongs to by where it stands."""

import re
import unicodedata
from collections.abc import Sequence

from kg.model import Mention, MentionId, Reading

_BEFORE = re.compile(r"[\s（(\[【]*\Z")
_AFTER = re.compile(r"[\s）)\]】]*(?:号|文件|印发的?|发布的?)?\s*\Z")
_BY = re.compile(r"以\s*\Z")
_OPEN, _CLOSE = re.compile(r"[\[（(【〔]"), re.compile(r"[\]）)】〕]")
_REACH = 200


def number_form(text: str) -> str:
    """A document number in its written form: 国发[2022]5 号 → 国发〔2022〕5号."""
    plain = re.sub(r"\s|第(?=\d)", "", unicodedata.normalize("NFKC", text)).strip("()（）")
    return _CLOSE.sub("〕", _OPEN.sub("〔", plain))


def numbered(reading: Reading) -> dict[MentionId, MentionId]:
    """DocNo mention → the Regulation mention to which its place attaches it.

    A number stands behind the title, in brackets or bare; or on the line before it; or follows 以 and
    belongs to the last title before it.
    """
    titles = [mention for mention in reading.mentions if mention.label == "Regulation"]
    found = {}
    for mention in reading.mentions:
        if mention.label == "DocNo":
            title = _title_of(mention, titles, reading.report.text)
            if title is not None:
                found[mention.id] = title.id
    return found


def _title_of(number: Mention, titles: Sequence[Mention], text: str) -> Mention | None:
    start, end = number.evidence.start, number.evidence.end
    before = [title for title in titles if start - _REACH <= title.evidence.end <= start]
    before.sort(key=lambda title: (title.evidence.end, -title.evidence.start))
    if before and _BEFORE.match(text[before[-1].evidence.end : start]):
        return before[-1]
    after = [title for title in titles if end <= title.evidence.start <= end + 12]
    after.sort(key=lambda title: (title.evidence.start, -title.evidence.end))
    if after and _AFTER.match(text[end : after[0].evidence.start]):
        return after[0]
    if before and _BY.search(text[max(0, start - 3) : start]):
        return before[-1]
    return None
