"""What can befall a build from outside; the same command run again gives the graph that it would have given.

Builds that die are in test_pipeline.py, workers that do in run/, damage of what is kept in test_unchanged.py.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import run as command
from tests.test_pipeline import SCRIPT, _children, _wait_for, content, in_process, reports, run

__all__ = ["reports"]

LINUX = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux")


@LINUX
@pytest.mark.parametrize(("workers", "room"), [(1, 50), (2, 1_000), (1, 20_000)])
def test_a_full_disk_is_told_and_nothing_is_lost(
    reports: Path, tmp_path: Path, workers: int, room: int
) -> None:
    """No file, be it a shard or a part of the graph, can be longer than the bytes that there is room for."""
    import resource

    (reports / "long.txt").write_text("".join(f"《办法{number}》" for number in range(3_000)), "utf-8")
    out = tmp_path / "out"
    limited = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(reports), str(out), str(workers)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert limited.returncode == 1
    assert "cannot be written: File too large; mend it and run again" in limited.stderr.splitlines()[-1]

    run(reports, out)
    run(reports, tmp_path / "clean")
    assert content(out) == content(tmp_path / "clean")


@LINUX
def test_a_worker_that_is_killed_from_outside_costs_nothing(reports: Path, tmp_path: Path) -> None:
    for number in range(3):
        (reports / f"鼠{number}.txt").write_text(f"缓慢《办法{number}》", "utf-8")
    out = tmp_path / "out"
    with in_process(reports, out, workers=2, slow="2") as process:
        _wait_for(lambda: len(list((out / "cache").glob("*/*.parquet"))) >= 5)
        workers = [child for child in _children(process.pid) if "spawn_main" in _words(child)]
        os.kill(workers[0], signal.SIGKILL)
        assert process.communicate(timeout=60)[0] == "8 0\n"

    run(reports, tmp_path / "clean")
    assert content(out) == content(tmp_path / "clean")


def _words(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()


@LINUX
def test_a_second_build_is_told_who_writes_and_leaves_all_as_it_is(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "鼠.txt").write_text("缓慢《末》", "utf-8")
    out = tmp_path / "out"
    with in_process(reports, out) as first:
        _wait_for(lambda: any((out / "cache").glob("*/*.parquet")))
        assert command(["build", str(reports), "-o", str(out)]) == 2
        assert f"held by process {first.pid} on " in capsys.readouterr().err
        first.kill()

    run(reports, out)
    run(reports, tmp_path / "clean")
    assert content(out) == content(tmp_path / "clean")


@pytest.mark.parametrize("seconds", [0, 4_000_000_000])
def test_what_the_clock_says_decides_nothing(reports: Path, tmp_path: Path, seconds: int) -> None:
    """All files are of 1970 or of 2096; one has changed since it was read, and no less its time and size."""
    out, changed = tmp_path / "out", reports / "甲.txt"
    run(reports, out)
    changed.write_text(changed.read_text("utf-8").replace("办法", "条例"), "utf-8", newline="")
    for path in (*reports.iterdir(), *(path for path in out.rglob("*") if path.is_file())):
        os.utime(path, (seconds, seconds))
    result = run(reports, out)
    run(reports, tmp_path / "clean")

    assert (result.parsed, result.reused) == (1, 4)
    assert content(out) == content(tmp_path / "clean")
