"""ro-crate-metadata.json: the package told in the words of RO-Crate 1.2, for repositories such as Zenodo.

The specification is https://w3id.org/ro/crate/1.2: a flat list of things that name each other, the file
itself and the root among them. The root says its name, what it is, when it was published, and its licence.
"""

from collections.abc import Iterator
from typing import Any

from loaders.publish.datapackage import json_text
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Work

NAME = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.2"


def write(work: Work) -> Iterator[Item]:
    """Write the file."""
    things = [_descriptor(), _root(work.about, work.items), *_people(work.about), *map(_file, work.items)]
    said = {"@context": f"{VERSION}/context", "@graph": things}
    work.path(NAME).write_text(json_text(said), encoding="utf-8", newline="\n")
    yield from ()


def _descriptor() -> dict[str, Any]:
    return {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": VERSION}, "about": {"@id": "./"}}


def _root(about: Publication, items: list[Item]) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "identifier": about.iri,
        "name": about.title.line,
        "description": f"{about.description.zh}\n\n{about.description.en}",
        "datePublished": about.issued,
        "dateModified": about.modified,
        "version": about.version,
        "keywords": [*about.keywords_zh, *about.keywords_en],
        "url": {"@id": about.location},
        "license": {"@id": about.licence.url},
        "publisher": {"@id": about.publisher.homepage},
        "contactPoint": {"@id": f"mailto:{about.contact.email}"},
        "hasPart": [{"@id": item.path} for item in items],
    }


def _people(about: Publication) -> Iterator[dict[str, Any]]:
    """Licence, publisher and contact, which the root names."""
    licence, publisher, contact = about.licence, about.publisher, about.contact
    yield {"@id": licence.url, "@type": "CreativeWork", "name": licence.en, "identifier": licence.id}
    yield {
        "@id": publisher.homepage,
        "@type": "Organization",
        "name": publisher.name.line,
        "url": publisher.homepage,
    }
    yield {
        "@id": f"mailto:{contact.email}",
        "@type": "ContactPoint",
        "name": contact.name,
        "email": contact.email,
    }


def _file(item: Item) -> dict[str, Any]:
    return {
        "@id": item.path,
        "@type": "File",
        "name": item.title.line,
        "encodingFormat": item.packing or item.media,
        "contentSize": str(item.bytes),
        "sha256": item.sha256,
    }
