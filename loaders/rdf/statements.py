"""What RDF says of each thing of a graph: blocks of predicates and objects, thing by thing.

What follows from the rest is not said: a fact that claims alone state is told by their ends, years and
evidence; the section of a claim by its place.
"""

from collections.abc import Iterator
from itertools import pairwise

from kg.errors import DataError
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    Entity,
    Evidence,
    Fact,
    Mention,
    Observation,
    Report,
    Section,
    place_of,
)
from loaders import carried
from loaders.carried import reference, values_of
from loaders.lookup import PLACES, Lookup
from loaders.pieces import Pieces
from loaders.plain import is_masked
from loaders.rdf.naming import FACT, LOCAL, Block, Names, Pair


def checked_ids(found: Lookup) -> Lookup:
    """The lookup, if all its ids can stand in an IRI; DataError otherwise."""
    for key in found.classes:
        if not LOCAL.fullmatch(key):
            raise DataError(f"graph: {key!r} is no id; expected letters, digits, - and _")
    return found


def of_everything(pieces: Pieces, names: Names) -> Iterator[Block]:
    """What belongs to no report alone: reports, entities, and facts that more than claims state."""
    for piece, found in pieces.heads():
        for report in piece.reports:
            yield names.thing("Report", report.id), _report(report, names.around(found))
    for piece, found in pieces.entities():
        near = names.around(checked_ids(found))
        for entity in piece.entities:
            yield names.thing(entity.cls, entity.id), _entity(entity, near)
    for piece, found in pieces.unclaimed():
        near = names.around(checked_ids(found))
        for fact in piece.facts:
            if fact.relation in PLACES:
                continue
            key = fact.id
            if key not in found.claimed or fact.basis != "stated":
                yield names.thing(FACT, key), _fact(fact, near)


def of_report(report: str, names: Names) -> Iterator[Block]:
    """What stands in the report with this id: sections, evidence, mentions, claims, observations."""
    found = names.found
    checked_ids(found)
    for section in found.sections.get(report, []):
        yield names.thing("Section", section.id), _section(section, names)
    mentions = found.borne(report)
    for span in found.spans(report):
        yield names.thing("Evidence", span.id), _evidence(span, mentions.get(span.id, []), names)
    for mention in found.mentions.get(report, []):
        yield names.thing("Mention", mention.id), _mention(mention, names)
    for side in (ISSUER, REGION):
        yield names.thing("Mention", reference(report, side)), _side(report, side, names)
    for claim in found.claims.get(report, []):
        key = claim.id
        yield names.thing("Claim", key), _claim(claim, key, names)
    for observation in found.observations.get(report, []):
        yield names.thing("Observation", observation.id), _observation(observation, names)


