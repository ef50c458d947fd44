"""Stores that are made from a graph folder when first asked, and again when the graph has changed."""

import errno
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.errors import FolderError
from kg.store.lock import locked
from kg.store.parts import writable

FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_WAITS, _PAUSE = 6000, 0.1


def made(place: Path, stamp: str, fill: Callable[[Path], None]) -> Path:
    """The path of the store at `place`, filled by `fill(path)` where it is missing or bears another stamp.

    It is filled beside its place and put there by renaming, one process at a time: a reader sees the old
    store or the new one, never a part. Raises FolderError if another process takes too long, or if the
    folder cannot be written.
    """
    if stamped(place) == stamp:
        return place / "store"
    with writable(place), _allowed(place), _turn(place.with_name(f".{place.name}.lock")):
        if stamped(place) != stamp:
            _make(place, stamp, fill)
    return place / "store"


def stamped(place: Path) -> str | None:
    """The stamp of the store that stands there, None if there is none."""
    try:
        return (place / "stamp").read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None


@contextmanager
def _allowed(place: Path) -> Iterator[None]:
    """Say what to do where the folder of a graph is another's, or on a medium to read from."""
    try:
        yield
    except OSError as error:
        if error.errno not in FORBIDDEN:
            raise
        what = f"{place}: the store to ask cannot be made here: {error.strerror}"
        raise FolderError(f"{what}; ask once as the owner of the folder, or ask a copy of it") from error


def _make(place: Path, stamp: str, fill: Callable[[Path], None]) -> None:
    draft, old = place.with_name(f".{place.name}-new"), place.with_name(f".{place.name}-old")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    draft.mkdir()
    fill(draft / "store")
    (draft / "stamp").write_text(stamp, "utf-8")
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Hold the lock; wait while another process makes the store."""
    path.parent.mkdir(exist_ok=True)
    for _ in range(_WAITS):
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(path))
            except FolderError:
                time.sleep(_PAUSE)
                continue
            yield
            return
    raise FolderError(f"{path}: another process has been making the store for too long; try again")
