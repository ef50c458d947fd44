"""One report's side of resolution: what it offers to the others in each round, what it asks, what comes out.

The rounds are ROUNDS: the functions of agencies that are written out, and titles that tell their issuer; who
issued which title; documents, numbers and dates; who says best who issued a document; all names and links.
Offers are of plain values (kg.rounds), so that they can be kept.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from kg.model import Basis, EntityId, Label, MentionId, Reading
from kg.resolve import agreements, issuers, notes, reforms, regions, regulations, ties
from kg.resolve.backward import backward
from kg.resolve.denotation import Denotation, Link, Node, Properties, evidence_of
from kg.resolve.judging import Split, split
from kg.resolve.mentions import denote, full_functions, ground_of
from kg.resolve.places import Gazetteer
from kg.rounds import Asked, Process, View

Row = tuple[MentionId, EntityId, str, Basis]
"""The mention, entity, reason and basis of a Resolved."""
_NAMED = attrgetter("node", "name", "spelling", "weight", "properties")


Then = Callable[[Reading, Mapping[MentionId, EntityId], View], Any]
"""What else is made of a report, of what its mentions denote and of what it asks in the last round."""


class Means(NamedTuple):
    """What a report is read with: the gazetteer, the user's short forms, the evidence that people judged; and
    what is made of it then, of plain values.
    """

    places: Gazetteer
    names: Mapping[tuple[Label, str], str]
    judged: frozenset[str] | None = None
    then: Then | None = None


class Naming(NamedTuple):
    """That a report calls an entity so, with these properties, and how often."""

    node: Node
    name: str
    spelling: str
    weight: int
    properties: Properties
    times: int


class Told(NamedTuple):
    """What resolution says of a report: what its mentions denote, in order, what it leaves open, and what was
    made of it then.
    """

    rows: Sequence[Row] = ()
    unresolved: Sequence[notes.Note] = ()
    undecided: Sequence[notes.Note] = ()
    then: Any = None


Ended = tuple[Sequence[Row], Sequence[notes.Note], Sequence[notes.Note], Any]
"""The same as plain values."""


class _Side(NamedTuple):
    """All that a report denotes, in the order in which names of an entity are weighed, and its links."""

    found: list[list[Denotation]]
    links: list[Link]
    maybe: Sequence[Link]

    def add(self, more: tuple[list[Denotation], list[Link]]) -> None:
        self.found.append(more[0])
        self.links.extend(more[1])

    def all(self) -> list[Denotation]:
        return [one for part in self.found for one in part]


def tell(reading: Reading, means: Means) -> Process[Ended]:
    """The report's side, round by round."""
    ground, places = ground_of(reading, means.places, means.names), means.places
    titles = regulations.cited(reading, ground, places)
    functions = sorted({*full_functions(reading, ground, places)})
    said = yield {"functions": functions, "tails": sorted({*regulations.tails(titles)})}
    fulls, first = said["functions"], regulations.first_keys(titles, said["tails"])
    said = yield {"issued": sorted({*regulations.issued(titles, first)})}
    keys = regulations.keys(titles, first, said["issued"])
    mine = denote(reading, ground, fulls, places)
    nodes = {one.mention: one.node for one in mine.denotations if one.mention}
    signed = agreements.signed(reading, ground, nodes)
    side = _Side([mine.denotations], [*mine.links, *reforms.stated(reading, nodes)], [*mine.maybe.values()])
    said = yield {
        "documents": sorted({(key, "") for key in keys.values()}),
        "numbers": sorted({(one.number, keys[one.id]) for one in titles if one.number is not None}),
        "dates": sorted({*agreements.dates(signed)}),
    }
    signed = agreements.dated(signed, said["dates"])
    side.found.extend([agreements.denote(signed), regulations.denote(titles, keys)])
    side.found.append([*regulations.by_number(reading, said["numbers"])])
    side.found.append([*backward(reading, side.all())])
    side.add(ties.in_titles(titles, keys, said["documents"], places))
    side.add(ties.in_sentences(reading, titles, keys, places))
    stated = issuers.stated(reading, nodes)
    told = issuers.issuers(titles, keys, stated, issuers.Naming(fulls, places))
    said = yield {"strengths": sorted(issuers.strengths(told)), "places": _places(side.all(), means.judged)}
    side.add(issuers.strongest(told, said["strengths"]))
    later = regions.succeeded(side.all())
    side.add((later.denotations, later.links))
    documents = [tuple(one) for one in signed], sorted(regulations.versions(titles, keys))
    return (yield from _named(reading, side, documents, said, means))


def _places(found: Sequence[Denotation], judged: frozenset[str] | None) -> list[tuple[str, Node]]:
    """The nodes of the evidence that people judged."""
    places = ((evidence_of(one.mention), one.node) for one in found) if judged else ()
    return sorted({(place, node) for place, node in places if judged and place in judged})


def _named(
    reading: Reading,
    side: _Side,
    documents: tuple[Sequence[object], Sequence[object]],
    said: Asked,
    means: Means,
) -> Process[Ended]:
    """The last round, after what people keep apart is split: the names and links, and what comes of them."""
    year, before = reading.report.meta.year, side.all()
    found, links = side.found, side.links
    if means.judged:
        found, links = split(found, links, Split(said["spans"], said["reports"]))
    side = _Side(found, links, side.maybe)
    said = yield {
        "namings": [[*_namings(part)] for part in side.found],
        "left": sorted({one.node for one in before} - {one.node for one in side.all()}),
        "links": [*_ties(side.links, year)],
        "maybe": [*_ties(side.maybe, year)],
        "named": reforms.named(before, year),
        "signed": documents[0],
        "versions": documents[1],
    }
    return _told(reading, side.all(), said, means)


def _namings(found: Sequence[Denotation]) -> Iterator[tuple[object, ...]]:
    return ((*named, times) for named, times in Counter(map(_NAMED, found)).items())


def _ties(links: Sequence[Link], year: int | None) -> Iterator[tuple[object, ...]]:
    """The fields of each Link, with the year of the report where it tells none."""
    for link in dict.fromkeys(links):
        ends = link.subject, link.relation, link.object
        yield (*ends, link.report_id, link.evidence, link.basis, link.year or year)


def _told(reading: Reading, found: Sequence[Denotation], said: Asked, means: Means) -> Ended:
    ids = said["ids"]
    rows: set[Row] = set()
    for one in found:
        if one.mention:
            why = None if means.judged is None else said["told"].get(one.node)
            reason = one.reason if why is None else f"{one.reason}; {why}"
            rows.add((one.mention, ids[one.node], reason, one.basis))
    unresolved = notes.unresolved(reading, {row[0] for row in rows})
    then = means.then(reading, {row[0]: row[1] for row in rows}, said) if means.then else None
    return sorted(rows), unresolved, notes.undecided(reading, found, ids, said["clear"]), then
