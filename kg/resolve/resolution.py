"""Resolution: from the mentions of many reports to entities, by a group-by on canonical keys.

No pair of mentions is ever compared. Judgements of people join and separate what the keys leave wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.collecting import uncollected
from kg.model import (
    Basis,
    Entity,
    EntityId,
    Fact,
    Issue,
    Judgement,
    Label,
    MentionId,
    Reading,
    Resolution,
    Resolved,
)
from kg.resolve import agreements, issuers, notes, reforms, regions, regulations
from kg.resolve.backward import backward
from kg.resolve.clusters import clusters
from kg.resolve.denotation import Denotation, Link, Node, Properties
from kg.resolve.divisions import Divisions
from kg.resolve.judging import contradictions, entity_id, ids_of, judged, places_of, reasons, split
from kg.resolve.mentions import denote, full_functions, ground_of
from kg.resolve.places import Gazetteer, Ground
from kg.resolve.ties import ties


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
    places = places or Divisions()
    readings = sorted(readings, key=lambda reading: reading.report.id)
    grounds = [ground_of(reading, places, names or {}) for reading in readings]
    found, links, same = _denotations(readings, grounds, places)
    found, links = split(found, links, judgements)
    root, told, issues = _clustered(found, same, judgements)
    ids, entities = _entities(found, root)
    resolved = _resolved(found, ids, told)
    return Resolution(
        tuple(entities),
        resolved,
        _facts(links, ids, readings),
        (*issues, *notes.unresolved(readings, resolved), *notes.undecided(readings, found, ids)),
    )


def _resolved(
    found: Iterable[Denotation], ids: Mapping[Node, EntityId], told: Mapping[Node, str]
) -> tuple[Resolved, ...]:
    """What each mention denotes, in order, those that are equal once; with what people said (`told`)."""
    rows: dict[str, set[tuple[MentionId, EntityId, str, Basis]]] = defaultdict(set)
    for one in found:
        if one.mention:
            reason = _reason(one, told) if told else one.reason
            rows[one.report_id].add((one.mention, ids[one.node], reason, one.basis))
    return tuple(Resolved(report, *row) for report in sorted(rows) for row in sorted(rows.pop(report)))


def _denotations(
    readings: Sequence[Reading], grounds: Sequence[Ground], places: Gazetteer
) -> tuple[list[Denotation], list[Link], list[tuple[Node, Node]]]:
    fulls = full_functions(readings, grounds, places)
    found: list[Denotation] = []
    links: list[Link] = []
    signed = []
    titles = []
    said = []
    maybe: list[Link] = []
    for reading, ground in zip(readings, grounds, strict=True):
        mine = denote(reading, ground, fulls, places)
        found += mine.denotations
        links += mine.links
        maybe += mine.maybe.values()
        nodes = {one.mention: one.node for one in mine.denotations if one.mention}
        signed += agreements.signed(reading, ground, nodes)
        titles += regulations.cited(reading, ground, places)
        said += issuers.stated(reading, nodes)
        links += reforms.stated(reading, nodes)
    keys = regulations.keys(titles)
    signed = agreements.dated(signed)
    found += agreements.denote(signed)
    found += regulations.denote(titles, keys)
    found += regulations.by_number(readings, titles, keys)
    found += [*backward(readings, found)]
    naming = issuers.Naming(fulls, places)
    for more, tied in (ties(titles, keys, readings, places), issuers.issuers(titles, keys, said, naming)):
        found += more
        links += tied
    later = regions.succeeded(found)
    found += later.denotations
    years = {reading.report.id: reading.report.meta.year for reading in readings}
    things = {one.node for one in found}
    links += [*later.links, *(link for link in maybe if link.object in things)]
    links += reforms.succeeded(found, things, years)
    return found, links, [*agreements.same(signed), *regulations.same(titles, keys)]


def _clustered(
    found: Sequence[Denotation],
    same: Sequence[tuple[Node, Node]],
    judgements: Sequence[Judgement],
) -> tuple[dict[Node, Node], Mapping[Node, str], list[Issue]]:
    """The root of each node, what people said of it, and which judgements could not be followed."""
    nodes = {one.node for one in found}
    if not judgements:
        return clusters(nodes, (), after=same), {}, []
    said = judged(judgements, nodes, ids_of(found) | places_of(found))
    joined, apart = ([(edge.left, edge.right) for edge in edges] for edges in (said.same, said.apart))
    root = clusters(nodes, joined, apart, after=same)
    return root, reasons(said), [*said.issues, *contradictions(said, same, root)]


def _reason(one: Denotation, told: Mapping[Node, str]) -> str:
    return f"{one.reason}; {told[one.node]}" if one.node in told else one.reason


def _entities(
    found: Sequence[Denotation], root: Mapping[Node, Node]
) -> tuple[dict[Node, EntityId], list[Entity]]:
    groups: dict[Node, list[Denotation]] = defaultdict(list)
    for one in found:
        groups[root[one.node]].append(one)
    entities = {node: _entity(node, group) for node, group in groups.items()}
    ids = {node: entities[root[node]].id for node in root}
    return ids, sorted(entities.values(), key=lambda entity: entity.id)


def _entity(node: Node, group: Sequence[Denotation]) -> Entity:
    cls, key = node
    best = _best(group)
    spellings = sorted({one.spelling for one in group} - {""})
    properties = notes.settled(_merged(group))
    identity = EntityId(entity_id(node, regions.official_code(properties)))
    shown = regulations.class_of(best.properties) if cls == regulations.CLASS else cls
    if cls == regulations.CLASS:
        properties = regulations.with_validity(properties)
    return Entity(identity, shown, key, best.name, tuple(spellings), properties)


def _best(group: Sequence[Denotation]) -> Denotation:
    """The denotation whose name wins: greatest weight, most often given, longest, least by code point."""
    named = {(one.name, one.weight): one for one in reversed(group) if one.name}
    if len(named) == 1:
        return next(iter(named.values()))
    counts = Counter(one.name for one in group)
    return min(named.values(), key=lambda one: (-one.weight, -counts[one.name], -len(one.name), one.name))


def _merged(group: Sequence[Denotation]) -> Properties:
    """For each property the value of the denotation that wins among those that have it."""
    told = {one.properties for one in group if one.properties}
    if len(told) < 2:
        return tuple(sorted(pair for pairs in told for pair in pairs))
    names = sorted({name for one in group for name, _ in one.properties})
    return tuple(
        (name, dict(_best([o for o in group if name in dict(o.properties)]).properties)[name])
        for name in names
    )


def _facts(
    links: Iterable[Link], ids: Mapping[Node, EntityId], readings: Sequence[Reading]
) -> tuple[Fact, ...]:
    years = {reading.report.id: reading.report.meta.year for reading in readings}
    groups: dict[tuple[EntityId, str, EntityId], list[Link]] = defaultdict(list)
    for link in links:
        subject, object_ = ids[link.subject], ids[link.object]
        if subject != object_:
            groups[subject, link.relation, object_].append(link)
    facts = [
        Fact(
            subject, relation, object_, "done", _strongest(group),
            tuple(sorted({year for li in group if (year := li.year or years[li.report_id]) is not None})),
            tuple(sorted({link.report_id for link in group})),
            tuple(sorted({link.evidence for link in group})),
        )
        for (subject, relation, object_), group in groups.items()
    ]  # fmt: skip
    return tuple(sorted(facts, key=lambda fact: fact.id))


def _strongest(group: Sequence[Link]) -> Basis:
    order: tuple[Basis, ...] = ("stated", "title", "number", "registry", "inferred")
    return min((link.basis for link in group), key=order.index)
