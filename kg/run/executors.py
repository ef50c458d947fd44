"""Where work runs: in this process, or in a pool of processes that survives the death of one.

A cluster is one more class with the same `map` (kg.run.ray_tasks).
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from kg.errors import ServiceError
from kg.run.contract import Executor, WorkerLost
from kg.run.parent import end_with_parent

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class InProcess:
    """Runs in this process, one item after the other."""

    workers: ClassVar[int] = 1

    def map(self, fn: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result, in order."""
        return ((item, fn(item)) for item in items)


@dataclass(frozen=True, slots=True)
class ProcessPool:
    """Runs in `workers` fresh processes (spawn), which end when this process does."""

    workers: int

    def map(self, fn: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result as it is done.

        When a worker dies, what was under way is run again one by one: an item that kills its worker
        then, too, is lost, and the rest goes on in a new pool. ServiceError if no worker starts at all.
        """
        waiting = deque(items)
        while waiting:
            for item, result in _until_a_death(fn, waiting, self.workers):
                if isinstance(result, WorkerLost):
                    yield item, _alone(fn, item)
                else:
                    yield item, result


def executor_for(workers: int, ray: str | None = None) -> AbstractContextManager[Executor]:
    """InProcess for one worker, a pool for more, tasks of Ray where its address is given; for a `with`."""
    if ray is None:
        return nullcontext(InProcess() if workers <= 1 else ProcessPool(workers))
    from kg.run.ray_tasks import ray_session

    return ray_session(ray)


def _until_a_death(
    fn: Callable[[T], R], waiting: deque[T], workers: int
) -> Iterator[tuple[T, R | WorkerLost]]:
    """Take items off `waiting` and run them, until none is left or a worker dies.

    All that was under way then comes out as WorkerLost.
    """
    running: dict[Future[R], T] = {}
    pool = _pool(workers)
    try:
        alive = True
        while running or (alive and waiting):
            while alive and waiting and len(running) < 2 * workers:
                item = waiting.popleft()
                running[_submit(pool, fn, item)] = item
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                if isinstance(done.exception(), BrokenProcessPool):
                    alive = False
                    yield running.pop(done), WorkerLost()
                else:
                    yield running.pop(done), done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, fn: Callable[[T], R], item: T) -> Future[R]:
    """The future of an item, also in a pool that has just broken."""
    try:
        return pool.submit(fn, item)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _alone(fn: Callable[[T], R], item: T) -> R | WorkerLost:
    """The result of an item in a worker of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(fn, item).result()
        except BrokenProcessPool:
            _check_workers()
            return WorkerLost()


def _check_workers() -> None:
    """Raise ServiceError unless a new worker process can do the least."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            how = 'use one worker, or start the work under if __name__ == "__main__":'
            raise ServiceError(f"no worker process can be started; {how}") from error


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Leave the interrupt key to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
