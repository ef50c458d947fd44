"""How much is held in memory while reports are joined; what is more lies on disk, or is made again.

It decides what a build takes, never what comes out.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

LEAST, USUAL = 256, 2_000
"""Megabytes below which less is not held, and those where nobody says how many."""
UNKNOWN = 4_000
"""Megabytes that a machine is taken to have which does not say."""
WORDS = 16_384
"""Of so many words it is held what was made of them: most come again within a few reports."""
CGROUP = Path("/sys/fs/cgroup/memory.max")
"""Where Linux says what a container may have (cgroup v2)."""


class Room(NamedTuple):
    """Of so many reports readings, rows and what they say are held; of so many rows a group-by holds all."""

    reports: int
    rows: int


def room_in(megabytes: int) -> Room:
    """What goes into about so much memory beside the program and 3 kB a report.

    A report takes 0.4 MB with its reading, as much again while it is joined, and so many rows of each of some
    twenty group-bys 0.2. With a seventh of these rows 2,000 reports took a sixth more time to join.
    """
    of = max(megabytes, LEAST)
    return Room(of * 3 // 4, of * 30)


_ROOM: ContextVar[Room | None] = ContextVar("room", default=None)


def room() -> Room:
    """What may be held here."""
    return _ROOM.get() or room_in(USUAL)


@contextmanager
def holding(held: Room) -> Iterator[None]:
    """What may be held while this runs."""
    before = _ROOM.set(held)
    try:
        yield
    finally:
        _ROOM.reset(before)


def half_of_the_machine() -> int:
    """Half of what the machine has, or the container, in megabytes."""
    found = [UNKNOWN * 1_000_000]
    with suppress(OSError, ValueError, AttributeError):  # no such names on Windows
        found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    with suppress(OSError, ValueError):  # `max` where nothing is said
        found.append(int(CGROUP.read_text()))
    return min(found) // 2_000_000
