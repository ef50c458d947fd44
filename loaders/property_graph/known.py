"""What links of a property graph may lead to: the label of each thing by its id, the ends of facts."""

from collections.abc import Iterable, Sequence

import numpy as np

from kg.errors import DataError
from kg.schema import Schema
from kg.store import Tabled
from loaders.property_graph.rows import ENTITY

_TOLD = ("id", "subject", "object")
_SPOKEN = {"e", "r", "s"}
"""What else than entities and observations a fact may lead to, by the first letter of the id."""


class Known:
    """The entities and observations of a graph, and its facts: of these it is known what they join."""

    def __init__(self, graph: Tabled, schema: Schema) -> None:
        self._labels = {cls.id_prefix: cls.neo4j for cls in schema.classes.values() if cls.keyed}
        tables = ("entities", "observations")
        self._things = {key for name in tables for some in graph.rows(name, "id") for key in some("id")}
        told = ([np.array(some(name), "S") for name in _TOLD] for some in graph.rows("facts", *_TOLD))
        none = [np.empty(0, "S")] * len(_TOLD)
        self._facts, *self._ends = map(np.concatenate, zip(none, *told, strict=True))

    def labels(self, keys: Iterable[str | None]) -> list[str | None]:
        """The label under which each thing is looked up; DataError where the graph has no such thing."""
        found = list(keys)
        for key in filter(None, {*found} - self._things):
            if key[0] not in _SPOKEN:
                raise DataError(f"graph: {key} is spoken of but is neither an entity nor an observation")
        return [None if key is None else self._labels.get(key[0], ENTITY) for key in found]

    def ends(self, facts: Sequence[str]) -> list[tuple[str, str] | None]:
        """The ids at both ends of each fact with these ids; None where the graph has no such fact."""
        wanted = np.array(facts, "S")
        places = np.searchsorted(self._facts, wanted)
        there = places < len(self._facts)
        there[there] = self._facts[places[there]] == wanted[there]
        both = zip(*(ends[places[there]].astype(str).tolist() for ends in self._ends), strict=True)
        return [next(both) if one else None for one in there.tolist()]
