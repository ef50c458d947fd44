"""Resolution: from the mentions of many reports to entities, by a group-by on canonical keys.

No pair of mentions is ever compared. Judgements of people join and separate what the keys leave wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from kg.collecting import uncollected
from kg.model import (
    Basis,
    Entity,
    EntityId,
    Fact,
    Issue,
    Judgement,
    Label,
    Reading,
    Resolution,
    Resolved,
    place_of,
)
from kg.readings import Read, read_of
from kg.resolve import agreements, notes, reforms, regions, regulations
from kg.resolve.clusters import clusters
from kg.resolve.denotation import Link, Node, Properties
from kg.resolve.divisions import Divisions
from kg.resolve.judging import (
    Split,
    contradictions,
    entity_id,
    ids_of,
    judged,
    moved_link,
    moves_of,
    reasons,
)
from kg.resolve.places import Gazetteer
from kg.resolve.telling import Ended, Means, Naming, Then, Told, tell
from kg.resolve.things import things as things_of
from kg.rounds import Gather, Offer, Process, Trace, View, gathered, in_rounds

Traces = Mapping[str, Trace[Ended]]
_Nodes = Mapping[str, Sequence[Node]]


class Settled(NamedTuple):
    """What resolution decided of all: entities and structural facts, by id; issues; what each report said."""

    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    issues: tuple[Issue, ...]
    traces: Traces


@uncollected()
def resolve(
    readings: Sequence[Reading],
    judgements: Sequence[Judgement] = (),
    *,
    places: Gazetteer | None = None,
    names: Mapping[tuple[Label, str], str] | None = None,
) -> Resolution:
    """Which entity every mention, deictic, ISSUER and REGION of every report denotes, with reason and basis.

    `names` are those for which a user's short forms stand, by label and short form. The order of the readings
    does not matter. DocNo and Metric mentions become no entity of their own; a
    DocNo resolves to its document where a title of the corpus bears it. Structural facts (INNER_BODY_OF,
    HAS_MEMBER, SUCCEEDS, ISSUED_BY, REPEALS …) carry the report and the evidence they were read off.
    """
    settled = resolve_known(read_of(readings), judgements, {}, places=places, names=names)
    rows = (resolved_of(report, Told(*ended)) for report, (_, _, ended) in settled.traces.items())
    entities, facts = tuple(settled.entities.values()), tuple(settled.facts.values())
    return Resolution(entities, tuple(chain.from_iterable(rows)), facts, settled.issues)


def resolved_of(report: str, told: Told) -> list[Resolved]:
    """What the mentions of a report denote."""
    return [Resolved(report, *row) for row in told.rows]


@uncollected()
def resolve_known(
    read: Read,
    judgements: Sequence[Judgement],
    known: Traces,
    *,
    places: Gazetteer | None = None,
    names: Mapping[tuple[Label, str], str] | None = None,
    then: Then | None = None,
) -> Settled:
    """As `resolve`, where `known` are what reports said with the same judgements and names before, by id.

    What all reports say now comes with it, and in it what `then` made of each. Readings of reports that would
    say the same are not asked for.
    """
    sides = frozenset(side for row in judgements for side in (row.left, row.right))
    means = Means(places or Divisions(), names or {}, sides if judgements else None, then)
    sources = {report.id: report.source for report in read.reports}
    ids = sorted(sources)

    def begin(those: Sequence[str]) -> Iterator[Process[Ended]]:
        readings = read.of(those)
        return (tell(readings[report], means) for report in those)

    traces, views = in_rounds(
        ids, begin, _rounds(judgements), {key: known[key] for key in ids if key in known}
    )
    result = views[-1]
    told = [(sources[report], Told(*ended)) for report, (_, _, ended) in traces.items()]
    issues = (
        *result["issues"].values(),
        *(_note(source, note) for source, one in told for note in one.unresolved),
        *(_note(source, note) for source, one in told for note in one.undecided),
    )
    return Settled(result["entities"], result["facts"], issues, traces)


def _note(source: str, note: notes.Note) -> Issue:
    return Issue("note", source, *note)


def _rounds(judgements: Sequence[Judgement]) -> tuple[Gather, ...]:
    """What is made of what the reports offer in each round (kg.resolve.telling)."""
    at: dict[str, Sequence[Node]] = {}

    def parted(offers: Sequence[Offer]) -> View:
        view = gathered(offers)
        at.update(view.get("places", {}))
        moves = moves_of(judgements, {place: max(nodes) for place, nodes in at.items()})
        return {**view, "spans": moves.spans, "reports": moves.reports}

    def ended(offers: Sequence[Offer]) -> View:
        return _resolved(offers, judgements, at)

    return gathered, gathered, _cited, parted, ended


def _cited(offers: Sequence[Offer]) -> View:
    """The view of the round of documents; of the numbers those that one document alone bears."""
    view = gathered(offers)
    return {
        **view,
        "numbers": {number: keys for number, keys in view.get("numbers", {}).items() if len(keys) == 1},
    }


def _resolved(offers: Sequence[Offer], judgements: Sequence[Judgement], at: _Nodes) -> View:
    """The entities and facts by id, the id of each node, what people said of it, which entities are clear."""
    moves = moves_of(judgements, {place: max(nodes) for place, nodes in at.items()})
    found = [*_namings(offers)]
    nodes = {one.node for one in found}
    signed = [agreements.Signed(*row) for offer in offers for row in offer["signed"]]
    versions = [row for offer in offers for row in offer["versions"]]
    same = [*agreements.same(signed), *regulations.same(versions)]
    places = _places(at, moves) if judgements else {}
    root, told, issues = _clustered(found, same, judgements, places)
    ids, entities = _entities(found, root)
    things = nodes.union(*(offer["left"] for offer in offers))
    reformed = reforms.succeeded((row for offer in offers for row in offer["named"]), things)
    links = [*_links(offers, things)]
    links += (moved_link(link, moves) for link in reformed) if judgements else reformed
    return {
        "ids": ids,
        "told": told,
        "clear": dict.fromkeys(
            (ids[one.node] for one in found if not notes.candidates(one.properties)), True
        ),
        "entities": {entity.id: entity for entity in entities},
        "facts": {fact.id: fact for fact in _facts(links, ids)},
        "issues": dict(enumerate(issues)),
        **things_of(entities),
    }


def _namings(offers: Sequence[Offer]) -> Iterator[Naming]:
    """All namings, in the order in which they are weighed; equal ones of several reports are one."""
    times: dict[tuple[Any, ...], int] = {}
    for part in zip(*(offer["namings"] for offer in offers), strict=True):
        for row in chain.from_iterable(part):
            named = row[:-1]
            times[named] = times.get(named, 0) + row[-1]
    return (Naming._make((*named, often)) for named, often in times.items())


def _links(offers: Iterable[Offer], things: set[Node]) -> Iterator[Link]:
    for offer in offers:
        yield from (Link(*row) for row in offer["links"])
        yield from (link for link in (Link(*row) for row in offer["maybe"]) if link.object in things)


def _places(at: _Nodes, moves: Split) -> dict[str, Node]:
    """The node of each evidence id that people judged, the greatest of several, after nodes are split."""
    return {
        place: max(moves.of(place_of(place)[0], place, node) for node in nodes) for place, nodes in at.items()
    }


def _clustered(
    found: Sequence[Naming],
    same: Sequence[tuple[Node, Node]],
    judgements: Sequence[Judgement],
    places: Mapping[str, Node],
) -> tuple[dict[Node, Node], Mapping[Node, str], list[Issue]]:
    """The root of each node, what people said of it, and which judgements could not be followed."""
    nodes = {one.node for one in found}
    if not judgements:
        return clusters(nodes, (), after=same), {}, []
    said = judged(judgements, nodes, {**ids_of((one.node, one.properties) for one in found), **places})
    joined, apart = ([(edge.left, edge.right) for edge in edges] for edges in (said.same, said.apart))
    root = clusters(nodes, joined, apart, after=same)
    return root, reasons(said), [*said.issues, *contradictions(said, same, root)]


def _entities(
    found: Sequence[Naming], root: Mapping[Node, Node]
) -> tuple[dict[Node, EntityId], list[Entity]]:
    groups: dict[Node, list[Naming]] = defaultdict(list)
    for one in found:
        groups[root[one.node]].append(one)
    entities = {node: _entity(node, group) for node, group in groups.items()}
    ids = {node: entities[root[node]].id for node in root}
    return ids, sorted(entities.values(), key=lambda entity: entity.id)


def _entity(node: Node, group: Sequence[Naming]) -> Entity:
    cls, key = node
    best = _best(group)
    spellings = sorted({one.spelling for one in group} - {""})
    properties = notes.settled(_merged(group))
    identity = EntityId(entity_id(node, regions.official_code(properties)))
    shown = regulations.class_of(best.properties) if cls == regulations.CLASS else cls
    if cls == regulations.CLASS:
        properties = regulations.with_validity(properties)
    return Entity(identity, shown, key, best.name, tuple(spellings), properties)


def _best(group: Sequence[Naming]) -> Naming:
    """The one whose name wins: greatest weight, most often given, longest, least by code point."""
    named = {(one.name, one.weight): one for one in reversed(group) if one.name}
    if len(named) == 1:
        return next(iter(named.values()))
    counts: Counter[str] = Counter()
    for one in group:
        counts[one.name] += one.times
    return min(named.values(), key=lambda one: (-one.weight, -counts[one.name], -len(one.name), one.name))


def _merged(group: Sequence[Naming]) -> Properties:
    """For each property the value of the one that wins among those that have it."""
    told = {one.properties for one in group if one.properties}
    if len(told) < 2:
        return tuple(sorted(chain.from_iterable(told)))
    names = sorted({name for one in group for name, _ in one.properties})
    return tuple(
        (name, dict(_best([o for o in group if name in dict(o.properties)]).properties)[name])
        for name in names
    )


def _facts(links: Iterable[Link], ids: Mapping[Node, EntityId]) -> tuple[Fact, ...]:
    groups: dict[tuple[EntityId, str, EntityId], list[Link]] = defaultdict(list)
    for link in links:
        subject, object_ = ids[link.subject], ids[link.object]
        if subject != object_:
            groups[subject, link.relation, object_].append(link)
    facts = [
        Fact(
            subject, relation, object_, "done", _strongest(group),
            tuple(sorted({link.year for link in group if link.year is not None})),
            tuple(sorted({link.report_id for link in group})),
            tuple(sorted({link.evidence for link in group})),
        )
        for (subject, relation, object_), group in groups.items()
    ]  # fmt: skip
    return tuple(sorted(facts, key=lambda fact: fact.id))


def _strongest(group: Sequence[Link]) -> Basis:
    order: tuple[Basis, ...] = ("stated", "title", "number", "registry", "inferred")
    return min((link.basis for link in group), key=order.index)
