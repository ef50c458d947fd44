"""Names in quotes: which name an initiative, which a platform, which nothing.

One scoring decides for both rooms: each cue of `quoted_cues.csv` that is seen before, inside or behind the
quotes gives points to either side. What they make a name of, a linear model may still refuse (kg.nlp.naming).
"""

import functools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.nlp.naming import Face, odds
from kg.nlp.placenames import are_ends
from kg.nlp.scanner import Sieve
from kg.resources import either, table

_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」\n]{1,40})[”\"」]")
_REACH = 16
_Span = tuple[int, int]
_Judged = tuple[int, int, str | None]
_CLEAR = -2.0
"""At so few points a name in quotes names nothing here, whatever it names elsewhere."""
_SURE = 4.0
"""At so many points a name in quotes names something, and the model is not asked."""
REFUSED = -1.0
"""At such log-odds and less what the cues make a name of names nothing."""
_JOINED_BEFORE = re.compile(r"(?:“[^“”\n]{1,20}”[、和及与]?)+$")
_JOINED_BEHIND = re.compile(r"(?:[、和及与]?“[^“”\n]{1,20}”)+")
_APP = re.compile(r"(?:微信|支付宝)?(?:APP|小程序|公众号|客户端)")


@functools.cache
def _cues(place: str) -> tuple[Sieve, tuple[tuple[float, float], ...]]:
    """The cues of a place with the points that each gives."""
    rows = [row for row in table("quoted_cues") if row["place"] == place]
    points = tuple((float(row["initiative"]), float(row["platform"])) for row in rows)
    return Sieve(row["pattern"] for row in rows), points


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
    return Sieve(row["pattern"] for row in table("quoted_figures"))


@functools.cache
def _set_up() -> re.Pattern[str]:
    """What makes a name even of a figure of speech: “百事通”改革, “领头雁”工程."""
    return re.compile(either("initiative_words", "set_up"))


def quoted(text: str) -> Iterator[_Span]:
    """The spans of the names in quotes, without the quotes."""
    for found in _QUOTED.finditer(text):
        yield found.span("name")


@functools.lru_cache(maxsize=1)
def judged(text: str) -> tuple[_Judged, ...]:
    """The spans of the names in quotes with what each names; the last answer is kept."""
    found, given = _weighed(text, list(quoted(text)))
    found = _consistent(text, found)
    return tuple(_without_refused(text, found, dict(_asked(text, found, given))))


def doubtful(text: str) -> list[tuple[_Span, Face]]:
    """The names in quotes that the cues take, though not surely, and what the model sees of each."""
    found, given = _weighed(text, list(quoted(text)))
    return _asked(text, _consistent(text, found), given)


def _asked(
    text: str, found: Iterable[_Judged], given: Mapping[_Span, list[float]]
) -> list[tuple[_Span, Face]]:
    """The names with a label that have points, though not such as are sure, and what the model sees."""
    spans = [(start, end) for start, end, label in found if label]
    spans = [span for span in spans if span in given and max(given[span]) < _SURE]
    around = _around(text, spans)
    parts = zip(
        around["inside"], around["before"], around["after"], map(given.__getitem__, spans), strict=True
    )
    return list(zip(spans, (Face(*part) for part in parts), strict=True))


def _consistent(text: str, found: list[_Judged]) -> list[_Judged]:
    """The names in quotes, each with one label in all its places, if it names anything there."""
    labels: dict[str, set[str | None]] = {}
    for start, end, label in found:
        labels.setdefault(text[start:end], set()).add(label)
    unclear: dict[str, list[_Judged]] = {name: [] for name, given in labels.items() if len(given) > 1}
    if not unclear:
        return found
    for place in found:
        name = text[place[0] : place[1]]
        if name in unclear:
            unclear[name].append(place)
    agreed = {name: _agreed(text, alike) for name, alike in unclear.items()}
    return [_settled(text, place, agreed) for place in found]


def _without_refused(text: str, found: Iterable[_Judged], asked: Mapping[_Span, Face]) -> Iterator[_Judged]:
    """The names in quotes, without the label where the model holds that the name names nothing here.

    A name that is sure in most of its places keeps its label in the others.
    """
    given: dict[str, list[float]] = {}
    for face in asked.values():
        given.setdefault(face.name, []).append(odds(face))
    refused = {name for name, values in given.items() if sum(values) <= REFUSED * len(values)}
    found = list(found)
    sure = Counter(text[start:end] for start, end, label in found if label and (start, end) not in asked)
    refused -= {name for name in refused if sure[name] > len(given[name])}
    for start, end, label in found:
        falls = (start, end) in asked and text[start:end] in refused
        yield start, end, None if falls else label


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
    """The spans of names in quotes, each with `Initiative`, `Platform` or None, as the cues have it."""
    return _weighed(text, spans)[0]


def _weighed(text: str, spans: Sequence[_Span]) -> tuple[list[_Judged], dict[_Span, list[float]]]:
    """The spans with their labels, and the points of those that are neither known nor figures of speech."""
    labels = {span: _known(text, span) for span in spans}
    unknown = [span for span, label in labels.items() if label is None]
    said = [text[start:end] for start, end in unknown]
    figures = map(operator.or_, _figures().whole(said), map(are_ends, said))
    unknown = [
        (start, end)
        for (start, end), is_figure in zip(unknown, figures, strict=True)
        if not is_figure or _set_up().match(text, end + 1)
    ]
    given = dict(zip(unknown, points(text, unknown), strict=True))
    for span, (initiative, platform) in given.items():
        if initiative > 0 or platform > 0:
            labels[span] = "Platform" if platform > initiative else "Initiative"
    return [(*span, labels[span]) for span in spans], given


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
