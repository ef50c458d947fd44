"""Who issued a document: the text says it, or its title, its number, what is known of it, or its kind."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.folding import clean
from kg.model import Basis, MentionId, Reading
from kg.resolve.agencies import AgencyName, Fulls, name_agency
from kg.resolve.denotation import Denotation, Link, Node
from kg.resolve.offices import known_of
from kg.resolve.places import Gazetteer, Ground
from kg.resolve.regulations import CLASS, Cited
from kg.resolve.titles import STATE, kind_of
from kg.resources import either, table
from kg.room import WORDS

RELATION = "ISSUED_BY"
Told = tuple[Link, AgencyName | None]
"""That a document has an issuer, and its name where no mention of the agency gives it."""
_ORDER: tuple[Basis, ...] = ("stated", "title", "number", "registry", "inferred")
_BETWEEN = re.compile(r"[、，,\s]+|(?<=中共中央)(?=国务院)|(?<=中共中央办公厅)(?=国务院办公厅)")
_CODE = re.compile(r"(.+?)[政府](办)?(?:公)?(?:发|函|字|规|通|告|令)?(?:明电)?\Z")


class Issuer(NamedTuple):
    """The issuers that one source gives, by full or short name, and which source that is."""

    names: tuple[str, ...]
    basis: Basis


class Naming(NamedTuple):
    """What names of agencies are read with."""

    fulls: Fulls
    places: Gazetteer


def stated(reading: Reading, nodes: Mapping[MentionId, Node]) -> list[tuple[MentionId, Node, str]]:
    """(title, agency, evidence id) for every document that a sentence says an agency issued."""
    return [
        (claim.object, nodes[claim.subject], claim.evidence.id)
        for claim in reading.claims
        if claim.predicate == "ISSUED" and claim.status == "done"
        and nodes.get(claim.subject, ("", ""))[0] == "Agency"
    ]  # fmt: skip


def issuers(
    found: Sequence[Cited],
    key_of: Mapping[MentionId, str],
    said: Iterable[tuple[MentionId, Node, str]],
    naming: Naming,
) -> list[Told]:
    """ISSUED_BY for every document of which a report tells the issuer, from each source."""
    links: list[Told] = []
    report_of = {one.id: one.ground.report_id for one in found}
    for title, agency, evidence in said:
        if title in key_of:
            node: Node = (CLASS, key_of[title])
            links.append((Link(node, RELATION, agency, report_of[title], evidence, "stated"), None))
    for one in _once_a_report(found):
        node = (CLASS, key_of[one.id])
        names, basis = issuer_of(one) or ((), "inferred")
        links += [_link(node, name, basis, one, naming) for name in names]
    return links


def strengths(told: Iterable[Told]) -> set[tuple[Node, int]]:
    """The documents of which an issuer is told, with the places of the sources in their order."""
    return {(link.subject, _ORDER.index(link.basis)) for link, _ in told}


def strongest(
    told: Iterable[Told], strengths: Mapping[Node, Sequence[int]]
) -> tuple[list[Denotation], list[Link]]:
    """What the strongest source of all reports tells of each document; `strengths` are those of all."""
    kept = [each for each in told if _ORDER.index(each[0].basis) == min(strengths[each[0].subject])]
    named = [
        Denotation(
            link.report_id, MentionId(""), link.object, agency.name, "", "issuer", link.basis, 0,
            known_of(agency),
        )
        for link, agency in kept
        if agency is not None
    ]  # fmt: skip
    return named, [link for link, _ in kept]


def _once_a_report(found: Sequence[Cited]) -> Iterable[Cited]:
    """The first of the citations in a report that have the same words and number."""
    seen: dict[tuple[str, str, str | None], Cited] = {}
    for one in found:
        seen.setdefault((one.ground.report_id, one.mention.evidence.quote, one.number), one)
    return seen.values()


def _link(node: Node, name: str, basis: Basis, one: Cited, naming: Naming) -> Told:
    agency = name_agency(name, one.ground, naming.fulls, naming.places)
    report, evidence = one.ground.report_id, one.mention.evidence.id
    return Link(node, RELATION, ("Agency", agency.key), report, evidence, basis), agency


def issuer_of(one: Cited) -> Issuer | None:
    """The issuers of a cited document by title, number, registry or kind, whichever comes first."""
    if names := _by_title(one.mention.evidence.quote):
        return Issuer(names, "title")
    if names := _by_number(one.number, one.ground):
        return Issuer(names, "number")
    if names := _by_registry(one.title.name):
        return Issuer(names, "registry")
    names = _by_kind(one)
    return Issuer(names, "inferred") if names else None


@functools.lru_cache(WORDS)
def _by_title(text: str) -> tuple[str, ...]:
    """中共中央、国务院关于… → 中共中央, 国务院; () where what stands before 关于 is no list of bodies."""
    found = _head().match(text)
    if found is None:
        return ()
    for head in (found[1].strip(), clean(found[1])):
        names = tuple(name for name in _BETWEEN.split(head) if name)
        if names and all(_body().search(name) for name in names):
            return names
    return ()


def _by_number(number: str | None, ground: Ground) -> tuple[str, ...]:
    if number is None or "〔" not in number:
        return ()
    code = number.partition("〔")[0]
    for row in _rows("number"):
        if row["what"] == code:
            return tuple(row["issuers"].split("、"))
    found = _CODE.match(code)
    levels = _abbreviated(found[1], ground) if found else ()
    if found is None or not levels:
        return ()
    office = ("办公厅" if len(levels) == 1 else "办公室") if found[2] else ""
    return (f"{''.join(levels)}人民政府{office}",)


def _abbreviated(code: str, ground: Ground) -> tuple[str, ...]:
    """The levels of the report's region that letters of their names mean: 温鹿 → 浙江省, 温州市, 鹿城区."""
    levels = ground.region.levels if ground.region else ()
    if levels and any(row["what"] == code and row["issuers"] == levels[0] for row in _rows("letter")):
        return levels[:1]
    for size in range(len(levels), 0, -1):
        rest = code
        for level in levels[max(0, size - len(code)) : size]:
            taken = next((n for n in range(len(rest), 0, -1) if level.startswith(rest[:n])), 0)
            rest = rest[taken:]
        if not rest and any(levels[size - 1].startswith(code[-n:]) for n in range(1, len(code) + 1)):
            return levels[:size]
    return ()


@functools.lru_cache(WORDS)
def _by_registry(title: str) -> tuple[str, ...]:
    plain = title.removeprefix(STATE)
    for row in _rows("registry"):
        if re.fullmatch(row["what"], plain):
            return tuple(row["issuers"].split("、"))
    return ()


def _by_kind(one: Cited) -> tuple[str, ...]:
    title = one.title
    kind = kind_of(title.name, title.level)[0]
    for row in _rows("inferred"):
        if row["what"] == kind and re.search(row["title"], title.name):
            if "{place}" in row["issuers"]:
                return (row["issuers"].format(place=title.place.full),) if title.place else ()
            return tuple(row["issuers"].split("、"))
    return ()


@functools.cache
def _rows(basis: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in table("document_issuers") if row["basis"] == basis)


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"\A[《〈\s]*([^《》〈〉]+?){either('title_words', 'heads')}")


@functools.cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('title_words', 'issuer')}|中央)\Z")
