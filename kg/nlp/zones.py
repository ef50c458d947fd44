"""Zones by their endings: behind a region's name, behind a name of their own, or beside other regions.

`region_zone_kinds.csv` holds the endings. A zone whose own name is no region of the gazetteer (滨江新城)
counts where the ending makes it certain, else in a list with other regions; so does an ending that stands
alone (两江新区、经开区). A name made only of words such as 重点 or 产业 (`region_not.csv`) names no zone.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from kg import gazetteer
from kg.nlp.firsts import hastened
from kg.nlp.names import behind, behind_leads, is_lead
from kg.nlp.placenames import Name, doubtful_words, ordinary_words
from kg.nlp.scanner import Scanner
from kg.nlp.spans import Hit
from kg.resources import table

Span = tuple[int, int]
_HAN = r"\u4e00-\u9fa5"
_BODY = re.compile(rf"(?:(?![和与在及的等为是]|所属)[{_HAN}A-Z0-9（）()“”]){{0,12}}\Z")
_BEFORE = re.compile(rf"(?:[{_HAN}]{{1,8}}[（(]|中[{_HAN}])\Z")
_SIGN = re.compile(f"[^{_HAN}]")
_COUNTRY = "中国"
_BESIDE = ("、", "和", "与")


def find(text: str, names: tuple[Name, ...]) -> list[Hit]:
    """The zones of a text; `names` are the names of the gazetteer in it."""
    sure, maybe = _read(text, names)
    places = [*sure, *((name.start, name.end) for name in names if name.full or gazetteer.find(name.text))]
    sure = [_joined(text, span, places) for span in sure]
    spans = [*sure, *_beside(text, maybe, places)]
    return [Hit(start, end, "Region", "region.zone") for start, end in sorted(spans)]


def fronts(text: str, names: tuple[Name, ...]) -> list[Span]:
    """The zones with which a body's name may begin: the certain ones, and those that a body proves."""
    sure, maybe = _read(text, names)
    return sorted([*sure, *maybe])


@functools.lru_cache(maxsize=1)
def _read(text: str, names: tuple[Name, ...]) -> tuple[list[Span], list[Span]]:
    """The certain zones and the possible ones; the last answer is kept."""
    ends = {name.end for name in names if gazetteer.group(name.text)}
    starts = [name.start for name in names]
    sure: list[Span] = []
    maybe: list[Span] = []
    for match in _SCANNER.finditer(_words(), text):
        longer = text[match.end() : match.end() + 1] == "区" and text[match.end() - 1] != "区"
        if (match.end() in ends and not match["part"]) or longer:
            continue
        named = "yes" if match["part"] else _kinds()[match["kind"]]
        first = bisect_left(starts, match.start() - 24)
        near = names[first : bisect_left(starts, match.start())]
        region = _behind_region(text, match.start(), near, alone=named == "alone")
        start = region and region.start
        stem = _stem(text, match.start())
        if stem is not None and (at := bisect_left(starts, stem)) and stem < names[at - 1].end:
            stem = None
        if stem is not None and named == "yes" and (region is None or _is_in_name(region, stem)):
            start = stem
        if start is None and named == "whole":
            sure.append(match.span())
        elif start is not None:
            sure.append((_start(text, start, match.end()), match.end()))
        elif stem is not None:
            maybe.append((stem, match.end()))
        elif match["part"]:
            sure.append(match.span())
        elif named == "alone":
            maybe.append(match.span())
    return sure, maybe


def _beside(text: str, maybe: Sequence[Span], places: Iterable[Span]) -> list[Span]:
    """Those of the zones that stand in a list with a place or with one another that does."""
    known = {*places, *_alone_together(text, maybe)}
    starts, ends = {start for start, _ in known}, {end for _, end in known}
    after = _chained(maybe, lambda s: text[s[0] - 1 : s[0]] in _BESIDE and s[0] - 1 in ends, ends)
    before = _chained(maybe[::-1], lambda s: text[s[1] : s[1] + 1] in _BESIDE and s[1] + 1 in starts, starts)
    return sorted({*after, *before, *_alone_together(text, maybe)})


def _alone_together(text: str, maybe: Sequence[Span]) -> list[Span]:
    """Kinds of zones that stand beside each other without any name: 自创区、自贸区."""
    alone = [span for span in maybe if _kinds().get(text[span[0] : span[1]]) == "alone"]
    pairs = [(a, b) for a, b in pairwise(alone) if text[a[1] : b[0]] == "、"]
    return [span for pair in pairs for span in pair]


