"""Names of things and values in RDF text: IRIs in full or with prefixes, literals in canonical form.

A node is a string, as N-Triples or Turtle writes it, so that a graph of millions of triples is text from the
start.
"""

import copy
import functools
import re
from collections.abc import Callable
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from kg.schema import NAMESPACE, Schema
from kg.turtle import RDF
from loaders.lookup import Lookup, property_term, relation_term
from loaders.plain import clean, kebab, number

XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PROV = "http://www.w3.org/ns/prov#"
SOSA = "http://www.w3.org/ns/sosa/"
GEO = "http://www.opengis.net/ont/geosparql#"
ORG = "http://www.w3.org/ns/org#"
VOID = "http://rdfs.org/ns/void#"
QUDT, UNIT = "http://qudt.org/schema/qudt/", "http://qudt.org/vocab/unit/"
OWN_UNIT = "https://w3id.org/gsr/def/unit/"
CHINESE = "zh-hans"
FACT = "Fact"

Value = str | int | float | bool | Decimal
Node = str
"""An IRI or a literal as N-Triples writes it, or Turtle."""
Said = str
"""A predicate and an object, with a blank between them; a predicate holds none."""
Block = tuple[Node, list[Said]]
ALIKE = 10_000
"""What is said alike of many things is made once, as long as no more than these came between."""

VOCABULARIES = {
    "dcterms": DCTERMS,
    "geo": GEO,
    "gsr": NAMESPACE,
    "itsrdf": ITSRDF,
    "nif": NIF,
    "org": ORG,
    "own": OWN_UNIT,
    "prov": PROV,
    "qudt": QUDT,
    "rdf": RDF,
    "skos": SKOS,
    "sosa": SOSA,
    "unit": UNIT,
    "void": VOID,
    "xsd": XSD,
}
LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
"""What an id must look like to be the last part of an IRI and of a prefixed name."""


def prefixes(schema: Schema, base: str) -> dict[str, str]:
    """Prefix → IRI: the vocabularies, and one prefix for the things of each class."""
    things = {kebab(name): f"{base}/id/{kebab(name)}/" for name in sorted((*schema.classes, FACT))}
    return {**VOCABULARIES, **things}


class Names:
    """Names of the things of a graph or a piece of one, and what is said of them: predicate and object.

    With `short` they are prefixed names, as in Turtle, else IRIs in full.
    """

    known: Callable[[str], Node]
    """Gives the IRI of an entity or observation of the graph."""

    def __init__(self, prefixes: dict[str, str], schema: Schema, found: Lookup, *, short: bool) -> None:
        self.prefixes, self.schema = prefixes, schema
        ends = {name: (f"{name}:", "") if short else (f"<{iri}", ">") for name, iri in prefixes.items()}
        self._close = ends["gsr"][1]
        self._opens = {name: opens for name, (opens, _) in ends.items()}
        self._starts = {cls: self._opens[kebab(cls)] for cls in (*schema.classes, FACT)}
        self._types = {
            cls: [self.said("rdf", "type", self.term("gsr", name)) for name in schema.chain(cls)]
            for cls in schema.classes
        }
        self._relations: dict[str, Node] = {}
        self._properties: dict[str, Callable[[Any], Said]] = {}
        self.alike = functools.lru_cache(ALIKE)(functools.partial(_made, self))
        self._go_to(found)

    def around(self, found: Lookup) -> "Names":
        """The same names, for another piece of the graph."""
        other = copy.copy(self)
        other._go_to(found)
        return other

    def _go_to(self, found: Lookup) -> None:
        self.found = found
        self.known = functools.cache(lambda key: self.thing(found.class_of(key), key))

    def term(self, prefix: str, local: str) -> Node:
        """A term of a vocabulary."""
        return f"{self._opens[prefix]}{local}{self._close}"

    def thing(self, cls: str, key: str) -> Node:
        """The IRI of the thing of this class with this id."""
        return f"{self._starts[cls]}{key}{self._close}"

    def said(self, prefix: str, local: str, end: Node) -> Said:
        """That the term of a vocabulary leads there."""
        return f"{self.term(prefix, local)} {end}"

    def types(self, cls: str) -> list[Said]:
        """That a thing is of this class and of those above it."""
        return self._types[cls]

    def relation(self, neo4j: str) -> Node:
        """The IRI of the relation with this Neo4j name."""
        if neo4j not in self._relations:
            self._relations[neo4j] = self.term("gsr", relation_term(self.schema, neo4j).name)
        return self._relations[neo4j]

    def leading(self, neo4j: str, cls: str) -> Callable[[str], Said]:
        """What says that the relation leads to the thing of this class with an id."""
        opens, close = f"{self.relation(neo4j)} {self._starts[cls]}", self._close
        return lambda key: f"{opens}{key}{close}"

    def values(self, **values: Value | tuple[str, ...] | tuple[int, ...] | None) -> list[Said]:
        """What is said of properties by local name; None says nothing, several values several things."""
        said: list[Said] = []
        for name, value in values.items():
            if value is not None:
                says = self.property(name)
                if type(value) is tuple:
                    said += map(says, value)
                else:
                    said.append(says(value))
        return said

    def property(self, name: str) -> Callable[[Any], Said]:
        """What says that the property with this local name has a value."""
        if name not in self._properties:
            found = property_term(self.schema, name)
            vocabulary = next(one for one in ("rdf", "xsd") if found.datatype.startswith(self.prefixes[one]))
            datatype = found.datatype.removeprefix(self.prefixes[vocabulary])
            mark = f"^^{self.term(vocabulary, datatype)}"
            self._properties[name] = saying(self.term("gsr", found.name), datatype, mark)
        return self._properties[name]


def _made(names: Names, make: Callable[..., list[Said]], *values: Any) -> list[Said]:
    return make(names, *values)


def saying(predicate: Node, datatype: str, mark: str) -> Callable[[Any], Said]:
    """What says a value of a datatype: tagged Chinese, or a canonical lexical form with `mark`."""
    if datatype == "langString":
        return lambda value: f"{predicate} {quoted(str(value))}@{CHINESE}"
    if datatype == "string":
        return lambda value: f"{predicate} {quoted(str(value))}"
    if datatype == "boolean":
        return lambda value: f'{predicate} "{str(value).lower()}"{mark}'
    if datatype == "decimal":
        return lambda value: f'{predicate} "{number(decimal(value))}"{mark}'
    return lambda value: f'{predicate} "{value}"{mark}'


def decimal(value: Value) -> Decimal:
    """The number, as it is printed."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


@functools.lru_cache(maxsize=10_000)
def quoted(value: str) -> Node:
    """A text between quotes: JSON escapes what N-Triples and Turtle want escaped, in the same way."""
    return encode_basestring(clean(value))
