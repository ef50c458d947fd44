"""Resolution: from the mentions of many reports to entities, by a group-by on canonical keys.

No pair of mentions is ever compared. Judgements of people join and separate what the keys leave wrong.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.collecting import uncollected
from kg.model import Entity, Fact, Issue, Judgement, Label, Reading, Resolution, Resolved, place_of
from kg.progress import progressed
from kg.readings import Read, read_of
from kg.resolve import agreements, notes, reforms, regulations
from kg.resolve.clusters import clusters
from kg.resolve.denotation import Link, Node
from kg.resolve.divisions import Divisions
from kg.resolve.entities import (
    Entities,
    entities_of,
    facts_of,
    key_of,
    link_rows,
    naming_rows,
    node_of,
    object_of,
    weighed,
)
from kg.resolve.judging import (
    Judged,
    Split,
    contradictions,
    ids_of,
    judged,
    moved_link,
    moves_of,
    named_node,
    reasons,
)
from kg.resolve.places import Gazetteer
from kg.resolve.telling import Ended, Means, Told, tell
from kg.rounds import (
    Gather,
    LookedUp,
    OfAll,
    Offer,
    Packed,
    Process,
    Results,
    Traces,
    View,
    in_rounds,
)
from kg.sorting import Rows

_Nodes = Mapping[str, Sequence[Node]]


class Settled(NamedTuple):
    """What resolution decided of all: entities and structural facts, by id; issues; what each report said,
    and what came out for it.
    """

    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    issues: Sequence[Issue]
    traces: Traces[Ended]
    ended: Mapping[str, Ended]


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
    means = Means(places or Divisions(), names or {})
    settled = resolve_known(read_of(readings), judgements, (), means)
    told = ((report, Told(*ended)) for report, ended in settled.ended.items())
    rows = tuple(row for report, one in told for row in resolved_of(report, one))
    entities, facts = tuple(settled.entities.values()), tuple(settled.facts.values())
    return Resolution(entities, rows, facts, tuple(settled.issues))


def resolved_of(report: str, told: Told) -> list[Resolved]:
    """What the mentions of a report denote."""
    return [Resolved(report, *row) for row in told.rows]


@uncollected()
def resolve_known(
    read: Read,
    judgements: Sequence[Judgement],
    known: Iterable[tuple[str, Packed]],
    means: Means,
) -> Settled:
    """As `resolve`, where `known` is what reports said with the same judgements and names before, by id.

    What all reports say now comes with it, and in it what `means.then` made of each. Readings of reports that
    would say the same are not asked for.
    """
    sides = frozenset(side for row in judgements for side in (row.left, row.right))
    means = means._replace(judged=sides if judgements else None)
    sources = {report.id: report.source for report in read.reports}

    def begin(those: Sequence[str]) -> Iterator[Process[Ended]]:
        readings = read.of(those)
        return (tell(readings[report], means) for report in those)

    gathers, last = _rounds(judgements)
    traces: Traces[Ended] = Traces(sorted(sources), len(gathers), known)
    in_rounds(traces, begin, gathers, functools.partial(progressed, "join"))
    decided = last()
    unresolved, undecided = list[Issue](), list[Issue]()
    results = Results(traces)
    for report, ended in results.items():
        told = Told(*ended)
        unresolved += (_note(sources[report], note) for note in told.unresolved)
        undecided += (_note(sources[report], note) for note in told.undecided)
    issues = [*decided.issues, *unresolved, *undecided]
    return Settled(decided.entities.by_id, _facts(decided), issues, traces, results)


def _note(source: str, note: notes.Note) -> Issue:
    return Issue("note", source, *note)


def _rounds(judgements: Sequence[Judgement]) -> tuple[tuple[Gather, ...], Callable[[], "_Decided"]]:
    """What is made of what the reports offer in each round (kg.resolve.telling), and what gives the last."""
    decided: list[_Decided] = []

    def moves(places: _Nodes) -> Split:
        return moves_of(judgements, {place: max(nodes) for place, nodes in places.items()})

    def parted(view: View, _: Sequence[View]) -> View:
        split = moves(view.get("places", {}))
        return {**view, "spans": split.spans, "reports": split.reports}

    def ended(offers: Iterable[Offer], before: Sequence[View]) -> View:
        at = before[-1].get("places", {})
        split = moves(at)
        decided[:] = [_decided(_offered(offers), judgements, _places(at, split) if judgements else {}, split)]
        return decided[0].view

    return (OfAll(), OfAll(), OfAll(_cited), OfAll(parted), ended), lambda: decided[0]


def _cited(view: View, _: Sequence[View]) -> View:
    """The view of the round of documents; of the numbers those that one document alone bears."""
    numbers = view.get("numbers", {})

    def alone(number: str) -> tuple[str, ...] | None:
        keys = numbers.get(number, ())
        return keys if len(keys) == 1 else None

    return {**view, "numbers": LookedUp(alone)}


class _Offered(NamedTuple):
    """What all offer in the last round, by what it is grouped by; `left` are nodes that were split away."""

    namings: Rows[bytes]
    links: Rows[bytes]
    maybe: Rows[bytes]
    named: Rows[str]
    versions: Rows[str]
    signed: agreements.Compared
    left: set[Node]


def _offered(offers: Iterable[Offer]) -> _Offered:
    all_ = _Offered(Rows(), Rows(), Rows(), Rows(), Rows(), agreements.Compared(Rows(), Rows()), set())
    counted = itertools.count()
    for offer in offers:
        all_.namings.add(naming_rows(offer["namings"], counted))
        all_.links.add(link_rows(Link(*row) for row in offer["links"]))
        all_.maybe.add(link_rows(Link(*row) for row in offer["maybe"]))
        all_.named.add((row[0], row) for row in offer["named"])
        all_.versions.add((row[0], row) for row in offer["versions"])
        all_.signed.add(agreements.Signed(*row) for row in offer["signed"])
        all_.left.update(offer["left"])
    return all_


class _Decided(NamedTuple):
    """What is decided of all that is offered: entities, which nodes are one, what people said and split."""

    offered: _Offered
    entities: Entities
    same: Sequence[tuple[Node, Node]]
    judged: Judged
    root: Mapping[Node, Node]
    moves: Split

    @property
    def view(self) -> View:
        """What a report may ask."""
        return {**self.entities.view, "told": reasons(self.judged)}

    @property
    def issues(self) -> list[Issue]:
        """Which judgements could not be followed."""
        return [*self.judged.issues, *contradictions(self.judged, self.same, self.root)]


def _decided(
    offered: _Offered, judgements: Sequence[Judgement], places: Mapping[str, Node], moves: Split
) -> _Decided:
    """The same; `places` are the nodes of the evidence that people judged."""
    same = [*agreements.same(offered.signed), *regulations.same(offered.versions)]
    sides = _sides(offered.namings, judgements, places) if judgements else (set[Node](), {})
    said = judged(judgements, *sides)
    joined, apart = ([(edge.left, edge.right) for edge in edges] for edges in (said.same, said.apart))
    ends = {node for pair in (*same, *joined, *apart) for node in pair}
    known = (node for node in ends if key_of(node) in offered.namings)
    root = clusters(known, joined, apart, after=same)
    return _Decided(offered, entities_of(offered.namings, root), same, said, root, moves)


def _facts(decided: _Decided) -> Mapping[str, Fact]:
    """The structural facts between entities, by id."""
    said, moves = decided.offered, decided.moves
    nodes = itertools.chain(map(node_of, said.namings.keys()), said.left)
    reformed = reforms.succeeded(said.named, nodes)
    said.links.add(link_rows(moved_link(link, moves) for link in reformed))
    for key, rows in said.maybe.groups():
        node = object_of(key)
        if node in said.left or key_of(node) in said.namings:
            said.links.add((key, row) for row in rows)
    return facts_of(said.links, decided.entities.ids)


def _places(at: _Nodes, moves: Split) -> dict[str, Node]:
    """The node of each evidence id that people judged, the greatest of several, after nodes are split."""
    return {
        place: max(moves.of(place_of(place)[0], place, node) for node in nodes) for place, nodes in at.items()
    }


def _sides(
    namings: Rows[bytes], judgements: Sequence[Judgement], places: Mapping[str, Node]
) -> tuple[set[Node], dict[str, Node]]:
    """The nodes that sides of judgements name by class and key, and those that they name by an id."""
    sides = {side for row in judgements for side in (row.left, row.right)}
    named = {node for side in sides if (node := named_node(side)) is not None and key_of(node) in namings}
    by_id: dict[str, Node] = {}
    for key, rows in namings.groups():
        node = node_of(key)
        for identity in ids_of((node, one.properties) for one in weighed(node, rows)[1]):
            if identity in sides:
                by_id[identity] = max(by_id.get(identity, node), node)
    return named, by_id | {**places}
