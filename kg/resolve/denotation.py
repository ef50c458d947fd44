"""What resolution says of one mention, before mentions are grouped into entities."""

from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Basis, MentionId, by_the_thousand

Node = tuple[str, str]
"""An entity before it has an id: its class and its canonical key."""
NO_MENTION = MentionId("")
"""Stands in a denotation for what a report brings with it without a mention of its own."""
Properties = tuple[tuple[str, str | int | float | bool | tuple[str, ...]], ...]


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Denotation:
    """That a mention of a report denotes the entity `node`, under which name, and why.

    `spelling` is the text of the mention as it goes to `Entity.names`; among the names of an entity the one
    with the greatest `weight` wins, then the one most often given, the longest, the least by code point.
    """

    report_id: str
    mention: MentionId
    node: Node
    name: str
    spelling: str
    reason: str
    basis: Basis
    weight: int = 0
    properties: Properties = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Link:
    """A structural relation between two entities, read off names and places in a report.

    `evidence` is the id of the place that shows it; `year` is when it came about, where that is told.
    """

    subject: Node
    relation: str
    object: Node
    report_id: str
    evidence: str
    basis: Basis
    year: int | None = None


class Meant(NamedTuple):
    """The entity that words denote, and how: the fields of a Denotation that the words decide."""

    node: Node
    name: str
    spelling: str
    reason: str
    basis: Basis
    weight: int = 0
    properties: Properties = ()


class Related(NamedTuple):
    """Another entity that words bring with them: theirs stands to it in a relation, on this basis."""

    relation: str
    meant: Meant
    basis: Basis


class Meaning(NamedTuple):
    """What words mean in a report: an entity, with others that it is `related` to.

    `above` are (relation, agency) under which it stands if the corpus has them. `everywhere`: the same words
    mean the same wherever they stand in the report.
    """

    itself: Meant
    related: tuple[Related, ...] = ()
    above: tuple[tuple[str, Node], ...] = ()
    everywhere: bool = True


class Found(NamedTuple):
    """Denotations and structural links; those in `maybe` hold where their object stands in the corpus."""

    denotations: list[Denotation]
    links: list[Link]
    maybe: dict[tuple[Node, str, Node], Link]

    def add(self, report_id: str, meant: Meant, mention: MentionId = NO_MENTION) -> None:
        """Add that a mention, or the report without a mention of its own, denotes an entity."""
        self.denotations.append(Denotation(report_id, mention, *meant))


def evidence_of(mention: MentionId) -> str:
    """The id of the evidence of a mention, with which its own begins; "" for ISSUER, REGION and none."""
    return mention.rpartition("-")[0]
