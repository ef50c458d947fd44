"""cache/built.json: what the graph in a folder was made of, so that the same is not made again.

A graph stands only where every file of it is read and is what the build wrote, to the byte.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.errors import FolderError
from kg.files import whole
from kg.model import Issue
from kg.store.folder import DRAFT, ISSUES, texts_hash
from kg.store.manifest import NAME, Manifest, read_manifest
from kg.store.parts import sha256, writable, write_whole

BUILT = Path("cache") / "built.json"
BESIDE = 2
"""Files of tables that are read at once: to hash one needs nothing else of Python."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A graph that is there and whole: its rows and issues, and of how many reports there was a reading."""

    counts: dict[str, int]
    issues: tuple[Issue, ...]
    readings: int


def remember(folder: Path, made_of: str, readings: int) -> None:
    """Note what the graph that was just written in the folder is made of."""
    seals = {name: sha256((folder / name).read_bytes()) for name in (NAME, ISSUES)}
    content = {"made_of": made_of, "readings": readings, "files": seals}
    with writable(folder / BUILT):
        write_whole(folder / BUILT, json.dumps(content).encode())


def standing(folder: Path, made_of: str) -> Standing | None:
    """The graph in the folder, if it was made of just this and nothing in it was changed, added, lost."""
    record = _record(folder)
    if record.get("made_of") != made_of or (folder / DRAFT).exists():
        return None
    try:
        told = {name: (folder / name).read_bytes() for name in (NAME, ISSUES)}
        if {name: sha256(content) for name, content in told.items()} != record.get("files"):
            return None
        manifest = read_manifest(folder)
        if not _stands(folder, manifest):
            return None
    except (FolderError, OSError):
        return None
    issues = tuple(Issue(**json.loads(line)) for line in told[ISSUES].splitlines())
    return Standing(dict(manifest.counts), issues, int(record.get("readings", 0)))


def _record(folder: Path) -> dict[str, Any]:
    """What `remember` noted; empty for nothing that can be read."""
    try:
        content = json.loads((folder / BUILT).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _stands(folder: Path, manifest: Manifest) -> bool:
    """Whether the tables and texts are those of the manifest; the tables are read beside the texts."""
    named = {part.file: part.sha256 for table in manifest.tables.values() for part in table.parts}
    tables = [entry for entry in _in(folder / "tables") if entry.is_dir()]
    there = {f"tables/{table.name}/{part.name}": part for table in tables for part in _in(table)}
    if there.keys() != named.keys():
        return False
    with ThreadPoolExecutor(BESIDE) as beside:
        same = beside.map(lambda file: sha256(whole(there[file])) == named[file], named)
        return _texts_stand(folder, manifest) and all(same)


def _texts_stand(folder: Path, manifest: Manifest) -> bool:
    """Whether the texts are those of the manifest, whose reports are in the order of their ids."""
    there = sorted(_in(folder / "texts"), key=attrgetter("name"))
    texts = ((entry.name.removesuffix(".txt"), whole(entry)) for entry in there)
    return texts_hash(texts) == manifest.texts and all(entry.name.endswith(".txt") for entry in there)


def _in(folder: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [*entries]
