"""The values that travel through the pipeline: frozen, slotted, compared by content.

Offsets are Unicode code points into `Report.text`, zero-based, end exclusive; `text[start:end] == quote`
always (law 1). Ids are hashes or codes of stable raw keys (law 3): no clock, no counter, no randomness.
An observation (Mention, Claim, Figure) is never edited after it was made; a Resolution maps it (law 2).
"""

import functools
import hashlib
from bisect import bisect_right
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal, NewType, TypeVar, get_args

from kg.errors import EvidenceError

Label = Literal[
    "Agency", "Org", "Regulation", "DocNo", "Publication",
    "Initiative", "Platform", "Region", "Agreement", "Metric",
]  # fmt: skip
Predicate = Literal[
    "ISSUED", "REVISED", "REPEALED", "IMPLEMENTS", "STUDIES", "LAUNCHED", "ADVANCES",
    "USES", "PARTY_TO", "PARTNERS_WITH", "CONCERNS", "MEASURES", "PART_OF", "SUPERVISES",
]  # fmt: skip
Status = Literal["done", "planned", "problem"]
Basis = Literal["stated", "title", "number", "registry", "inferred"]
SectionKind = Literal["achievements", "problems", "plans", "duties", "other"]
Qualifier = Literal["exact", "over", "at_least", "about", "near", "under"]
Severity = Literal["refused", "note"]
Verdict = Literal["same", "different", "unsure"]
Retracted = Literal["retracted"]

LABELS: tuple[Label, ...] = get_args(Label)
PREDICATES: tuple[Predicate, ...] = get_args(Predicate)
STATUSES: tuple[Status, ...] = get_args(Status)

MentionId = NewType("MentionId", str)
EntityId = NewType("EntityId", str)

ISSUER = MentionId("@issuer")
"""Stands in a claim for the body that the report is of."""
REGION = MentionId("@region")
"""Stands in a claim for the region that this body governs."""

_Value = TypeVar("_Value")


def by_the_thousand(made: type[_Value]) -> type[_Value]:
    """A frozen dataclass with slots whose `__init__` fills the slots themselves, in a third of the time.

    That of `dataclasses` asks `object.__setattr__` by name for each field. Nothing else changes.
    """
    init: Any = made.__init__
    names = [field.name for field in fields(made)]  # type: ignore[arg-type]
    lines = [f"    fill_{name}(self, {name})\n" for name in names]
    lines += ["    self.__post_init__()\n"] * hasattr(made, "__post_init__")
    filling: dict[str, Any] = {f"fill_{name}": vars(made)[name].__set__ for name in names}
    exec(f"def __init__(self, {', '.join(names)}):\n{''.join(lines)}", filling)
    filling["__init__"].__defaults__ = init.__defaults__
    made.__init__ = functools.wraps(init)(filling["__init__"])  # type: ignore[method-assign]
    return made


POINTS_BACK = "deictic.last"
"""The rule of words such as 该平台, which mean what was named before them."""


def digest(*parts: str) -> str:
    """16 lower-case hex digits of the SHA-256 of the parts, joined by U+001F."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


def report_id(content: bytes) -> str:
    """The id of a report: `r` and 16 hex digits of the SHA-256 of its bytes."""
    return "r" + hashlib.sha256(content).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself, or a manifest says of it; unknown is None.

    `*_basis` tells where a value comes from; it is None exactly where the value is.
    `region` is the full name from the province down (江苏省南京市鼓楼区); `issuer` the full agency name.
    The last four are as a portal's page has them: 发布机构, 来源, 文号, 索引号.
    """

    title: str | None = None
    issuer: str | None = None
    issuer_basis: Basis | None = None
    region: str | None = None
    region_basis: Basis | None = None
    year: int | None = None
    year_basis: Basis | None = None
    issued_on: str | None = None
    url: str | None = None
    publisher: str | None = None
    origin: str | None = None
    document_number: str | None = None
    index_number: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document as it was read.

    `source` is its path relative to the folder given (with `/`), or its base name;
    `text` is what was decoded, untouched; `pages` and `paragraphs` hold the start offset of each where known.
    """

    id: str
    source: str
    text: str
    meta: Metadata = Metadata()
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a report's text with the characters that stand there; page and paragraph count from 1."""

    report_id: str
    start: int
    end: int
    quote: str
    page: int | None = None
    paragraph: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            place = f"{self.report_id} [{self.start}, {self.end})"
            raise EvidenceError(f"{place}: not the place of {len(self.quote)} characters")

    @property
    def id(self) -> str:
        """`e`, the report's 16 hex digits, start and end: `e362bfb87d7b51235-229-232`."""
        return f"e{self.report_id[1:]}-{self.start}-{self.end}"


def evidence_at(report: Report, start: int, end: int) -> Evidence:
    """The evidence that stands at [start, end) of the report; EvidenceError if nothing does."""
    page = (bisect_right(report.pages, start) or None) if report.pages else None
    paragraph = (bisect_right(report.paragraphs, start) or None) if report.paragraphs else None
    return Evidence(report.id, start, end, report.text[start:end], page, paragraph)


