"""Values of the model made of what RDF says of them: one function a kind of thing."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

from kg.errors import DataError
from kg.model import (
    Claim,
    Entity,
    EntityId,
    Evidence,
    Fact,
    Mention,
    MentionId,
    Metadata,
    Observation,
    Report,
    Resolved,
    Section,
    place_of,
)
from kg.schema import load_schema
from loaders import carried
from loaders.carried import referred
from loaders.lookup import PLACES
from loaders.rdf.said import Said

Hashed = TypeVar("Hashed", Claim, Fact)
Spans = Callable[[str], Evidence]
"""Gives the evidence with an id."""


def report(said: Said) -> Report:
    """The report, with its text and what it says of itself."""
    meta = Metadata(**said.fields(Metadata, carried.METADATA))
    own = said.fields(Report, carried.REPORT)
    pages = said.all("pageStart")
    for number in said.all("blankPage"):
        pages.insert(number - 1, pages[number - 1])
    return Report(
        said.key, **own, meta=meta, pages=tuple(pages), paragraphs=tuple(said.all("paragraphStart"))
    )


def section(said: Said, span: Spans) -> Section:
    """The section, its place known by its id."""
    return Section(span(f"e{said.key[1:]}"), **said.fields(Section, carried.SECTION))


def mention(said: Said, span: Spans) -> Mention:
    """The mention, or deictic, its place known by its id."""
    return Mention(said.one("label"), span(said.key.rpartition("-")[0]), said.one("rule"))


def resolved(said: Said) -> Resolved | None:
    """What a mention, ISSUER or REGION denotes, if it is known."""
    entity = said.maybe("itsrdf:taIdentRef")
    if entity is None:
        return None
    place = said.key.rpartition("-")[0]
    report = place if place.startswith("r") else place_of(place)[0]
    return Resolved(
        report, MentionId(referred(said.key)), EntityId(entity), **said.fields(Resolved, carried.RESOLVED)
    )


def claim(said: Said, span: Spans) -> Claim:
    """The claim about its two mentions."""
    found = Claim(
        **said.fields(Claim, carried.CLAIM),
        subject=_end(said, "subjectMention"),
        object=_end(said, "objectMention"),
        evidence=span(said.one("evidence")),
    )
    return _checked(found, said)


def _end(said: Said, name: str) -> MentionId:
    return MentionId(referred(said.one(name)))


def ends(said: Said) -> tuple[EntityId, EntityId] | None:
    """What a claim joins in a fact, None where it gives none."""
    both = said.maybe("claimSubject"), said.maybe("claimObject")
    return None if None in both or said.maybe("withoutFact") else both


def fact(said: Said) -> Fact:
    """The fact that more than claims state."""
    evidence = said.all("evidence")
    reports = {place_of(key)[0] for key in evidence} | set(said.all("prov:wasDerivedFrom"))
    found = Fact(
        EntityId(said.one("rdf:subject")),
        _relation(said.one("rdf:predicate")),
        EntityId(said.one("rdf:object")),
        **said.fields(Fact, carried.FACT),
        years=tuple(said.all("factYear")),
        reports=tuple(sorted(reports)),
        evidence=tuple(evidence),
    )
    return _checked(found, said)


def placed(said: Said) -> Iterator[Fact]:
    """The facts that tell where a finding stands."""
    for relation in PLACES:
        for end in said.all(load_schema().relations[relation].name):
            yield Fact(EntityId(said.key), relation, EntityId(end), "done", "inferred")


def entity(said: Said, cls: str) -> Entity:
    """The entity of this class, with the properties that the ontology gives a datatype."""
    own = (said.names() & load_schema().properties.keys()) - {"name", "names", "key"}
    pairs = tuple((name, _property(said, name)) for name in sorted(own))
    return Entity(EntityId(said.key), cls, said.one("key"), said.one("name"), tuple(said.all("names")), pairs)


def observation(said: Said) -> Observation:
    """The figure with what it is about."""
    relations = load_schema().relations
    sides = {field: relations[name].name for field, name in carried.SIDES.items()}
    return Observation(
        said.key,
        **said.fields(Observation, carried.OBSERVATION),
        **said.fields(Observation, sides),
        report_id=said.one("inReport"),
        evidence_id=said.one("evidence"),
        about=tuple(said.all("sosa:hasFeatureOfInterest")),
    )


def _relation(iri: str) -> str:
    for relation in load_schema().relations.values():
        if relation.iri == iri:
            return relation.neo4j
    raise DataError(f"{iri}: no relation of the ontology")


def _property(said: Said, name: str) -> Any:
    if load_schema().properties[name].plural:
        return tuple(said.all(name))
    value = said.one(name)
    return float(value) if isinstance(value, Decimal) else value


def _checked(found: Hashed, said: Said) -> Hashed:
    """The value, if its id is that of the thing: the id is a hash of all that makes it."""
    if found.id != said.key:
        raise DataError(f"{said.key}: says what {found.id} says, so it was changed")
    return found
