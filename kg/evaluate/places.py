"""What is compared: the place of a mention, and what a claim says, both without ids."""

from kg.model import ISSUER, REGION, Mention, Reading

Place = tuple[int, int, str]
"""Start, end and label of a mention."""
End = Place | str
"""One end of a claim: a place, or @issuer, or @region."""
Said = tuple[End, str, End]
"""Subject, relation and object of a claim."""


def place_of(mention: Mention) -> Place:
    """Where a mention stands, and its label."""
    return mention.evidence.start, mention.evidence.end, mention.label


def places_of(reading: Reading) -> set[Place]:
    """The places of all mentions."""
    return {place_of(mention) for mention in reading.mentions}


def ends_of(reading: Reading) -> dict[str, End]:
    """Mention id → place; deictics stand for @issuer and @region."""
    ends: dict[str, End] = {ISSUER: ISSUER, REGION: REGION}
    ends |= {m.id: REGION if m.label == "Region" else ISSUER for m in reading.deictics}
    return ends | {m.id: place_of(m) for m in reading.mentions}


def said_by(reading: Reading) -> dict[Said, str]:
    """What the claims say, each with its status."""
    ends = ends_of(reading)
    return {(ends[c.subject], c.predicate, ends[c.object]): c.status for c in reading.said()}


def claim_rules(reading: Reading) -> dict[Said, str]:
    """What the claims say, each with the rule that found it."""
    ends = ends_of(reading)
    return {(ends[c.subject], c.predicate, ends[c.object]): c.rule for c in reading.said()}


def said_leniently(reading: Reading, issuer: str | None) -> set[Said]:
    """What the claims say, with every name of the issuer's taken for @issuer."""
    own = {place_of(m) for m in reading.mentions if m.label == "Agency" and names(issuer, m.evidence.quote)}

    def folded(end: End) -> End:
        return ISSUER if end in own else end

    return {(folded(head), relation, folded(tail)) for head, relation, tail in said_by(reading)}


def names(full: str | None, short: str) -> bool:
    """Whether `short` can be a short form of the agency name `full`: its characters in order, its ending."""
    rest = iter(full or "")
    return bool(full and short) and short[-1] in (full or "")[-3:] and all(each in rest for each in short)
