"""What each mention of one report denotes, by its label."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from kg.folding import clean
from kg.gazetteer import city_in_front
from kg.model import ISSUER, POINTS_BACK, REGION, Basis, Label, Mention, MentionId, Metadata, Reading
from kg.resolve.agencies import (
    AgencyName,
    Fulls,
    government_key,
    name_agency,
    only_agencies,
    render,
    whole,
)
from kg.resolve.denotation import (
    NO_MENTION,
    Denotation,
    Found,
    Link,
    Meaning,
    Meant,
    Node,
    Properties,
    Related,
)
from kg.resolve.names import (
    Named,
    channel_head,
    families,
    name_initiative,
    name_organization,
    name_plain,
    name_platform,
    of_its_place,
    org_of_its_place,
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
    lies_in,
    own_level,
    split_levels,
)
from kg.resolve.regions import meaning_of, placed
from kg.resources import entries
from kg.schema import load_schema

_Name = TypeVar("_Name", AgencyName, Named)


class _Said(NamedTuple):
    """A report with what its words are read with; `heads` may stand at the head of platforms, by start."""

    reading: Reading
    ground: Ground
    fulls: Fulls
    places: Gazetteer
    heads: Mapping[int, Sequence[Mention]]


_HEADS = frozenset(("Platform", "Initiative"))
"""Labels of what may stand at the head of a platform: “浙里办”APP, “互联网+督查”平台."""


def ground_of(
    reading: Reading, places: Gazetteer, names: Mapping[tuple[Label, str], str] | None = None
) -> Ground:
    """Region, issuer and year of a report; a region without an issuer reports through its government."""
    meta = reading.report.meta
    region = known(meta.region, meta.year, places) if meta.region else None
    strange = _strange(reading, places, meta.year)
    bare_ground = Ground(reading.report.id, None, None, meta.year, strange=strange)
    if region is None and meta.issuer:
        region = parse(normal(meta.issuer), bare_ground, places).place
    issuer = meta.issuer or (f"{region.prefix}人民政府" if region else None)
    named = _in_full(reading, places, meta.year)
    return Ground(reading.report.id, region, issuer, meta.year, named, names or {}, strange)


def _in_full(reading: Reading, places: Gazetteer, year: int | None) -> tuple[Place, ...]:
    found = {}
    for mention in reading.mentions:
        if mention.label == "Region":
            bearers = places.places(clean(mention.evidence.quote), year)
            if len(bearers) == 1:
                found[bearers[0].full] = bearers[0]
    return tuple(found[full] for full in sorted(found))


def _strange(reading: Reading, places: Gazetteer, year: int | None) -> frozenset[str]:
    """The names of places that stand behind a city in which no place of that name lies."""
    found = set()
    for mention in reading.mentions:
        at = mention.evidence
        city = city_in_front(reading.report.text, at.start) if mention.label in ("Region", "Agency") else ""
        heads = (at.quote[:size] for size in range(len(at.quote), 1, -1)) if city else ()
        name = next((head for head in heads if places.places(head, year)), None)
        if name is not None and not any(lies_in(place, city) for place in places.places(name, year)):
            found.add(name)
    return frozenset(found)


def full_functions(
    reading: Reading, ground: Ground, places: Gazetteer
) -> Iterator[tuple[tuple[str, str], str]]:
    """The functions written out in full, by report and place, by "issuer" and place, and by "" and place."""
    if ground.issuer:
        parsed = parse(normal(ground.issuer), ground, places)
        if parsed.place is not None:
            yield ("issuer", parsed.place.full), parsed.core
            yield (ground.report_id, parsed.place.full), parsed.core
    quotes = {mention.evidence.quote for mention in reading.mentions if mention.label == "Agency"}
    for text in {normal(quote) for quote in quotes}:
        parsed = parse(text, ground, places)
        if parsed.place is not None and whole(parsed.core):
            yield (ground.report_id, parsed.place.full), parsed.core
            yield ("", parsed.place.full), parsed.core


def denote(reading: Reading, ground: Ground, fulls: Fulls, places: Gazetteer) -> Found:
    """All but documents and agreements, which need the whole corpus and the other mentions."""
    result = Found([], [], {})
    said = _Said(reading, ground, fulls, places, _heads(reading))
    issuer = None if ground.issuer is None else name_agency(ground.issuer, ground, fulls, places)
    _sides(reading.report.meta, issuer, ground, result)
    known: dict[tuple[Label, str], Meaning] = {}
    for mention in reading.mentions:
        read = _READ.get(mention.label)
        if read is not None:
            words = mention.label, mention.evidence.quote
            meaning = known.get(words) or read(mention, said)
            if meaning.everywhere and words not in known:
                known[words] = meaning
                _above(meaning, mention, result)
            _add(meaning, mention, result)
    regions = {one.mention: one.node[1] for one in result.denotations if one.node[0] == "Region"}
    result.denotations.extend(governments(reading, regions))
    for mention in reading.deictics:
        if mention.rule != POINTS_BACK:
            _deictic(mention, issuer, ground, places, result)
    return result


def _heads(reading: Reading) -> Mapping[int, list[Mention]]:
    """What may stand at the head of a platform, by its start."""
    heads: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.label in _HEADS:
            heads[mention.evidence.start].append(mention)
    return heads


def _add(meaning: Meaning, mention: Mention, result: Found) -> None:
    """That a mention has this meaning, with the links to what the entity is related to."""
    at = mention.evidence
    result.add(at.report_id, meaning.itself, mention.id)
    for relation, other, basis in meaning.related:
        result.add(at.report_id, other)
        link = Link(meaning.itself.node, relation, other.node, at.report_id, at.id, basis)
        result.links.append(link)


def _above(meaning: Meaning, mention: Mention, result: Found) -> None:
    """Under whom an agency may stand, shown by the first mention of it."""
    node, at = meaning.itself.node, mention.evidence
    for relation, above in meaning.above:
        if (node, relation, above) not in result.maybe:
            link = Link(node, relation, above, at.report_id, at.id, "inferred")
            result.maybe[node, relation, above] = link


def governments(reading: Reading, regions: Mapping[MentionId, str]) -> Iterator[Denotation]:
    """The governments of regions that a claim makes act as only agencies can: the graph needs their nodes.

    `regions` are the keys of the regions that mentions denote.
    """
    schema = load_schema()
    for claim in reading.claims:
        key = regions.get(claim.subject)
        if key is not None and only_agencies(claim.predicate, schema):
            place, reason = Place(split_levels(key)), "government of a region"
            full = render(place, "人民政府")
            name = AgencyName(full, government_key(key), reason, "inferred", place=place)
            yield Denotation(reading.report.id, NO_MENTION, *_unspelled(name, name.reason, name.basis))


def _sides(meta: Metadata, issuer: AgencyName | None, ground: Ground, result: Found) -> None:
    if issuer is not None:
        basis: Basis = meta.issuer_basis or "inferred"
        node: Node = ("Agency", issuer.key)
        named = Meant(node, issuer.name, "", "issuer", basis, len(issuer.name), _told(issuer))
        result.add(ground.report_id, named, ISSUER)
    if ground.region is not None:
        located = Located(ground.region, "region of the report", meta.region_basis or "inferred")
        result.add(ground.report_id, placed(located, ground, ""), REGION)


def _deictic(
    mention: Mention, issuer: AgencyName | None, ground: Ground, places: Gazetteer, result: Found
) -> None:
    """我办, 本机关 are the issuer; 我区, 全市 the report's region or the level above it that is so called.

    No government calls itself 我局: then the report does not tell who it is.
    """
    quote = clean(mention.evidence.quote)
    if mention.label == "Agency" and issuer is not None and not _misnamed(quote, issuer):
        node: Node = ("Agency", issuer.key)
        meant = Meant(node, issuer.name, "", "deictic for the issuer", "inferred")
        result.add(ground.report_id, meant, mention.id)
    elif mention.label == "Region" and ground.region is not None:
        place = own_level(quote[-1], ground.region)
        if place is not None:
            place = known(place.full, ground.year, places)
            located = Located(place, "deictic for the region", "inferred")
            result.add(ground.report_id, placed(located, ground, ""), mention.id)


def _misnamed(quote: str, issuer: AgencyName) -> bool:
    """Whether no issuer of that kind calls itself so: a government 我局."""
    return issuer.name.endswith("人民政府") and quote.endswith(entries("agency_words", "self"))


def _agency(mention: Mention, said: _Said) -> Meaning:
    """An agency, the one inside which it is, if any, and those under which it may stand."""
    ground = said.ground
    name = name_agency(ground.said(mention), ground, said.fulls, said.places)
    above = superiors(name.place, name.core) if name.place is not None else ()
    name = _by_user(name, mention, ground)
    node: Node = ("Agency", name.key)
    spelling = clean(mention.evidence.quote)
    meant = Meant(node, name.name, spelling, name.reason, name.basis, len(name.name), _told(name))
    if name.parent is None:
        return Meaning(meant, (), above)
    parent = _unspelled(name.parent, "parent", "inferred")
    return Meaning(meant, (Related("INNER_BODY_OF", parent, name.basis),), above)


def _unspelled(name: AgencyName, reason: str, basis: Basis) -> Meant:
    """An agency that no words of the report name by themselves."""
    return Meant(("Agency", name.key), name.name, "", reason, basis, 0, known_of(name))


def _told(name: AgencyName) -> Properties:
    return (("candidate", tuple(sorted(name.candidates))),) if name.candidates else known_of(name)


def _by_user(name: _Name, mention: Mention, ground: Ground) -> _Name:
    """The name, with the reason and basis of the user's terms where these gave the words for it."""
    return replace(name, reason=SHORT_FORM, basis="registry") if ground.is_short(mention) else name