def _report(report: Report, names: Names) -> list[Pair]:
    found = names.found
    sides = [("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)]
    ends = [(relation, found.denoted(report.id, side)) for relation, side in sides]
    titles = names.values(title=report.meta.title)
    blank = tuple(number for number, (one, other) in enumerate(pairwise(report.pages), 1) if one == other)
    return [
        *names.types("Report"),
        *((names.term("dcterms", "title"), text) for _, text in titles),
        *names.values(**values_of(report, carried.REPORT), **values_of(report.meta, carried.METADATA)),
        *names.values(pageStart=report.pages, blankPage=blank, paragraphStart=report.paragraphs),
        *names.values(masked=is_masked(report.text)),
        *((names.relation(relation), names.known(end)) for relation, end in ends if end is not None),
    ]


def _entity(entity: Entity, names: Names) -> list[Pair]:
    labels = names.values(name=entity.name, names=entity.names)
    alternative = names.term("skos", "altLabel")
    standard = [(alternative, text) for _, text in labels[1:] if text != labels[0][1]]
    facts = [fact for fact in names.found.facts.get(entity.id, []) if fact.status == "done"]
    return [
        *names.types(entity.cls),
        *labels,
        (names.term("skos", "prefLabel"), labels[0][1]),
        *standard,
        *names.values(key=entity.key, **dict(entity.properties)),
        *(pair for fact in facts for pair in _joined(fact, names)),
    ]


def _joined(fact: Fact, names: Names) -> list[Pair]:
    """The fact as a triple, and in the words of others, where it hangs on the classes what those are."""
    end, class_of = names.known(fact.object), names.found.class_of
    term = carried.BY_CLASS.get((fact.relation, class_of(fact.subject), class_of(fact.object)))
    return [(names.relation(fact.relation), end), *([(names.term(*term), end)] if term else [])]


def _fact(fact: Fact, names: Names) -> list[Pair]:
    spans = [names.thing("Evidence", key) for key in fact.evidence]
    shown = {place_of(key)[0] for key in fact.evidence}
    further = [names.thing("Report", report) for report in fact.reports if report not in shown]
    return [
        (names.term("rdf", "type"), names.term("rdf", "Statement")),
        (names.term("rdf", "subject"), names.known(fact.subject)),
        (names.term("rdf", "predicate"), names.relation(fact.relation)),
        (names.term("rdf", "object"), names.known(fact.object)),
        *names.values(**values_of(fact, carried.FACT), factYear=fact.years),
        *((names.relation("EVIDENCE"), span) for span in spans),
        *((names.term("prov", "wasDerivedFrom"), report) for report in further),
    ]


def _section(section: Section, names: Names) -> list[Pair]:
    place = section.evidence
    return [
        *names.types("Section"),
        *names.values(**values_of(section, carried.SECTION), begin=place.start, end=place.end),
        (names.relation("IN_REPORT"), names.thing("Report", place.report_id)),
    ]


def _evidence(span: Evidence, mentions: list[Mention], names: Names) -> list[Pair]:
    section = names.found.section_of(span)
    around = [] if section is None else [(names.relation("IN_SECTION"), names.thing("Section", section.id))]
    return [
        *names.types("Evidence"),
        *names.values(begin=span.start, end=span.end, quote=span.quote),
        *names.values(page=span.page, paragraph=span.paragraph, masked=is_masked(span.quote)),
        (names.relation("IN_REPORT"), names.thing("Report", span.report_id)),
        *around,
        *(pair for mention in mentions for pair in _borne(mention, names)),
    ]


def _borne(mention: Mention, names: Names) -> list[Pair]:
    """What an evidence says of a mention that it bears, so that a reader need not go there."""
    denoted = names.found.resolved.get((mention.evidence.report_id, mention.id))
    unit = (names.term("nif", "annotationUnit"), names.thing("Mention", mention.id))
    said = [unit, *_found(mention, names)]
    if denoted is None:
        return said
    basis = names.values(basis=denoted.basis)
    return [*said, *basis, (names.relation("REFERS_TO"), names.known(denoted.entity))]


def _found(mention: Mention, names: Names) -> list[Pair]:
    pointing = mention.id in names.found.deictic or None
    return names.values(label=mention.label, rule=mention.rule, deictic=pointing)


def _mention(mention: Mention, names: Names) -> list[Pair]:
    denoted = _denoted(mention.evidence.report_id, mention.id, names)
    return [*names.types("Mention"), *_found(mention, names), *denoted]


def _side(report: str, side: str, names: Names) -> list[Pair]:
    return [*names.types("Mention"), *names.values(label=side), *_denoted(report, side, names)]


def _denoted(report: str, mention: str, names: Names) -> list[Pair]:
    found = names.found.resolved.get((report, mention))
    if found is None:
        return []
    entity = (names.term("itsrdf", "taIdentRef"), names.known(found.entity))
    return [entity, *names.values(**values_of(found, carried.RESOLVED))]


def _claim(claim: Claim, key: str, names: Names) -> list[Pair]:
    place, found = claim.evidence, names.found
    ends = [names.known(end) for end in found.ends.get(key, ())]
    terms = [(names.term("rdf", side), names.relation(side.upper())) for side in ("subject", "object")]
    mentions = {"SUBJECT_MENTION": claim.subject, "OBJECT_MENTION": claim.object}
    without = True if ends and key not in found.stating else None
    return [
        *names.types("Claim"),
        (names.term("rdf", "type"), names.term("rdf", "Statement")),
        (names.term("rdf", "predicate"), names.relation(claim.predicate)),
        *names.values(**values_of(claim, carried.CLAIM), withoutFact=without),
        *((term, end) for both, end in zip(terms, ends, strict=False) for term in both),
        *(
            (names.relation(name), names.thing("Mention", reference(place.report_id, mention)))
            for name, mention in mentions.items()
        ),
        (names.relation("EVIDENCE"), names.thing("Evidence", place.id)),
        (names.relation("IN_REPORT"), names.thing("Report", place.report_id)),
    ]


def _observation(found: Observation, names: Names) -> list[Pair]:
    ends = [(relation, getattr(found, field)) for field, relation in carried.SIDES.items()]
    ends += [("MEASURES", about) for about in _measured(found, names)]
    return [
        *names.types("Observation"),
        *names.values(**values_of(found, carried.OBSERVATION)),
        *_unit(found.unit_code, names),
        *((names.relation(relation), names.known(end)) for relation, end in ends if end is not None),
        *((names.term("sosa", "hasFeatureOfInterest"), names.known(about)) for about in found.about),
        (names.relation("EVIDENCE"), names.thing("Evidence", found.evidence_id)),
        (names.relation("IN_REPORT"), names.thing("Report", found.report_id)),
    ]


def _unit(code: str | None, names: Names) -> list[Pair]:
    """The unit in QUDT, or the one of our own that a code in lower case names."""
    if code is None:
        return []
    return [(names.term("qudt", "hasUnit"), names.term("own" if code[0].islower() else "unit", code))]


def _measured(found: Observation, names: Names) -> list[str]:
    """What the figure measures, as far as that is done; a plan stands in its claim alone."""
    facts = names.found.facts.get(found.id)
    if facts is None:
        return list(found.about) if found.status == "done" else []
    return [fact.object for fact in facts if fact.status == "done"]
