"""What each mention of one report denotes, by its label."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.folding import clean
from kg.model import ISSUER, POINTS_BACK, REGION, Basis, Label, Mention, MentionId, Reading
from kg.resolve.agencies import (
    AgencyName,
    Fulls,
    government_key,
    name_agency,
    only_agencies,
    render,
    whole,
)
from kg.resolve.denotation import Denotation, Found, Link, Node, Properties
from kg.resolve.names import (
    Named,
    channel_head,
    families,
    name_initiative,
    name_organization,
    name_plain,
    name_platform,
)
from kg.resolve.offices import known_of, superiors
from kg.resolve.parsing import normal, parse
from kg.resolve.places import (
    SHORT_FORM,
    Gazetteer,
    Ground,
    Located,
    Place,
    known,
    own_level,
    split_levels,
)
from kg.resolve.regions import denote_region, placed
from kg.schema import load_schema

_Name = TypeVar("_Name", AgencyName, Named)
_HEADS = frozenset(("Platform", "Initiative"))
"""Labels of what may stand at the head of a platform: “浙里办”APP, “互联网+督查”平台."""


def ground_of(
    reading: Reading, places: Gazetteer, names: Mapping[tuple[Label, str], str] | None = None
) -> Ground:
    """Region, issuer and year of a report; a region without an issuer reports through its government."""
    meta = reading.report.meta
    region = known(meta.region, meta.year, places) if meta.region else None
    bare_ground = Ground(reading.report.id, None, None, meta.year)
    if region is None and meta.issuer:
        region = parse(normal(meta.issuer), bare_ground, places).place
    issuer = meta.issuer or (f"{region.prefix}人民政府" if region else None)
    return Ground(
        reading.report.id, region, issuer, meta.year, _named(reading, places, meta.year), names or {}
    )


def _named(reading: Reading, places: Gazetteer, year: int | None) -> tuple[Place, ...]:
    found = {}
    for mention in reading.mentions:
        if mention.label == "Region":
            bearers = places.places(clean(mention.evidence.quote), year)
            if len(bearers) == 1:
                found[bearers[0].full] = bearers[0]
    return tuple(found[full] for full in sorted(found))


def full_functions(
    readings: Sequence[Reading], grounds: Sequence[Ground], places: Gazetteer
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The functions written out in full, by report and place, by "issuer" and place, and by "" and place."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading, ground in zip(readings, grounds, strict=True):
        if ground.issuer:
            parsed = parse(normal(ground.issuer), ground, places)
            if parsed.place is not None:
                found["issuer", parsed.place.full].add(parsed.core)
                found[ground.report_id, parsed.place.full].add(parsed.core)
        for text in sorted({normal(m.evidence.quote) for m in reading.mentions if m.label == "Agency"}):
            parsed = parse(text, ground, places)
            if parsed.place is not None and whole(parsed.core):
                found[ground.report_id, parsed.place.full].add(parsed.core)
                found["", parsed.place.full].add(parsed.core)
    return {key: tuple(sorted(cores)) for key, cores in found.items()}


def denote(reading: Reading, ground: Ground, fulls: Fulls, places: Gazetteer) -> Found:
    """All but documents and agreements, which need the whole corpus and the other mentions."""
    result = Found([], [], {})
    names: dict[str, AgencyName] = {}
    _sides(reading, ground, fulls, places, result)
    starting = _starting(reading)
    for mention in reading.mentions:
        if mention.label == "Agency":
            said = ground.said(mention)
            if said not in names:
                names[said] = name_agency(said, ground, fulls, places)
                _superiors(names[said], ground, mention, result)
            _agency(_by_user(names[said], mention, ground), ground, mention, result)
        elif mention.label == "Region":
            denote_region(mention, reading, ground, places, result)
        elif mention.label == "Platform":
            _platform(mention, starting, ground, result)
        elif mention.label == "Initiative":
            _initiative(mention, ground, result)
        elif mention.label == "Org":
            _add(mention, (_class(mention), name_organization(ground.said(mention))), ground, result)
        elif mention.label == "Publication":
            _add(mention, (_class(mention), name_plain(ground.said(mention))), ground, result)
    regions = {one.mention: one.node[1] for one in result.denotations if one.node[0] == "Region"}
    result.denotations.extend(governments(reading, regions))
    for mention in (each for each in reading.deictics if each.rule != POINTS_BACK):
        _deictic(mention, ground, fulls, places, result)
    return result


def _starting(reading: Reading) -> Mapping[int, list[Mention]]:
    """What may stand at the head of a platform, by its start."""
    starting: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.label in _HEADS:
            starting[mention.evidence.start].append(mention)
    return starting


def _class(mention: Mention) -> str:
    return load_schema().class_of_label(mention.label)


def _initiative(mention: Mention, ground: Ground, result: Found) -> None:
    """An initiative, and the wider one to which it belongs."""
    name = name_initiative(ground.said(mention))
    _add(mention, ("Initiative", name), ground, result)
    for wider, basis in families(name.name):
        named = name_initiative(wider)
        node: Node = ("Initiative", named.key)
        if named.key != name.key:
            result.denotations.append(
                Denotation(ground.report_id, MentionId(""), node, named.name, "", "wider initiative", basis)
            )
            link = Link(
                ("Initiative", name.key), "BROADER", node, ground.report_id, mention.evidence.id, basis
            )
            result.links.append(link)


def governments(reading: Reading, regions: Mapping[MentionId, str]) -> Iterator[Denotation]:
    """The governments of regions that a claim makes act as only agencies can: the graph needs their nodes.

    `regions` are the keys of the regions that mentions denote.
    """
    schema = load_schema()
    for claim in reading.claims:
        key = regions.get(claim.subject)
        if key is not None and only_agencies(claim.predicate, schema):
            node: Node = ("Agency", government_key(key))
            place, reason = Place(split_levels(key)), "government of a region"
            name = render(place, "人民政府")
            known = known_of(AgencyName(name, node[1], "", "inferred", place=place))
            yield Denotation(reading.report.id, MentionId(""), node, name, "", reason, "inferred", 0, known)


def _sides(reading: Reading, ground: Ground, fulls: Fulls, places: Gazetteer, result: Found) -> None:
    meta = reading.report.meta
    if ground.issuer is not None:
        name = name_agency(ground.issuer, ground, fulls, places)
        basis: Basis = meta.issuer_basis or "inferred"
        result.denotations.append(
            Denotation(
                ground.report_id, ISSUER, ("Agency", name.key), name.name, "", "issuer", basis,
                len(name.name), _told(name),
            )
        )  # fmt: skip
    if ground.region is not None:
        basis = meta.region_basis or "inferred"
        located = Located(ground.region, "region of the report", basis)
        result.denotations.append(placed(located, ground, REGION, ""))


def _by_user(name: _Name, mention: Mention, ground: Ground) -> _Name:
    """The name, with the reason and basis of the user's terms where these gave the words for it."""
    return replace(name, reason=SHORT_FORM, basis="registry") if ground.is_short(mention) else name


