"""A reader in a process of its own, kept for the next file, ended when a file takes too long or too much.

What a parser in C does with a hostile file can be neither stopped nor bounded from inside. Time is a limit of
wall time; memory is bounded where the system can (POSIX).
"""

import atexit
import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from importlib import import_module
from typing import IO, Any

from kg.read.limits import Limits
from kg.read.refusal import Refusal, refuse

_LENGTH = struct.Struct("<Q")
MAX_MEMORY = 2_000_000_000
"""Bytes of address space that the reader may add to what it has when it starts."""
_kept: dict[int, subprocess.Popen[bytes]] = {}


def in_child(module: str, function: str, content: bytes, name: str, limits: Limits) -> Any:
    """What the function of the module returns for (content, name, limits), called in the other process.

    ReadError if it raises one there, if it takes longer than `limits.seconds`, or if the process dies.
    """
    child = _child()
    over = threading.Event()

    def end() -> None:
        over.set()
        child.kill()

    timer = threading.Timer(limits.seconds, end)
    timer.start()
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        _send(child.stdin, (module, function, content, name, limits))
        answer = _receive(child.stdout)
    except OSError:
        answer = None
    finally:
        timer.cancel()
    if answer is None or over.is_set():  # an answer in the last moment stands, its killed process does not
        _end(child)
    if answer is None:
        what = f"took longer than {limits.seconds} seconds" if over.is_set() else "its reader died"
        raise refuse(name, what, "save it again, or raise it with --limit seconds=NUMBER")
    done, value = answer
    if not done:
        raise Refusal(value)
    return value


def _child() -> subprocess.Popen[bytes]:
    """The process of this process: one that was forked needs its own."""
    child = _kept.get(os.getpid())
    if child is None or child.poll() is not None:
        child = _kept[os.getpid()] = subprocess.Popen(
            [sys.executable, "-c", "from kg.read.child import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        atexit.register(_end, child)
    return child


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def serve() -> None:
    """Answer calls on standard input until it ends."""
    _bound_memory()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (call := _receive(source)) is not None:
        module, function, *given = call
        try:
            answer = True, getattr(import_module(module), function)(*given)
        except Refusal as refusal:
            answer = False, refusal.issue
        except MemoryError:
            answer = False, refuse(given[1], "needs too much memory", "split the file").issue
        except Exception as error:  # noqa: BLE001  a hostile file's trouble, not ours
            what = f"its reader failed ({type(error).__name__}: {error})"
            answer = False, refuse(given[1], what, "save it again").issue
        _send(sink, answer)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _send(pipe: IO[bytes], value: object) -> None:
    content = pickle.dumps(value)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The next value; None where the pipe has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    return pickle.loads(content) if len(content) == length else None
