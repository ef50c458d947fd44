"""How each syntax writes a thing with what is said of it, as text.

What comes in is a node and statements as N-Triples writes them, or with prefixes for Turtle, in order and
once each. RDF/XML and JSON-LD are byte for byte what pyoxigraph makes of the N-Triples.
"""

import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from kg.turtle import RDF
from loaders.rdf.naming import Node, Said

Write = Callable[[Node, Sequence[Said]], str]
"""Gives the text of a thing."""
Prefixes = Mapping[str, str]

REPEATED = 2_000
"""Statements of which the element is remembered: what is said of many things comes again and again."""
_TYPE = f"<{RDF}type>"
_ENTITIES = {'"': "&quot;", "'": "&apos;", "\r": "&#xD;"}
"""Beside those of `escape`: XML readers take a bare CR for a line feed."""


def writers(fmt: str, prefixes: Prefixes) -> Callable[[Node], Write]:
    """What gives for a graph with a name, empty for the default graph, what writes its things in a format."""
    if fmt == "nq":
        return in_lines
    if fmt == "nt":
        write = in_lines("")
    elif fmt == "rdfxml":
        write = in_xml(prefixes)
    else:
        write = in_json if fmt == "jsonld" else in_short
    return lambda _: write


def in_lines(graph: Node) -> Write:
    """N-Triples or N-Quads: a line for each statement; `graph` is empty for the default graph."""
    tail = f" {graph} .\n" if graph else " .\n"

    def write(node: Node, said: Sequence[Said]) -> str:
        between = f"{tail}{node} "
        return f"{node} {between.join(said)}{tail}"

    return write


def in_short(node: Node, said: Sequence[Said]) -> str:
    """Turtle or TriG: the node once."""
    between = " ;\n\t"
    return f"{node} {between.join(said)} .\n"


def in_json(node: Node, said: Sequence[Said]) -> str:
    """JSON-LD: a comma and an object, in which the values of a predicate stand in one list."""
    parts, last, closes = [f',{{"@id":"{node[1:-1]}"'], "", ""
    for each in said:
        predicate, _, end = each.partition(" ")
        if predicate == last:
            parts.append(f",{_value(end)}")
        else:
            parts.append(f'{closes},"{predicate[1:-1]}":[{_value(end)}')
            last, closes = predicate, "]"
    return f"{''.join(parts)}{closes}}}"


def _value(end: Node) -> str:
    """The object of JSON-LD for an IRI or a literal, in which N-Triples escapes what JSON does."""
    if end[0] == "<":
        return f'{{"@id":"{end[1:-1]}"}}'
    text, datatype, language = parted(end)
    if datatype:
        return f'{{"@type":"{datatype}","@value":{text}}}'
    return f'{{"@language":"{language}","@value":{text}}}' if language else f'{{"@value":{text}}}'


def in_xml(prefixes: Prefixes) -> Write:
    """RDF/XML: an element for each thing, named after its type where this is said first."""
    vocabularies = {iri: prefix for prefix, iri in prefixes.items()}

    @functools.cache
    def name(term: Node) -> str:
        end = max(term.rfind("#"), term.rfind("/")) + 1
        return f"{vocabularies[term[1:end]]}:{term[end:-1]}"

    @functools.lru_cache(REPEATED)
    def element(said: Said) -> str:
        predicate, _, end = said.partition(" ")
        tag = name(predicate)
        if end[0] == "<":
            return f'\t\t<{tag} rdf:resource="{_within(end)}"/>\n'
        text, datatype, language = parted(end)
        mark = f' rdf:datatype="{datatype}"' if datatype else f' xml:lang="{language}"' if language else ""
        plain = json.loads(text) if "\\" in text else text[1:-1]
        return f"\t\t<{tag}{mark}>{escape(plain, _ENTITIES)}</{tag}>\n"

    def write(node: Node, said: Sequence[Said]) -> str:
        predicate, _, end = said[0].partition(" ")
        kind, rest = (name(end), said[1:]) if predicate == _TYPE else ("rdf:Description", said)
        return f'\t<{kind} rdf:about="{_within(node)}">\n{"".join(map(element, rest))}\t</{kind}>\n'

    return write


def _within(iri: Node) -> str:
    """An IRI as the value of an attribute."""
    return iri[1:-1].replace("&", "&amp;").replace("'", "&apos;")


def parted(literal: Node) -> tuple[str, str, str]:
    """The quoted text of a literal, and its datatype, or its language; these are empty where it has none."""
    if literal[-1] == '"':
        return literal, "", ""
    if literal[-1] == ">":
        text, _, datatype = literal.rpartition("^^")
        return text, datatype[1:-1], ""
    text, _, language = literal.rpartition("@")
    return text, "", language


def prefixed(chunks: Iterator[bytes], prefixes: Prefixes) -> Iterator[bytes]:
    """The chunks of Turtle or TriG after the prefixes."""
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()
    yield from chunks


def in_element(chunks: Iterator[bytes], empty: bytes) -> Iterator[bytes]:
    """The chunks within the one element of an empty RDF/XML file."""
    opens, closes, end = empty.partition(b"</rdf:RDF>")
    yield opens
    yield from chunks
    yield closes + end


def in_array(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, before each thing of which a comma stands, as an array of JSON."""
    first = next(filter(None, chunks), b",")
    yield b"[" + first[1:]
    yield from chunks
    yield b"]"
