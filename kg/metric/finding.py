"""A finding: what comes out where figures, claims or things are held against each other.

A finding is an entity of its own class with links to what it judges, to what it judges by, and to every span
and report that it rests on. It is worked out of the graph alone, so that it can be made anew at any time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from kg.model import Entity, EntityId, Fact, Observation, by_the_thousand, digest
from kg.schema import load_schema

FINDING = "Finding"
_NAMED = attrgetter("id", "cls", "key", "name", "names", "properties")
_LINKED = attrgetter("checks", "against", "evidence", "reports", "region", "agency")
Value = str | int | float | bool | tuple[str, ...] | Decimal | None


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the ids that it is linked to, as in Links; evidence and reports once each, sorted."""

    entity: Entity
    checks: tuple[str, ...]
    against: tuple[str, ...]
    evidence: tuple[str, ...]
    reports: tuple[str, ...]
    region: str | None = None
    agency: str | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The links as facts."""
        return tuple(_facts(self))

    @property
    def plain(self) -> tuple[Any, ...]:
        """The same in plain values."""
        return _NAMED(self.entity), *_LINKED(self)


def found_from(plain: Sequence[Any]) -> Found:
    """The finding of which this is `plain`."""
    return Found(Entity(*plain[0]), *plain[1:])


class Links(NamedTuple):
    """The ids that a finding is linked to.

    `checks` is what it judges, `against` what it judges by: observations, claims or entities. `evidence` are
    all spans that it rests on, `reports` the reports that they stand in.
    """

    checks: Sequence[str]
    against: Sequence[str]
    evidence: Sequence[str]
    reports: Sequence[str]
    region: str | None = None
    agency: str | None = None


def links_of(checked: Observation, *against: Observation) -> Links:
    """The links of a finding on a figure, held against other figures."""
    every = (checked, *against)
    return Links(
        checks=[checked.id],
        against=[figure.id for figure in against],
        evidence=[figure.evidence_id for figure in every],
        reports=[figure.report_id for figure in every],
        region=checked.region,
        agency=checked.agency,
    )


def finding(kind: str, verdict: str, parts: Iterable[str], name: str, links: Links, **said: Value) -> Found:
    """A finding of this kind, known by its kind and parts; `said` are further properties by local name.

    Decimals are rounded to four places; a property that is None is left out.
    """
    key = "|".join((kind, *parts))
    identity = EntityId(load_schema().classes[FINDING].id_prefix + digest(FINDING, key))
    values = {"findingKind": kind, "verdict": verdict, **said}
    properties = tuple((each, _plain(value)) for each, value in sorted(values.items()) if value is not None)
    entity = Entity(identity, FINDING, key, name, (name,), properties)
    evidence, reports = (tuple(sorted(set(ids))) for ids in (links.evidence, links.reports))
    return Found(entity, tuple(links.checks), tuple(links.against), evidence, reports, *links[4:])


def _plain(value: Value) -> str | int | float | bool | tuple[str, ...]:
    assert value is not None
    return float(round(value, 4)) if isinstance(value, Decimal) else value


def _facts(found: Found) -> Iterator[Fact]:
    identity, told = found.entity.id, (found.reports, found.evidence)
    for relation, ends in (("CHECKS", found.checks), ("AGAINST", found.against)):
        yield from (Fact(identity, relation, EntityId(end), "done", "inferred", (), *told) for end in ends)
    sides = (("REPORTED_FOR", (found.region,)), ("REPORTED_BY", (found.agency,)))
    for relation, named in (*sides, ("EVIDENCE", found.evidence), ("IN_REPORT", found.reports)):
        yield from (Fact(identity, relation, EntityId(end), "done", "inferred") for end in named if end)
