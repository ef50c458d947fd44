"""Masked characters: a graph in which what was decided to be masked stands as blocks, as long as it was.

A text keeps its length, so every offset, id and quote goes on to hold. What is masked at one place is masked
wherever the words stand, as far as they are no ordinary words besides; a place that somebody decided to
publish stays. A figure of which a character is masked is no observation any more, and what was said of it is
gone. The key of an entity that had masked words ends with the entity's id: two keys stay two. Who judged two
things the same, and in what words, is never given out.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.graph import Graph
from kg.model import Claim, Entity, Evidence, Mention, Metadata, Observation, Report, Resolved, Section
from kg.store import Slices
from kg.store.slices import KNOWN
from loaders.plain import MASK
from loaders.screening.found import META

_MARKED = 20
"""The characters of the longest mark of a heading, gaps besides."""
Span = tuple[int, int]
_JUDGED = re.compile(r"(judged (?:same|different))(?: by |: ).*", re.DOTALL)
Spoken = TypeVar("Spoken", Mention, Claim)


class Masks(NamedTuple):
    """What is masked: spans of the text of each report, words of each report or entity, words anywhere.

    `gone` are the ids of observations, of facts and of entities that would tell what is masked.
    """

    spans: dict[str, set[Span]]
    words: Mapping[str, tuple[str, ...]]
    anywhere: CharwiseDoubleArrayAhoCorasick | None
    gone: frozenset[str] = frozenset()

    def are_none(self) -> bool:
        """Whether nothing is masked."""
        return not self.words

    def hide(self, thing: str, text: str) -> str:
        """A name, title or the like of a thing, masked."""
        for word in self.words.get(thing, ()):
            text = text.replace(word, MASK * len(word))
        if self.anywhere is not None:
            text = blocked(text, ((start, end) for start, end, _ in self.anywhere.find(text)))
        return text


def finder(words: Iterable[str]) -> CharwiseDoubleArrayAhoCorasick | None:
    """What finds the words; None for none."""
    found = sorted(set(words))
    return CharwiseDoubleArrayAhoCorasick(found, MATCH_KIND_LEFTMOST_LONGEST) if found else None


def blocked(text: str, spans: Iterable[Span]) -> str:
    """The text with a block for each character of the spans; line breaks stay. It is as long as before."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at : max(at, start)], _blocks(text[max(at, start) : end])]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _blocks(text: str) -> str:
    return "".join(sign if sign in "\r\n" else MASK for sign in text)


class Masked(Slices):
    """A graph in pieces, masked as it is read."""

    def __init__(self, graph: Slices, masks: Masks) -> None:
        self._graph, self._masks = graph, masks
        self.class_of = graph.class_of
        self.name_of = functools.lru_cache(KNOWN)(self._name_of)

    def heads(self) -> Iterator[Graph]:
        """As of the graph."""
        return self._each(self._graph.heads)

    def entities(self) -> Iterator[Graph]:
        """As of the graph."""
        return self._each(self._graph.entities)

    def facts(self) -> Iterator[Graph]:
        """As of the graph."""
        return self._each(self._graph.facts)

    def unclaimed(self) -> Iterator[Graph]:
        """As of the graph."""
        return self._each(self._graph.unclaimed)

    def reports(self) -> Iterator[Graph]:
        """As of the graph."""
        return self._each(self._graph.reports)

    def classes_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """As of the graph."""
        return self._graph.classes_of(keys)

    def _name_of(self, key: str) -> str | None:
        name = self._graph.name_of(key)
        return None if name is None else self._masks.hide(key, name)

    def _each(self, pieces: Callable[[], Iterator[Graph]]) -> Iterator[Graph]:
        return (masked(piece, self._masks) for piece in pieces())


