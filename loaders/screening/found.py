"""Everything of a graph that a package gives out, scanned: each hit with its thing and its place there.

Scanned are the whole text of each report (with it every quote, heading and figure, which are parts of it),
its title, file name, address and what else it says of itself, and each name, key and property of an entity.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from kg.model import Entity, Report
from kg.store import Slices
from loaders.screening.hit import Hit, shown
from loaders.screening.scan import scan

TEXT = "text"
"""The field that is a report's text."""
META = ("title", "issuer", "region", "url", "publisher", "origin", "document_number", "index_number")
_BETWEEN = "\n|\n"
"""Stands between texts that are scanned at once: no hit reaches over it."""
_AROUND = 24
_STOPS = "。！？；\n|"

Field = tuple[str, str, str]
"""The id of a report or entity, the name of a field, and what stands in it."""


class Found(NamedTuple):
    """A hit in a field of a report or entity; `sentence` is what stands around it, the hit half hidden."""

    thing: str
    field: str
    hit: Hit
    sentence: str

    @property
    def place(self) -> str:
        """Start and end, `12-15`; with the name of the field before it where that is not a report's text."""
        span = f"{self.hit.start}-{self.hit.end}"
        return span if self.field == TEXT else f"{self.field}:{span}"


def found_in(graph: Slices) -> Iterator[Found]:
    """The hits in a graph: those of reports, then those of entities, each by id and place."""
    for piece in graph.heads():
        for report in piece.reports:
            yield from _scanned(fields_of_report(report))
    for piece in graph.entities():
        fields = [field for entity in piece.entities for field in fields_of_entity(entity)]
        yield from _scanned(fields)


def fields_of_report(report: Report) -> list[Field]:
    """What a report says, and what is told of it."""
    told = {name: getattr(report.meta, name) for name in META}
    said = {TEXT: report.text, "source": report.source, **told}
    return [(report.id, name, text) for name, text in said.items() if text]


def fields_of_entity(entity: Entity) -> list[Field]:
    """The texts of an entity, each once."""
    seen: dict[str, str] = {}
    own = ("name", entity.name), ("names", entity.names), ("key", entity.key)
    for name, value in (*own, *entity.properties):
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and text:
                seen.setdefault(text, name)
    return [(entity.id, name, text) for text, name in seen.items()]


def _scanned(fields: Iterable[Field]) -> Iterator[Found]:
    those = list(fields)
    texts = [text for _, _, text in those]
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]
    whole = _BETWEEN.join(texts)
    hits = scan(whole)
    veiled = _veiled(whole, hits)
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        thing, field, _ = those[at]
        own = hit._replace(start=hit.start - starts[at], end=hit.end - starts[at])
        yield Found(thing, field, own, _sentence(veiled, hit))


def _veiled(text: str, hits: Iterable[Hit]) -> str:
    """The text with every hit as a message may show it; as long as before."""
    pieces, at = [], 0
    for hit in hits:
        pieces += [text[at : hit.start], shown(hit)[max(0, at - hit.start) :]]
        at = hit.end
    return "".join([*pieces, text[at:]])


def _sentence(text: str, hit: Hit) -> str:
    """The words around a hit, as far as its sentence goes, in one line."""
    before, behind = text[max(0, hit.start - _AROUND) : hit.start], text[hit.end : hit.end + _AROUND]
    first = max(before.rfind(stop) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := behind.find(stop)) >= 0]
    last = min(ends, default=len(behind))
    return squeezed(before[first:] + text[hit.start : hit.end] + behind[:last])


def by_words(found: Iterable[Found]) -> Mapping[tuple[str, str], list[Found]]:
    """The hits of each kind and words."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for each in found:
        groups.setdefault((each.hit.kind, squeezed(each.hit.text)), []).append(each)
    return groups


def squeezed(text: str) -> str:
    """The text with one space for each gap, as a cell holds it."""
    return " ".join(text.split())
