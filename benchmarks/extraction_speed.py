"""How many characters a CPU-second does extraction read, start-up left out?

    python -m benchmarks.extraction_speed [REPORTS]

Of two kinds of text: the samples, which are short and dense in names and figures, and REPORTS where others
are given. As something may be kept of a text that was read before, each kind is also told of one county after
the other, and every text read once.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.question_times import told
from kg import nlp
from kg.cli.rows import render
from kg.model import Report, report_id
from kg.pipeline import extract

Measured = tuple[str, float, str, str]
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "texts"
SECONDS = 5.0
UNIT, AIM = "million characters / CPU-s", "≥ 0.5"


def measure(reports: Path) -> list[Measured]:
    """Characters a CPU-second over the samples and the reports: for the first time, and read over again."""
    kinds = {reports.resolve(): reports.name, SAMPLES: "samples"}
    return [row for folder, name in kinds.items() for row in _measured(folder, name)]


def _measured(folder: Path, name: str) -> Iterator[Measured]:
    known = [reading.report for reading in extract([folder])]
    mean = sum(len(report.text) for report in known) // len(known)
    what = f"extraction, {name} ({mean:,} characters each)"
    yield f"{what}, first time", first_time(known) / 1e6, UNIT, AIM
    yield f"{what}, over again", over_again(folder) / 1e6, UNIT, AIM


def first_time(reports: Sequence[Report]) -> float:
    """Characters a CPU-second over texts that were never read: the reports, told of other counties."""
    characters, spent = 0, 0.0
    for text in told(reports):
        report = Report(report_id(text.encode()), "", text)
        start = time.process_time()
        nlp.extract(report)
        spent += time.process_time() - start
        characters += len(text)
        if spent > SECONDS:
            break
    return characters / spent


def over_again(folder: Path) -> float:
    """Characters a CPU-second over the files of a folder, opened and read in turn for some seconds."""
    characters, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        characters += sum(len(reading.report.text) for reading in extract([folder]))
    return characters / (time.process_time() - start)


if __name__ == "__main__":
    columns = ("question", "measured", "unit", "aim")
    measured = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
    rows = [
        dict(zip(columns, (what, round(speed, 3), *rest), strict=True)) for what, speed, *rest in measured
    ]
    print(render(rows, columns, "table"), end="")
