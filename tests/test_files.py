"""Files are read whole."""

from pathlib import Path

import pytest

from kg.files import whole

SAYS_NOTHING = Path("/proc/version")
"""A file of which the system says that it is empty."""


@pytest.mark.parametrize("size", [0, 1, 9_400, 3_000_000])
def test_a_file_of_any_size(size: int, tmp_path: Path) -> None:
    content = bytes(number % 251 for number in range(size))
    (tmp_path / "a").write_bytes(content)

    assert whole(tmp_path / "a") == content


@pytest.mark.skipif(not SAYS_NOTHING.is_file(), reason="no such files on this system")
def test_a_file_that_is_longer_than_the_system_says() -> None:
    assert SAYS_NOTHING.stat().st_size == 0
    assert whole(SAYS_NOTHING) == SAYS_NOTHING.read_bytes() != b""


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"directory|denied"):
        whole(tmp_path)
