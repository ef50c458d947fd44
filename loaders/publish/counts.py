"""What stands in N-Triples, counted thing by thing: triples, subjects, things by class, uses by property.

It is counted while the triples come by for something else, and kept for whoever asks later.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from loaders.checks.stream import KINDS, Kind, Thing, Token, things
from loaders.publish.data import triples_of
from loaders.publish.work import Work
from loaders.rdf.writing import unpacked

NAME = "counts.json"
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is; `classes` and `properties` count by IRI, `examples` holds a thing of each class."""

    triples: int
    subjects: int
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


class Counting:
    """Takes thing by thing: `see` each, then ask for the `counts`. Things are counted by their kind."""

    def __init__(self) -> None:
        self._kinds: dict[Kind, int] = {}
        self._subjects = 0
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def see(self, thing: Thing) -> None:
        """Count a thing."""
        subject, kind, _ = thing
        number = self._kinds.get(kind, 0)
        if not number:
            self._meet(subject, kind)
        self._kinds[kind] = number + 1

    def counts(self) -> Counts:
        """What was counted."""
        self._gather()
        found = _in_order(self._classes), _in_order(self._properties), _in_order(self._examples)
        return Counts(self._properties.total(), self._subjects, *found)

    def _meet(self, subject: Token, kind: Kind) -> None:
        if len(self._kinds) == KINDS:
            self._gather()
        for cls in kind.types:
            self._examples.setdefault(cls, subject[1:-1].decode())

    def _gather(self) -> None:
        for kind, number in self._kinds.items():
            self._subjects += number
            self._classes.update(dict.fromkeys(kind.types, number))
            self._properties.update({name: number * len(places) for name, places in kind.at.items()})
        self._kinds.clear()


def _in_order(found: Mapping[str, V]) -> dict[str, V]:
    """By IRI, as N-Triples sorts them."""
    return dict(sorted(found.items(), key=lambda item: f"{item[0]}>"))


def counted(path: Path) -> Counts:
    """Count a file, plain or compressed, in which the lines of one subject stand together and none twice."""
    counting = Counting()
    with unpacked(path) as file:
        for thing in things(file):
            counting.see(thing)
    return counting.counts()


def keep(work: Work, counts: Counts) -> None:
    """Keep what was counted in the triples of a package in the making."""
    if work.shared is not None:
        (work.shared / NAME).write_text(json.dumps(asdict(counts)), "utf-8")


def counts_of(work: Work) -> Counts:
    """What stands in the triples of a package in the making: as it was kept, else counted now."""
    kept = work.shared and work.shared / NAME
    return (
        Counts(**json.loads(kept.read_text("utf-8")))
        if kept and kept.is_file()
        else counted(triples_of(work))
    )


def by_subject(path: Path) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    """Each subject of such a file, with its lines: subject, predicate, and the rest."""
    with unpacked(path) as file:
        for subject, lines in groupby((line.split(b" ", 2) for line in file), key=lambda parts: parts[0]):
            yield subject, list(lines)
