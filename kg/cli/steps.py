"""What is told of each step of kg.progress, on stderr."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from kg.cli.progress import Clock, progress_of

if TYPE_CHECKING:
    from kg.progress import Progress

STEPS = {
    "read": "1/4 已读 {done}/{total} 篇 | 1/4: {done} of {total} reports read",
    "join": "2/4 已归并 {done}/{total} 篇 | 2/4: {done} of {total} reports joined",
    "find": "3/4 已比较 {done}/{total} 篇 | 3/4: {done} of {total} reports compared",
    "write": "4/4 已写 {done}/{total} 篇 | 4/4: {done} of {total} reports written",
    "store": "首次提问，建库 {done}/{total} | first question: {done} of {total} in the store",
}


def steps_of(form: str = "auto", clock: Clock = monotonic) -> "Progress":
    """What tells how far long work is, as kg.progress says."""
    tellers: dict[tuple[str, int], Callable[[int, int], None]] = {}

    def tell(step: str, done: int, total: int) -> None:
        if (step, total) not in tellers:  # a question may have two stores made
            tellers[step, total] = progress_of(STEPS[step], form, clock, step)
        tellers[step, total](done, total)

    return tell
