"""What RDF says of each thing of a graph: blocks of predicates and objects, thing by thing.

What follows from the rest is not said: a fact that claims alone state is told by their ends, years and
evidence; the section of a claim by its place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import attrgetter

from kg.errors import DataError
from kg.model import ISSUER, REGION, Entity, Fact, Observation, Report, place_of
from loaders import carried
from loaders.carried import reference, values_of
from loaders.lookup import PLACES, Lookup
from loaders.pieces import Pieces
from loaders.plain import is_masked
from loaders.rdf.naming import FACT, LOCAL, Block, Names, Node, Said

FIGURES_SHARE = [field for field in carried.OBSERVATION if field not in ("value", "raw", "period")]
"""The fields of an observation of which many have the same."""


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
    checked_ids(names.found)
    mentions, borne = _mentions(report, names)
    yield from _sections(report, names)
    yield from _evidence(report, borne, names)
    yield from mentions
    for side in (ISSUER, REGION):
        said = [*names.types("Mention"), *names.values(label=side), *_denoted(report, side, names)]
        yield names.thing("Mention", reference(report, side)), said
    yield from _claims(report, names)
    yield from _observations(report, names)


def _report(report: Report, names: Names) -> list[Said]:
    found = names.found
    sides = [("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)]
    ends = [(relation, found.denoted(report.id, side)) for relation, side in sides]
    titles = _texts(names.values(title=report.meta.title))
    blank = tuple(number for number, (one, other) in enumerate(pairwise(report.pages), 1) if one == other)
    return [
        *names.types("Report"),
        *(names.said("dcterms", "title", text) for text in titles),
        *names.values(**values_of(report, carried.REPORT), **values_of(report.meta, carried.METADATA)),
        *names.values(pageStart=report.pages, blankPage=blank, paragraphStart=report.paragraphs),
        *names.values(masked=is_masked(report.text)),
        *(f"{names.relation(relation)} {names.known(end)}" for relation, end in ends if end is not None),
    ]


def _texts(said: Iterable[Said]) -> list[Node]:
    return [each.partition(" ")[2] for each in said]


def _entity(entity: Entity, names: Names) -> list[Said]:
    labels = names.values(name=entity.name, names=entity.names)
    preferred, *spellings = _texts(labels)
    facts = [fact for fact in names.found.facts.get(entity.id, []) if fact.status == "done"]
    return [
        *names.types(entity.cls),
        *labels,
        names.said("skos", "prefLabel", preferred),
        *(names.said("skos", "altLabel", text) for text in spellings if text != preferred),
        *names.values(key=entity.key, **dict(entity.properties)),
        *(said for fact in facts for said in _joined(fact, names)),
    ]


def _joined(fact: Fact, names: Names) -> list[Said]:
    """The fact as a triple, and in the words of others, where it hangs on the classes what those are."""
    end, class_of = names.known(fact.object), names.found.class_of
    term = carried.BY_CLASS.get((fact.relation, class_of(fact.subject), class_of(fact.object)))
    return [f"{names.relation(fact.relation)} {end}", *([names.said(*term, end)] if term else [])]


def _fact(fact: Fact, names: Names) -> list[Said]:
    shown = {place_of(key)[0] for key in fact.evidence}
    further = [names.thing("Report", report) for report in fact.reports if report not in shown]
    return [
        names.said("rdf", "type", names.term("rdf", "Statement")),
        names.said("rdf", "subject", names.known(fact.subject)),
        names.said("rdf", "predicate", names.relation(fact.relation)),
        names.said("rdf", "object", names.known(fact.object)),
        *names.values(**values_of(fact, carried.FACT), factYear=fact.years),
        *map(names.leading("EVIDENCE", "Evidence"), fact.evidence),
        *(names.said("prov", "wasDerivedFrom", report) for report in further),
    ]


def _mentions(report: str, names: Names) -> tuple[list[Block], dict[str, list[Said]]]:
    """What is said of the mentions of a report, and of each evidence that bears some, by its id."""
    found, alike = names.found, names.alike
    unit = names.term("nif", "annotationUnit")
    blocks: list[Block] = []
    borne: dict[str, list[Said]] = defaultdict(list)
    for mention in found.mentions.get(report, []):
        key, around = mention.id, borne[mention.evidence.id]
        node = names.thing("Mention", key)
        own = alike(_found, mention.label, mention.rule, key in found.deictic or None)
        around += (f"{unit} {node}", *own)
        denoted = found.resolved.get((report, key))
        if denoted is not None:
            end = names.known(denoted.entity)
            around += (*names.values(basis=denoted.basis), f"{names.relation('REFERS_TO')} {end}")
        blocks.append((node, [*names.types("Mention"), *own, *_denoted(report, key, names)]))
    return blocks, borne


def _found(names: Names, label: str, rule: str, deictic: bool | None) -> list[Said]:
    return names.values(label=label, rule=rule, deictic=deictic)


def _denoted(report: str, mention: str, names: Names) -> list[Said]:
    """What a mention, ISSUER or REGION of a report denotes, and why, as far as it is known."""
    found = names.found.resolved.get((report, mention))
    if found is None:
        return []
    why = names.alike(_known, found.reason, found.basis)
    return [names.said("itsrdf", "taIdentRef", names.known(found.entity)), *why]


def _known(names: Names, *why: str) -> list[Said]:
    return names.values(**dict(zip(carried.RESOLVED.values(), why, strict=True)))


def _sections(report: str, names: Names) -> Iterator[Block]:
    place = names.leading("IN_REPORT", "Report")(report)
    for section in names.found.sections.get(report, []):
        own = values_of(section, carried.SECTION)
        span = section.evidence
        said = [*names.types("Section"), *names.values(**own, begin=span.start, end=span.end), place]
        yield names.thing("Section", section.id), said


def _evidence(report: str, borne: Mapping[str, list[Said]], names: Names) -> Iterator[Block]:
    """The spans of a report; what they bear is said of them too, so that a reader need not go there."""
    begin, end, quote = (names.property(name) for name in ("begin", "end", "quote"))
    within = names.leading("IN_SECTION", "Section")
    fixed = [*names.types("Evidence"), names.leading("IN_REPORT", "Report")(report)]
    for span in names.found.spans(report):
        key, section = span.id, names.found.section_of(span)
        said = [*fixed, begin(span.start), end(span.end), quote(span.quote), *borne.get(key, ())]
        said += names.values(page=span.page, paragraph=span.paragraph, masked=is_masked(span.quote))
        if section is not None:
            said.append(within(section.id))
        yield names.thing("Evidence", key), said


def _claims(report: str, names: Names) -> Iterator[Block]:
    found, known = names.found, names.known
    starts, ends = ((names.term("rdf", side), names.relation(side.upper())) for side in ("subject", "object"))
    left, right = (names.leading(f"{side}_MENTION", "Mention") for side in ("SUBJECT", "OBJECT"))
    shown, place = names.leading("EVIDENCE", "Evidence"), names.leading("IN_REPORT", "Report")(report)
    for claim in found.claims.get(report, []):
        key = claim.id
        both = found.ends.get(key)
        without = True if both and key not in found.stating else None
        said = [
            *names.alike(_claimed, claim.predicate, claim.status, claim.rule, without),
            left(reference(report, claim.subject)),
            right(reference(report, claim.object)),
            shown(claim.evidence.id),
            place,
        ]
        if both:
            start, end = map(known, both)
            said += [f"{each} {start}" for each in starts]
            said += [f"{each} {end}" for each in ends]
        yield names.thing("Claim", key), said


def _claimed(names: Names, predicate: str, status: str, rule: str, without: bool | None) -> list[Said]:
    own = zip(carried.CLAIM.values(), (predicate, status, rule), strict=True)
    return [
        *names.types("Claim"),
        names.said("rdf", "type", names.term("rdf", "Statement")),
        names.said("rdf", "predicate", names.relation(predicate)),
        *names.values(**dict(own), withoutFact=without),
    ]


def _observations(report: str, names: Names) -> Iterator[Block]:
    known, relations = names.known, [names.relation(name) for name in carried.SIDES.values()]
    shown, place = names.leading("EVIDENCE", "Evidence"), names.leading("IN_REPORT", "Report")(report)
    measures, about = names.relation("MEASURES"), names.term("sosa", "hasFeatureOfInterest")
    sides, alike = attrgetter(*carried.SIDES), attrgetter(*FIGURES_SHARE)
    for found in names.found.observations.get(report, []):
        ends = zip(relations, sides(found), strict=True)
        said = [
            *names.alike(_figure, *alike(found)),
            *names.values(value=found.value, rawValue=found.raw, period=found.period),
            *(f"{relation} {known(end)}" for relation, end in ends if end is not None),
            *(f"{measures} {known(end)}" for end in _measured(found, names)),
            *(f"{about} {known(end)}" for end in found.about),
            shown(found.evidence_id),
            place,
        ]
        yield names.thing("Observation", found.id), said


def _figure(names: Names, *shared: str | None) -> list[Said]:
    own = dict(zip(FIGURES_SHARE, shared, strict=True))
    said = names.values(**{carried.OBSERVATION[field]: value for field, value in own.items()})
    return [*names.types("Observation"), *said, *_unit(own["unit_code"], names)]


def _unit(code: str | None, names: Names) -> list[Said]:
    """The unit in QUDT, or the one of our own that a code in lower case names."""
    if code is None:
        return []
    if not LOCAL.fullmatch(code):
        raise DataError(f"graph: {code!r} is no code of a unit; expected letters, digits, - and _")
    return [names.said("qudt", "hasUnit", names.term("own" if code[0].islower() else "unit", code))]


def _measured(found: Observation, names: Names) -> list[str]:
    """What the figure measures, as far as that is done; a plan stands in its claim alone."""
    facts = names.found.facts.get(found.id)
    if facts is None:
        return list(found.about) if found.status == "done" else []
    return [fact.object for fact in facts if fact.status == "done"]
