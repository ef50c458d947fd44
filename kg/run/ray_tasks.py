"""Ray Core tasks: the same map on the machines of a cluster. Ray is imported when a session begins."""

import logging
import os
import secrets
import socket
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, TypeVar

from kg.errors import ServiceError, UsageError
from kg.run.contract import WorkerLost

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 2
"""How often an item is run whose worker, or the node under it, dies; then it is lost."""
PATIENCE_SECONDS = 5.0
OBJECTS_BYTES = 100 * 2**20
"""Memory for objects in a Ray of our own, of which tasks need next to none."""
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DEDUP_LOGS_SKIP_REGEX": "^",
}
"""No telemetry, no advice on graphics cards, and nothing of what Ray would print of workers that died."""
_ASKED_ONCE = {"RAY_NUM_REDIS_GET_RETRIES": "1"}
"""What listens and is no Ray is given up after half a minute, not after twenty times as long."""
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}
"""Where Ray believes that there are no clusters, its processes listen on 127.0.0.1; they know a secret."""


@dataclass(frozen=True, slots=True)
class RayTasks:
    """Runs as plain tasks, of one processor each, of the Ray session that this process is in."""

    @property
    def workers(self) -> int:
        """Processors in the cluster now; nodes may come and go."""
        import ray

        return max(1, int(ray.cluster_resources().get("CPU", 1)))

    def map(self, fn: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R | WorkerLost]]:
        """Each item with its result as it is done, at most twice as many under way as there are processors.

        An item is lost when its workers died ATTEMPTS times. Ray itself tries nothing again: its own count
        has no end where memory runs out. ServiceError if the session ends.
        """
        import ray

        task = ray.remote(fn).options(num_cpus=1, max_retries=0)
        waiting = deque((item, 1) for item in items)
        running: dict[Any, tuple[T, int]] = {}
        while running or waiting:
            while waiting and len(running) < 2 * self.workers:
                item, attempt = waiting.popleft()
                running[task.remote(item)] = item, attempt
            for done in ray.wait(list(running))[0]:
                item, attempt = running.pop(done)
                result: R | WorkerLost = _result(done)
                if isinstance(result, WorkerLost) and attempt < ATTEMPTS:
                    waiting.append((item, attempt + 1))
                else:
                    yield item, result


@contextmanager
def ray_session(address: str) -> Iterator[RayTasks]:
    """Be a driver of the cluster at HOST:PORT; with `auto` of the one that $RAY_ADDRESS names, else of a Ray
    of its own, on this machine alone.

    That one ends with the block. A session that this process is in already is used and left as it is.
    Raises UsageError where Ray is not installed, ServiceError where no cluster answers.
    """
    if find_spec("ray") is None:
        raise UsageError("--ray: Ray is not installed; pip install 'zhengwu-kg[ray]'")
    named = os.environ.get("RAY_ADDRESS", "") if address == "auto" else address
    if named:
        _reach(named)
    alone = {**_ALONE, "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    _tell({**_QUIET, **(_ASKED_ONCE if named else alone)})
    import ray

    with ExitStack() as stack:
        if not ray.is_initialized():
            _init(named, stack)
            stack.callback(ray.shutdown)
        yield RayTasks()


def _tell(values: Mapping[str, str]) -> None:
    """Put what the user has not set into the environment, where Ray looks when it is imported first."""
    if "ray" not in sys.modules:
        for name, value in values.items():
            os.environ.setdefault(name, value)


def _init(named: str, stack: ExitStack) -> None:
    """Connect to the cluster, or start one in a folder that goes with it."""
    import ray

    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if named:
            ray.init(named, **quiet)
        else:
            folder = stack.enter_context(_short_lived())
            options = {"include_dashboard": False, "object_store_memory": OBJECTS_BYTES}
            ray.init("local", _temp_dir=folder, **options, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        where = named or "on this machine"
        same = "run kg on one of its nodes, with its token and its versions of Python and Ray"
        todo = same if named else "look at memory and disk, or use --workers"
        raise ServiceError(f"Ray {where}: {_first_line(error)}; {todo}") from error


def _reach(address: str) -> None:
    """UsageError for what is no HOST:PORT, ServiceError if nobody listens there."""
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not port.isdecimal():
        raise UsageError(f"--ray {address}: expected auto, or HOST:PORT of the head node (no ray://)")
    try:
        socket.create_connection((host, int(port)), PATIENCE_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise ServiceError(
            f"no Ray cluster answers at {address} ({error}); see `ray status` there"
        ) from error


def _result(done: Any) -> Any:
    """The result of a task that has ended; WorkerLost if its process or node died; else what it raised."""
    import ray
    from ray import exceptions

    try:
        return ray.get(done)
    except exceptions.RayTaskError as error:
        raise _cause(error) from error
    except (exceptions.WorkerCrashedError, exceptions.NodeDiedError, exceptions.OutOfMemoryError):
        return WorkerLost()
    except exceptions.RayError as error:
        raise ServiceError(f"Ray: {_first_line(error)}; run the same command again") from error


def _cause(error: Any) -> Exception:
    """What the function raised, or why a worker could not even load it."""
    cause = error.cause
    if isinstance(cause, Exception) and "failed to import on the worker" not in str(cause):
        return cause
    return ServiceError(f"a worker of Ray cannot load kg ({_first_line(cause)}); install it on every node")


def _first_line(error: object) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _short_lived() -> "tempfile.TemporaryDirectory[str]":
    """A folder for logs and sockets, whose path must be short."""
    place = os.environ.get("RAY_TMPDIR") or ("/tmp" if sys.platform == "darwin" else None)
    return tempfile.TemporaryDirectory(prefix="kg-", dir=place, ignore_cleanup_errors=True)
