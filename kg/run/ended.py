"""A program that is told to end (SIGTERM) clears away what it has on disk first, as after an interrupt."""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

TERMINATED = 128 + signal.SIGTERM
"""The exit code that shells give to a program which was told to end."""


@contextmanager
def clearing_up() -> Iterator[None]:
    """In the main thread: while it lasts SIGTERM raises SystemExit and ends the processes that were begun."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(*_: object) -> NoReturn:
    for process in multiprocessing.active_children():
        process.kill()
    raise SystemExit(TERMINATED)
