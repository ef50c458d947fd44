"""ontology/: the vocabulary of the data as files, as a JSON-LD context and as a page."""

from collections.abc import Iterator
from typing import Any

from kg.resources import resource
from kg.schema import NAMESPACE, Property, load_schema
from kg.turtle import RDF
from loaders.publish.datapackage import json_text
from loaders.publish.ontology_page import page
from loaders.publish.settings import Both
from loaders.publish.statements import VOCABULARIES
from loaders.publish.work import Item, Work
from loaders.rdf.writing import rewritten

COPIED = ("gsr.ttl", "shapes.ttl", "codes.ttl")
REWRITTEN = ("gsr", "codes")
SYNTAXES = (("rdf", "rdfxml"), ("jsonld", "jsonld"), ("nt", "nt"))
CONTEXT = "ontology/context.jsonld"


def write(work: Work) -> Iterator[Item]:
    """Write the folder; the context is a file that users want by itself."""
    for name in COPIED:
        work.path(f"ontology/{name}").write_bytes(resource(f"ontology/{name}").read_bytes())
    for name in REWRITTEN:
        content = resource(f"ontology/{name}.ttl").read_bytes()
        for suffix, fmt in SYNTAXES:
            work.path(f"ontology/{name}.{suffix}").write_bytes(rewritten(content, "ttl", fmt, VOCABULARIES))
    work.path("ontology/index.html").write_text(page("../index.html"), encoding="utf-8", newline="\n")
    work.path(CONTEXT).write_text(json_text({"@context": context()}), encoding="utf-8", newline="\n")
    title = Both("本体（Turtle）", "The ontology (Turtle)")
    yield Item("ontology/gsr.ttl", title, "text/turtle", "RDF_TURTLE")


def context() -> dict[str, Any]:
    """A JSON-LD 1.1 context for the terms of the ontology, with no `@vocab`: a typing error is no triple."""
    schema = load_schema()
    classes = {name: term.iri for name, term in schema.classes.items()}
    relations = {one.name: {"@id": one.iri, "@type": "@id"} for one in schema.relations.values()}
    values = {name: _value(term) for name, term in schema.properties.items()}
    terms = {**classes, **relations, **values}
    heads = {"@version": 1.1, "@protected": True, "id": "@id", "type": "@type"}
    return {**heads, **VOCABULARIES, **{name: terms[name] for name in sorted(terms) if name not in heads}}


def _value(term: Property) -> dict[str, Any]:
    said: dict[str, Any] = {"@id": NAMESPACE + term.name}
    if term.datatype == f"{RDF}langString":
        return {**said, "@container": "@language"}
    return {**said, "@type": term.datatype}
