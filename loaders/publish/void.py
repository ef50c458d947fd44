"""void.ttl: the data set in numbers (VoID), counted in the N-Triples of the package themselves."""

from collections.abc import Iterator

from kg.schema import NAMESPACE
from loaders.publish.counts import Counts, counts_of
from loaders.publish.settings import Publication
from loaders.publish.statements import Statements, both, iri, text, typed
from loaders.publish.work import Item, Work
from loaders.rdf.naming import DCTERMS, PROV, QUDT, SKOS

VOCABULARIES = (NAMESPACE, SKOS, DCTERMS, PROV, QUDT)
EXAMPLES = 5
FEATURES = "http://www.w3.org/ns/formats"
FORMATS = ("N-Triples", "Turtle", "RDF_XML", "JSON-LD", "N-Quads", "TriG")


def write(work: Work) -> Iterator[Item]:
    """Write the file."""
    dumps = [item for item in work.items if item.path.startswith("data/")]
    counts = counts_of(work)
    said = Statements()
    _dataset(said, work.about, counts)
    here = work.about.iri
    said.say(here, "void:dataDump", *(iri(work.about.location + item.path) for item in dumps))
    _partitions(said, here, counts)
    said.write(work.path("void.ttl"))
    yield from ()


def _dataset(said: Statements, about: Publication, counts: Counts) -> None:
    here = about.iri
    said.a(here, "void:Dataset")
    said.say(here, "dcterms:title", *both(about.title))
    said.say(here, "dcterms:description", *both(about.description))
    said.say(here, "dcterms:license", iri(about.licence.url))
    said.say(here, "dcterms:issued", typed(about.issued, "date"))
    said.say(here, "dcterms:modified", typed(about.modified, "date"))
    said.say(here, "foaf:homepage", iri(about.location))
    said.say(here, "void:uriSpace", text(f"{about.base}/id/"))
    said.say(here, "void:vocabulary", *map(iri, VOCABULARIES))
    said.say(here, "void:feature", *(iri(f"{FEATURES}/{name}") for name in FORMATS))
    own = [thing for cls, thing in counts.examples.items() if cls.startswith(NAMESPACE)]
    said.say(here, "void:exampleResource", *map(iri, own[:EXAMPLES]))
    for predicate, number in (
        ("void:triples", counts.triples),
        ("void:distinctSubjects", counts.subjects),
        ("void:classes", len(counts.classes)),
        ("void:properties", len(counts.properties)),
    ):
        said.say(here, predicate, typed(number, "integer"))


def _partitions(said: Statements, here: str, counts: Counts) -> None:
    """How many things are of each class, and how many triples use each property."""
    for at, (cls, number) in enumerate(counts.classes.items()):
        part = f"{here}/class/{at}"
        said.say(here, "void:classPartition", iri(part))
        said.say(part, "void:class", iri(cls))
        said.say(part, "void:entities", typed(number, "integer"))
    for at, (name, number) in enumerate(counts.properties.items()):
        part = f"{here}/property/{at}"
        said.say(here, "void:propertyPartition", iri(part))
        said.say(part, "void:property", iri(name))
        said.say(part, "void:triples", typed(number, "integer"))
