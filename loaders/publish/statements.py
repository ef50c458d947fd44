"""Statements of RDF about a package, gathered as text and written in any syntax, sorted."""

import re
from pathlib import Path

from kg.schema import NAMESPACE
from kg.turtle import RDF
from loaders.publish.settings import Both
from loaders.rdf.naming import CHINESE, DCTERMS, PROV, SKOS, VOID, XSD, Node, quoted
from loaders.rdf.writing import SUFFIXES, rewritten

VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsr": NAMESPACE,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": PROV,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": SKOS,
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": VOID,
    "xsd": XSD,
}
_UNSAFE = re.compile('[\x00-\x20<>"{}|\\\\^`]')


def iri(text: str) -> Node:
    """An IRI in full, or a name with one of the prefixes of VOCABULARIES."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in VOCABULARIES:
        return f"<{VOCABULARIES[prefix]}{local}>"
    return f"<{_UNSAFE.sub(lambda found: f'%{ord(found[0]):02X}', text)}>"


def text(value: str, language: str = "") -> Node:
    """A text, of a language or of none."""
    return f"{quoted(value)}@{language}" if language else quoted(value)


def both(value: Both) -> tuple[Node, Node]:
    """A text in Chinese and in English."""
    return text(value.zh, CHINESE), text(value.en, "en")


def typed(value: str | int, datatype: str) -> Node:
    """A value of a datatype of XML Schema."""
    return f"{quoted(str(value))}^^{iri(f'xsd:{datatype}')}"


class Statements:
    """A growing set of statements."""

    def __init__(self) -> None:
        self._lines: set[str] = set()

    def say(self, subject: str, predicate: str, *ends: Node | None) -> None:
        """Add a statement for each end; None says nothing."""
        self._lines |= {f"{iri(subject)} {iri(predicate)} {end} .\n" for end in ends if end is not None}

    def a(self, subject: str, *classes: str) -> None:
        """Say of what classes a thing is."""
        self.say(subject, "rdf:type", *map(iri, classes))

    def write(self, path: Path) -> None:
        """Write them in the syntax that the name of the file ends in."""
        content = "".join(sorted(self._lines)).encode()
        path.write_bytes(rewritten(content, "nt", SUFFIXES[path.suffix], VOCABULARIES))
