"""How many characters a CPU-second does extraction read, start-up left out?"""

import time
from collections.abc import Sequence
from pathlib import Path

from kg.model import Reading
from kg.pipeline import extract

Measured = tuple[str, float, str, str]
SECONDS = 5.0


def measure(reports: Path) -> list[Measured]:
    """Characters a CPU-second over the reports, read for some seconds after one warm round."""
    characters = sum(len(reading.report.text) for reading in _read(reports))
    rounds, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        _read(reports)
        rounds += 1
    speed = rounds * characters / (time.process_time() - start)
    return [("extraction", speed / 1e6, "million characters / CPU-s", "≥ 0.5")]


def _read(reports: Path) -> Sequence[Reading]:
    return list(extract([reports]))
