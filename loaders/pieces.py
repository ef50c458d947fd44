"""A graph in pieces, each with its indexes: what writes a whole graph takes one piece after the other."""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from kg.graph import Graph
from kg.store import Slices
from loaders.lookup import Lookup, look_up

Piece = tuple[Graph, Lookup]


def in_pieces(graph: Graph | Slices) -> "Pieces":
    """The pieces of a graph in memory, or of one in its folder."""
    return _Whole(graph) if isinstance(graph, Graph) else _Stored(graph)


class Pieces(Protocol):
    """What a writer goes through; `kg.store.Slices` says what each holds at least."""

    def heads(self) -> Iterator[Piece]:
        """Reports with their issuer and region."""

    def entities(self) -> Iterator[Piece]:
        """Entities with their facts."""

    def facts(self) -> Iterator[Piece]:
        """Facts, whole."""

    def unclaimed(self) -> Iterator[Piece]:
        """The facts that more than claims state, perhaps among others."""

    def reports(self) -> Iterator[Piece]:
        """Reports with all that stands in them."""

    def name_of(self, key: str) -> str | None:
        """The name of an entity; None for what is none."""


class _Whole:
    """A graph in memory, as the one piece that it is."""

    def __init__(self, graph: Graph) -> None:
        self._piece = graph, look_up(graph)
        self.name_of = {str(entity.id): entity.name for entity in graph.entities}.get

    def heads(self) -> Iterator[Piece]:
        """The piece; the other methods give no less."""
        yield self._piece

    entities = facts = unclaimed = reports = heads


class _Stored:
    """A graph in its folder, read as far as the piece that is asked for."""

    def __init__(self, slices: Slices) -> None:
        self._slices = slices
        self.name_of = slices.name_of

    def heads(self) -> Iterator[Piece]:
        """A report in each piece."""
        return self._pieces(self._slices.heads())

    def entities(self) -> Iterator[Piece]:
        """Some hundred entities in each piece."""
        return self._pieces(self._slices.entities())

    def facts(self) -> Iterator[Piece]:
        """Some hundred facts in each piece."""
        return self._pieces(self._slices.facts())

    def unclaimed(self) -> Iterator[Piece]:
        """Some hundred facts in each piece."""
        return self._pieces(self._slices.unclaimed())

    def reports(self) -> Iterator[Piece]:
        """A report in each piece."""
        return self._pieces(self._slices.reports())

    def _pieces(self, graphs: Iterator[Graph]) -> Iterator[Piece]:
        for graph in graphs:
            yield graph, look_up(graph, self._classes(graph))

    def _classes(self, graph: Graph) -> Callable[[str], str | None]:
        """What knows the class of each thing: all that facts and mentions lead to are asked for at once."""

        @functools.cache
        def known() -> Mapping[str, str]:
            spoken = {one.entity for one in graph.resolved}
            return self._slices.classes_of(spoken.union(*((f.subject, f.object) for f in graph.facts)))

        return lambda key: known().get(key) or self._slices.class_of(key)
