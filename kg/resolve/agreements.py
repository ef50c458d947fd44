"""Agreements: as written, one for each set of parties, joined over reports by two parties they share."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.folding import bare, fold
from kg.model import ISSUER, REGION, Mention, MentionId, Reading
from kg.resolve.denotation import Denotation, Node
from kg.resolve.places import Ground
from kg.resources import either

CLASS = "Agreement"


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as one report names it, with its own side and the other parties (keys)."""

    mention: Mention
    report_id: str
    side: str
    others: tuple[str, ...]
    renewed: str

    @property
    def node(self) -> Node:
        """Its class and key: words, side, other parties, and the year of a renewal."""
        parts = (fold(self.mention.evidence.quote), self.side, "、".join(self.others), self.renewed)
        return CLASS, "@".join(part for part in parts if part)


def signed(reading: Reading, ground: Ground, nodes: Mapping[MentionId, Node]) -> list[Signed]:
    """The agreements of a reading; `nodes` are the entities that its other mentions denote."""
    side = ground.region.full if ground.region else ground.report_id
    own = {nodes.get(ISSUER), nodes.get(REGION)}
    parties: dict[MentionId, set[str]] = defaultdict(set)
    for claim in reading.claims:
        node = nodes.get(claim.subject)
        if claim.predicate == "PARTY_TO" and node is not None and node not in own:
            parties[claim.object].add(node[1])
    result = []
    for mention in reading.mentions:
        if mention.label == "Agreement":
            before = reading.report.text[max(0, mention.evidence.start - 8) : mention.evidence.start]
            renewed = str(ground.year or ground.report_id) if _renewed().search(before) else ""
            others = tuple(sorted(parties[mention.id]))
            result.append(Signed(mention, ground.report_id, side, others, renewed))
    return result


def denote(found: Iterable[Signed]) -> list[Denotation]:
    """One denotation for each agreement mention."""
    return [
        Denotation(
            one.report_id, one.mention.id, one.node, bare(one.mention.evidence.quote),
            bare(one.mention.evidence.quote), "name and parties", "stated", len(one.mention.evidence.quote),
        )
        for one in found
    ]  # fmt: skip


def same(found: Iterable[Signed]) -> list[tuple[Node, Node]]:
    """Pairs of nodes that are one agreement.

    Within a pair of parties and a kind (协议, 合同 …) there is one agreement where each report names but one;
    a mention without parties is the one agreement of its side with these words.
    """
    blocks: dict[tuple[str, ...], dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    words: dict[tuple[str, str], set[Node]] = defaultdict(set)
    for one in found:
        words[fold(one.mention.evidence.quote), one.side].add(one.node)
        if not one.renewed:
            for other in one.others:
                blocks[(*sorted((one.side, other)), _kind(one.mention))][one.report_id].add(one.node)
    pairs = []
    for reports in blocks.values():
        if all(len(nodes) == 1 for nodes in reports.values()):
            nodes = sorted(set().union(*reports.values()))
            pairs += [(nodes[0], node) for node in nodes[1:]]
    return sorted(pairs + _wordwise(words))


def _wordwise(words: Mapping[tuple[str, str], set[Node]]) -> list[tuple[Node, Node]]:
    pairs = []
    for (word, side), nodes in words.items():
        plain: Node = (CLASS, f"{word}@{side}")
        rest = sorted(nodes - {plain})
        if plain in nodes and len(rest) == 1:
            pairs.append((plain, rest[0]))
    return pairs


def _kind(mention: Mention) -> str:
    found = _kinds().search(bare(mention.evidence.quote))
    return found[1] if found else ""


@functools.cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"({either('agreement_words', 'kind')})书?\Z")


@functools.cache
def _renewed() -> re.Pattern[str]:
    return re.compile(either("agreement_words", "renewed"))
