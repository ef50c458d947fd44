"""What links of a property graph may lead to: the label of each thing by its id, the ends of facts.

Ids lie in arrays, as many bytes each as the longest (17 here): an object of Python takes four times as much.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.schema import Schema
from kg.store import Tabled
from loaders.property_graph.rows import ENTITY

Ids = NDArray[np.bytes_]
_TOLD = ("id", "subject", "object")
_SPOKEN = {"e", "r", "s"}
"""What else than entities and observations a fact may lead to, by the first letter of the id."""
_NO_ID = ""
"""What is asked for in place of what can be no id."""


class Known:
    """The entities and observations of a graph, and its facts: of these it is known what they join."""

    def __init__(self, graph: Tabled, schema: Schema) -> None:
        """Read their ids; DataError for what can be none."""
        self._labels = {cls.id_prefix: cls.neo4j for cls in schema.classes.values() if cls.keyed}
        things = [_columns(graph, name, "id")[0] for name in ("entities", "observations")]
        self._things = np.concatenate(things)
        self._things.sort()
        facts, *ends = _columns(graph, "facts", *_TOLD)
        order = np.argsort(facts)
        self._facts, self._ends = facts[order], [end[order] for end in ends]

    def labels(self, keys: Iterable[str | None]) -> list[str | None]:
        """The label under which each thing is looked up; DataError where the graph has no such thing."""
        found = list(keys)
        asked = [one for one in dict.fromkeys(found) if one is not None]
        for key, there in zip(asked, places_in(self._things, asked)[1].tolist(), strict=True):
            if not there and key[:1] not in _SPOKEN:
                raise DataError(f"graph: {key!r} is spoken of but is neither an entity nor an observation")
        return [None if key is None else self._labels.get(key[:1], ENTITY) for key in found]

    def ends(self, facts: Sequence[str]) -> list[tuple[str, str] | None]:
        """The ids at both ends of each fact with these ids; None where the graph has no such fact."""
        places, there = places_in(self._facts, facts)
        both = zip(*(ends[places[there]].astype(str).tolist() for ends in self._ends), strict=True)
        return [next(both) if one else None for one in there.tolist()]


def _columns(graph: Tabled, table: str, *names: str) -> list[Ids]:
    """Columns of ids, whole; DataError for what can be none."""
    told: list[list[Ids]] = [[] for _ in names]
    row = 0
    for some in graph.rows(table, *names):
        for name, found in zip(names, told, strict=True):
            found.append(ids_of(some(name), f"tables/{table}", name, row))
        row += len(some(names[0]))
    return [np.concatenate([np.empty(0, "S"), *found]) for found in told]


def ids_of(values: Sequence[str], place: str, name: str, row: int) -> Ids:
    """These ids, before which so many rows stand in this place; DataError for an empty one, or not ASCII."""
    wrong = next((at for at, one in enumerate(values) if not _is_id(one)), None)
    if wrong is None:
        return np.array(values, "S")
    what = f"graph: {place}, row {row + wrong + 1}, {name} {values[wrong]!r}"
    raise DataError(f"{what}: expected an id of letters, digits and signs of ASCII; run kg build again")


def _is_id(value: str) -> bool:
    return value.isascii() and value.isprintable() and value != _NO_ID


def places_in(known: Ids, asked: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each would stand among those known, and which of them do."""
    wanted = np.array([one if _is_id(one) else _NO_ID for one in asked], "S")
    places = np.searchsorted(known, wanted)
    there = places < len(known)
    there[there] = known[places[there]] == wanted[there]
    return places, there
