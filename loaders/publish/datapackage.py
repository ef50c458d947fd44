"""datapackage.json: the package told in the words of Data Package, version 2 (datapackage.org).

Each file that users may want by itself is a resource with its size and hash; a table has its fields, each
with the IRI of the property that it shows. By `generator` a package of ours is known again.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import __version__
from loaders.publish.settings import Publication
from loaders.publish.work import Column, Item, Work

NAME = "datapackage.json"
GENERATOR = "zhengwu-kg"
PROFILES = "https://datapackage.org/profiles/2.0"


def write(work: Work) -> Iterator[Item]:
    """Write the file."""
    said = {**_about(work.about), "resources": [_resource(item) for item in work.items]}
    work.path(NAME).write_text(json_text(said), encoding="utf-8", newline="\n")
    yield from ()


def json_text(said: object) -> str:
    """JSON as it is written in a package: readable Chinese, keys as they come."""
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def described(folder: Path) -> dict[str, Any]:
    """What the datapackage.json says that `kg publish` of any version wrote; nothing where there is none."""
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    ours = isinstance(said, dict) and str(said.get("generator", "")).startswith(f"{GENERATOR} ")
    return said if ours else {}


def _about(about: Publication) -> dict[str, Any]:
    licence, publisher, contact = about.licence, about.publisher, about.contact
    people = [
        {"title": publisher.name.zh, "path": publisher.homepage, "roles": ["publisher"]},
        {"title": contact.name, "email": contact.email, "roles": ["contact"]},
    ]
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "kg",
        "id": about.iri,
        "title": about.title.line,
        "description": f"{about.description.zh}\n\n{about.description.en}",
        "version": about.version,
        "created": f"{about.issued}T00:00:00Z",
        "homepage": about.location,
        "keywords": [*about.keywords_zh, *about.keywords_en],
        "licenses": [{"name": licence.id, "path": licence.url, "title": licence.en}],
        "contributors": people,
        "generator": f"{GENERATOR} {__version__}",
    }


def _resource(item: Item) -> dict[str, Any]:
    name = item.path.rpartition("/")[2]
    said = {
        "name": name.lower(),
        "path": item.path,
        "title": item.title.line,
        "format": name.removesuffix(".gz").rpartition(".")[2],
        "mediatype": item.media,
        "bytes": item.bytes,
        "hash": f"sha256:{item.sha256}",
    }
    return {**said, **_table(item)} if item.columns else said


def _table(item: Item) -> dict[str, Any]:
    key = item.columns[0].header
    return {
        "type": "table",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "lineTerminator": "\r\n"},
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(column) for column in item.columns],
            "primaryKey": [key],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    en = " ".join(term.label_en for term in column.terms)
    said = {"name": column.header, "title": en, "type": column.type}
    if len(column.terms) > 1:
        return said
    (term,) = column.terms
    return {**said, "description": f"{term.definition_zh} · {term.definition_en}", "rdfType": term.iri}
