"""How far a long step is, on stderr: one line of a terminal, plain lines elsewhere, or JSON Lines."""

import functools
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from kg.cli.line import write_over
from kg.cli.rows import shortened
from kg.cli.words import pick
from kg.errors import UsageError

FORMS = ("auto", "json")
PLAIN_SECONDS = 10.0
"""Between two plain lines; a step that takes less has none."""
SHOWN_SECONDS = 1.0
"""A step that takes less has no line of the terminal."""

Clock = Callable[[], float]


class Pace(NamedTuple):
    """How far a step is: what is done of how many, for how long, how many a second, seconds that are left.

    Of those that were done before the step began, `rate` knows nothing; None is not known yet.
    """

    done: int
    total: int
    seconds: float
    rate: float | None
    remaining: float | None


def form_of(name: str) -> str:
    """The form that was asked for; UsageError for one that there is not."""
    if name not in FORMS:
        raise UsageError(f"--progress {name}: no such form; one of {', '.join(FORMS)}")
    return name


def progress_of(
    text: str, form: str = "auto", clock: Clock = time.monotonic, step: str = ""
) -> Callable[[int, int], None]:
    """What tells of `done` and `total`; `text` has a place for both, events name the `step`."""
    event = functools.partial(_event, step)
    show = event if form == "json" else (_over_itself if sys.stderr.isatty() else _now_and_then)(pick(text))
    start: list[tuple[int, float]] = []

    def tell(done: int, total: int) -> None:
        now = clock()
        if not start:
            start.append((done, now))
        [(before, began)] = start
        show(_pace(done, total, done - before, now - began))

    return tell


def tell_event(name: str, values: Mapping[str, object]) -> None:
    """Print one object on a line of stderr."""
    print(json.dumps({"event": name, **values}, ensure_ascii=False), file=sys.stderr, flush=True)


def _pace(done: int, total: int, made: int, seconds: float) -> Pace:
    if made <= 0 or seconds <= 0:
        return Pace(done, total, round(seconds, 3), None, None)
    rate = made / seconds
    return Pace(done, total, round(seconds, 3), round(rate, 3), round((total - done) / rate, 3))


def _event(step: str, pace: Pace) -> None:
    tell_event("progress", {"step": step, **pace._asdict()})


def _over_itself(words: str) -> Callable[[Pace], None]:
    """Writes a line of the terminal, each time over the last."""
    shown = False

    def show(pace: Pace) -> None:
        nonlocal shown
        if not shown and pace.seconds < SHOWN_SECONDS:
            return
        shown = True
        width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        line = shortened(_worded(words, pace), width - 1)
        write_over(line, last=pace.done == pace.total)

    return show


def _now_and_then(words: str) -> Callable[[Pace], None]:
    """Writes a line when PLAIN_SECONDS have passed, and the last if there was one before."""
    last = 0.0

    def show(pace: Pace) -> None:
        nonlocal last
        if pace.seconds - last >= PLAIN_SECONDS or (last and pace.done == pace.total):
            last = pace.seconds
            print(_worded(words, pace), file=sys.stderr, flush=True)

    return show


def _worded(words: str, pace: Pace) -> str:
    said = words.format(done=pace.done, total=pace.total)
    if pace.rate is None or pace.remaining is None:
        return said
    rate = f"{pace.rate:.{0 if pace.rate >= 10 else 1}f}"
    left = timedelta(seconds=round(pace.remaining))
    if pace.done == pace.total:
        return said + pick("，每秒 {rate} | , {rate}/s").format(rate=rate)
    return said + pick("，每秒 {rate}，还需 {left} | , {rate}/s, {left} left").format(rate=rate, left=left)
