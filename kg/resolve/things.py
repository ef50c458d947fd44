"""What a report is told of the entities that it names, by id: class, name, the government of a region."""

from collections.abc import Iterable, Mapping

from kg.model import Entity
from kg.resolve.agencies import government_key
from kg.rounds import View


def things(entities: Iterable[Entity]) -> View:
    """Tables `classes`, `names`, `governments`: the agency that acts for a region where none else can."""
    entities = [*entities]
    agencies = {entity.key: entity.id for entity in entities if entity.cls == "Agency"}
    governments: Mapping[str, str] = {
        entity.id: agencies[government_key(entity.key)]
        for entity in entities
        if entity.cls == "Region" and government_key(entity.key) in agencies
    }
    return {
        "classes": {entity.id: entity.cls for entity in entities},
        "names": {entity.id: entity.name for entity in entities},
        "governments": governments,
    }
