"""Regions: what each mention of one denotes, the members of groups, and what is known of a division."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg import gazetteer
from kg.folding import bare, clean
from kg.model import Mention, Reading
from kg.resolve import groups
from kg.resolve.denotation import (
    Denotation,
    Found,
    Link,
    Meaning,
    Meant,
    Node,
    Properties,
    Related,
    evidence_of,
)
from kg.resolve.divisions import place_of
from kg.resolve.places import SHORT_FORM, Gazetteer, Ground, Located, Place, is_town, locate, unlisted
from kg.room import WORDS

_LEVELS = {"省级": "省", "地级": "市", "县级": "县"}


def meaning_of(mention: Mention, reading: Reading, ground: Ground, places: Gazetteer) -> Meaning:
    """What a Region mention denotes: a place, or a group with its members."""
    text, spelling = bare(ground.said(mention)), clean(mention.evidence.quote)
    if groups.is_group(text):
        return _group(mention, text, reading, ground, places)
    shared = len(places.places(text, ground.year)) > 1
    near = _near(mention, reading, ground, places) if shared else ()
    located = locate(text, ground, places, near) or unlisted(text, ground, places)
    if ground.is_short(mention):
        located = replace(located, reason=SHORT_FORM, basis="registry")
    return Meaning(placed(located, ground, spelling), everywhere=not shared)


def _near(mention: Mention, reading: Reading, ground: Ground, places: Gazetteer) -> Sequence[Place]:
    """The places in front of a name with several bearers, or beside it in a list."""
    beside = (locate(bare(words), ground, places) for words in groups.beside(mention, reading))
    return [located.place for located in beside if located is not None]


def placed(located: Located, ground: Ground, spelling: str) -> Meant:
    """What a place is as an entity; one that nothing decides is its report's own, with all that it may be."""
    place, reason = located.place, located.reason
    key, properties = place.full, standing(place)
    others = "、".join(other.full for other in located.others)
    if located.others and located.basis == "stated":
        key = f"{place.full}@{ground.report_id}"
        properties = (("candidate", tuple(sorted(other.full for other in located.others))),)
        reason = f"{reason}: {others}"
    elif located.others:
        reason = f"{reason}, not {others}"
    node: Node = (place.cls, key)
    return Meant(node, place.full, spelling, reason, located.basis, len(place.levels), properties)


@functools.lru_cache(WORDS)
def standing(place: Place) -> Properties:
    """Code, level and years of a division, by the registry; () for what has no code and is no town."""
    division = gazetteer.bearer(place.code, place.levels[-1]) if place.code else None
    if place.cls != "Region" or division is None:
        return (("adminLevel", "乡"),) if place.cls == "Region" and is_town(place.levels[-1]) else ()
    years = (("validFrom", division.first), ("validUntil", division.last))
    known = tuple((name, year) for name, year in years if year is not None)
    return (("regionCode", division.code), ("adminLevel", _LEVELS[division.level]), *known)


def official_code(properties: Properties) -> str | None:
    """The code by which a division goes; with its last year where another name bears the code since."""
    known = dict(properties)
    code, until = known.get("regionCode"), known.get("validUntil")
    if code is None:
        return None
    last = gazetteer.by_code(str(code))
    outlived = until is not None and last is not None and last.last != until
    return f"{code}-{until}" if outlived else str(code)


def _group(mention: Mention, text: str, reading: Reading, ground: Ground, places: Gazetteer) -> Meaning:
    name, spelling = groups.name_group(text, ground), clean(mention.evidence.quote)
    counted = groups.declared(text) if name.reason == "counted group" else None
    properties: Properties = (("memberCount", counted[0]), ("memberLevel", counted[1])) if counted else ()
    node: Node = ("RegionGroup", name.key)
    named, basis = groups.members(text, ground, places)
    how = basis if named else "stated"
    members = (
        placed(Located(place, "member of a group", how), ground, "")
        for place in [*named, *_listed(mention, reading, ground, places, counted)]
    )
    return Meaning(
        Meant(node, name.name, spelling, name.reason, name.basis, 0, properties),
        tuple(Related("HAS_MEMBER", member, how) for member in members),
        everywhere=False,
    )


def _listed(
    mention: Mention, reading: Reading, ground: Ground, places: Gazetteer, counted: tuple[int, str] | None
) -> Iterator[Place]:
    """The members that the sentence lists beside a counted group, of the level that it counts.

    Those of a group of one name are the regions of that name that the report has named last.
    """
    if counted is None:
        return
    same = groups.namesakes(mention, reading)[: counted[0]]
    for text in same or groups.listed_beside(mention, reading):
        located = locate(bare(text), ground, places)
        if located is not None and (len(located.place.levels) == 1) == (counted[1] == "省"):
            yield located.place


def succeeded(found: Sequence[Denotation]) -> Found:
    """The divisions that took the place of those named, down to today's, each SUCCEEDS the one before.

    A link stands on the first mention of the old division in a report, and bears the first year of the new
    one.
    """
    result = Found([], [], {})
    seen: set[tuple[str, Node]] = set()
    for one in found:
        evidence = evidence_of(one.mention) if one.node[0] == "Region" else ""
        if evidence and (one.report_id, one.node) not in seen:
            seen.add((one.report_id, one.node))
            _succeed(one, evidence, result)
    return result


def _succeed(one: Denotation, evidence: str, result: Found) -> None:
    known, before = dict(one.properties), one.node
    for place, year in _heirs(known.get("regionCode"), known.get("validUntil")):
        node: Node = ("Region", place.full)
        heir = Meant(node, place.full, "", "successor", "registry", len(place.levels), standing(place))
        result.add(one.report_id, heir)
        result.links.append(Link(node, "SUCCEEDS", before, one.report_id, evidence, "registry", year))
        before = node


@functools.cache
def _heirs(code: object, until: object) -> tuple[tuple[Place, int | None], ...]:
    """The places that followed the division of this code and last year, each with its first year."""
    if code is None or until is None:
        return ()
    division = gazetteer.by_code(str(code), int(str(until)))
    if division is None:
        return ()
    steps = gazetteer.successors(division)
    return tuple((place_of(heir), _changed(before, heir)) for before, heir in pairwise((division, *steps)))


def _changed(before: gazetteer.Division, heir: gazetteer.Division) -> int | None:
    """The first year of the heir where it began then, else the year after the last of the one before."""
    if before.last is None:
        return None
    return heir.first if heir.first == before.last else before.last + 1
