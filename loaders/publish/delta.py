"""delta.csv: what is new, other or gone since an older package, thing by thing.

A thing is other where anything that is said of it is. Both graphs are compared by a hash of each thing in a
temporary database, so that no graph is in memory.
"""

import csv
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.errors import UsageError
from loaders.publish.counts import by_subject
from loaders.publish.data import triples_in
from loaders.publish.datapackage import described
from loaders.publish.settings import Both
from loaders.publish.sums import stands
from loaders.publish.work import Item, Work

NAME = "delta.csv"
HEADS = ("op", "type", "iri")
THING = b"/id/"
"""What the IRI of a thing has in it; that of a named graph, which says which run wrote it, has not."""
CHANGES = """
SELECT 'ADD' AS op, subject FROM new WHERE subject NOT IN (SELECT subject FROM old)
UNION ALL SELECT 'MOD', new.subject FROM new JOIN old ON old.subject = new.subject WHERE old.hash <> new.hash
UNION ALL SELECT 'DEL', subject FROM old WHERE subject NOT IN (SELECT subject FROM new)
ORDER BY subject
"""


def write(work: Work) -> Iterator[Item]:
    """Write the file, where an older package was named."""
    if work.since is None:
        return
    old = described(work.since).get("version", "?")
    with (
        closing(sqlite3.connect("")) as base,
        work.path(NAME).open("w", encoding="utf-8", newline="") as file,
    ):
        for name, package in (("old", work.since), ("new", work.folder)):
            _read(base, name, triples_in(package))
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADS)
        rows = 0
        for op, subject in base.execute(CHANGES):
            rows += 1
            writer.writerow((op, subject.rsplit("/", 2)[-2], subject))
    title = Both(f"自 {old} 版以来的增、改、删（CSV）", f"What was added, changed, deleted since {old} (CSV)")
    yield Item(NAME, title, "text/csv", "CSV", rows)


def check_older(package: Path, iri: str) -> None:
    """Raise UsageError unless the folder is a package of the data set with this IRI, its triples whole."""
    said, triples = described(package), triples_in(package)
    if not said or not triples.is_file():
        raise UsageError(f"{package}: no package of kg publish; name an older one with --since")
    if said.get("id") != iri:
        what = f"package of {said.get('id')}, expected {iri}"
        raise UsageError(f"{package}: {what}; publish with the --base of the older one, or leave --since out")
    if not stands(package, triples.relative_to(package).as_posix()):
        raise UsageError(f"{triples}: not what SHA256SUMS says; name a whole package with --since")


def _read(base: sqlite3.Connection, name: str, path: Path) -> None:
    base.execute(f"CREATE TABLE {name} (subject TEXT PRIMARY KEY, hash BLOB) WITHOUT ROWID")
    things = (one for one in by_subject(path) if THING in one[0])
    rows = ((subject[1:-1].decode(), _hash(said)) for subject, said in things)
    base.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)


def _hash(said: list[list[bytes]]) -> bytes:
    return hashlib.blake2b(b"".join(map(b" ".join, said)), digest_size=16).digest()
