"""Readings made by hand: a text, what stands in it, and what it claims."""

from collections.abc import Iterable, Iterator

from kg.model import (
    ISSUER,
    POINTS_BACK,
    REGION,
    Claim,
    Label,
    Mention,
    MentionId,
    Metadata,
    Predicate,
    Reading,
    Report,
    Status,
    evidence_at,
    report_id,
)

Said = tuple[str, Predicate, str, Status]
Named = tuple[Label, str]


def read(
    text: str,
    *named: Named,
    region: str | None = "江苏省南京市鼓楼区",
    issuer: str | None = "南京市鼓楼区行政审批局",
    year: int = 2022,
    claims: Iterable[Said] = (),
    deictics: Iterable[Named] = (),
    back: Iterable[Named] = (),
) -> Reading:
    """A reading in which every occurrence of each named text is a mention; claims name their ends by text.

    `deictics` mean the reporting side, those of `back` what was named before.
    """
    meta = Metadata(
        issuer=issuer, issuer_basis="stated" if issuer else None,
        region=region, region_basis="registry" if region else None, year=year, year_basis="stated",
    )  # fmt: skip
    report = Report(report_id(text.encode()), f"{report_id(text.encode())}.txt", text, meta)
    mentions = tuple(_sorted(m for label, words in named for m in _everywhere(report, label, words)))
    own = [m for label, words in deictics for m in _everywhere(report, label, words)]
    before = [m for label, words in back for m in _everywhere(report, label, words, POINTS_BACK)]
    pointed = tuple(_sorted([*own, *before]))
    said = tuple(_claim(report, mentions, each) for each in claims)
    return Reading(report, mentions=mentions, deictics=pointed, claims=said)


def _sorted(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.evidence.start, -m.evidence.end, m.label))


def _everywhere(report: Report, label: Label, words: str, rule: str = "test.rule") -> Iterator[Mention]:
    start = report.text.find(words)
    assert start >= 0, f"{words} does not stand in the text"
    while start >= 0:
        yield Mention(label, evidence_at(report, start, start + len(words)), rule)
        start = report.text.find(words, start + 1)


def mention(reading: Reading, words: str) -> MentionId:
    """The id of the first mention with these words; @issuer and @region stand for themselves."""
    if words in (ISSUER, REGION):
        return MentionId(words)
    both = (*reading.mentions, *reading.deictics)
    return next(m.id for m in both if m.evidence.quote == words)


def _claim(report: Report, mentions: tuple[Mention, ...], said: Said) -> Claim:
    subject, predicate, object_, status = said
    reading = Reading(report, mentions=mentions)
    ends = [mention(reading, subject), mention(reading, object_)]
    spans = [m.evidence for m in mentions if m.id in ends]
    whole = evidence_at(report, min(s.start for s in spans), max(s.end for s in spans))
    return Claim(ends[0], predicate, ends[1], status, "test.claim", whole)
