import os
import signal
import socket
import time
from pathlib import Path

import pytest

from kg.errors import ServiceError, UsageError
from kg.run import Executor, InProcess, ProcessPool, WorkerLost, executor_for, map_bisecting

EXECUTORS = [InProcess(), ProcessPool(2)]


def double(number: int) -> int:
    return 2 * number


def doubles(numbers: tuple[int, ...]) -> list[int]:
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [2 * number for number in numbers]


def die_once(mark: Path) -> str:
    """Kill the worker the first time, as a machine short of memory would."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def fail(number: int) -> int:
    raise ZeroDivisionError(number)


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def halve(numbers: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    middle = len(numbers) // 2
    return (numbers[:middle], numbers[middle:]) if middle else ()


@pytest.mark.parametrize("executor", EXECUTORS)
def test_every_item_comes_out_with_its_result(executor: Executor) -> None:
    assert sorted(executor.map(double, range(9))) == [(n, 2 * n) for n in range(9)]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_no_items_give_nothing(executor: Executor) -> None:
    assert list(executor.map(double, [])) == []


@pytest.mark.parametrize("executor", EXECUTORS)
def test_an_error_of_the_function_ends_the_map(executor: Executor) -> None:
    with pytest.raises(ZeroDivisionError):
        list(executor.map(fail, [1]))


def test_the_pool_runs_in_other_processes() -> None:
    assert os.getpid() not in {result for _, result in ProcessPool(2).map(sleep, [0.0])}


def test_an_item_that_kills_its_worker_is_lost_and_no_other() -> None:
    items = [(1, 2), (3, 13), (4,), (5,), (6,), (7,)]
    found = dict(ProcessPool(2).map(doubles, items))

    assert found.pop((3, 13)) == WorkerLost()
    assert found == {item: doubles(item) for item in items if item != (3, 13)}


def test_a_worker_that_died_by_chance_costs_nothing(tmp_path: Path) -> None:
    assert list(ProcessPool(1).map(die_once, [tmp_path / "mark"])) == [(tmp_path / "mark", "done")]


def test_bisecting_finds_the_one_bad_item() -> None:
    shard = tuple(range(10, 16))
    found = dict(map_bisecting(ProcessPool(2), doubles, [shard, (1, 2)], halve=halve))
    good = {number for item, result in found.items() if not isinstance(result, WorkerLost) for number in item}

    assert [item for item, result in found.items() if isinstance(result, WorkerLost)] == [(13,)]
    assert good == {*shard, 1, 2} - {13}


def test_workers_that_cannot_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.run.executors._end_with_parent", _die)

    with pytest.raises(ServiceError, match="no worker process can be started; use one worker"):
        list(ProcessPool(1).map(double, [1]))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_one_worker_needs_no_pool() -> None:
    with executor_for(1) as one, executor_for(3) as three:
        assert (one, three) == (InProcess(), ProcessPool(3))
        assert (one.workers, three.workers) == (1, 3)


def test_without_ray_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.run.ray_tasks.find_spec", lambda _: None)

    with pytest.raises(UsageError, match=r"Ray is not installed; pip install 'zhengwu-kg\[ray\]'"):
        executor_for(1, "auto").__enter__()


@pytest.mark.parametrize("address", ["head", "ray://head:10001", "head:ray", ":1", "head:1/x"])
def test_what_is_no_address_of_a_cluster_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.run.ray_tasks.find_spec", str)

    with pytest.raises(UsageError, match="expected auto, or HOST:PORT"):
        executor_for(1, address).__enter__()


@pytest.mark.parametrize("named", ["option", "environment"])
def test_a_cluster_that_does_not_answer_is_told(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = "{}:{}".format(*server.getsockname())
    monkeypatch.setattr("kg.run.ray_tasks.find_spec", str)
    monkeypatch.setenv("RAY_ADDRESS", address)

    with pytest.raises(ServiceError, match=f"no Ray cluster answers at {address}"):
        executor_for(1, address if named == "option" else "auto").__enter__()