@functools.lru_cache(maxsize=4096)
def place_of(evidence_id: str) -> tuple[str, int, int]:
    """The report id, start and end in the id of an evidence: `Evidence.id` the other way round."""
    report, start, end = evidence_id.removeprefix("e").split("-")
    return f"r{report}", int(start), int(end)


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Mention:
    """A name, number or deictic word at a place, with the rule that found it."""

    label: Label
    evidence: Evidence
    rule: str

    @property
    def id(self) -> MentionId:
        """The evidence id, a hyphen and the label: one span may bear two labels."""
        at = self.evidence
        return MentionId(f"e{at.report_id[1:]}-{at.start}-{at.end}-{self.label}")


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says: subject, predicate, object, and whether it is done.

    `subject` and `object` are mention ids, or ISSUER, or REGION; `evidence` is the sentence, heading
    or list item that holds the mentions.
    """

    subject: MentionId
    predicate: Predicate
    object: MentionId
    status: Status
    rule: str
    evidence: Evidence

    @property
    def id(self) -> str:
        """`s` and a hash of all that is said, where, and how sure."""
        said = (self.subject, self.predicate, self.object, self.status)
        return "s" + digest(*said, self.evidence.id)


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Section:
    """A heading or list item with what stands under it, up to the next heading of its level or above.

    `level` is the depth in the tree of headings, 1 at the top (mostly 一、); 0 is the whole report. A section
    stands under the innermost one around it. The first `len(title)` characters of the span are not always the
    title: a marker such as （一） stands before it.
    """

    evidence: Evidence
    level: int
    kind: SectionKind
    title: str

    @property
    def id(self) -> str:
        """`t` and the place."""
        return "t" + self.evidence.id[1:]


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Figure:
    """The value that a Metric mention states, in units of one (32.42亿元 → 3242000000 元).

    `indicator` names what was counted in the words of the text; `period` is `2021`, `2021-01/2021-09`
    or None; `change_from` is the Metric mention of the starting value in 由…到….
    """

    mention: MentionId
    value: Decimal
    unit: str
    qualifier: Qualifier
    indicator: str
    period: str | None = None
    change_from: MentionId | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One line of trouble: `refused` (left out, exit 1) or `note` (exit 0)."""

    severity: Severity
    file: str
    place: str
    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one report; what a shard writes and the corpus stage takes.

    `deictics` are 我办, 我区 and the like: mentions of an Agency or Region that only resolution can name.
    Those of the rule POINTS_BACK (该平台) mean the last thing of their kind; claims may have them as ends.
    """

    report: Report
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    deictics: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    issues: tuple[Issue, ...] = ()

    def said(self) -> tuple[Claim, ...]:
        """The claims of which both ends are mentions, ISSUER, REGION or words that mean these (我局)."""
        back = {mention.id for mention in self.deictics if mention.rule == POINTS_BACK}
        if not back:
            return self.claims
        return tuple(claim for claim in self.claims if back.isdisjoint((claim.subject, claim.object)))


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that mentions denote.

    `cls` is a class of the ontology, `key` its canonical key, `name` the canonical name, `names` every
    spelling that was seen, sorted. `properties` are sorted pairs; a value is text, number, truth or sorted
    texts.
    """

    id: EntityId
    cls: str
    key: str
    name: str
    names: tuple[str, ...] = ()
    properties: tuple[tuple[str, str | int | float | bool | tuple[str, ...]], ...] = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Resolved:
    """That a mention (or ISSUER, REGION of a report) denotes an entity, and why."""

    report_id: str
    mention: MentionId
    entity: EntityId
    reason: str
    basis: Basis


@by_the_thousand
@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim with its ends resolved: one piece of evidence of one fact."""

    claim_id: str
    fact_id: str
    report_id: str
    evidence_id: str
    section_id: str | None
    rule: str


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two entities with a status, however often it was said.

    `basis` is `stated` for what a sentence says; facts read off a name or a registry say so.
    `years`, `reports` and `evidence` (ids of all evidence) are sorted.
    """

    subject: EntityId
    relation: str
    object: EntityId
    status: Status
    basis: Basis = "stated"
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """`f` and a hash of subject, relation, object and status."""
        return fact_id(self.subject, self.relation, self.object, self.status)


def fact_id(subject: str, relation: str, object: str, status: str) -> str:
    """The id of the fact with these four parts."""
    return "f" + digest(subject, relation, object, status)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolution decided: entities and structural facts, by id; which mention denotes which; issues."""

    entities: tuple[Entity, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    facts: tuple[Fact, ...] = ()
    issues: tuple[Issue, ...] = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Observation:
    """One figure: an indicator (entity of class Metric) with value, unit and period, and what it is about.

    `value` is in units of one; `about` are the entities that MEASURES claims give; `agency` and `region`
    are the reporting side. `change_from` is the observation of the starting value. `unit_code` names the unit
    in QUDT or our own code list, where it has one; `theme` is what the figure is asked for by name, such as
    satisfaction (kg.metric.themes).
    """

    id: str
    metric: EntityId
    value: Decimal
    unit: str
    qualifier: Qualifier
    raw: str
    status: Status
    report_id: str
    evidence_id: str
    period: str | None = None
    about: tuple[EntityId, ...] = ()
    agency: EntityId | None = None
    region: EntityId | None = None
    change_from: str | None = None
    unit_code: str | None = None
    theme: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the figure in its report."""
        return place_of(self.evidence_id)[1:]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on two things, each named as `class:key`, evidence id or entity id.

    `retracted` is of one report, on the left; on the right may stand the name that it had.
    `file` and `line` (from 1) say where it was read.
    """

    left: str
    right: str
    verdict: Verdict | Retracted
    reason: str
    by: str
    file: str = "judgements.csv"
    line: int = 0
