"""Runs every benchmark and prints what was measured beside what is aimed at.

    python -m benchmarks [REPORTS]

REPORTS is a file or folder of reports (default: samples/texts). Figures are of this machine, now; nothing
is compared or failed here.
"""

import sys
from importlib import import_module
from pathlib import Path

from benchmarks import peers
from kg.cli.rows import Row, render

SAMPLES = Path(__file__).parent.parent / "samples" / "texts"
QUESTIONS = (
    "help_time",
    "extraction_speed",
    "growth",
    "lexicon_size",
    "readers",
    "resolving",
    "scale",
    "question_times",
    "rdf_memory",
    "rdf_speed",
    "whole_way",
    "load_speed",
)
COLUMNS = ("question", "measured", "unit", "aim")


def main(reports: Path) -> None:
    rows: list[Row] = []
    for name in QUESTIONS:
        print(f"{name} …", file=sys.stderr)
        for question, measured, unit, aim in import_module(f"benchmarks.{name}").measure(reports):
            rows.append(dict(zip(COLUMNS, (question, round(measured, 3), unit, aim), strict=True)))
    print(render(rows, COLUMNS, "table"), end="")
    if peers.installed():
        print("peers …", file=sys.stderr)
        peers.main([])
    else:
        print("peers: not installed, skipped; pip install '.[bench]' brings them", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
