"""Graph → RDF → what was said: nothing that RDF is to carry is lost, whatever the characters."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import parse

from kg.graph import Graph
from kg.model import (
    Claim,
    ClaimFact,
    Entity,
    EntityId,
    Fact,
    Mention,
    Metadata,
    Observation,
    Report,
    Resolved,
    digest,
    evidence_at,
    report_id,
)
from kg.schema import load_schema
from loaders.rdf import FORMATS, export
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph
from tests.loaders.told import PROPERTIES, Told, read_back, told

SCHEMA = load_schema()
NAMED = [cls for cls in SCHEMA.classes.values() if cls.name not in ("Observation", "Report", "Section")]
CLASSES = [cls for cls in NAMED if cls.name in SCHEMA.relations["REFERS_TO"].range or cls.name == "Metric"]
STATUSES = ("done", "planned", "problem")
WORDS = st.text(st.characters(codec=None), min_size=1, max_size=8)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": WORDS,
    "integer": st.integers(-(10**12), 10**12),
    "boolean": st.booleans(),
}
PORTAL = ("issuer", "region", "publisher", "origin", "document_number", "index_number")
Stated = tuple[list[Claim], list[Fact], list[ClaimFact]]


def back(graph: Graph, fmt: str) -> Told:
    out = io.BytesIO()
    export(graph, fmt, out, base="https://example.org/kg")
    return read_back(parse(out.getvalue(), format=FORMATS[fmt]))


@pytest.mark.parametrize("fmt", FORMATS)
def test_nothing_is_lost_of_the_graph_made_by_hand(fmt: str) -> None:
    assert back(small_graph(), fmt) == told(small_graph())


@pytest.mark.no_cover
def test_nothing_is_lost_of_the_annotated_samples() -> None:
    graph = sample_graph()

    assert back(graph, "nq") == told(graph)


def entity(draw: st.DrawFn) -> Entity:
    """An entity of some class with some of its properties."""
    cls = draw(st.sampled_from(CLASSES))
    chain = set(SCHEMA.chain(cls.name))
    own = [p for p in SCHEMA.properties.values() if p.name in PROPERTIES and set(p.domain) & chain]
    kinds = {p.name: p.datatype.rpartition("#")[2] for p in own if draw(st.booleans())}
    pairs = [(name, draw(VALUES[kind])) for name, kind in sorted(kinds.items()) if kind in VALUES]
    key = draw(WORDS)
    one = EntityId(cls.id_prefix + digest(cls.name, ascii(key)))
    spellings = tuple(sorted(draw(st.sets(WORDS, max_size=2))))
    return Entity(one, cls.name, key, draw(WORDS), spellings, tuple(pairs))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A report with mentions, claims between them, structure and a figure, as the ontology allows them."""
    text = draw(st.text(min_size=8, max_size=12))
    said: dict[str, Any] = {name: draw(st.none() | WORDS) for name in PORTAL}
    year = draw(st.none() | st.integers(1990, 2030))
    meta = Metadata(title=draw(WORDS), year=year, url=draw(WORDS), **said)
    report = Report(report_id(text.encode()), draw(WORDS), text, meta, (0,), (0, 4))
    things = {one.id: one for one in (entity(draw) for _ in range(draw(st.integers(0, 3))))}
    entities = [things[key] for key in sorted(things)]
    mentions = [Mention("Agency", evidence_at(report, at, at + 2), "a.full") for at in range(len(entities))]
    ends = list(zip(mentions, entities, strict=True))
    claims, stated, ties = statements(draw, ends)
    facts = {fact.id: fact for fact in (*stated, *structure(draw, entities))}
    return Graph(
        reports=(report,),
        mentions=tuple(mentions),
        claims=tuple(claims),
        entities=tuple(entities),
        facts=tuple(facts[key] for key in sorted(facts)),
        claim_facts=tuple(ties),
        observations=tuple(figures(draw, report, entities)),
        resolved=tuple(Resolved(report.id, m.id, e.id, "x", "stated") for m, e in ends),
    )


def fitting(subject: Entity, object_: Entity, *, structural: bool) -> list[str]:
    """The relations that the ontology allows between two entities."""
    kind = [r.neo4j for r in SCHEMA.relations.values() if r.structural is structural]
    return [name for name in kind if SCHEMA.refusal(subject.cls, name, object_.cls) is None]


def statements(draw: st.DrawFn, ends: list[tuple[Mention, Entity]]) -> Stated:
    claims, facts, ties = [], [], []
    for left, subject in ends:
        for right, object_ in ends:
            names = fitting(subject, object_, structural=False)
            if left is right or not names:
                continue
            name, status = draw(st.sampled_from(names)), draw(st.sampled_from(STATUSES))
            claim = Claim(left.id, name, right.id, status, "r", right.evidence)  # type: ignore[arg-type]
            fact = Fact(subject.id, name, object_.id, status)  # type: ignore[arg-type]
            place = right.evidence
            claims.append(claim)
            facts.append(fact)
            ties.append(ClaimFact(claim.id, fact.id, place.report_id, place.id, None, "r"))
    return claims, facts, ties


def structure(draw: st.DrawFn, things: list[Entity]) -> list[Fact]:
    pairs = [(left, right) for left in things for right in things if left is not right]
    fits = [(left, name, right) for left, right in pairs for name in fitting(left, right, structural=True)]
    chosen = draw(st.lists(st.sampled_from(fits), max_size=3)) if fits else []
    years = tuple(sorted(draw(st.sets(st.integers(1990, 2030), max_size=2))))
    return [Fact(left.id, name, right.id, "done", "registry", years) for left, name, right in chosen]


def figures(draw: st.DrawFn, report: Report, things: list[Entity]) -> list[Observation]:
    metric = next((one.id for one in things if one.cls == "Metric"), None)
    if metric is None:
        return []
    value = draw(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
    place = evidence_at(report, 0, 2)
    said = (metric, value, draw(WORDS), "about", draw(WORDS), "planned", report.id, place.id)
    return [Observation(f"v{place.id[1:]}", *said)]  # type: ignore[arg-type]


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graphs(), st.sampled_from(sorted(FORMATS)))
def test_nothing_is_lost_of_any_graph(graph: Graph, fmt: str) -> None:
    assert back(graph, fmt) == told(graph)