def _named(mention: Mention, name: Named, ground: Ground) -> Meant:
    name = _by_user(name, mention, ground)
    node: Node = (load_schema().class_of_label(mention.label), name.key)
    return Meant(node, name.name, clean(mention.evidence.quote), name.reason, name.basis, name.weight)


def _region(mention: Mention, said: _Said) -> Meaning:
    return meaning_of(mention, said.reading, said.ground, said.places)


def _initiative(mention: Mention, said: _Said) -> Meaning:
    """An initiative, and the wider one to which it belongs."""
    name = of_its_place(name_initiative(said.ground.said(mention)), said.ground)
    wider = ((name_initiative(each), basis) for each, basis in families(name.name))
    related = tuple(
        Related("BROADER", Meant(("Initiative", one.key), one.name, "", "wider initiative", basis), basis)
        for one, basis in wider
        if one.key != name.key
    )
    return Meaning(_named(mention, name, said.ground), related)


def _organization(mention: Mention, said: _Said) -> Meaning:
    name = org_of_its_place(name_organization(said.ground.said(mention)), said.ground)
    return Meaning(_named(mention, name, said.ground))


def _publication(mention: Mention, said: _Said) -> Meaning:
    return Meaning(_named(mention, name_plain(said.ground.said(mention)), said.ground))


