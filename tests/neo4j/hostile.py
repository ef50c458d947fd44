"""A graph in which every text is out to do harm: to break out of a statement, a style sheet or a table."""

from decimal import Decimal
from itertools import pairwise

from kg.graph import Graph
from kg.model import (
    ISSUER,
    Claim,
    ClaimFact,
    Entity,
    EntityId,
    Evidence,
    Fact,
    Mention,
    Metadata,
    Observation,
    Report,
    Resolved,
    evidence_at,
    report_id,
)
from loaders.property_graph.elements import SHOWN

BITS = (
    *("`", "``) DETACH DELETE n //", "\\u0060) DETACH DELETE n //", "'; DROP CONSTRAINT entity_id;--", '"'),
    *("\\", "\\\\", "\0", "a\0b", "\u202e倒写\u202c", "\u200f右", "\u2066隔\u2069", "\u2028行", "\ufeff"),
    *(
        "\U0001f600",
        "𠮷野",
        "é",
        "e\u0301",
        "$rows",
        "{id: 1}",
        "}) RETURN 1 //",
        "*/ /*",
        "${jndi:ldap://x}",
    ),
    *("<script>alert(1)</script>", "%s%n", "null", "NaN", "*", "🧑‍⚖️", "\t制表", " 空 格 ", "\r\n", "=1+1"),
)
TEXTS = (*BITS, *(f"{one}局" for one in BITS), *(f"局{one}" for one in BITS), *(one * 3 for one in BITS))
QUOTE, NAME = 4_000, 10_000
"""Characters of the longest quote and the longest name."""
OFTEN = SHOWN + 6
"""How many claims state the first fact."""
FIGURES = (
    "0",
    "-0.5",
    "32.42",
    "0.1",
    "1E+3",
    "9007199254740993",
    "123456789012345678901234.567890",
    "1E-30",
)


def hostile_graph() -> Graph:
    """An entity and a mention of it for each of TEXTS, and facts, claims and figures with such words.

    The last mentions denote the second entity; as many claims state one fact of it, more than a relation
    shows.
    """
    report = _report()
    entities = [_entity(f"a{number:04}", text) for number, text in enumerate((*TEXTS, "长" * NAME))]
    spans = _spans(report)
    mentions = [Mention("Agency", span, TEXTS[at]) for at, span in enumerate(spans)]
    claims = [
        Claim(ISSUER, "SUPERVISES", one.id, "done", one.rule, one.evidence) for one in mentions[-OFTEN:]
    ]
    claims[0] = Claim(ISSUER, "SUPERVISES", claims[0].object, "done", "\0", evidence_at(report, 0, QUOTE))
    denoted = [*entities[: len(spans) - OFTEN], *[entities[1]] * OFTEN]
    stated = _fact(entities[0], "SUPERVISES", entities[1], report, [one.evidence for one in claims])
    facts = [stated, *(_fact(one, "PART_OF", entities[0], report, spans[:2]) for one in entities[1:])]
    figures = [_figure(mentions[at], value, entities) for at, value in enumerate(FIGURES)]
    return Graph(
        reports=(report,),
        mentions=tuple(mentions),
        claims=tuple(claims),
        entities=tuple(entities),
        facts=tuple(sorted(facts, key=lambda fact: fact.id)),
        claim_facts=tuple(
            ClaimFact(one.id, stated.id, report.id, one.evidence.id, None, one.rule) for one in claims
        ),
        observations=tuple(sorted(figures, key=lambda figure: figure.id)),
        resolved=(
            Resolved(report.id, ISSUER, entities[0].id, "x", "title"),
            *(Resolved(report.id, m.id, e.id, "x", "stated") for m, e in zip(mentions, denoted, strict=True)),
        ),
    )


def _report() -> Report:
    text = "".join(TEXTS)
    text += "长" * (QUOTE - len(text))
    names = ("title", "issuer", "region", "url", "publisher", "origin", "document_number", "index_number")
    said = Metadata(**dict(zip(names, TEXTS, strict=False)), issuer_basis="title", year=2021)  # type: ignore[arg-type]
    return Report(report_id(text.encode()), "../../`.txt", text, said, (0, 90), (0, 40, 80))


def _spans(report: Report) -> list[Evidence]:
    """The place of each of TEXTS, one after the other."""
    ends = [0]
    for text in TEXTS:
        ends.append(ends[-1] + len(text))
    return [evidence_at(report, *pair) for pair in pairwise(ends)]


def _entity(identity: str, text: str) -> Entity:
    names = tuple(sorted({text, f"{text}`"}))
    return Entity(
        EntityId(identity),
        "LegalAct",
        text,
        text,
        names,
        (("documentNumber", text), ("validity", "unknown"), ("version", text)),
    )


def _fact(subject: Entity, relation: str, object_: Entity, report: Report, spans: list[Evidence]) -> Fact:
    evidence = tuple(sorted(span.id for span in spans))
    return Fact(subject.id, relation, object_.id, "done", "title", (1999, 2021), (report.id,), evidence)


def _figure(mention: Mention, value: str, entities: list[Entity]) -> Observation:
    place, about = mention.evidence, (entities[2].id, entities[3].id)
    return Observation(
        f"v{place.id[1:]}",
        entities[4].id,
        Decimal(value),
        mention.rule,
        "about",
        f"{mention.rule}\0",
        "problem",
        place.report_id,
        place.id,
        "2021-01/2021-09",
        about,
        *(entities[5].id, entities[6].id),
        theme="`",
    )
