"""Documents over the whole corpus: which titles are one work, their numbers, kinds and versions."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.folding import bare, clean, fold
from kg.model import ISSUER, Basis, Mention, MentionId, Reading, by_the_thousand
from kg.resolve.denotation import Denotation, Node, Properties
from kg.resolve.documents import number_form, numbered
from kg.resolve.places import SHORT_FORM, Gazetteer, Ground
from kg.resolve.titles import Title, kind_of, legal_kinds, read_title, unversioned
from kg.resources import table
from kg.room import WORDS
from kg.sorting import Rows

CLASS = "Regulation"
Versioned = tuple[str, bool, str, str]
"""The key of a title, whether it has no mark of version, its key without that, the report."""
_OWN = ("ISSUED", "REVISED", "REPEALED")
_DECREE = re.compile(r"令(?:第\d+号)?\Z|令第?\d+号")
_NUMBER = re.compile(r"(.+?)〔(\d{4})〕(\d+)号\Z")


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Cited:
    """A title as one report gives it: where, read how, with which number; `own`: that report issued it.

    `id` is that of the mention.
    """

    id: MentionId
    mention: Mention
    ground: Ground
    title: Title
    number: str | None
    own: bool


def cited(reading: Reading, ground: Ground, places: Gazetteer) -> list[Cited]:
    """Every title of a reading, in its order."""
    numbers = {title: number for number, title in numbered(reading).items()}
    quotes = {mention.id: mention.evidence.quote for mention in reading.mentions if mention.label == "DocNo"}
    own = {c.object for c in reading.claims if c.subject == ISSUER and c.predicate in _OWN}
    found: list[Cited] = []
    for mention in reading.mentions:
        if mention.label == "Regulation":
            key = mention.id
            number = number_form(quotes[numbers[key]]) if key in numbers else None
            title = _title(mention, found, ground, places)
            found.append(Cited(key, mention, ground, title, number, key in own))
    return found


def _title(mention: Mention, before: Sequence[Cited], ground: Ground, places: Gazetteer) -> Title:
    """The title, or for one that only names a kind (《条例》) the last such document before it."""
    plain = bare(ground.said(mention))
    if plain not in _short():
        return read_title(plain, ground, places)
    for one in reversed(before):
        if unversioned(one.title.name).endswith(plain) and one.title.name != plain:
            return replace(one.title, basis="inferred")
    title = read_title(plain, ground, places)
    return replace(title, key=f"{title.key}@{ground.report_id}", tail=None)


@functools.cache
def _short() -> frozenset[str]:
    return frozenset(row["title"] for row in table("title_short"))


def tails(found: Iterable[Cited]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The titles that tell their issuer, with their numbers, by what stands behind it (关于…)."""
    for one in found:
        if one.title.tail is not None and one.title.key != one.title.tail:
            yield one.title.tail, (one.title.key, one.number or "")


def first_keys(found: Iterable[Cited], full: Mapping[str, Sequence[tuple[str, str]]]) -> dict[MentionId, str]:
    """The key of every title: bare 关于… titles take the issuer that others give (`tails` of all reports)."""
    return {one.id: _with_issuer(one, full) for one in found}


def issued(found: Iterable[Cited], first: Mapping[MentionId, str]) -> Iterator[tuple[str, str]]:
    """The titles that a report itself issued and that name no place, with its region."""
    for one in found:
        if one.own and one.ground.region is not None and one.title.level == "none":
            yield first[one.id], one.ground.region.full


def keys(
    found: Iterable[Cited], first: Mapping[MentionId, str], issued: Mapping[str, Sequence[str]]
) -> dict[MentionId, str]:
    """The key of every title: homonyms that several regions `issued` go by their region."""
    return {one.id: _scoped(first[one.id], one, issued) for one in found}


