"""Trains the weights of kg/lexicon/naming.csv on annotated texts, and prints the table.

    python -m benchmarks.train_naming GOLD… > naming.csv
    python -m benchmarks.train_naming --held-out GOLD…

GOLD are files of own-written annotated texts (kg.evaluate.gold_readings). Each name in quotes that the cues
alone make a name of something counts once, and is right where it is annotated as an initiative or platform.
Signs seen in fewer than four names are passed over. With `--held-out` it prints instead, for each file, how
many names the cues take and how many of them are right, then how many of either the model refuses when it is
trained on the other files.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.logistic import Row, fit
from benchmarks.weights import print_table
from kg.evaluate import gold_readings
from kg.model import Reading
from kg.nlp.naming import CONSTANT, signs
from kg.nlp.quotes import REFUSED, doubtful
from kg.nlp.view import repair

SEEN, DECAY, ROUNDS, SLIGHT = 4, 2.0, 150, 0.02
"""How often a sign must be seen; the penalty and rounds of training; weights below the last are left out."""
_Example = tuple[list[str], bool]


def examples(reading: Reading) -> Iterator[_Example]:
    """The signs of each name in quotes of a text that the cues take, and whether it names something."""
    view = repair(reading.report.text)
    named = {
        view.place(mention.evidence.start, mention.evidence.end)
        for mention in reading.mentions
        if mention.label in ("Initiative", "Platform")
    }
    for span, face in doubtful(view.text):
        yield ["\t".join(sign) for sign in sorted(signs(face))], span in named


def trained(found: Sequence[_Example]) -> Row:
    """The weights by kind, a tab and sign; the constant by \"\"."""
    seen = Counter(sign for shown, _ in found for sign in shown)
    rows = [{sign: 1.0 for sign in shown if seen[sign] >= SEEN} for shown, _ in found]
    return fit(rows, [named for _, named in found], decay=DECAY, rounds=ROUNDS)


def _held_out(files: Sequence[tuple[str, Sequence[_Example]]]) -> None:
    print(f"{'file':24} taken right refused right")
    for name, found in files:
        weights = trained([one for other, theirs in files if other != name for one in theirs])
        refused = [right for shown, right in found if _odds(weights, shown) <= REFUSED]
        print(f"{name:24} {len(found):5} {sum(right for _, right in found):5}", end=" ")
        print(f"{len(refused):7} {sum(refused):5}")


def _odds(weights: Row, shown: Sequence[str]) -> float:
    return weights[""] + sum(weights.get(sign, 0.0) for sign in shown)


def _rows(weights: Row) -> Iterator[Sequence[str]]:
    yield CONSTANT, "", f"{weights['']:.2f}"
    for name, weight in sorted(weights.items()):
        if name and abs(weight) >= SLIGHT:
            yield *name.split("\t"), f"{weight:.2f}"


def main(arguments: Sequence[str]) -> None:
    paths = [Path(name) for name in arguments if name != "--held-out"]
    files = [(path.name, _read(path)) for path in paths]
    if "--held-out" in arguments:
        _held_out(files)
    else:
        weights = trained([one for _, found in files for one in found])
        print_table("naming", ("kind", "sign", "weight"), _rows(weights))


def _read(path: Path) -> list[_Example]:
    return [example for reading in gold_readings(path) for example in examples(reading)]


if __name__ == "__main__":
    main(sys.argv[1:])
