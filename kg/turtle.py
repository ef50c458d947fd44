"""What a Turtle text says, by subject and predicate: enough to read an ontology and its shapes once.

A subject is named by its IRI, or by the label that a blank node was given.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode

    Node = NamedNode | BlankNode | Literal
    Graph = Mapping[str, Mapping[str, Sequence[Node]]]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def graph_of(turtle: str) -> "Graph":
    """The objects of each subject and predicate, as they come. SyntaxError for what is no Turtle."""
    from pyoxigraph import RdfFormat, parse

    said: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(turtle, RdfFormat.TURTLE):
        said[quad.subject.value][quad.predicate.value].append(quad.object)
    return said


def objects(graph: "Graph", subject: str, predicate: str) -> "Sequence[Node]":
    """What all statements of the subject with the predicate say."""
    return graph[subject].get(predicate, ()) if subject in graph else ()


def language_of(node: "Node") -> str:
    """The language of a text, in lower case; empty for none."""
    return (getattr(node, "language", None) or "").lower()
