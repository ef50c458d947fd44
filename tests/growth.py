"""How the cost of some work grows with its size, in CPU time, so that a busy machine fails no test."""

import gc
import sys
import time
from collections.abc import Callable

TIMES = 4
BOUND = 8
"""Four times the text: linear work takes four times the CPU time, quadratic work sixteen times."""


def growth(work: Callable[[int], object], size: int, rounds: int = 5) -> float:
    """How many times the CPU time of `work(TIMES * size)` is that of `work(size)`.

    Each is the least of some rounds; there are no more of them than it takes to get below `BOUND`.
    """
    work(min(size, 100))
    small = large = float("inf")
    for _ in range(rounds):
        small = min(small, seconds(lambda: work(size)))
        large = min(large, seconds(lambda: work(TIMES * size)))
        if large < BOUND * small:
            break
    return large / small


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of one call, without what the collector of garbage and the tracer of coverage add."""
    tracer = sys.gettrace()
    gc.disable()
    sys.settrace(None)
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        sys.settrace(tracer)
        gc.enable()
