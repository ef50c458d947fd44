"""cache/parts.json: what the parts of a graph were made of, so that a part of the same is not made again.

A part stands only where its file is read and is what it was, to the byte.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model import digest
from kg.store.manifest import Part
from kg.store.parts import sha256_of, writable, write_whole
from kg.store.tables import Table

SEALED = Path("cache") / "parts.json"


class Seals(NamedTuple):
    """For each report a hash of all that decides what was read of it, and of all that the graph says of it
    alone; empty where that is not known.
    """

    read: Mapping[str, str] = {}
    joined: Mapping[str, str] = {}


NOTHING_KNOWN = Seals()
Sealed = Mapping[str, Part]
"""The part of each seal: a hash of all that the part was made of."""


def seal_of(table: Table, stretch: Iterable[str], seals: Mapping[str, str], *others: str) -> str:
    """The seal of the part of a table that holds these reports; "" where a report has none."""
    own = [seals.get(report, "") for report in stretch]
    return digest(table.name, str(table.version), *own, *others) if all(own) else ""


def read_sealed(folder: Path) -> Sealed:
    """The parts of which is noted what they were made of; none where nothing can be read."""
    try:
        content = json.loads((folder / SEALED).read_bytes())
        return {seal: Part(str(file), int(rows), str(sha)) for seal, (file, rows, sha) in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_sealed(folder: Path, sealed: Sealed) -> None:
    """Note what these parts were made of; nothing for none."""
    if sealed:
        content = {seal: [part.file, part.rows, part.sha256] for seal, part in sealed.items()}
        with writable(folder / SEALED):
            (folder / SEALED).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / SEALED, json.dumps(content).encode())


def stands(folder: Path, part: Part) -> bool:
    """Whether the file of a part is there and whole."""
    try:
        return sha256_of(folder / part.file) == part.sha256
    except OSError:
        return False
