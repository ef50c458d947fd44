"""A database for what is too much for memory and nobody keeps."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import FolderError

_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")


def opened(*, cache: int, detect_types: int = 0, shared: bool = False) -> sqlite3.Connection:
    """A temporary database of SQLite, amid a transaction, `cache` KiB of it in memory.

    It lies where the system has temporary files (TMPDIR), and is gone when closed, also after a crash; one
    that is smaller than the cache never touches the disk. `detect_types` as of sqlite3.connect.
    A `shared` one may be used by several threads, of which the caller sees that but one does at a time.
    """
    base = sqlite3.connect("", detect_types=detect_types, isolation_level=None, check_same_thread=not shared)
    for setting in (f"cache_size = -{cache}", "journal_mode = OFF", "temp_store = FILE"):
        base.execute(f"PRAGMA {setting}")
    base.execute("BEGIN")
    return base


def filled(
    fill: Callable[[sqlite3.Connection], None], *, cache: int, detect_types: int = 0
) -> sqlite3.Connection:
    """Such a database once `fill` has filled it; closed where that raises."""
    base = opened(cache=cache, detect_types=detect_types)
    try:
        fill(base)
    except BaseException:
        base.close()
        raise
    return base


@contextmanager
def scratch(tables: Iterable[str] = (), *, cache: int, shared: bool = False) -> Iterator[sqlite3.Connection]:
    """Such a database in which these tables were created, closed at the end."""
    with closing(opened(cache=cache, shared=shared)) as base:
        for table in tables:
            base.execute(table)
        yield base


@contextmanager
def room_for(place: Path) -> Iterator[None]:
    """FolderError that `place` was not made, where a temporary database finds no room on disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(_NO_ROOM):
            raise
        todo = "set TMPDIR to a folder with more room, or mend it, and run again"
        raise FolderError(f"{place}: not made: {error} (temporary files); {todo}") from error
