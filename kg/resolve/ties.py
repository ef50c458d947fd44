"""What documents do to each other: a notice issues one; one amends, repeals or replaces another.

Titles say it (关于修改〈X〉的决定) or sentences do (《甲》施行，《乙》同时废止; `document_ties.csv`).
"""

import functools
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.folding import bare, clean
from kg.model import Basis, MentionId, Reading
from kg.resolve.denotation import Denotation, Link, Node
from kg.resolve.places import Gazetteer, Ground
from kg.resolve.regulations import CLASS, Cited, kind_properties
from kg.resolve.titles import altered, forwarded, kind_of, read_title
from kg.resources import table

_TITLE = "◆"
_PARAGRAPH = re.compile(r"(?<=[。；！？])\s*\n|\n\s*\n")
_IN_A_ROW = re.compile(r"(?:\s*[（(][^（）()]*[）)])?\s*(?:、|和|及|与|以及)?\s*")
_NUMBER = re.compile(r"\A\s*[（(][^（）()]*[）)]")
_ENDS = {"REPEALS": "repealed", "REPLACES": "replaced"}


class _Said(NamedTuple):
    """That a sentence says `relation` of two documents; `newer` is None for the report's own document."""

    relation: str
    newer: Cited | None
    older: Cited


class _Tie(NamedTuple):
    """What the title of `outer` says of a document that it names."""

    outer: Node
    relation: str
    inner: str


def in_titles(
    titles: Iterable[Cited], key_of: Mapping[MentionId, str], known: Container[str], places: Gazetteer
) -> tuple[list[Denotation], list[Link]]:
    """What titles say of other documents (FORWARDS, AMENDS …), with those that nothing else names.

    `known` are the keys of all titles of the corpus.
    """
    made: tuple[list[Denotation], list[Link]] = ([], [])
    for one in titles:
        for relation, inner in _in_title(one):
            tie = _Tie((CLASS, key_of[one.id]), relation, inner)
            _to_inner(one, tie, known, places, made)
    return made


def in_sentences(
    reading: Reading, titles: Sequence[Cited], key_of: Mapping[MentionId, str], places: Gazetteer
) -> tuple[list[Denotation], list[Link]]:
    """What the sentences of a report say of the documents that it names.

    A document that a fact or a claim of the corpus ends bears the property `validity`.
    """
    made: tuple[list[Denotation], list[Link]] = ([], [])
    not_done = {claim.object for claim in reading.claims if claim.status != "done"}
    for said in _said(reading.report.text, titles):
        if said.older.id not in not_done:
            _to_older(said, reading, key_of, places, made)
    made[0].extend(_ended(one, "repealed", key_of) for one in _repealed(reading, titles, key_of))
    return made


def _repealed(reading: Reading, titles: Sequence[Cited], key_of: Mapping[MentionId, str]) -> Iterator[Cited]:
    """The documents that a report says are repealed, but for those that it issues anew."""
    done = [claim for claim in reading.claims if claim.status == "done"]
    ended = {claim.object for claim in done if claim.predicate == "REPEALED"}
    issued = {key_of.get(claim.object) for claim in done if claim.predicate in ("ISSUED", "REVISED")} - {None}
    yield from (one for one in titles if one.id in ended and key_of[one.id] not in issued)


def _in_title(one: Cited) -> list[tuple[str, str]]:
    text = one.mention.evidence.quote
    return [*(("FORWARDS", inner) for inner in forwarded(text)), *altered(text)]


def _to_inner(
    one: Cited, tie: _Tie, known: Container[str], places: Gazetteer, made: tuple[list[Denotation], list[Link]]
) -> None:
    """Tie a notice or decision to the document that its title names, if that is a document."""
    title, inner = read_title(tie.inner, one.ground, places), tie.inner
    scoped = f"{title.key}@{one.ground.region.full}" if one.ground.region else title.key
    target = next((key for key in (title.key, scoped) if key in known), None)
    if target is None and (inner[0] in "《〈" or kind_of(title.name, title.level)[0] != "unknown"):
        target = title.key
        node: Node = (CLASS, target)
        made[0].append(
            Denotation(
                one.ground.report_id, MentionId(""), node, clean(title.name), clean(bare(inner)),
                "named in a title", "title", 0, kind_properties(title),
            )
        )  # fmt: skip
    if target is not None and (CLASS, target) != tie.outer:
        made[1].append(_link(one, tie.outer, tie.relation, (CLASS, target), "title"))
        made[0].extend(_over(one, (CLASS, target), title.name, tie.relation))


