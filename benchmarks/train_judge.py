"""Trains the weights of kg/lexicon/judge_figures.csv on annotated texts, and prints the table.

    python -m benchmarks.train_judge GOLD… > judge_figures.csv
    python -m benchmarks.train_judge --held-out GOLD…

GOLD are files of own-written annotated texts (kg.evaluate.gold_readings). Each text is looked at twice: with
its annotated mentions, and with those that are found in it. With `--held-out` it prints instead, for each
file, how many figures with their things it annotates, and how many the rule and the judge that is trained on
the other files find and have right.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.logistic import fit
from benchmarks.weights import print_table
from kg.evaluate import gold_readings
from kg.evaluate.places import said_by
from kg.model import Reading, Report
from kg.nlp import make_nlp, to_doc
from kg.nlp.figure_signs import SIGNS, Weigh, pairs_of
from kg.nlp.judge import ADDED, KEPT
from kg.nlp.relations import proposed, spoken, told_of
from kg.nlp.spans import MENTIONS, Hit, set_hits
from kg.nlp.view import View, view_of

DECAY, ROUNDS, SMALL = 6.0, 150, 0.1
"""The penalty of the weights, the rounds of training, and the size of weights that are left out."""
CONSTANT, RULED = ("", ""), ("rule", "this")
WRITTEN = re.compile("[^\ue000-\uf8ff\n]*")
"""What can be written down: no sign of a mask."""
Sign = tuple[str, str]
"""The name of a sign and what it shows."""
Pair = tuple[tuple[Sign, ...], bool]
"""The signs of a figure with a thing, and whether the figure is of the thing."""


def _named(names: Sequence[str]) -> Callable[[Sequence[str]], tuple[Sign, ...]]:
    return lambda shown: tuple(zip(names, shown, strict=True))


NAMED = Weigh(**{group: _named(names) for group, names in SIGNS.items()})
"""Signs as they are."""


def pairs(nlp: Language, reading: Reading) -> Iterator[Pair]:
    """The pairs of a text with its annotated mentions, then with those that are found."""
    doc = to_doc(nlp, Report(reading.report.id, reading.report.source, reading.report.text))
    found = list(_pairs(doc, reading))
    view = view_of(doc)
    places = [(view.place(m.evidence.start, m.evidence.end), m.label) for m in reading.mentions]
    set_hits(doc, [Hit(start, end, label, "gold") for (start, end), label in places if start < end], MENTIONS)
    yield from _pairs(doc, reading)
    yield from found


def _pairs(doc: Doc, reading: Reading) -> Iterator[Pair]:
    text, mentions, sentences, layout, region = told_of(doc)
    truth, view = said_by(reading), view_of(doc)
    for sentence in spoken(text, mentions, sentences, layout, region=region):
        rules = proposed(sentence)
        for figure, thing, signs in pairs_of(
            sentence.frame, [*rules.acts, *rules.ties], rules.figures, NAMED
        ):
            yield signs, (_raw(figure, view), "MEASURES", _raw(thing, view)) in truth


def _raw(hit: Hit, view: View) -> tuple[int, int, str]:
    start, end = view.raw(hit.start, hit.end)
    return start, end, hit.label


def trained(found: Sequence[Pair]) -> dict[Sign, float]:
    """The weights of signs, that of ("", "") for the constant."""
    rows = [{f"{name}={shows}": 1.0 for name, shows in signs} for signs, _ in found]
    weights = fit(rows, [right for _, right in found], decay=DECAY, rounds=ROUNDS)
    return {
        (name, shows): weight for sign, weight in weights.items() for name, _, shows in [sign.partition("=")]
    }


def held_out(files: dict[str, list[Pair]]) -> Iterator[tuple[str, int, int, int, int, int]]:
    """For each file: pairs annotated; found and right by the rule; the same by a judge of the other files."""
    for name, mine in files.items():
        weights = trained([pair for other, found in files.items() if other != name for pair in found])
        rule = [right for signs, right in mine if RULED in signs]
        odds = [weights[CONSTANT] + sum(weights.get(sign, 0.0) for sign in signs) for signs, _ in mine]
        judge = [
            right
            for (signs, right), each in zip(mine, odds, strict=True)
            if each > (KEPT if RULED in signs else ADDED)
        ]
        yield name, sum(right for _, right in mine), len(rule), sum(rule), len(judge), sum(judge)


def main(paths: list[str]) -> None:
    nlp, only_tested = make_nlp(), paths[0] == "--held-out"
    files = {
        path: [pair for reading in gold_readings(Path(path)) for pair in pairs(nlp, reading)]
        for path in paths[only_tested:]
    }
    if only_tested:
        for row in held_out(files):
            print(*row)
    else:
        weights = trained([pair for found in files.values() for pair in found])
        print_table("judge_figures", ("sign", "shows", "weight"), _rows(weights))


def _rows(weights: Mapping[Sign, float]) -> Iterator[Sequence[str]]:
    for sign, weight in sorted(weights.items()):
        if sign == CONSTANT or (abs(weight) >= SMALL and WRITTEN.fullmatch(sign[1])):
            yield *sign, f"{weight:.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