def _platform(mention: Mention, said: _Said) -> Meaning:
    """A platform by what stands at its head, and the service of which it is a channel, if any."""
    ground, nested = said.ground, _nested(mention, said.heads, "Platform")
    initiative = nested is None and _nested(mention, said.heads, "Initiative") is not None
    name = name_platform(ground.said(mention), ground, nested, initiative=initiative)
    head = channel_head(mention.evidence.quote, nested)
    related: tuple[Related, ...] = ()
    if head is not None:
        one = name_platform(head, ground, None)
        service = Meant(("Platform", one.key), one.name, "", "service of a channel", "stated")
        related = (Related("CHANNEL_OF", service, "stated"),)
    return Meaning(_named(mention, name, ground), related, everywhere=False)


def _nested(mention: Mention, heads: Mapping[int, Sequence[Mention]], label: str) -> str | None:
    """The text of the longest mention with the label at the head of this one."""
    outer = mention.evidence
    inner = [
        other.evidence
        for start in (outer.start, outer.start + 1)
        for other in heads.get(start, ())
        if other.label == label and other.evidence.end <= outer.end and other.evidence != outer
    ]
    return max(inner, key=lambda span: span.end).quote if inner else None


_READ: Mapping[Label, Callable[[Mention, _Said], Meaning]] = {
    "Agency": _agency,
    "Region": _region,
    "Platform": _platform,
    "Initiative": _initiative,
    "Org": _organization,
    "Publication": _publication,
}
"""How the words of a mention are read, by its label."""
