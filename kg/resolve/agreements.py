"""Agreements: as written, one for each set of parties and date, joined over reports by parties they share."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.folding import bare, fold
from kg.model import ISSUER, REGION, MentionId, Reading
from kg.resolve.denotation import Denotation, Node
from kg.resolve.places import Ground
from kg.resources import either
from kg.sorting import Rows

CLASS = "Agreement"
Parties = tuple[str, str, tuple[str, ...]]
_REACH = 120
_APART = "\x1f"
"""Between the words of a key."""
_SENTENCE = re.compile(r"[。；;！？\n]")


class Signed(NamedTuple):
    """An agreement as one report names it, with its own side and the other parties (keys).

    `mention` is its id and `quote` its text; `year` is that of the report; `date` the year in which it was
    signed, where the sentence tells it.
    """

    mention: MentionId
    quote: str
    report_id: str
    side: str
    others: tuple[str, ...]
    renewed: str
    year: int | None
    date: int | None

    @property
    def words(self) -> str:
        """Its name, folded."""
        return fold(self.quote)

    @property
    def parties(self) -> Parties:
        """Its words, its own side and the others."""
        return self.words, self.side, self.others

    @property
    def node(self) -> Node:
        """Its class and key: words, side, other parties, and the year of a renewal or of the signing."""
        date = self.renewed or str(self.date or "")
        parts = (self.words, self.side, "、".join(self.others), date)
        return CLASS, "@".join(part for part in parts if part)


def signed(reading: Reading, ground: Ground, nodes: Mapping[MentionId, Node]) -> list[Signed]:
    """The agreements of a reading; `nodes` are the entities that its other mentions denote."""
    side = ground.own
    own = {nodes.get(ISSUER), nodes.get(REGION)}
    parties: dict[MentionId, set[str]] = defaultdict(set)
    for claim in reading.claims:
        node = nodes.get(claim.subject)
        if claim.predicate == "PARTY_TO" and node is not None and node not in own:
            parties[claim.object].add(node[1])
    result = []
    for mention in reading.mentions:
        if mention.label == "Agreement":
            start = mention.evidence.start
            sentence = _SENTENCE.split(reading.report.text[max(0, start - _REACH) : start])[-1]
            renewed = str(ground.year or ground.report_id) if _renewed().search(sentence[-8:]) else ""
            others, date = tuple(sorted(parties[mention.id])), _date(sentence, ground.year)
            said = mention.id, mention.evidence.quote, ground.report_id
            result.append(Signed(*said, side, others, renewed, ground.year, date))
    return result


def _date(before: str, year: int | None) -> int | None:
    """The year of signing that stands before an agreement: 2021年6月与…签订, or 6月 of the report's year."""
    found = _dated().search(before)
    if found is None:
        return None
    if found["year"]:
        return int(found["year"])
    return year - 1 if year is not None and found["last"] else year


def dates(found: Iterable[Signed]) -> Iterator[tuple[Parties, int]]:
    """The years of signing that a report tells, by words and parties."""
    for one in found:
        if one.date is not None and not one.renewed:
            yield one.parties, one.date


def dated(found: Iterable[Signed], dates: Mapping[Parties, Sequence[int]]) -> list[Signed]:
    """The same with the date that others of equal words and parties tell: the last before the report."""
    return [one._replace(date=_signing(one, dates.get(one.parties, ()))) for one in found]


def denote(found: Iterable[Signed]) -> list[Denotation]:
    """One denotation for each agreement mention."""
    return [
        Denotation(
            one.report_id, one.mention, one.node, bare(one.quote), bare(one.quote), "name and parties",
            "stated", len(one.quote),
        )
        for one in found
    ]  # fmt: skip


class Compared(NamedTuple):
    """Agreements (Signed) that may be one: by words and side, and by two parties and a kind."""

    words: Rows[str]
    blocks: Rows[str]

    def add(self, found: Iterable[Signed]) -> None:
        """Add what a report names."""
        for one in found:
            self.words.add([(f"{one.words}{_APART}{one.side}", tuple(one))])
            if not one.renewed:
                kind, parties = _kind(one.quote), (sorted((one.side, other)) for other in one.others)
                self.blocks.add((_APART.join((*both, kind)), tuple(one)) for both in parties)


def same(found: Compared) -> list[tuple[Node, Node]]:
    """Pairs of nodes that are one agreement.

    Two that share two parties and a kind (协议, 合同 …), where each report names but one, are one if no dates
    tell them apart, and their names go together or two sides report them for one year. A mention without
    parties is the one agreement of its side with these words.
    """
    pairs = {pair for _, rows in found.words.groups() for pair in _wordwise([*map(Signed._make, rows)])}
    for _, rows in found.blocks.groups():
        reports: dict[str, list[Signed]] = defaultdict(list)
        for one in map(Signed._make, rows):
            reports[one.report_id].append(one)
        if all(len({one.node for one in named}) == 1 for named in reports.values()):
            pairs |= _joined([named[0] for named in reports.values()])
    return sorted(pairs)


def _joined(named: Sequence[Signed]) -> set[tuple[Node, Node]]:
    """The pairs among what reports name as the agreement of two parties."""
    pairs = set()
    once = {(one.node, one.year): one for one in sorted(named, key=lambda each: (each.node, each.report_id))}
    for one, other in combinations(once.values(), 2):
        if one.node != other.node and _meet(one, other, named):
            pairs.add((one.node, other.node))
    return pairs


def _meet(one: Signed, other: Signed, named: Sequence[Signed]) -> bool:
    dates = {each.date for each in named if each.date is not None}
    if len(dates) > 1 and _signing(one, dates) != _signing(other, dates):
        return False
    if one.side != other.side and one.year is not None and one.year == other.year:
        return True
    return _go_together(_core(one.words), _core(other.words))


def _signing(one: Signed, dates: Collection[int]) -> int | None:
    """Its own date, else the only one, else the last that is not after its report."""
    if one.date is not None or one.renewed:
        return one.date
    if len(dates) == 1:
        return min(dates)
    return max((date for date in dates if one.year is not None and date <= one.year), default=None)


def _go_together(one: str, other: str) -> bool:
    """Whether all characters of one stand in order in the other: 区块链+ and 区块链+跨省通办."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def _core(words: str) -> str:
    return _plain().sub("", words)


def _wordwise(named: Sequence[Signed]) -> Iterator[tuple[Node, Node]]:
    """A mention without parties with the agreement of equal words and side, where there is but one."""
    full = {one.node: one for one in named if one.others}
    for one in {each.node: each for each in named if not each.others}.values():
        meant = [node for node, each in full.items() if one.date in (None, each.date)]
        if len(meant) == 1:
            yield one.node, meant[0]


def _kind(quote: str) -> str:
    found = _kinds().search(bare(quote))
    return found[1] if found else ""


@functools.cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"({either('agreement_words', 'kind')})书?\Z")


@functools.cache
def _renewed() -> re.Pattern[str]:
    return re.compile(either("agreement_words", "renewed"))


@functools.cache
def _plain() -> re.Pattern[str]:
    return re.compile(either("agreement_words", "plain"))


@functools.cache
def _dated() -> re.Pattern[str]:
    """The date of a signing, up to the name of the agreement; its groups are `year` and `last`."""
    return re.compile(rf"{either('agreement_words', 'dated')}.*{either('agreement_words', 'signs')}")
