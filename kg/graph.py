"""The graph as a value: entities and facts, and the observations they rest on; no store is known here."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import (
    Claim,
    ClaimFact,
    Entity,
    Evidence,
    Fact,
    Issue,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
    evidence_at,
    place_of,
)


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything that is loaded, exported and asked; each tuple is sorted by id.

    `facts` hold both the claimed relations and the structural ones between entities (INNER_BODY_OF,
    HAS_MEMBER, FORWARDS …); `resolved` maps mentions, deictics, ISSUER and REGION of each report to entities.
    """

    reports: tuple[Report, ...] = ()
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    deictics: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    claim_facts: tuple[ClaimFact, ...] = ()
    observations: tuple[Observation, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    issues: tuple[Issue, ...] = ()

    def told(self) -> Iterator[Evidence]:
        """The spans that findings rest on; some of them bear no mention and no claim."""
        reports = {report.id: report for report in self.reports}
        for fact in self.facts:
            if fact.relation == "EVIDENCE":
                report, start, end = place_of(fact.object)
                if report in reports:
                    yield evidence_at(reports[report], start, end)

    def evidence(self) -> tuple[Evidence, ...]:
        """Every span that a mention, deictic, claim or finding rests on, once, sorted by id."""
        spans = [*(m.evidence for m in (*self.mentions, *self.deictics)), *(c.evidence for c in self.claims)]
        found = {span.id: span for span in (*spans, *self.told())}
        return tuple(found[key] for key in sorted(found))
