"""Graph folder → Graph: whole, checked against manifest.json, of one build."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kg.errors import FolderError
from kg.graph import Graph
from kg.model import (
    Claim,
    ClaimFact,
    Entity,
    Fact,
    Figure,
    Issue,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
)
from kg.store.codec import Row, value_of
from kg.store.folder import text_path, texts_hash
from kg.store.manifest import Manifest, read_manifest
from kg.store.parts import rows_in, sha256

T = TypeVar("T")


def read_graph(folder: Path | str) -> Graph:
    """The graph in the folder; FolderError if it is missing, unfinished, damaged or of another version.

    Where a build replaces the graph meanwhile, the new one is read.
    """
    return _settled(Path(folder), _graph)


def read_figures(folder: Path) -> tuple[Figure, ...]:
    """The figures of all reports in the folder; errors as `read_graph`."""
    return _settled(folder, lambda place, manifest: tuple(_values(place, manifest, "figures", Figure)))


def read_counts(folder: Path) -> dict[str, int]:
    """Rows of each table, and how many inputs were `refused` or got `notes`."""
    return dict(read_manifest(folder).counts)


def read_options(folder: Path) -> dict[str, list[str]]:
    """What the graph was built without or with, as given to `write_graph`; empty for nothing special."""
    return dict(read_manifest(folder).options)


def _settled(folder: Path, load: Callable[[Path, Manifest], T]) -> T:
    """What `load(folder, manifest)` gives, tried again if the manifest was replaced while it ran."""
    while True:
        manifest = read_manifest(folder)
        try:
            return load(folder, manifest)
        except FolderError:
            if read_manifest(folder) == manifest:
                raise


def _graph(folder: Path, manifest: Manifest) -> Graph:
    texts = _texts(folder, manifest)
    named = list(_rows(folder, manifest, "mentions"))
    return Graph(
        reports=tuple(_report(row, texts) for row in _rows(folder, manifest, "reports")),
        sections=tuple(_section(row, texts) for row in _rows(folder, manifest, "sections")),
        mentions=tuple(value_of(Mention, row) for row in named if not row["deictic"]),
        deictics=tuple(value_of(Mention, row) for row in named if row["deictic"]),
        claims=tuple(_values(folder, manifest, "claims", Claim)),
        entities=tuple(_values(folder, manifest, "entities", Entity)),
        facts=tuple(_values(folder, manifest, "facts", Fact)),
        claim_facts=tuple(_values(folder, manifest, "claim_facts", ClaimFact)),
        observations=tuple(_values(folder, manifest, "observations", Observation)),
        resolved=tuple(_values(folder, manifest, "resolution", Resolved)),
        issues=tuple(_values(folder, manifest, "issues", Issue)),
    )


def _report(row: Row, texts: dict[str, str]) -> Report:
    return value_of(Report, {**row, "text": texts[row["id"]]})


def _section(row: Row, texts: dict[str, str]) -> Section:
    quote = texts[row["report_id"]][row["start"] : row["end"]]
    return value_of(Section, {**row, "quote": quote})


def _values(folder: Path, manifest: Manifest, name: str, cls: type[T]) -> Iterator[T]:
    return (value_of(cls, row) for row in _rows(folder, manifest, name))


def _rows(folder: Path, manifest: Manifest, name: str) -> Iterator[Row]:
    for part in manifest.tables[name].parts:
        content = _content(folder / part.file)
        if sha256(content) != part.sha256:
            raise _unfinished(folder, f"{part.file} is not what manifest.json names")
        yield from rows_in(content, f"{folder}/{part.file}")


def _texts(folder: Path, manifest: Manifest) -> dict[str, str]:
    ids = [row["id"] for row in _rows(folder, manifest, "reports")]
    contents = {key: _content(text_path(folder, key)) for key in ids}
    if texts_hash(contents.items()) != manifest.texts:
        raise _unfinished(folder, "texts/ is not what manifest.json names")
    return {key: content.decode("utf-8") for key, content in contents.items()}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unfinished(path, error.strerror or "unreadable") from error


def _unfinished(place: Path, why: str) -> FolderError:
    return FolderError(f"{place}: unfinished, run kg build again ({why})")
