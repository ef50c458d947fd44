"""A query in a process of its own, which is killed when its time is over.

The engines do not yield to a signal while they work, so a limit that holds needs a process that can be
ended. Making the store (the first question after a build) is not counted.
"""

import faulthandler
import multiprocessing
import os
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.errors import CheckError, KgError, UsageError
from kg.progress import progressed, telling
from kg.settings import Settings
from loaders.asking.guard import Language

Row = dict[str, Any]
LIMIT = 10_000
"""Rows above which an answer is an error: nothing is cut in silence."""
TIMEOUT = 30.0
"""Seconds of query time."""
LONGEST = 86_400.0
"""The seconds that may be given: a day, which the timers of every system hold."""
_GRACE = 10.0


def rows(
    folder: Path,
    text: str,
    params: Mapping[str, Any],
    *,
    lang: Language = "cypher",
    timeout: float = TIMEOUT,
    limit: int | None = LIMIT,
) -> list[Row]:
    """The rows of a query on the graph folder; `limit` None is without end.

    Raises CheckError over the time or row limit; UsageError for a query that does not parse, or a time limit
    that is none; FolderError where there is no graph; ServiceError where the engine is not there. The text
    is not judged here: give what a user wrote to `loaders.asking.guard.check` first.
    """
    most = None if limit is None else limit + 1
    return within(first(folder, text, params, lang=lang, timeout=timeout, most=most), params, limit)


def first(
    folder: Path,
    text: str,
    params: Mapping[str, Any],
    *,
    lang: Language = "cypher",
    timeout: float = TIMEOUT,
    most: int | None = None,
) -> list[Row]:
    """The first rows of a query on the graph folder: no more than `most` are fetched, None is all.

    Errors as those of `rows`, but for the row limit.
    """
    if not 0 < timeout <= LONGEST:
        raise UsageError(f"timeout {timeout:g}: expected seconds above 0, at most {LONGEST:g}")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    call = (theirs, lang, (folder, text, dict(params)), timeout, most)
    process = context.Process(target=_answer, args=call, daemon=True)
    process.start()
    theirs.close()
    try:
        _hear(ours, None)
        found: list[Row] = _hear(ours, timeout)
    finally:
        process.kill()
        process.join()
        ours.close()
    return found


def _hear(pipe: Connection, timeout: float | None) -> Any:
    """What the child says next, but for how far it is, which is told; its error is raised here."""
    kind, said = _received(pipe, timeout)
    while kind == "far":
        progressed(*said)
        kind, said = _received(pipe, timeout)
    if kind == "error":
        raise said
    return said


def _received(pipe: Connection, timeout: float | None) -> tuple[str, Any]:
    if not pipe.poll(timeout):
        raise CheckError(f"the query took longer than {timeout:g} s and was ended; narrow it, or --timeout")
    try:
        kind, said = pipe.recv()
    except EOFError:
        raise CheckError("the process of the query has died, out of memory perhaps; narrow it") from None
    return kind, said


def within(found: list[Row], params: Mapping[str, Any], limit: int | None) -> list[Row]:
    """The rows, if they are not more than `limit`; else CheckError that names the parameters."""
    if limit is None or len(found) <= limit:
        return found
    names = ", ".join(sorted(params)) or "LIMIT in the query"
    raise CheckError(f"more than {limit} rows; nothing is cut in silence: narrow it by {names}, or --limit N")


def _answer(
    pipe: Connection, lang: Language, question: tuple[Path, str, Row], timeout: float, most: int | None
) -> None:
    """In the child: make the store and tell how far it is, say so, ask, give at most so many rows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    try:
        with telling(lambda *far: pipe.send(("far", far))):
            _prepare(question[0], lang)
        pipe.send(("ready", None))
        with Path(os.devnull).open("w") as nowhere:
            faulthandler.dump_traceback_later(timeout + _GRACE, exit=True, file=nowhere)  # an orphan ends
            found = _ask(question, lang, most)
            faulthandler.cancel_dump_traceback_later()
        pipe.send(("rows", found))
    except KgError as error:
        pipe.send(("error", error))
    except BrokenPipeError:
        pass  # whoever asked is gone


def _prepare(folder: Path, lang: Language) -> None:
    if lang == "cypher":
        from loaders.property_graph import embedded

        embedded.prepared(folder)
    else:
        from loaders.asking import sparql

        sparql.store(folder, base=Settings.from_env().base_iri)


def _ask(question: tuple[Path, str, Row], lang: Language, most: int | None) -> list[Row]:
    if lang == "cypher":
        from loaders.property_graph import embedded

        return embedded.rows(*question, most=most)
    from loaders.asking import sparql

    return [dict(row) for row in sparql.rows(*question, most=most)]
