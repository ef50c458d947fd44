"""What a build costs as the reports grow in number: from nothing, again, with one more, with one less.

    python -m benchmarks.scale [FEW [MANY]]

Reports are generated (benchmarks.generate), 100 and 400 of them by default. CPU-seconds of all processes,
start-up included, the most memory that one of them had, and what lies on disk beside the texts; then the
exponents of growth from FEW to MANY.
"""

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import report, write
from kg.cli.rows import render

Measured = tuple[str, float, str, str]
FEW, MANY = 100, 400
STEPS = ("build", "the same again", "one report more", "one report retracted")


class Cost(NamedTuple):
    """CPU-seconds, and megabytes of memory."""

    seconds: float
    memory: float


def measure(_: Path) -> list[Measured]:
    """The costs for MANY reports, and how they grow from FEW."""
    return [*compared(FEW, MANY)]


def compared(few: int, many: int) -> Iterator[Measured]:
    """The rows for two numbers of reports."""
    (less, _), (more, disk) = costs(few), costs(many)
    for step in STEPS:
        aim = {"the same again": "≤ 10 at 100,000", "one report more": "≤ 3"}.get(step, "")
        yield f"{step}, {few:,} reports", less[step].seconds, "CPU-s", ""
        yield f"{step}, {many:,} reports", more[step].seconds, "CPU-s", aim
        growth = math.log(more[step].seconds / less[step].seconds) / math.log(many / few)
        yield f"{step}, growth", growth, "exponent", "≤ 1.05"
    yield f"memory, {few:,} reports", less["build"].memory, "MB", ""
    yield f"memory, {many:,} reports", more["build"].memory, "MB", "≤ 2000"
    yield "disk beside the texts", disk, "kB a report", "≤ 6"


def costs(number: int) -> tuple[dict[str, Cost], float]:
    """What each step costs with so many reports; kB on disk a report, texts aside."""
    with tempfile.TemporaryDirectory() as place:
        return _costs(number, Path(place))


def _costs(number: int, place: Path) -> tuple[dict[str, Cost], float]:
    write(number, place)
    build = ["build", str(place / "reports"), "-o", str(place / "graph")]
    found = {"build": run(build), "the same again": run(build)}
    disk = _size(place / "graph") / number / 1000
    more = report(number)
    (place / "reports" / f"{more.id}.txt").write_text(more.text, "utf-8", newline="")
    found["one report more"] = run(build)
    found["one report retracted"] = run([*build, "--retract", f"{more.id}.txt"])
    return found, disk


def run(arguments: list[str]) -> Cost:
    """What `kg ARGUMENTS` costs (POSIX)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"kg {' '.join(arguments)}: exit code {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def _size(graph: Path) -> int:
    """Bytes of a graph folder, but for its texts."""
    files = (path for path in graph.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files if path.parent.name != "texts")


if __name__ == "__main__":
    numbers = [*map(int, sys.argv[1:]), *(FEW, MANY)[len(sys.argv[1:]) :]]
    columns = ("question", "measured", "unit", "aim")
    rows = [dict(zip(columns, row, strict=True)) for row in compared(*numbers)]
    print(
        render([row | {"measured": round(float(row["measured"]), 3)} for row in rows], columns, "table"),
        end="",
    )