def _link(one: Cited, subject: Node, relation: str, object_: Node, basis: Basis) -> Link:
    return Link(subject, relation, object_, one.ground.report_id, one.mention.evidence.id, basis)


def _over(one: Cited, node: Node, name: str, relation: str) -> list[Denotation]:
    """That a document is repealed or replaced, as a property of it."""
    if relation not in _ENDS:
        return []
    state = (("validity", _ENDS[relation]),)
    return [Denotation(one.ground.report_id, MentionId(""), node, name, "", "", "stated", 0, state)]


def _ended(one: Cited, state: str, key_of: Mapping[MentionId, str]) -> Denotation:
    node: Node = (CLASS, key_of[one.id])
    properties = (("validity", state),)
    return Denotation(
        one.ground.report_id, MentionId(""), node, clean(one.title.name), "", "", "stated", 0, properties
    )


def _to_older(
    said: _Said,
    reading: Reading,
    key_of: Mapping[MentionId, str],
    places: Gazetteer,
    made: tuple[list[Denotation], list[Link]],
) -> None:
    older: Node = (CLASS, key_of[said.older.id])
    if said.newer is not None:
        newer: Node | None = (CLASS, key_of[said.newer.id])
    else:
        newer = _own(reading, said.older.ground, places, made[0])
    if newer is not None and newer != older:
        made[1].append(_link(said.older, newer, said.relation, older, "stated"))
        made[0].extend(_over(said.older, older, clean(said.older.title.name), said.relation))


def _own(reading: Reading, ground: Ground, places: Gazetteer, made: list[Denotation]) -> Node | None:
    """The document that the report itself is, by its title; None for a report that is none."""
    title = read_title(reading.report.meta.title, ground, places) if reading.report.meta.title else None
    if title is None or kind_of(title.name, title.level)[0] == "unknown":
        return None
    node: Node = (CLASS, title.key)
    properties = kind_properties(title)
    made.append(
        Denotation(
            ground.report_id, MentionId(""), node, clean(title.name), "", "the report itself", "title",
            0, properties,
        )
    )  # fmt: skip
    return node


def _said(text: str, titles: Sequence[Cited]) -> Iterator[_Said]:
    """What the paragraphs with titles say of them."""
    if titles and _any().search(text) is None:
        return
    for mask, groups in _masks(text, titles):
        for row, pattern in _patterns():
            for match in pattern.finditer(mask):
                yield from _read(row, mask.count(_TITLE, 0, match.start()), groups)


def _read(row: Mapping[str, str], first: int, groups: Sequence[Sequence[Cited]]) -> Iterator[_Said]:
    if row["newer"] == "own":
        yield from (_Said(row["relation"], None, older) for older in groups[first])
        return
    newer, older = groups[first : first + 2][:: 1 if row["newer"] == "1" else -1]
    if len(newer) == 1:
        yield from (_Said(row["relation"], newer[0], each) for each in older)


def _masks(text: str, titles: Sequence[Cited]) -> Iterator[tuple[str, list[list[Cited]]]]:
    """Each paragraph with titles, a row of them as one ◆, and the titles of each ◆."""
    outer = _outermost(titles)
    breaks = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    at = 0
    for start, end in pairwise(breaks):
        inside = []
        while at < len(outer) and outer[at].mention.evidence.start < end:
            inside.append(outer[at])
            at += 1
        if inside and _any().search(text, start, end):
            yield _mask(text, start, end, inside)


def _outermost(titles: Sequence[Cited]) -> list[Cited]:
    found: list[Cited] = []
    for one in titles:
        if not found or one.mention.evidence.start >= found[-1].mention.evidence.end:
            found.append(one)
    return found


def _mask(text: str, start: int, end: int, titles: Sequence[Cited]) -> tuple[str, list[list[Cited]]]:
    pieces: list[str] = []
    groups: list[list[Cited]] = []
    edge = start
    for one in titles:
        place = one.mention.evidence
        gap = text[edge : place.start]
        if groups and _IN_A_ROW.fullmatch(gap):
            groups[-1].append(one)
        else:
            pieces.append(_NUMBER.sub("", gap) if groups else gap)
            pieces.append(_TITLE)
            groups.append([one])
        edge = place.end
    pieces.append(_NUMBER.sub("", text[edge:end]))
    return "".join(pieces), groups


@functools.cache
def _patterns() -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in table("document_ties"))


@functools.cache
def _any() -> re.Pattern[str]:
    """One of the words without which no pattern matches."""
    return re.compile("替|取代|废|失效|停止执行|为《|改|订|正|调整")
