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
from loaders.lookup import Lookup, property_term, relation_term
from loaders.plain import clean, kebab, number

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
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
Pair = tuple[Node, Node]
Block = tuple[Node, list[Pair]]

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
    """Names of the things of a graph or a piece of one, and pairs of predicate and object.

    With `short` they are prefixed names, as in Turtle, else IRIs in full.
    """

    def __init__(self, prefixes: dict[str, str], schema: Schema, found: Lookup, *, short: bool) -> None:
        self.prefixes, self.schema, self.found = prefixes, schema, found
        ends = {name: (f"{name}:", "") if short else (f"<{iri}", ">") for name, iri in prefixes.items()}
        self._close = ends["gsr"][1]
        self._opens = {name: opens for name, (opens, _) in ends.items()}
        self._starts = {cls: self._opens[kebab(cls)] for cls in (*schema.classes, FACT)}
        self._types = {
            cls: [(self.term("rdf", "type"), self.term("gsr", name)) for name in schema.chain(cls)]
            for cls in schema.classes
        }
        self._relations: dict[str, Node] = {}
        self._properties: dict[str, tuple[Node, Callable[[Any], Node]]] = {}

    def around(self, found: Lookup) -> "Names":
        """The same names, for another piece of the graph."""
        other = copy.copy(self)
        other.found = found
        return other

    def term(self, prefix: str, local: str) -> Node:
        """A term of a vocabulary."""
        return f"{self._opens[prefix]}{local}{self._close}"

    def thing(self, cls: str, key: str) -> Node:
        """The IRI of the thing of this class with this id."""
        return f"{self._starts[cls]}{key}{self._close}"

    def known(self, key: str) -> Node:
        """The IRI of an entity or observation of the graph."""
        return self.thing(self.found.class_of(key), key)

    def types(self, cls: str) -> list[Pair]:
        """That a thing is of this class and of those above it."""
        return self._types[cls]

    def relation(self, neo4j: str) -> Node:
        """The IRI of the relation with this Neo4j name."""
        if neo4j not in self._relations:
            self._relations[neo4j] = self.term("gsr", relation_term(self.schema, neo4j).name)
        return self._relations[neo4j]

    def values(self, **values: Value | tuple[str, ...] | tuple[int, ...] | None) -> list[Pair]:
        """Pairs for properties by local name; None gives none, several values give several."""
        pairs: list[Pair] = []
        for name, value in values.items():
            if value is not None:
                predicate, literal = self._properties.get(name) or self._property(name)
                if type(value) is tuple:
                    pairs += [(predicate, literal(one)) for one in value]
                else:
                    pairs.append((predicate, literal(value)))
        return pairs

    def _property(self, name: str) -> tuple[Node, Callable[[Any], Node]]:
        found = property_term(self.schema, name)
        vocabulary = next(one for one in ("rdf", "xsd") if found.datatype.startswith(self.prefixes[one]))
        datatype = found.datatype.removeprefix(self.prefixes[vocabulary])
        made = literals(datatype, f"^^{self.term(vocabulary, datatype)}")
        self._properties[name] = (self.term("gsr", found.name), made)
        return self._properties[name]


def literals(datatype: str, mark: str) -> Callable[[Any], Node]:
    """What writes a value of a datatype: tagged Chinese, or a canonical lexical form with `mark`."""
    if datatype == "langString":
        return lambda value: f"{quoted(str(value))}@{CHINESE}"
    if datatype == "string":
        return lambda value: quoted(str(value))
    if datatype == "boolean":
        return lambda value: f'"{str(value).lower()}"{mark}'
    if datatype == "decimal":
        return lambda value: f'"{number(Decimal(str(value)))}"{mark}'
    return lambda value: f'"{value}"{mark}'


@functools.lru_cache(maxsize=10_000)
def quoted(value: str) -> Node:
    """A text between quotes: JSON escapes what N-Triples and Turtle want escaped, in the same way."""
    return encode_basestring(clean(value))
