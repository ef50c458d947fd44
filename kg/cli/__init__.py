"""The command `kg`: parse what was typed, call one function of the library, print what it returns.

Exit codes: 0 all well; 1 some input was refused or left out; 2 wrong usage; 3 a check failed; 4 a needed
service is not there; 70 a bug (with its traceback); 130 interrupted; 143 told to end.
"""

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import NoReturn

from kg.cli.line import end_line
from kg.cli.plain import visible
from kg.errors import KgError

BUG, INTERRUPTED = 70, 130
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main() -> NoReturn:
    """Run the command with the arguments of the process and leave with its exit code."""
    _set_streams()
    with contextlib.ExitStack() as stack:
        stack.push(_report_bug)
        raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run `kg ARGUMENTS…` in this process and give its exit code.

    Deliberate errors become one line on stderr; a bug comes out as the exception that it is.
    """
    import typer

    from kg.cli.app import invoke

    try:
        status = invoke(arguments)
        sys.stdout.flush()
    except KgError as error:
        return _fail(str(error), error.exit_code)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        return _fail(f"{error.format_message()} (kg --help)", 2)
    except (KeyboardInterrupt, typer.Abort):
        if not end_line() and sys.stderr.isatty():
            print(file=sys.stderr)  # behind what a terminal shows of Ctrl-C
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _close_stdout()
        return _fail(f"the output cannot be written: {error.strerror}; make room, or write elsewhere", 1)
    return status


def _fail(message: str, status: int) -> int:
    end_line()
    print(f"kg: {visible(' '.join(message.split()))}", file=sys.stderr)
    return status


def _close_stdout() -> None:
    """Point stdout to nowhere, so that the interpreter's last flush does not meet the closed pipe again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _report_bug(_: object, error: BaseException | None, __: TracebackType | None) -> bool:
    if error is None or isinstance(error, SystemExit):
        return False
    end_line()
    traceback.print_exception(error)
    raise SystemExit(BUG)


def _set_streams() -> None:
    """Give stdout and stderr UTF-8 and LF, on every system and in every locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
