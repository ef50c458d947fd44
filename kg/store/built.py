"""cache/built.json: what the graph in a folder was made of, so that the same is not made again.

A graph stands only where every file of it is read and is what the build wrote, to the byte.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import FolderError
from kg.model import Issue
from kg.store.folder import DRAFT, ISSUES, texts_hash
from kg.store.manifest import NAME, Manifest, read_manifest
from kg.store.parts import rows_in, sha256, sha256_of, writable, write_whole

BUILT = Path("cache") / "built.json"


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
        with ThreadPoolExecutor(2) as pool:  # to hash leaves the other one running
            checks = [pool.submit(check, folder, manifest) for check in (_tables_stand, _texts_stand)]
            whole = [check.result() for check in checks]
    except (FolderError, OSError):
        return None
    if not all(whole):
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


def _tables_stand(folder: Path, manifest: Manifest) -> bool:
    named = {folder / part.file: part.sha256 for table in manifest.tables.values() for part in table.parts}
    there = set((folder / "tables").glob("*/*"))
    return there == named.keys() and all(sha256_of(path) == seal for path, seal in named.items())


def _texts_stand(folder: Path, manifest: Manifest) -> bool:
    ids = [key for part in manifest.tables["reports"].parts for key in _ids(folder / part.file)]
    there = {path.name: path for path in (folder / "texts").glob("*")}
    names = [f"{key}.txt" for key in ids]
    if there.keys() != set(names):
        return False
    contents = (there[name].read_bytes() for name in names)
    return texts_hash(zip(ids, contents, strict=True)) == manifest.texts


def _ids(path: Path) -> Iterator[str]:
    return (row["id"] for row in rows_in(path, str(path), ["id"]))
