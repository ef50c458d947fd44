"""Graph folder → Graph: whole, checked against manifest.json, of one build."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, TypeVar

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
from kg.store.manifest import Manifest, Part, read_manifest
from kg.store.parts import batches_in, rows_in, sha256

T = TypeVar("T")


def read_graph(folder: Path | str) -> Graph:
    """The graph in the folder; FolderError if it is missing, unfinished, damaged or of another version.

    Where a build replaces the graph meanwhile, the new one is read.
    """
    return settled(Path(folder), _graph)


def read_figures(folder: Path) -> tuple[Figure, ...]:
    """The figures of all reports in the folder; errors as `read_graph`."""
    return settled(folder, lambda place, manifest: tuple(_values(place, manifest, "figures", Figure)))


def read_counts(folder: Path) -> dict[str, int]:
    """Rows of each table, and how many inputs were `refused` or got `notes`."""
    return dict(read_manifest(folder).counts)


def read_options(folder: Path) -> dict[str, list[str]]:
    """What the graph was built without or with, as given to `write_graph`; empty for nothing special."""
    return dict(read_manifest(folder).options)


def settled(folder: Path, load: Callable[[Path, Manifest], T]) -> T:
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
        sections=tuple(section_of(row, texts) for row in _rows(folder, manifest, "sections")),
        mentions=tuple(value_of(Mention, row) for row in named if not row["deictic"]),
        deictics=tuple(value_of(Mention, row) for row in named if row["deictic"]),
        claims=_sorted(_values(folder, manifest, "claims", Claim), lambda claim: claim.id),
        entities=_sorted(_values(folder, manifest, "entities", Entity), attrgetter("id")),
        facts=_by_id(folder, manifest, "facts", Fact),
        claim_facts=_sorted(
            _values(folder, manifest, "claim_facts", ClaimFact), lambda link: (link.fact_id, link.claim_id)
        ),
        observations=tuple(_values(folder, manifest, "observations", Observation)),
        resolved=tuple(_values(folder, manifest, "resolution", Resolved)),
        issues=tuple(_values(folder, manifest, "issues", Issue)),
    )


def _sorted(values: Iterable[T], key: Callable[[T], tuple[str, ...] | str]) -> tuple[T, ...]:
    """What lies otherwise in its table, in the order of a graph."""
    return tuple(sorted(values, key=key))


def _by_id(folder: Path, manifest: Manifest, name: str, cls: type[T]) -> tuple[T, ...]:
    """The same of a table whose ids are no fields of their values."""
    values = ((row["id"], value_of(cls, row)) for row in _rows(folder, manifest, name))
    return tuple(value for _, value in sorted(values, key=itemgetter(0)))


def _report(row: Row, texts: dict[str, str]) -> Report:
    return value_of(Report, {**row, "text": texts[row["id"]]})


def section_of(row: Mapping[str, Any], texts: Mapping[str, str]) -> Section:
    """The section of a row; `texts` holds the text of its report, by id."""
    quote = texts[row["report_id"]][row["start"] : row["end"]]
    return value_of(Section, {**row, "quote": quote})


def _values(folder: Path, manifest: Manifest, name: str, cls: type[T]) -> Iterator[T]:
    return (value_of(cls, row) for row in _rows(folder, manifest, name))


def _rows(folder: Path, manifest: Manifest, name: str) -> Iterator[Row]:
    for part, whole in parts_of(folder, manifest, name):
        yield from rows_in(whole, f"{folder}/{part.file}")


def batches(folder: Path, manifest: Manifest, name: str) -> Iterator[dict[str, list[Any]]]:
    """The rows of a table some thousand at a time: the values of each column."""
    for part, whole in parts_of(folder, manifest, name):
        yield from batches_in(whole, f"{folder}/{part.file}")


def parts_of(folder: Path, manifest: Manifest, name: str) -> Iterator[tuple[Part, bytes]]:
    """The parts of a table and what their files hold; FolderError where that is not what was written."""
    for part in manifest.tables[name].parts:
        whole = content(folder / part.file)
        if sha256(whole) != part.sha256:
            raise unfinished(folder, f"{part.file} is not what manifest.json names")
        yield part, whole


def _texts(folder: Path, manifest: Manifest) -> dict[str, str]:
    ids = [row["id"] for row in _rows(folder, manifest, "reports")]
    contents = {key: content(text_path(folder, key)) for key in ids}
    if texts_hash(contents.items()) != manifest.texts:
        raise unfinished(folder, "texts/ is not what manifest.json names")
    return {key: text.decode("utf-8") for key, text in contents.items()}


def content(path: Path) -> bytes:
    """The bytes of a file of the graph; FolderError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unfinished(path, error.strerror or "unreadable") from error


def unfinished(place: Path, why: str) -> FolderError:
    """The error that the graph is not whole, and why it is thought so."""
    return FolderError(f"{place}: unfinished, run kg build again ({why})")
