"""What a stream of quads says of each thing, as texts: the ground on which a graph is read back."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, KeysView, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from kg.errors import DataError
from kg.schema import NAMESPACE, load_schema
from loaders.rdf.naming import VOCABULARIES, XSD
from loaders.rdf.origin import SIDES

OTHERS = (
    *(f"rdf:{side}" for side in SIDES),
    *("itsrdf:taIdentRef", "sosa:hasFeatureOfInterest", "prov:wasDerivedFrom"),
    *("prov:used", "prov:wasAssociatedWith", "dcterms:conformsTo", "void:triples"),
)
"""The terms of other vocabularies that tell what no term of ours does."""
ALONE = {"evidence": "quote"}
"""The kinds of which one name is wanted: the rest follows from the id, and from mentions."""
_READ: dict[str, Callable[[str], Any]] = {
    XSD + "integer": int,
    XSD + "gYear": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": "true".__eq__,
}


class Said:
    """What is said of the thing with this id: a list of texts or IRIs under each name.

    A name is the local one of a term of ours, and has a prefix where the term is another's.
    """

    __slots__ = ("_values", "key")

    def __init__(self, key: str) -> None:
        self.key = key
        self._values: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> None:
        """Take note of a value."""
        self._values.setdefault(name, []).append(value)

    def names(self) -> KeysView[str]:
        """The names of all that is said."""
        return self._values.keys()

    def all(self, name: str) -> list[Any]:
        """Every value once, sorted, of the type that the ontology gives to the property."""
        read = _reader(name)
        return sorted(read(value) for value in set(self._values.get(name, ())))

    def maybe(self, name: str) -> Any:
        """The value, or None; DataError for several."""
        values = self._values.get(name)
        if values is None:
            return None
        if len(values) > 1 and len(set(values)) > 1:
            raise DataError(f"{self.key}: {len(set(values))} values of {name}, where one can be")
        return _reader(name)(values[0])

    def one(self, name: str) -> Any:
        """The value; DataError for none or several."""
        value = self.maybe(name)
        if value is None:
            raise DataError(f"{self.key}: no {name}")
        return value

    def fields(self, cls: type, names: Mapping[str, str]) -> dict[str, Any]:
        """Field → value for properties by field (loaders.carried).

        DataError where nothing is said of a field of the class that cannot be None.
        """
        optional = _optional(cls)
        return {
            field: self.maybe(name) if field in optional else self.one(name) for field, name in names.items()
        }


Things = dict[str, dict[str, Said]]
"""Kind → id → what is said; the kind is the last but one part of an IRI, the class in kebab case."""


def things_in(quads: Iterable[Any]) -> Things:
    """What the quads say of the things that have an IRI of ours, whatever its base; other things are left."""
    things: Things = defaultdict(dict)
    every = _names()
    fewer = {kind: {iri: name for iri, name in every.items() if name == only} for kind, only in ALONE.items()}
    subject, said, names = "", Said(""), every
    for quad in quads:
        if quad.subject.value != subject:
            subject = quad.subject.value
            kind, key = subject.rpartition("/id/")[2].partition("/")[::2]
            said = things[kind].setdefault(key, Said(key))
            names = fewer.get(kind, every)
        name = names.get(quad.predicate.value)
        if name is not None:
            said.add(name, quad.object.value)
    return things


def last(iri: str) -> str:
    """The last part of an IRI: the id of a thing."""
    return iri.rpartition("/")[2]


@functools.cache
def _optional(cls: type) -> frozenset[str]:
    """The fields of a class that are None where nothing is known."""
    return frozenset(field.name for field in fields(cls) if field.default is None)


@functools.cache
def _names() -> dict[str, str]:
    """IRI of a term → its name in Said."""
    schema = load_schema()
    ours = {NAMESPACE + name: name for name in schema.properties}
    ours |= {relation.iri: relation.name for relation in schema.relations.values()}
    split = (name.partition(":") for name in OTHERS)
    return ours | {VOCABULARIES[prefix] + local: f"{prefix}:{local}" for prefix, _, local in split}


@functools.cache
def _reader(name: str) -> Callable[[str], Any]:
    """What makes a value of its text: that of the datatype of a property, the id or IRI of anything else."""
    schema = load_schema()
    if name in schema.properties:
        return _READ.get(schema.properties[name].datatype, str)
    return str if name in ("rdf:predicate", "dcterms:conformsTo") else last
