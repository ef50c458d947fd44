"""Names in quotes: which name an initiative, which a platform, which nothing.

One scoring decides for both rooms: each cue of `quoted_cues.csv` that is seen before, inside or behind the
quotes gives points to either side.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.nlp.scanner import Sieve
from kg.resources import table

_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」\n]{1,40})[”\"」]")
_REACH = 16
_Span = tuple[int, int]
_Judged = tuple[int, int, str | None]
_CLEAR = -2.0
"""At so few points a name in quotes names nothing here, whatever it names elsewhere."""
_JOINED_BEFORE = re.compile(r"(?:“[^“”\n]{1,20}”[、和及与]?)+$")
_JOINED_BEHIND = re.compile(r"(?:[、和及与]?“[^“”\n]{1,20}”)+")
_APP = re.compile(r"(?:微信|支付宝)?(?:APP|小程序|公众号|客户端)")


@functools.cache
def _cues(place: str) -> tuple[Sieve, tuple[tuple[float, float], ...]]:
    """The cues of a place with the points that each gives."""
    rows = [row for row in table("quoted_cues") if row["place"] == place]
    points = tuple((float(row["initiative"]), float(row["platform"])) for row in rows)
    return Sieve(re.compile(row["pattern"]) for row in rows), points


@functools.cache
def known_platforms() -> frozenset[str]:
    """Names of the platforms of country and provinces (data: platforms.csv)."""
    return frozenset(row["name"] for row in table("platforms"))


@functools.cache
def known_initiatives() -> frozenset[str]:
    """Established names of nationwide reforms and campaigns (data: initiatives.csv)."""
    return frozenset(row["name"] for row in table("initiatives"))


@functools.cache
def _figures() -> Sieve:
    """What is put in quotes and names nothing: figures of speech, faults, principles (quoted_figures.csv)."""
    return Sieve(re.compile(row["pattern"]) for row in table("quoted_figures"))


def quoted(text: str) -> Iterator[_Span]:
    """The spans of the names in quotes, without the quotes."""
    for found in _QUOTED.finditer(text):
        yield found.span("name")


@functools.lru_cache(maxsize=1)
def judged(text: str) -> tuple[_Judged, ...]:
    """The spans of the names in quotes with what each names; the last answer is kept."""
    found = judge(text, list(quoted(text)))
    labels: dict[str, set[str | None]] = {}
    for start, end, label in found:
        labels.setdefault(text[start:end], set()).add(label)
    unclear: dict[str, list[_Judged]] = {name: [] for name, given in labels.items() if len(given) > 1}
    if not unclear:
        return tuple(found)
    for place in found:
        name = text[place[0] : place[1]]
        if name in unclear:
            unclear[name].append(place)
    agreed = {name: _agreed(text, alike) for name, alike in unclear.items()}
    return tuple(_settled(text, place, agreed) for place in found)


def _settled(text: str, place: _Judged, agreed: Mapping[str, str | None]) -> _Judged:
    """The place with the label that the text gives its name in all its places, if it names anything here."""
    start, end, label = place
    name = text[start:end]
    if name not in agreed or (label is None and max(points(text, [(start, end)])[0]) <= _CLEAR):
        return place
    return start, end, agreed[name]


def _agreed(text: str, alike: Sequence[_Judged]) -> str | None:
    """The label that the text gives a name in all its places, where it is not clear in each."""
    given = points(text, [place[:2] for place in alike])
    initiative, platform = map(sum, zip(*given, strict=True))
    if max(initiative, platform) <= 0:
        return None
    named_platform = any(label == "Platform" for _, _, label in alike)
    return "Platform" if platform > initiative and named_platform else "Initiative"


def judge(text: str, spans: Sequence[_Span]) -> list[_Judged]:
    """The spans of names in quotes, each with `Initiative`, `Platform` or None."""
    labels = {span: _known(text, span) for span in spans}
    unknown = [span for span, label in labels.items() if label is None]
    figures = _figures().whole([text[start:end] for start, end in unknown])
    unknown = [span for span, is_figure in zip(unknown, figures, strict=True) if not is_figure]
    for span, (initiative, platform) in zip(unknown, points(text, unknown), strict=True):
        if initiative > 0 or platform > 0:
            labels[span] = "Platform" if platform > initiative else "Initiative"
    return [(*span, labels[span]) for span in spans]


def _known(text: str, span: _Span) -> str | None:
    """What a name is that is known by itself."""
    name = text[span[0] : span[1]]
    if name in known_platforms():
        return "Platform"
    return "Initiative" if name in known_initiatives() and not _APP.match(text, span[1] + 1) else None


def points(text: str, spans: Sequence[_Span]) -> list[list[float]]:
    """The points of the cues for an initiative and for a platform of each of the names in quotes."""
    totals = [[0.0, 0.0] for _ in spans]
    for place, parts in _around(text, spans).items():
        sieve, given = _cues(place)
        for total, seen in zip(totals, sieve.seen(parts), strict=True):
            for cue in seen:
                for_initiative, for_platform = given[cue]
                total[0] += for_initiative
                total[1] += for_platform
    return totals


def against(text: str, start: int, end: int) -> str:
    """The words that speak most against a name in quotes at [start, end); empty where none do."""
    found = [(0.0, "")]
    around = _around(text, [(start, end)])
    for place, (part,) in around.items():
        for row in table("quoted_cues"):
            words = re.search(row["pattern"], part) if row["place"] == place else None
            if words:
                found.append((max(float(row["initiative"]), float(row["platform"])), words.group()))
    return " ".join(min(found)[1].split())


def _around(text: str, spans: Sequence[_Span]) -> dict[str, list[str]]:
    """What stands before, inside and behind the quotes of each name, by places."""
    return {
        "before": [_before(text, start - 1) for start, _ in spans],
        "inside": [text[start:end] for start, end in spans],
        "after": [_behind(text, end + 1) for _, end in spans],
    }


def _before(text: str, quote: int) -> str:
    """What stands before the quotes; before the first of a list of names in quotes."""
    if text.find("”", max(0, quote - 3), quote) < 0:
        return text[max(0, quote - _REACH) : quote]
    part = text[max(0, quote - 3 * _REACH) : quote]
    listed = _JOINED_BEFORE.search(part)
    return part[-_REACH:] if listed is None else part[: listed.start()][-_REACH:]


def _behind(text: str, end: int) -> str:
    """What stands behind the quotes; behind the last of a list of names in quotes."""
    listed = text.find("“", end, end + 2) >= 0 and _JOINED_BEHIND.match(text, end, end + 3 * _REACH)
    start = listed.end() if listed else end
    return text[start : start + _REACH]
