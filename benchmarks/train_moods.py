"""Trains the weights of kg/lexicon/moods.csv on annotated texts, and prints the table.

    python -m benchmarks.train_moods GOLD… > moods.csv

GOLD are files of own-written annotated texts (kg.evaluate.gold_readings). Each text is cut into pieces of
some sentences; a piece in which four in five claims or more are planned is one of intention, one in which
four in five or more are done is not, others are passed over. To these come the texts of mood_texts.csv.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.logistic import fit
from benchmarks.weights import print_table
from kg.evaluate import gold_readings
from kg.model import Reading
from kg.nlp.moods import signs
from kg.nlp.sections import sentences
from kg.nlp.view import repair
from kg.resources import parse_table, table

WRITTEN = Path(__file__).parent / "mood_texts.csv"
SIZES = (60, 150, 300, 600, 1500)
"""Characters of a piece."""
CLEAR, COPIES = 0.8, 3
"""How clear the mood of a piece must be; how often a text of mood_texts.csv counts."""


def pieces(reading: Reading, size: int) -> Iterator[tuple[str, bool]]:
    """The pieces of a text that are clearly of one mood, with whether they tell of what is intended."""
    view = repair(reading.report.text)
    told = [(view.place(c.evidence.start, c.evidence.end)[0], c.status) for c in reading.claims]
    told = [(place, status) for place, status in told if status != "problem"]
    for start, end in _cuts(sentences(view.text), size):
        here = [status for place, status in told if start <= place < end]
        share = here.count("planned") / len(here) if here else 0.5
        if share >= CLEAR or share <= 1 - CLEAR:
            yield view.text[start:end], share >= CLEAR


def _cuts(found: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Runs of whole sentences up to a size; one sentence at least."""
    at = 0
    while at < len(found):
        start, last = found[at][0], at + 1
        while last < len(found) and found[last][1] - start < size:
            last += 1
        yield start, found[last - 1][1]
        at = last


def main(paths: list[str]) -> None:
    readings = [reading for path in paths for reading in gold_readings(Path(path))]
    found = [piece for reading in readings for size in SIZES for piece in pieces(reading, size)]
    rows = parse_table(WRITTEN.read_text("utf-8"), WRITTEN.name)
    found += [(row["text"], row["mood"] == "intended") for row in rows for _ in range(COPIES)]
    weights = fit([signs(text) for text, _ in found], [intended for _, intended in found])
    told = ((row["kind"], row["sign"], f"{weights.get(row['sign'], 0.0):.2f}") for row in table("moods"))
    print_table("moods", ("kind", "sign", "weight"), told)


if __name__ == "__main__":
    main(sys.argv[1:])
