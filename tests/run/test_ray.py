"""Ray in earnest: one session for the whole file, in which a second node comes and is killed."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kg.run.ray_tasks import OBJECTS_BYTES, RayTasks, ray_session
from tests.run.test_executors import double, fail, sleep
from tests.test_pipeline import ROOT, _alive, _wait_for, content, refused, run

SLOW_SECONDS = "0.4"
SCRIPT = """
import sys
from tests.test_pipeline import run
from pathlib import Path
run(Path(sys.argv[1]), Path(sys.argv[2]), ray=sys.argv[3])
"""


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RayTasks]:
    """A Ray of our own, ended with the tests of this file; nothing of it is left then."""
    if find_spec("ray") is None:
        (pytest.fail if os.environ.get("RAY_REQUIRED") == "1" else pytest.skip)("Ray is not installed")
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="r") as folder:
        patch.setenv("RAY_TMPDIR", folder)
        patch.setenv("SLOW_SECONDS", SLOW_SECONDS)
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.delenv("RAY_ADDRESS", raising=False)
        with ray_session("auto") as found:
            assert list(Path(folder).iterdir())
            yield found
        assert not list(Path(folder).iterdir())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for place in "甲乙丙丁戊己庚辛":
        (folder / f"{place}.txt").write_text(
            f"{place}2021年度报告，缓慢。\r\n学习《纲要{place}》。\n", "utf-8"
        )
    return folder


def test_every_item_comes_out_with_its_result(tasks: RayTasks) -> None:
    assert sorted(tasks.map(double, range(9))) == [(n, 2 * n) for n in range(9)]
    assert list(tasks.map(double, [])) == []
    assert os.getpid() not in {result for _, result in tasks.map(sleep, [0.0])}


def test_an_error_of_the_function_ends_the_map_and_is_the_same(tasks: RayTasks) -> None:
    with pytest.raises(ZeroDivisionError, match=r"^1$"):
        list(tasks.map(fail, [1]))


def test_no_more_is_under_way_than_twice_the_processors(
    tasks: RayTasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    most, wait = 0, ray.wait

    def counted(running: list[Any]) -> Any:
        nonlocal most
        most = max(most, len(running))
        return wait(running)

    monkeypatch.setattr(ray, "wait", counted)

    assert len(list(tasks.map(double, range(50)))) == 50
    assert most == 2 * tasks.workers


def test_a_report_that_kills_its_worker_is_refused_alone(
    tasks: RayTasks, reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """And Ray, which would tell of it on stdout, is silent."""
    (reports / "甲.txt").write_text("崩溃", "utf-8")
    result = run(reports, tmp_path / "out", ray="auto")

    assert refused(result) == [("甲.txt", "the process that read it died")]
    assert result.counts["reports"] == 7
    assert capfd.readouterr() == ("", "")


def test_a_killed_node_shows_in_no_byte(
    tasks: RayTasks, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tasks.workers

    def kill(step: str, done: int, total: int) -> None:
        if done and _alive(raylet):
            os.kill(raylet, signal.SIGKILL)

    with _second_node() as raylet:
        _wait_for(lambda: tasks.workers == before + 1)
        result = run(Path("reports"), Path("ray"), ray="auto", progress=kill)
        assert not _alive(raylet)
    run(reports, tmp_path / "here")

    assert (result.parsed, refused(result)) == (8, [])
    assert content(tmp_path / "ray") == content(tmp_path / "here")


def test_a_killed_build_on_a_cluster_is_finished_by_the_same_command(
    tasks: RayTasks, reports: Path, tmp_path: Path
) -> None:
    import ray

    out, head = tmp_path / "out", ray.get_runtime_context().gcs_address
    command = [sys.executable, "-c", SCRIPT, str(reports), str(out), head]
    with subprocess.Popen(command, cwd=ROOT) as process:
        _wait_for(lambda: any((out / "cache").glob("*/*.parquet")) or process.poll() is not None)
        process.kill()
    result = run(reports, out, ray="auto")
    run(reports, tmp_path / "here")

    assert process.returncode == -signal.SIGKILL
    assert result.reused >= 1
    assert result.parsed + result.reused == 8
    assert content(out) == content(tmp_path / "here")


@contextmanager
def _second_node() -> Iterator[int]:
    """A second node on this machine, of one processor; the process of its raylet."""
    import ray
    from ray._private.node import Node
    from ray._private.parameter import RayParams

    head = ray.get_runtime_context().gcs_address
    how = {"object_store_memory": OBJECTS_BYTES, "include_log_monitor": False}
    node = Node(RayParams(gcs_address=head, num_cpus=1, **how), head=False, spawn_reaper=False)
    try:
        yield int(node.all_processes["raylet"][0].process.pid)
    finally:
        node.kill_all_processes(check_alive=False, allow_graceful=False, wait=True)