def masked(graph: Graph, masks: Masks) -> Graph:
    """A graph, or a piece of one that holds the reports of all that stands in it, masked."""
    graph = replace(graph, resolved=tuple(_resolved(each, masks) for each in graph.resolved))
    if masks.are_none():
        return graph
    reports = tuple(_report(report, masks) for report in graph.reports)
    texts = {report.id: report.text for report in reports if report.id in masks.spans}
    gone = masks.gone
    return replace(
        graph,
        reports=reports,
        sections=tuple(_section(section, texts, masks) for section in graph.sections),
        mentions=_spoken(graph.mentions, texts),
        deictics=_spoken(graph.deictics, texts),
        claims=_spoken(tuple(each for each in graph.claims if _measured(each) not in gone), texts),
        entities=tuple(_entity(each, masks) for each in graph.entities if each.id not in gone),
        facts=tuple(each for each in graph.facts if each.id not in gone),
        claim_facts=tuple(each for each in graph.claim_facts if each.fact_id not in gone),
        observations=tuple(_observation(each, gone) for each in graph.observations if each.id not in gone),
    )


def _report(report: Report, masks: Masks) -> Report:
    told = {name: getattr(report.meta, name) for name in META}
    hidden = {name: masks.hide(report.id, text) for name, text in told.items() if text}
    changed: dict[str, str] = {name: text for name, text in hidden.items() if text != told[name]}
    meta: Metadata = replace(report.meta, **changed) if changed else report.meta  # type: ignore[arg-type]
    text = blocked(report.text, masks.spans.get(report.id, ()))
    return replace(report, text=text, source=masks.hide(report.id, report.source), meta=meta)


def _evidence(span: Evidence, texts: Mapping[str, str]) -> Evidence:
    text = texts.get(span.report_id)
    return span if text is None else replace(span, quote=text[span.start : span.end])


def _spoken(those: tuple[Spoken, ...], texts: Mapping[str, str]) -> tuple[Spoken, ...]:
    if not texts:
        return those
    return tuple(replace(each, evidence=_evidence(each.evidence, texts)) for each in those)


def _resolved(found: Resolved, masks: Masks) -> Resolved:
    """Why a mention denotes a thing, without who judged so and in what words."""
    reason = _JUDGED.sub(r"\1", masks.hide(found.report_id, found.reason))
    return found if reason == found.reason else replace(found, reason=reason)


def _section(section: Section, texts: Mapping[str, str], masks: Masks) -> Section:
    report = section.evidence.report_id
    title = masks.hide(report, _title(section, masks.spans.get(report, ())))
    return replace(section, evidence=_evidence(section.evidence, texts), title=title)


def _title(section: Section, spans: Iterable[Span]) -> str:
    """The heading, masked by place: it may end amid a number. All of it where the text has gaps within."""
    start, title = section.evidence.start, section.title
    at = section.evidence.quote.find(title)
    first, last = (at, at + len(title)) if at >= 0 else (0, 2 * len(title) + _MARKED)
    met = [(a - start - first, b - start - first) for a, b in spans if a < start + last and b > start + first]
    return blocked(title, met if at >= 0 else [(0, len(title))] if met else [])


def _measured(claim: Claim) -> str:
    """The id of the observation that a claim would be about."""
    return "v" + claim.subject[1:].rpartition("-")[0]


def _observation(found: Observation, gone: frozenset[str]) -> Observation:
    return replace(found, change_from=None) if found.change_from in gone else found


def _entity(entity: Entity, masks: Masks) -> Entity:
    def hide(text: str) -> str:
        return masks.hide(entity.id, text)

    key = hide(entity.key)
    return replace(
        entity,
        key=entity.key if key == entity.key else f"{key}#{entity.id}",
        name=hide(entity.name),
        names=tuple(sorted({hide(name) for name in entity.names})),
        properties=tuple((name, _property(value, hide)) for name, value in entity.properties),
    )


def _property(
    value: str | int | float | bool | tuple[str, ...], hide: Callable[[str], str]
) -> str | int | float | bool | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(hide(text) for text in value)
    return hide(value) if isinstance(value, str) else value
