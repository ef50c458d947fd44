"""croissant.json: the tables of the package told in the words of Croissant 1.0, for those who train on them.

The format is http://mlcommons.org/croissant/1.0: a data set of schema.org, its files, and of each table a
record set with its fields. It is plain JSON-LD; the terms of Croissant are named in full (`cr:`), so that the
context is short.
"""

from collections.abc import Iterator
from typing import Any

from loaders.publish.datapackage import json_text
from loaders.publish.settings import Publication
from loaders.publish.work import Column, Item, Work

NAME = "croissant.json"
CONTEXT = {
    "@language": "zh-Hans",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "recordSet": "cr:recordSet",
    "field": "cr:field",
    "key": "cr:key",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "source": "cr:source",
    "fileObject": "cr:fileObject",
    "extract": "cr:extract",
    "column": "cr:column",
    "citeAs": "cr:citeAs",
}
TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
"""The type of schema.org for each type of Table Schema."""


def write(work: Work) -> Iterator[Item]:
    """Write the file."""
    tables = [item for item in work.items if item.columns]
    said = {
        **_about(work.about),
        "distribution": [_file(item, work.about) for item in work.items],
        "recordSet": [_records(item) for item in tables],
    }
    work.path(NAME).write_text(json_text(said), encoding="utf-8", newline="\n")
    yield from ()


def _about(about: Publication) -> dict[str, Any]:
    publisher = {"@type": "sc:Organization", "name": about.publisher.name.zh, "url": about.publisher.homepage}
    cited = f"{about.publisher.name.en} ({about.issued[:4]}). {about.title.en}, {about.version}."
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": about.iri,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.title.line,
        "description": f"{about.description.zh}\n\n{about.description.en}",
        "license": about.licence.url,
        "url": about.location,
        "version": about.version,
        "creator": publisher,
        "publisher": publisher,
        "datePublished": about.issued,
        "dateModified": about.modified,
        "keywords": [*about.keywords_zh, *about.keywords_en],
        "inLanguage": "zh",
        "citeAs": f"{cited} {about.location}",
    }


def _file(item: Item, about: Publication) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": item.path,
        "name": item.path.rpartition("/")[2],
        "description": item.title.line,
        "contentUrl": about.location + item.path,
        "contentSize": f"{item.bytes} B",
        "encodingFormat": item.packing or item.media,
        "sha256": item.sha256,
    }


def _records(item: Item) -> dict[str, Any]:
    name = item.path.rpartition("/")[2].removesuffix(".csv")
    fields = [_field(name, column, item) for column in item.columns]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": item.title.line,
        "key": {"@id": fields[0]["@id"]},
        "field": fields,
    }


def _field(table: str, column: Column, item: Item) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{'.'.join(term.name for term in column.terms)}",
        "name": column.header,
        "description": " ".join(term.definition_en for term in column.terms),
        "dataType": TYPES[column.type],
        "source": {"fileObject": {"@id": item.path}, "extract": {"column": column.header}},
    }