def _told(name: AgencyName) -> Properties:
    return (("candidate", name.candidates),) if name.candidates else known_of(name)


def _agency(name: AgencyName, ground: Ground, mention: Mention, result: Found) -> None:
    """An agency, and the one inside which it is, if any."""
    node: Node = ("Agency", name.key)
    result.denotations.append(
        Denotation(
            ground.report_id, mention.id, node, name.name, clean(mention.evidence.quote),
            name.reason, name.basis, len(name.name), _told(name),
        )
    )  # fmt: skip
    if name.parent is not None:
        parent: Node = ("Agency", name.parent.key)
        result.denotations.append(
            Denotation(
                ground.report_id, MentionId(""), parent, name.parent.name, "", "parent", "inferred",
                0, known_of(name.parent),
            )
        )  # fmt: skip
        evidence = mention.evidence.id
        result.links.append(Link(node, "INNER_BODY_OF", parent, ground.report_id, evidence, name.basis))


def _superiors(name: AgencyName, ground: Ground, mention: Mention, result: Found) -> None:
    """Under whom an agency may stand, shown by the first mention of it."""
    node: Node = ("Agency", name.key)
    for relation, above in superiors(name.place, name.core) if name.place is not None else ():
        if (node, relation, above) not in result.maybe:
            link = Link(node, relation, above, ground.report_id, mention.evidence.id, "inferred")
            result.maybe[node, relation, above] = link


def _add(mention: Mention, named: tuple[str, Named], ground: Ground, result: Found) -> None:
    cls, name = named[0], _by_user(named[1], mention, ground)
    result.denotations.append(
        Denotation(
            ground.report_id, mention.id, (cls, name.key), name.name, clean(mention.evidence.quote),
            name.reason, name.basis, name.weight,
        )
    )  # fmt: skip


def _platform(mention: Mention, mentions: Mapping[int, list[Mention]], ground: Ground, result: Found) -> None:
    nested = _nested(mention, mentions, "Platform")
    initiative = nested is None and _nested(mention, mentions, "Initiative") is not None
    name = name_platform(ground.said(mention), ground, nested, initiative=initiative)
    _add(mention, ("Platform", name), ground, result)
    head = channel_head(mention.evidence.quote, nested)
    if head is not None:
        service = name_platform(head, ground, None)
        node: Node = ("Platform", service.key)
        result.denotations.append(
            Denotation(
                ground.report_id, MentionId(""), node, service.name, "", "service of a channel", "stated"
            )
        )
        link = Link(
            ("Platform", name.key), "CHANNEL_OF", node, ground.report_id, mention.evidence.id, "stated"
        )
        result.links.append(link)


def _nested(mention: Mention, mentions: Mapping[int, list[Mention]], label: str) -> str | None:
    """The text of the longest mention with the label at the head of this one."""
    outer = mention.evidence
    inner = [
        other.evidence
        for start in (outer.start, outer.start + 1)
        for other in mentions.get(start, ())
        if other.label == label and other.evidence.end <= outer.end and other.evidence != outer
    ]
    return max(inner, key=lambda span: span.end).quote if inner else None


def _deictic(mention: Mention, ground: Ground, fulls: Fulls, places: Gazetteer, result: Found) -> None:
    """我办, 本机关 are the issuer; 我区, 全市 the report's region or the level above it that is so called."""
    text = mention.evidence.quote
    if mention.label == "Agency" and ground.issuer is not None:
        name = name_agency(ground.issuer, ground, fulls, places)
        result.denotations.append(
            Denotation(
                ground.report_id, mention.id, ("Agency", name.key), name.name, "",
                "deictic for the issuer", "inferred",
            )
        )  # fmt: skip
    elif mention.label == "Region" and ground.region is not None:
        place = own_level(clean(text)[-1], ground.region)
        if place is not None:
            place = known(place.full, ground.year, places)
            located = Located(place, "deictic for the region", "inferred")
            result.denotations.append(placed(located, ground, mention.id, ""))
