"""A database for what is too much for memory and nobody keeps."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager


@contextmanager
def scratch(tables: Iterable[str], *, cache: int) -> Iterator[sqlite3.Connection]:
    """A temporary database of SQLite in which these tables were created, `cache` KiB of it in memory.

    It lies where the system has temporary files (TMPDIR), and is gone when closed, also after a crash; one
    that is smaller than the cache never touches the disk.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as base:
        for setting in (f"cache_size = -{cache}", "journal_mode = OFF", "temp_store = FILE"):
            base.execute(f"PRAGMA {setting}")
        for table in tables:
            base.execute(table)
        base.execute("BEGIN")
        yield base