def _with_issuer(one: Cited, full: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    if one.title.key != one.title.tail:
        return one.title.key
    known = full.get(one.title.tail, ())
    same = {key for key, number in known if one.number is not None and number == one.number}
    names = same or {key for key, _ in known}
    return names.pop() if len(names) == 1 else one.title.key


def _scoped(key: str, one: Cited, issued: Mapping[str, Sequence[str]]) -> str:
    regions = issued.get(key, ())
    region = one.ground.region
    if len(regions) > 1 and region is not None and region.full in regions:
        return f"{key}@{region.full}"
    return key


def denote(found: Sequence[Cited], key_of: Mapping[MentionId, str]) -> list[Denotation]:
    """One denotation for each title."""
    return [
        Denotation(
            one.ground.report_id,
            one.id,
            (CLASS, key_of[one.id]),
            clean(one.title.name),
            _spelling(one),
            *((SHORT_FORM, "registry") if one.ground.is_short(one.mention) else ("title", one.title.basis)),
            len(fold(one.title.name)),
            kind_properties(one.title, one.number),
        )
        for one in found
    ]


def _spelling(one: Cited) -> str:
    plain = clean(bare(one.mention.evidence.quote))
    return "" if plain in _short() and plain != one.title.name else plain


def kind_properties(title: Title, number: str | None = None) -> Properties:
    """Kind, its basis and the mark of version of a document, and its number in parts."""
    return _properties(title.name, title.level, title.version.mark, number)


@functools.lru_cache(WORDS)
def _properties(title: str, level: str, mark: str, number: str | None) -> Properties:
    kind, basis = kind_of(title, level)
    if number is not None and _DECREE.search(number):
        kind, basis = _decreed(kind, level) or (kind, basis)
    version: Properties = (("version", mark),) if mark else ()
    return (*_number(number), ("kind", kind), ("kindBasis", basis), *version)


def _decreed(kind: str, level: str) -> tuple[str, Basis] | None:
    """The kind of what a decree (…令第5号) issued: a city's 办法 is a rule of its government then."""
    if kind in ("local-government-rule", "departmental-rule"):
        return kind, "number"
    if kind == "normative-document" and level in ("upper", "city"):
        return "local-government-rule", "number"
    return None


def _number(number: str | None) -> Properties:
    """The number whole and in its parts: code of the body, year, serial."""
    if number is None:
        return ()
    found = _NUMBER.match(number)
    parts: Properties = ()
    if found:
        code, year, serial = found.groups()
        parts = (("numberOrgCode", code), ("numberYear", int(year)), ("numberSerial", int(serial)))
    return (("documentNumber", number), *parts)


def class_of(properties: Properties) -> str:
    """LegalAct where the kind is law, else Regulation."""
    return "LegalAct" if dict(properties).get("kind") in legal_kinds() else CLASS


def with_validity(properties: Properties) -> Properties:
    """The properties with `validity`, which is `unknown` where no source tells of an end."""
    return tuple(sorted(({"validity": "unknown"} | dict(properties)).items()))


def by_number(reading: Reading, known: Mapping[str, Sequence[str]]) -> Iterator[Denotation]:
    """DocNo mentions that a title of the corpus explains: the number stands for the document.

    `known` is the key of the only title that bears a number.
    """
    for mention in reading.mentions:
        if mention.label == "DocNo":
            for key in known.get(number_form(mention.evidence.quote), ()):
                node: Node = (CLASS, key)
                yield Denotation(reading.report.id, mention.id, node, "", "", "its number", "number")


def versions(found: Iterable[Cited], key_of: Mapping[MentionId, str]) -> set[Versioned]:
    """The keys of the titles of a report, with what is left of one without its mark of version."""
    return {_versioned(key_of[one.id], one) for one in found}


def _versioned(key: str, one: Cited) -> Versioned:
    version = one.title.version
    if not version.told:
        return key, True, "", one.ground.report_id
    return key, False, "" if version.kind == "draft" else key.replace(version.key, ""), one.ground.report_id


def same(found: Rows[str]) -> list[tuple[Node, Node]]:
    """Pairs of a title without and with a mark of version that are one document.

    《甲办法》 is 《甲办法（试行）》 where the corpus has no other version of it than drafts, and no report
    that names both. `found` are Versioned, each by its key.
    """
    marked: dict[str, set[str]] = defaultdict(set)
    for key, rows in found.groups():
        for base in {base for _, _, base, _ in rows if base}:
            marked[base].add(key)
    return sorted(
        ((CLASS, base), (CLASS, next(iter(keys))))
        for base, keys in marked.items()
        if len(keys) == 1 and _one(found.of(base), found.of(next(iter(keys))))
    )


def _one(plain: Sequence[Versioned], marked: Sequence[Versioned]) -> bool:
    """Whether a title stands without its mark, and in no report that has it with the mark, too."""
    apart = {report for *_, report in plain}.isdisjoint(report for *_, report in marked)
    return apart and any(is_plain for _, is_plain, _, _ in plain)
