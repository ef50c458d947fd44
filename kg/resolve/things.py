"""What a report is told of the entities that it names, by id: class, key, the government of a region."""

from collections.abc import Callable

from kg.model import Entity
from kg.resolve.agencies import government_key
from kg.rounds import LookedUp, View


def things(entity_of: Callable[[str], Entity | None], agency: Callable[[str], str | None]) -> View:
    """Tables `classes`, `keys`, `governments`: the agency that acts for a region where none else can.

    `entity_of` gives the entity of an id, `agency` the id of the agency with a key.
    """

    def of(key: str, name: str) -> object:
        entity = entity_of(key)
        return None if entity is None else getattr(entity, name)

    def government(key: str) -> str | None:
        entity = entity_of(key)
        return agency(government_key(entity.key)) if entity is not None and entity.cls == "Region" else None

    return {
        "classes": LookedUp(lambda key: of(key, "cls")),
        "keys": LookedUp(lambda key: of(key, "key")),
        "governments": LookedUp(government),
    }
