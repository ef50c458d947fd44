"""What does not go into memory, and finds no room on disk."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import FolderError
from kg.room import Room, holding
from kg.scratch import room_for
from kg.sorting import Rows


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file can be longer than 100,000 bytes."""
    if sys.platform == "win32":
        pytest.skip("no limit on the length of files there")
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.usefixtures("small_disk")
def test_rows_that_find_no_room_on_disk_are_told_with_what_to_do(tmp_path: Path) -> None:
    def fill() -> int:
        with holding(Room(1, 1_000)), room_for(tmp_path):
            rows: Rows[str] = Rows()
            rows.add((str(at), "x" * 1_000) for at in range(20_000))
            return len(rows)

    with pytest.raises(FolderError) as told:
        fill()

    assert str(told.value).startswith(f"{tmp_path}: not made: ")
    assert "TMPDIR" in str(told.value)
