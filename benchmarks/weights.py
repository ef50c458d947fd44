"""A table of trained weights as it stands in kg/lexicon/, printed."""

import csv
import sys
from collections.abc import Iterable, Sequence

from kg.resources import resource


def print_table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print the rows below the head of comments that kg/lexicon/NAME.csv has now."""
    head = [
        line for line in resource(f"lexicon/{name}.csv").read_text("utf-8").split("\n") if line[:1] == "#"
    ]
    print("\n".join(head))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(columns)
    out.writerows(rows)
