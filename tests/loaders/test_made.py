from pathlib import Path

import pytest

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
