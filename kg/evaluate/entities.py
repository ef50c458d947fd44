"""Resolution against annotated entities: from the annotated mentions, and end to end from the bare texts.

The file is a JSON list of entities: `id`, `label`, `name`, `mentions` (pairs of text id and span id), and
`also`, other names that are right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.evaluate.alignment import align
from kg.evaluate.clusters import b_cubed, pair_counts
from kg.evaluate.files import rows_of
from kg.evaluate.gold import Pair, Spans
from kg.evaluate.lines import cells, counted
from kg.evaluate.places import Place, place_of
from kg.evaluate.scores import END_TO_END, ENTITY_KINDS, MICRO, Key
from kg.folding import fold
from kg.model import LABELS, EntityId, Reading
from kg.resolve import resolve
from kg.resolve.groups import is_group
from kg.resolve.titles import STATE

NODELESS = ("DocNo", "Metric")
"""Labels whose mentions are no entities of their own."""
_LABELS = {label.upper(): label for label in LABELS}
_SPELLED = ("Regulation", "Initiative", "Platform", "Agreement")
_CLOSING = re.compile(r"[（(][^（）()]*[)）]\Z")
_QUOTED = re.compile(r"“([^“”]+)”")
At = tuple[str, Place]
"""A text by its id, and a place in it."""


class Known(NamedTuple):
    """An annotated entity: its label, the names that are right, and where it is mentioned."""

    id: str
    label: str
    names: tuple[str, ...]
    mentions: tuple[At, ...]


class Found(NamedTuple):
    """What resolution says of annotated mentions, and of spurious ones: the entity, and its name."""

    entities: Mapping[At, EntityId]
    names: Mapping[At, str]


def read_entities(path: Path, spans: Spans) -> tuple[Known, ...]:
    """The entities of a file; those whose label makes no node are passed over.

    `spans` are those of the annotated texts. DataError for an entry that is no entity, a span that no text
    has, or one that two entities claim; UsageError for a file that cannot be read.
    """
    known: list[Known] = []
    owners: dict[At, str] = {}
    for place, row in rows_of(path, "a list of entities in JSON"):
        entity = _known(place, row, spans)
        for at in entity.mentions:
            if owners.setdefault(at, entity.id) != entity.id:
                raise DataError(f"{place}: {at[0]} {at[1]} is a mention of {owners[at]}, too; expected one")
        if entity.label not in NODELESS:
            known.append(entity)
    return tuple(known)


def _known(place: str, row: Mapping[str, Any], spans: Spans) -> Known:
    try:
        label, names = _LABELS[row["label"].upper()], (row["name"], *row.get("also", ()))
        mentions = [(str(text), str(span)) for text, span in row["mentions"]]
        identity = str(row["id"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{place}: not an entity ({type(error).__name__}: {error})") from error
    lost = [f"{text} {span}" for text, span in mentions if (text, span) not in spans]
    if lost:
        raise DataError(f"{place}: {lost[0]}: no such text and span among the annotated ones")
    return Known(identity, label, names, tuple((text, spans[text, span]) for text, span in mentions))


def entity_lines(pairs: Sequence[Pair], known: Sequence[Known]) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The lines of the entity tables by kind and name: for each label that is annotated, then for all.

    `entity clusters` is B³ over mentions; what was not found counts against recall, what is spurious against
    precision. `entity pairs` counts pairs of mentions that are one entity, `entity names` mentions whose
    entity has a right name. `… end to end` starts from the predictions.
    """
    gold, predicted = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    places = {at for entity in known for at in entity.mentions}
    for kinds, readings in ((ENTITY_KINDS, gold), (END_TO_END, predicted)):
        found = _resolved(gold, readings, {entity.label for entity in known}, places)
        for label in [*sorted({entity.label for entity in known}), MICRO]:
            chosen = [entity for entity in known if label in (entity.label, MICRO)]
            for kind, line in zip(kinds, _lines(label, chosen, found, gold), strict=True):
                yield (kind, label), line


def _resolved(
    gold: Sequence[Reading], readings: Sequence[Reading], labels: set[str], annotated: set[At]
) -> Found:
    """The entity of each annotated mention that was found, and of each spurious one of those labels."""
    resolution = resolve(readings)
    denoted = {(row.report_id, row.mention): row.entity for row in resolution.resolved}
    names = {entity.id: entity.name for entity in resolution.entities}
    entities: dict[At, EntityId] = {}
    for expected, reading in zip(gold, readings, strict=True):
        said = {place_of(mention): mention for mention in reading.mentions if mention.label in labels}
        there = [place_of(mention) for mention in expected.mentions if mention.label in labels]
        for place, mine in align(there, said):
            if mine is not None and (entity := denoted.get((reading.report.id, said[mine].id))) is not None:
                same = place is not None and place[2] == mine[2]
                entities[expected.report.source, place if place is not None and same else mine] = entity
    unknown = {(reading.report.source, place_of(m)) for reading in gold for m in reading.mentions} - annotated
    kept = {at: entity for at, entity in entities.items() if at not in unknown}
    return Found(kept, {at: names[entity] for at, entity in kept.items()})


def _lines(
    label: str, known: Sequence[Known], found: Found, gold: Sequence[Reading]
) -> Iterator[dict[str, Any]]:
    true = {at: entity.id for entity in known for at in entity.mentions}
    ours = {at: entity for at, entity in found.entities.items() if label in (at[1][2], MICRO)}
    precision, recall = b_cubed(true, ours)
    yield cells(len(true), len(ours), None, precision, recall)
    yield counted(*pair_counts(true, ours))
    texts = {reading.report.source: reading.report.text for reading in gold}
    right = [
        fold(found.names[text, place]) in accepted(entity, texts[text][place[0] : place[1]])
        for entity in known
        for text, place in entity.mentions
        if (text, place) in found.names
    ]
    yield counted(len(true), len(right), sum(right))


def accepted(entity: Known, spelling: str) -> set[str]:
    """The folded names that are right for an entity that a text spells so.

    For titles, initiatives, platforms, agreements and groups of regions the spelling itself, for a platform
    what stands in its quotes; a closing （…） that tells homonyms apart and 中华人民共和国 may be missing.
    """
    names = {*entity.names, *(_CLOSING.sub("", name) for name in entity.names)}
    if entity.label in _SPELLED or is_group(spelling):
        names.add(spelling)
    if entity.label == "Platform":
        names |= {quoted for name in entity.names for quoted in _QUOTED.findall(name)}
    return {fold(short) for name in names for short in (name, name.removeprefix(STATE))}
