"""manifest.json, the commit point of a graph folder: which files are the graph, and what is in them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from kg import __version__
from kg.errors import FolderError
from kg.schema import ontology_version, terms_of
from kg.store.parts import sha256
from kg.store.tables import TABLES

NAME = "manifest.json"
FORMAT = "zhengwu-kg graph"
VERSION = 3
"""Rises when a newer kg writes what an older one cannot read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: its path in the folder, number of rows, SHA-256."""

    file: str
    rows: int
    sha256: str

    @property
    def stretch(self) -> str:
        """What all parts are called that hold rows of the same reports."""
        return PurePosixPath(self.file).name.split("-")[1]


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The version of a table's columns, its number of rows, its parts in order."""

    version: int
    rows: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder holds; no clock, no path. `texts` is a hash over the reports' ids and texts,
    `options` what the graph was built without or with (kg.pipeline), empty for nothing special, `ontology`
    the version of the ontology that its classes and relations are of.
    """

    tables: dict[str, TableFiles]
    texts: str
    counts: dict[str, int]
    packages: dict[str, str]
    options: dict[str, list[str]] = field(default_factory=dict)
    ontology: str = field(default_factory=ontology_version)


def packages() -> dict[str, str]:
    """The versions of what decides the bytes of a graph folder."""
    return {"zhengwu-kg": __version__, **{name: version(name) for name in ("pyarrow", "spacy")}}


def manifest_bytes(manifest: Manifest) -> bytes:
    """The file: JSON with sorted keys and LF."""
    content = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a graph folder.

    Raises FolderError for a missing, unfinished or foreign folder, and for another version of its format or
    of the ontology.
    """
    content = _content(folder)
    if not content and _is_begun(folder):
        raise FolderError(f"{folder}: unfinished, run kg build again")
    if content is None:
        raise FolderError(f"{folder}: no graph here; make one with kg build PATH -o {folder}")
    if content.get("format") != FORMAT:
        raise FolderError(f"{folder}: no graph folder ({NAME} is of another program); check -g")
    try:
        _check_version(folder, content)
        return _manifest_of(content)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        what = f"{NAME} is not as kg build wrote it"
        raise FolderError(f"{folder}: {what}; run kg build again") from error


def is_ours(folder: Path) -> bool:
    """Whether the folder has a manifest.json that a kg of any version wrote."""
    content = _content(folder)
    return content is not None and content.get("format") == FORMAT


def is_unfinished(folder: Path) -> bool:
    """Whether the tables of a graph are there, and no whole manifest.json of whatever program."""
    return not _content(folder) and _has_tables(folder)


def _is_begun(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in ("cache", ".new")) or _has_tables(folder)


def _has_tables(folder: Path) -> bool:
    return all((folder / "tables" / name).is_dir() for name in ("reports", "claims", "evidence"))


def graph_stamp(folder: Path) -> str:
    """16 hex digits that change whenever the graph in the folder does.

    Raises FolderError if there is none, or if a part of its tables is gone.
    """
    tables = read_manifest(folder).tables.values()
    try:
        gone = [part.file for table in tables for part in table.parts if not (folder / part.file).is_file()]
    except OSError as error:
        raise _unreadable(folder / "tables", error) from error
    if gone:
        raise FolderError(f"{folder}: unfinished, {gone[0]} is not there; run kg build again")
    return sha256((folder / NAME).read_bytes())[:16]


def _content(folder: Path) -> dict[str, Any] | None:
    """The object in manifest.json, {} where it is cut off or none; None where there is no such file."""
    try:
        content = json.loads((folder / NAME).read_bytes())
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise FolderError(f"{folder}: not a folder; check -g") from error
    except OSError as error:
        raise _unreadable(folder / NAME, error) from error
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _unreadable(path: Path, error: OSError) -> FolderError:
    return FolderError(f"{path}: cannot be read: {error.strerror}; see that you may read it, or check -g")


def _check_version(folder: Path, content: dict[str, Any]) -> None:
    other = _other(content)
    if other:
        writer = content.get("packages", {}).get("zhengwu-kg", "of unknown version")
        what = f"{other} (written by zhengwu-kg {writer})"
        raise FolderError(f"{folder}: {what}; run kg build again, or use that zhengwu-kg to read it")


def _other(content: Mapping[str, Any]) -> str:
    """What is of another version than expected, with both; "" where nothing is."""
    if content.get("version") != VERSION:
        return f"format version {content.get('version')}, expected version {VERSION}"
    if terms_of(str(content.get("ontology"))) != terms_of(ontology_version()):
        return f"ontology of {_version(content.get('ontology'))}, expected version {ontology_version()}"
    return _other_tables({name: entry.get("version") for name, entry in content.get("tables", {}).items()})


def _other_tables(tables: Mapping[str, object]) -> str:
    """The tables that are of another version than expected, each with both; "" where none is."""
    expected = {name: table.version for name, table in TABLES.items()}
    return ", ".join(
        f"table {name} has {_version(tables.get(name))}, expected {_version(expected.get(name))}"
        for name in sorted(tables.keys() | expected.keys())
        if tables.get(name) != expected.get(name)
    )


def _version(version: object) -> str:
    return "no version" if version is None else f"version {version}"


def _manifest_of(content: dict[str, Any]) -> Manifest:
    tables = {
        name: TableFiles(entry["version"], entry["rows"], tuple(map(_part, entry["parts"])))
        for name, entry in content["tables"].items()
    }
    counts, packages, said = {**content["counts"]}, {**content["packages"]}, {**content.get("options", {})}
    return Manifest(tables, content["texts"], counts, packages, said)


def _part(entry: Mapping[str, Any]) -> Part:
    return Part(str(entry["file"]), int(entry["rows"]), str(entry["sha256"]))
