import errno
import os
from pathlib import Path

import pytest

from kg.errors import FolderError
from loaders.made import made, stamped


class Fill:
    """Writes a text and counts how often it was asked."""

    def __init__(self, text: str) -> None:
        self.text, self.times = text, 0

    def __call__(self, path: Path) -> None:
        self.times += 1
        path.write_text(self.text)


def test_it_is_made_once_for_a_stamp(tmp_path: Path) -> None:
    first, second = Fill("one"), Fill("two")
    place = tmp_path / "graph" / "store"

    assert made(place, "a", first).read_text() == "one"
    assert made(place, "a", second).read_text() == "one"
    assert made(place, "b", second).read_text() == "two"
    assert (first.times, second.times) == (1, 1)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_of_another_is_told_with_the_way_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", refused)

    with pytest.raises(FolderError, match=r"cannot be made here: .*; ask once as the owner .* a copy of it"):
        made(tmp_path / "graph" / "store", "a", Fill("one"))


def test_a_disk_without_room_is_told(tmp_path: Path) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with pytest.raises(FolderError, match="cannot be written: No space left on device"):
        made(tmp_path / "graph" / "store", "a", full)


def test_what_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "graph" / "store"
    made(place, "a", Fill("one"))

    def broken(path: Path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(place, "b", broken)
    assert stamped(place) == "a"
    assert made(place, "a", broken).read_text() == "one"
    assert made(place, "b", Fill("two")).read_text() == "two"
