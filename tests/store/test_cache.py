import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Issue, Reading
from kg.store import Outcome, cached, load_outcomes, sweep, write_outcomes
from kg.store.cache import read_outcomes
from tests.store.values import readings


@settings(max_examples=30, deadline=None)
@given(st.lists(readings(), max_size=3))
def test_readings_come_back_as_they_were(found: list[Reading]) -> None:
    outcomes = [Outcome(f"k{at}", reading) for at, reading in enumerate(found)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        write_outcomes(path, outcomes)

        assert list(read_outcomes(path)) == outcomes


THREADS = """
import os, sys
from pathlib import Path
from kg.store import cached, load_outcomes
before = len(os.listdir("/proc/self/task"))
found = len(list(load_outcomes(cached(Path(sys.argv[1])))))
print(len(os.listdir("/proc/self/task")) - before, found)
"""


def test_a_refusal_is_kept_too(tmp_path: Path) -> None:
    refused = Outcome("k", None, (Issue("refused", "a.txt", "byte 3", "binary", "export it"),))
    write_outcomes(tmp_path / "new" / "a.parquet", [refused])

    assert list(read_outcomes(tmp_path / "new" / "a.parquet")) == [refused]


def test_a_torn_shard_counts_as_not_there(tmp_path: Path) -> None:
    write_outcomes(tmp_path / "a.parquet", [Outcome("k1", None)])
    write_outcomes(tmp_path / "b.parquet", [Outcome("k2", None)])
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(content[: len(content) // 2])

    assert cached(tmp_path) == {"k2": tmp_path / "b.parquet"}
    assert not (tmp_path / "a.parquet").exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads in /proc")
def test_reading_starts_no_thread_that_could_outlive_the_interpreter(tmp_path: Path) -> None:
    write_outcomes(tmp_path / "a.parquet", [Outcome("k1", None)])
    result = subprocess.run(
        [sys.executable, "-c", THREADS, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert result.stdout == "0 1\n"


def test_only_what_is_asked_for_is_loaded(tmp_path: Path) -> None:
    write_outcomes(tmp_path / "a.parquet", [Outcome("k1", None), Outcome("k2", None)])
    write_outcomes(tmp_path / "b.parquet", [Outcome("k2", None), Outcome("k3", None)])
    places = {"k1": tmp_path / "a.parquet", "k2": tmp_path / "b.parquet"}

    assert [outcome.key for outcome in load_outcomes(places)] == ["k1", "k2"]


def test_sweep_leaves_what_is_live_and_the_lock(tmp_path: Path) -> None:
    live, old, draft = (
        tmp_path / name for name in ("new/a.parquet", "old/a.parquet", "new/.b.parquet.1.tmp")
    )
    write_outcomes(live, [])
    write_outcomes(old, [])
    draft.write_bytes(b"")
    (tmp_path / "kg.lock").touch()

    sweep(tmp_path, {live})

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "kg.lock",
        "new",
        "new/a.parquet",
    ]
