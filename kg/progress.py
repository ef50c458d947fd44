"""How far long work is: told from deep within to whoever asked; nothing on the way must pass it on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[str, int, int], None]
"""Is called with a step of STEPS, how many it is done with, and with how many it has to do."""
STEPS = ("read", "join", "find", "write", "store")
"""Those of a build, in order: reports are read, joined, looked at for findings, and written; then that of the
first question after it: nodes and links, or reports, are put into the store that is asked.
"""
_TOLD: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def telling(progress: Progress | None) -> Iterator[None]:
    """What is told while this runs goes to `progress`, or to nobody."""
    before = _TOLD.set(progress)
    try:
        yield
    finally:
        _TOLD.reset(before)


def progressed(step: str, done: int, total: int) -> None:
    """Tell how far a step is."""
    progress = _TOLD.get()
    if progress is not None:
        progress(step, done, total)
