"""The screen before a release: what is open blocks it, what was decided to be masked is masked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.errors import CheckError
from kg.folding import clean
from kg.model import Evidence, Fact, Issue, Observation
from kg.store import Slices
from loaders.screening.found import TEXT, Found, by_words, found_in
from loaders.screening.masking import Masked, Masks, Span, finder
from loaders.screening.release import Decision, Release
from loaders.screening.scan import is_sure


class Screening(NamedTuple):
    """`open`: the hits that nobody decided on; `masked`: those to be masked; `kept`: those to be published;
    `notes`: one for each decision that matches nothing.
    """

    open: tuple[Found, ...]
    masked: tuple[Found, ...]
    kept: tuple[Found, ...]
    notes: tuple[Issue, ...]


def screening(graph: Slices, release: Release) -> Screening:
    """Every hit in a graph, as it was decided on.

    What is told of a report or entity in the words of a text goes as the text does, unless a row says other:
    it is masked if the text is masked anywhere, and not asked for again.
    """
    groups = by_words(found_in(graph))
    used: list[Decision] = []
    sorted_out: dict[str, list[Found]] = defaultdict(list)
    for group in groups.values():
        for verdict, found in _decided(group, release, used):
            sorted_out[verdict].append(found)
    left, hidden, kept = (tuple(sorted(sorted_out[v], key=_by_place)) for v in ("", "mask", "publish"))
    return Screening(left, hidden, kept, release.unused(used))


def cleared(graph: Slices, release: Release) -> Slices:
    """The graph as it may be published; Blocked where something is open."""
    screened = screening(graph, release)
    if screened.open:
        raise Blocked(screened.open, release.file)
    return released(graph, screened)


def _by_place(found: Found) -> tuple[bool, str, str, int]:
    return not found.thing.startswith("r"), found.thing, found.field, found.hit.start


def _decided(group: Sequence[Found], release: Release, used: list[Decision]) -> Iterable[tuple[str, Found]]:
    """Each hit of some words with `mask`, `publish`, or nothing."""
    texts = [found for found in group if found.field == TEXT]
    verdicts: set[str] = set()
    for found in [*texts, *(found for found in group if found.field != TEXT)]:
        decision = release.of(found)
        if decision:
            used.append(decision)
        verdict = decision.verdict if decision else ""
        if found.field == TEXT:
            verdicts.add(verdict)
        elif texts and not verdict:
            verdict = "mask" if "mask" in verdicts else "publish"
        yield verdict, found


class Blocked(CheckError):
    """A release with open places; `places` tells each in a line, what was found half hidden."""

    def __init__(self, found: Sequence[Found], file: str) -> None:
        self.places = tuple(f"{f.thing} [{f.place}] {f.hit.kind}: {f.sentence}" for f in found)
        todo = f"list them with kg publish --screen, and decide on each (mask or publish) in {file}"
        super().__init__(f"{len(found)} places are not to be published unseen; {todo}")


def released(graph: Slices, screened: Screening) -> Slices:
    """The graph with everything masked that is to be masked."""
    words: dict[str, set[str]] = defaultdict(set)
    spans: dict[str, set[Span]] = defaultdict(set)
    for thing, field, hit, _ in screened.masked:
        words[thing] |= {hit.text, clean(hit.text)}
        if field == TEXT:
            spans[thing].add((hit.start, hit.end))
    sure = {form for _, _, hit, _ in screened.masked if is_sure(hit) for form in (hit.text, clean(hit.text))}
    masks = Masks(spans, {}, finder(sure))
    _mask_again(graph, masks, screened.kept)
    _name_parts(graph, spans, words)
    return Masked(graph, masks._replace(words=_longest_first(words), gone=_gone(graph, spans)))


def _mask_again(graph: Slices, masks: Masks, kept: Iterable[Found]) -> None:
    """Add the other places of words that are masked anywhere, but for those that are to be published."""
    free: dict[str, list[Span]] = defaultdict(list)
    for thing, field, hit, _ in kept:
        if field == TEXT:
            free[thing].append((hit.start, hit.end))
    anywhere = masks.anywhere
    for piece in graph.heads() if anywhere else ():
        for report in piece.reports:
            again = {(start, end) for start, end, _ in anywhere.find(report.text)} if anywhere else set()
            masks.spans[report.id] |= {span for span in again if not _meets(span, free[report.id])}


def _name_parts(graph: Slices, spans: Mapping[str, set[Span]], words: dict[str, set[str]]) -> None:
    """Add what is masked within the mentions of a thing to its words: a name may hold a part of a number.

    A thing that is spoken of elsewhere, too, is known by that: a district is more than a part of an address.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    elsewhere: set[str] = set()
    for piece in graph.reports() if spans else ():
        spoken = {(m.evidence.report_id, m.id): m.evidence for m in (*piece.mentions, *piece.deictics)}
        for found in piece.resolved:
            place = spoken.get((found.report_id, found.mention))
            met = _masked(place, spans.get(found.report_id, ())) if place else []
            parts[found.entity] |= {form for part in met for form in (part, clean(part))}
            if not met:
                elsewhere.add(found.entity)
    for thing in parts.keys() - elsewhere:
        words[thing] |= parts[thing]


def _masked(place: Evidence, spans: Iterable[Span]) -> list[str]:
    """What is masked of a quote."""
    inside = ((max(start, place.start), min(end, place.end)) for start, end in spans)
    return [place.quote[start - place.start : end - place.start] for start, end in inside if start < end]


def _gone(graph: Slices, spans: Mapping[str, set[Span]]) -> frozenset[str]:
    """Masked figures, findings and facts about them, and their indicators if these have no other figure."""
    hidden = {found.id: str(found.metric) for found, masked in _figures(graph, spans) if masked}
    if not hidden:
        return frozenset()
    metrics = {*hidden.values()} - {
        str(found.metric) for found, masked in _figures(graph, spans) if not masked
    }
    findings = {str(fact.subject) for fact in _facts(graph) if fact.object in hidden}
    facts = {fact.id for fact in _facts(graph) if fact.subject in hidden or fact.subject in findings}
    kept = {end for fact in _facts(graph) for end in (fact.subject, fact.object) if end in metrics}
    return frozenset(hidden) | findings | facts | (metrics - kept)


def _facts(graph: Slices) -> Iterator[Fact]:
    return (fact for piece in graph.facts() for fact in piece.facts)


def _figures(graph: Slices, spans: Mapping[str, set[Span]]) -> Iterator[tuple[Observation, bool]]:
    """Each figure, and whether a character of it is masked."""
    for piece in graph.reports() if spans else ():
        yield from (
            (found, _meets(found.span, spans.get(found.report_id, ()))) for found in piece.observations
        )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _longest_first(words: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    def order(word: str) -> tuple[int, str]:
        return -len(word), word

    return {thing: tuple(sorted(those, key=order)) for thing, those in words.items()}
