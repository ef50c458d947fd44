"""One writer a folder: a lock of the operating system, which dies with the process that holds it."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from kg.errors import FolderError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, made where it is missing; process and host of the holder stand in it.

    Raises FolderError that names the holder if another process has it. A killed holder does not hold.
    """
    with path.open("a+", encoding="utf-8") as file:
        if not _lock(file):
            raise FolderError(f"{path}: held by {_holder(file)}, which is writing; wait until it has ended")
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _holder(file: TextIOWrapper) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
    except json.JSONDecodeError:
        return "another process"
    return f"process {holder['pid']} on {holder['host']}"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: TextIOWrapper) -> bool:
        file.seek(1 << 20)  # beyond the text, which a second process must be able to read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: TextIOWrapper) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
