"""Readings against annotated texts: scores with intervals, floors, labels taken for others, what went wrong.

Gold, predictions and extractions all become Readings, so that one comparison serves them all; nothing here
reads texts for meaning.
"""

from kg.evaluate.alignment import NONE, align, confusion
from kg.evaluate.entities import Known, read_entities
from kg.evaluate.figures import read_figures
from kg.evaluate.floors import Floor, below, read_floors
from kg.evaluate.gold import Pair, gold_readings, gold_spans, pair_extractions, pair_predictions, reading_of
from kg.evaluate.intervals import intervals
from kg.evaluate.mistakes import Mistake, grouped, mistakes
from kg.evaluate.places import names, places_of
from kg.evaluate.scores import Score, macro, score, tally, total

__all__ = [
    "NONE",
    "Floor",
    "Known",
    "Mistake",
    "Pair",
    "Score",
    "align",
    "below",
    "confusion",
    "gold_readings",
    "gold_spans",
    "grouped",
    "intervals",
    "macro",
    "mistakes",
    "names",
    "pair_extractions",
    "pair_predictions",
    "places_of",
    "read_entities",
    "read_figures",
    "read_floors",
    "reading_of",
    "score",
    "tally",
    "total",
]
