"""index.html: a place to look at the graph without a server, in the package itself.

A browser opens it from disk. Its data are classic script files, loaded as they are needed: from disk a page
may load scripts and nothing else. `page/` holds the page, its style and its scripts.
"""

from collections.abc import Iterator

from kg.resources import resource
from loaders.publish.explorer.answers import answered
from loaders.publish.explorer.chunks import Chunks
from loaders.publish.explorer.filling import fill
from loaders.publish.explorer.search import write_search
from loaders.publish.explorer.shelf import shelved
from loaders.publish.explorer.terms import terms
from loaders.publish.explorer.things import write_things
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Work

PAGE, FOLDER, INDEX = "loaders/publish/explorer/page", "explorer", "index.html"


def write(work: Work) -> Iterator[Item]:
    """Write the page, its scripts and its data; the same graph gives the same bytes."""
    for part in resource(PAGE).iterdir():
        path = work.path(INDEX if part.name == INDEX else f"{FOLDER}/{part.name}")
        path.write_bytes(part.read_bytes())
    chunks = Chunks(work.folder / FOLDER / "data")
    with shelved() as shelf:
        fill(shelf, work.graph)
        seen = write_things(shelf, chunks)
        search = write_search(shelf, chunks, seen["counts"])
        questions = answered(work, shelf, chunks)
    chunks.put("meta", {**_about(work.about), **seen, "search": search, "questions": questions, **terms()})
    yield from ()


def _about(about: Publication) -> dict[str, object]:
    return {
        "title": [about.title.zh, about.title.en],
        "description": [about.description.zh, about.description.en],
        "publisher": [about.publisher.name.zh, about.publisher.name.en],
        "version": about.version,
        "modified": about.modified,
        "licence": about.licence.id,
    }
