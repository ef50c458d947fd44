"""What stands in N-Triples, counted line by line: triples, subjects, things by class, uses by property."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from loaders.checks.stream import TYPE
from loaders.rdf.writing import unpacked


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is; `classes` and `properties` count by IRI, `examples` holds a thing of each class."""

    triples: int
    subjects: int
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


def counted(path: Path) -> Counts:
    """Count a file, plain or compressed, in which the lines of one subject stand together and none twice."""
    subjects = 0
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    examples: dict[bytes, bytes] = {}
    kind = f"<{TYPE}>".encode()
    for subject, said in by_subject(path):
        subjects += 1
        properties.update(predicate for _, predicate, _ in said)
        types = [rest[: rest.index(b" ")] for _, predicate, rest in said if predicate == kind]
        classes.update(types)
        for one in types:
            examples.setdefault(one, subject)
    number = sum(properties.values())
    names = {_iri(one): _iri(subject) for one, subject in sorted(examples.items())}
    return Counts(number, subjects, _by_iri(classes), _by_iri(properties), names)


def by_subject(path: Path) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    """Each subject of such a file, with its lines: subject, predicate, and the rest."""
    with unpacked(path) as file:
        for subject, lines in groupby((line.split(b" ", 2) for line in file), key=lambda parts: parts[0]):
            yield subject, list(lines)


def _by_iri(found: Counter[bytes]) -> dict[str, int]:
    return {_iri(one): number for one, number in sorted(found.items())}


def _iri(node: bytes) -> str:
    return node.decode()[1:-1]