def _chained(spans: Sequence[Span], joined: Callable[[Span], bool], edges: set[int]) -> list[Span]:
    """The spans, in the order given, that are joined to an edge or to one before that is."""
    found = []
    for span in spans:
        if joined(span):
            found.append(span)
            edges.update(span)
    return found


def _joined(text: str, span: Span, places: Sequence[Span]) -> Span:
    """The zone with the place that a dash joins to it, and with its bracket closed: 苍南—|龙湾产业园."""
    if text[span[1] : span[1] + 1] == "）" and "（" in text[span[0] : span[1]]:
        span = (span[0], span[1] + 1)
    if text[span[0] - 1 : span[0]] not in ("—", "－"):
        return span
    return next(((start, span[1]) for start, end in places if end == span[0] - 1), span)


def _behind_region(text: str, end: int, near: Sequence[Name], *, alone: bool) -> Name | None:
    """The region behind which the ending at `end` stands, with no more than a name between.

    A region that is a verb too (会同) is one only right before an ending that does not stand `alone`.
    """
    for name in near:
        apart = end - 12 <= name.end <= end and _BODY.match(text, name.end, end)
        verb = (alone or name.end < end) and is_lead(name.text)
        if apart and name.text != _COUNTRY and not _verb(text, name.end, end) and not verb:
            return name
    return None


def _is_in_name(region: Name, stem: int) -> bool:
    """Whether a name that begins at `stem` goes on over what may be a region: 酒嘉|双城|经济圈."""
    is_word = region.text in ordinary_words() or region.text in doubtful_words()
    return stem < region.start and is_word and not region.full


def _verb(text: str, start: int, end: int) -> bool:
    """Whether a word that is no part of a name stands between."""
    return any(len(word.group()) > 1 for word in _between().finditer(text, start, end))


def _start(text: str, start: int, end: int) -> int:
    """The start with what belongs before a region's name: a quote, 中国（, 中哈."""
    before = _BEFORE.search(text, max(0, start - 9), start)
    if before and (text[start - 1] not in "（(" or re.search("[）)]", text[start:end])):
        leads = [lead.end() for lead in _lead().finditer(text, before.start(), start - 1)]
        return max(leads, default=before.start())
    return start - (text[start - 1 : start] == "“" and "”" in text[start:end])


def _stem(text: str, end: int) -> int | None:
    """Where the 2 to 10 characters before a zone's ending begin: behind punctuation or a stop word."""
    low = max(0, end - 12)
    edge = max((sign.end() for sign in _SIGN.finditer(text, low, end)), default=None if low else 0)
    start = None if edge is None else behind_leads(text, edge, end, "body")
    for lead in _lead().finditer(text, low if start is None else start, end):
        start = lead.end()
    if start is None:
        return None
    start = behind_leads(text, behind(_first(), text, start, end), end, "body")
    if not 2 <= end - start <= 10 or _generic().fullmatch(text, start, end):
        return None
    return start


@functools.cache
def _kinds() -> dict[str, str]:
    return {row["ending"]: row["named"] for row in table("region_zone_kinds")}


@functools.cache
def _words() -> re.Pattern[str]:
    kinds = "|".join(sorted(_kinds(), key=len, reverse=True))
    return re.compile(rf"(?P<kind>{kinds})(?P<part>[{_HAN}]{{0,4}}片区)?")


_SCANNER = Scanner(lambda: [_words()])


@functools.cache
def _lead() -> re.Pattern[str]:
    words = [row["word"] for row in table("agency_stops") if row["where"] == "any"]
    words += [row["pattern"] for row in table("region_not") if row["place"] == "zone_lead"]
    words.sort(key=lambda word: ("(" in word, -len(word)))
    return hastened(rf"[^{_HAN}]|{'|'.join(words)}")


@functools.cache
def _between() -> re.Pattern[str]:
    """Words that may not stand between a region and the kind of a zone behind it."""
    words = [row["word"] for row in table("agency_stops") if row["where"] == "any"]
    words += [row["pattern"] for row in table("region_not") if row["place"] == "between"]
    return re.compile("|".join(sorted(words, key=lambda word: ("(" in word, -len(word)))))


@functools.cache
def _first() -> re.Pattern[str]:
    """Words with which no zone's own name begins."""
    words = [row["word"] for row in table("agency_stops") if row["where"] == "first"]
    return re.compile("|".join(sorted(words, key=lambda word: ("(" in word, -len(word)))))


@functools.cache
def _generic() -> re.Pattern[str]:
    """A name that is none: one or more words that tell of a kind."""
    words = "|".join(row["pattern"] for row in table("region_not") if row["place"] == "zone")
    return re.compile(f"(?:{words})+|.*[级个类型家各该本]")
