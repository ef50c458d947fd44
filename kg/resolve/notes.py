"""What resolution leaves open, told: words that point to nobody, names that several things bear."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import POINTS_BACK, EntityId, Issue, Mention, MentionId, Reading, Resolved
from kg.resolve.denotation import Denotation, Node, Properties


def unresolved(readings: Sequence[Reading], resolved: Iterable[Resolved]) -> list[Issue]:
    """A note for every deictic that nothing in its report explains."""
    pointing = {mention.id for reading in readings for mention in reading.deictics}
    known = {(row.report_id, row.mention) for row in resolved if row.mention in pointing}
    return [
        Issue(
            "note", reading.report.source, f"{mention.evidence.start}-{mention.evidence.end}",
            f"{mention.evidence.quote}: the report does not tell whom it means", _todo(mention),
        )
        for reading in readings
        for mention in reading.deictics
        if (reading.report.id, MentionId(mention.id)) not in known
    ]  # fmt: skip


def _todo(mention: Mention) -> str:
    if mention.rule == POINTS_BACK:
        return "nothing to do: its paragraph names nothing of that kind before it"
    return "name the issuer or the region in a manifest"


def undecided(
    readings: Sequence[Reading], found: Sequence[Denotation], ids: Mapping[Node, EntityId]
) -> list[Issue]:
    """A note for every name of a report that several things bear, where neither rules nor people decide."""
    unclear = [one for one in found if _candidates(one.properties) and one.mention]
    entities = {ids[one.node] for one in unclear}
    decided = {ids[one.node] for one in found if not _candidates(one.properties)} if entities else set()
    open_names: dict[tuple[str, Node], list[Denotation]] = defaultdict(list)
    for one in unclear:
        if ids[one.node] not in decided:
            open_names[one.report_id, one.node].append(one)
    wanted = {report for report, _ in open_names}
    within = [reading for reading in readings if reading.report.id in wanted]
    sources = {reading.report.id: reading.report.source for reading in within}
    at = {
        mention.id: (mention.evidence.start, mention.evidence.end)
        for reading in within
        for mention in reading.mentions
    }
    return [
        _note(sources[report], sorted(at[one.mention] for one in group if one.mention in at), group[0])
        for (report, _), group in open_names.items()
    ]


def _note(source: str, places: Sequence[tuple[int, int]], one: Denotation) -> Issue:
    """The note at the first of the places; an issuer that no word of the report names has none."""
    place = "-".join(map(str, places[0])) if places else ""
    more = f" (and {len(places) - 1} more places)" if len(places) > 1 else ""
    cls, key = one.node
    names = _candidates(one.properties)
    return Issue(
        "note", source, place,
        f"{one.name}: may be {', '.join(names)}; nothing in the report decides{more}",
        f"name the region of the report in a manifest, or judge {cls}:{key} the same as one of them",
    )  # fmt: skip


def _candidates(properties: Properties) -> tuple[str, ...]:
    value = properties[0][1] if properties and properties[0][0] == "candidate" else ()
    return value if isinstance(value, tuple) else ()


def settled(properties: Properties) -> Properties:
    """The properties of an entity, without candidates where a person judged which of them it is."""
    names = {name for name, _ in properties}
    if "candidate" in names and "adminLevel" in names:
        return tuple(pair for pair in properties if pair[0] != "candidate")
    return properties
