"""What reports said to each other comes back as it was, or not at all."""

from pathlib import Path

import pytest

from kg.pipeline import build
from kg.store import keep_said, load_said
from kg.store.said import FOLDER
from tests.test_edits import HEADS, SENTENCES, content

SAID = {"x": [b"offered", b"asked", b"came out"], "y": [b"nothing"], "z": [b""]}


def test_what_was_said_comes_back_under_the_keys_that_are_asked(tmp_path: Path) -> None:
    (path,) = keep_said(tmp_path, {"n1": "x", "n2": "y"}, SAID.__getitem__)
    keep_said(tmp_path, {"n3": "z"}, SAID.__getitem__)

    names = {"one": "n1", "three": "n3", "four": "n4"}
    assert dict(load_said(tmp_path, names)) == {"one": SAID["x"], "three": SAID["z"]}
    assert keep_said(tmp_path, {"n1": "x", "n2": "y"}, dict[str, list[bytes]]().__getitem__) == {path}


@pytest.mark.parametrize("damage", ["torn", "flipped", "gone"])
def test_what_is_damaged_is_said_again(tmp_path: Path, damage: str) -> None:
    reports, out = tmp_path / "reports", tmp_path / "out"
    reports.mkdir()
    for at in range(3):
        (reports / f"{at}.txt").write_text(HEADS[at] + SENTENCES[0] + SENTENCES[at], "utf-8", newline="")
    build([reports], out)
    for path in (out / FOLDER).iterdir():
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2] ^= 1
        path.write_bytes(bytes(whole if damage == "flipped" else whole[:-9]))
        if damage == "gone":
            path.unlink()
    (reports / "3.txt").write_text(HEADS[0] + SENTENCES[1], "utf-8", newline="")
    build([reports], out)
    build([reports], tmp_path / "anew")

    assert content(out) == content(tmp_path / "anew")
    assert [*(out / FOLDER).iterdir()]
