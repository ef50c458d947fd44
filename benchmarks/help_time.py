"""How long does `kg --help` take, beside an interpreter that does nothing?"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

Measured = tuple[str, float, str, str]
RUNS = 15


def measure(_: Path) -> list[Measured]:
    """Medians of wall time, in milliseconds."""
    return [
        ("python -c pass", _median("-c", "pass"), "ms", ""),
        ("kg --help", _median("-m", "kg", "--help"), "ms", "< 150"),
        ("kg ask --help", _median("-m", "kg", "ask", "--help"), "ms", ""),
    ]


def _median(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)
