"""What resolution leaves open, told: words that point to nobody, names that several things bear."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from kg.model import POINTS_BACK, EntityId, Mention, MentionId, Reading
from kg.resolve.denotation import Denotation, Node, Properties

Note = tuple[str, str, str]
"""The place, what and todo of an Issue that is a note."""


def unresolved(reading: Reading, resolved: Container[MentionId]) -> list[Note]:
    """A note for every deictic of a report that nothing in it explains."""
    return [
        (
            f"{mention.evidence.start}-{mention.evidence.end}",
            f"{mention.evidence.quote}: the report does not tell whom it means",
            _todo(mention),
        )
        for mention in reading.deictics
        if mention.id not in resolved
    ]


def _todo(mention: Mention) -> str:
    if mention.rule == POINTS_BACK:
        return "nothing to do: its paragraph names nothing of that kind before it"
    return "name the issuer or the region in a manifest"


def undecided(
    reading: Reading,
    found: Sequence[Denotation],
    ids: Mapping[Node, EntityId],
    clear: Container[EntityId],
) -> list[Note]:
    """A note for every name of a report that several things bear, where neither rules nor people decide.

    `clear` are the entities of which something in the corpus tells what they are.
    """
    open_names: dict[Node, list[Denotation]] = defaultdict(list)
    for one in found:
        if one.mention and candidates(one.properties) and ids[one.node] not in clear:
            open_names[one.node].append(one)
    if not open_names:
        return []
    at = {mention.id: (mention.evidence.start, mention.evidence.end) for mention in reading.mentions}
    return [
        _note(sorted(at[one.mention] for one in group if one.mention in at), group[0])
        for group in open_names.values()
    ]


def _note(places: Sequence[tuple[int, int]], one: Denotation) -> Note:
    """The note at the first of the places; an issuer that no word of the report names has none."""
    place = "-".join(map(str, places[0])) if places else ""
    more = f" (and {len(places) - 1} more places)" if len(places) > 1 else ""
    cls, key = one.node
    names = candidates(one.properties)
    return (
        place,
        f"{one.name}: may be {', '.join(names)}; nothing in the report decides{more}",
        f"name the region of the report in a manifest, or judge {cls}:{key} the same as one of them",
    )


def candidates(properties: Properties) -> tuple[str, ...]:
    """All that a name may denote; empty where it is clear."""
    value = properties[0][1] if properties and properties[0][0] == "candidate" else ()
    return value if isinstance(value, tuple) else ()


def settled(properties: Properties) -> Properties:
    """The properties of an entity, without candidates where a person judged which of them it is."""
    names = {name for name, _ in properties}
    if "candidate" in names and "adminLevel" in names:
        return tuple(pair for pair in properties if pair[0] != "candidate")
    return properties
