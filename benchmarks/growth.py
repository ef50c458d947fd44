"""How does the cost of extraction grow with the length of a text, and what does a tagger cost beside it?"""

import math
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks import peers
from kg.model import Report
from kg.nlp import extract
from kg.pipeline import extract as reports_in

Measured = tuple[str, float, str, str]
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 2
ENDS = dict.fromkeys(map(ord, "。；！？\r\n"), "，")


def measure(reports: Path) -> list[Measured]:
    """The exponent of growth over SIZES, for reports in a row and for one endless sentence; jieba's ratio."""
    texts = [reading.report.text for reading in reports_in([reports])]
    row = "\n".join(texts)
    return [
        ("growth from 10 k to 1 M characters", exponent(row), "exponent of the length", "≤ 1.1"),
        ("the same as one sentence", exponent(row.translate(ENDS)), "exponent of the length", "≤ 1.1"),
        *beside_jieba(texts),
    ]


def exponent(text: str) -> float:
    """The slope of the straight line through the logarithms of length and CPU time (least squares)."""
    points = [(math.log(size), math.log(seconds(text, size))) for size in SIZES]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope: float = sum((at - x) * (up - y) for at, up in points) / sum((at - x) ** 2 for at, _ in points)
    return slope


def seconds(text: str, size: int) -> float:
    """The least CPU-seconds of some rounds for so many characters of the text, repeated where it is short."""
    report = Report("r" + "0" * 16, "", (text * (size // len(text) + 1))[:size])
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        extract(report)
        spent.append(time.process_time() - start)
    return min(spent)


def beside_jieba(texts: Sequence[str]) -> list[Measured]:
    """How many times as many characters a CPU-second as jieba.posseg reads, where that is installed."""
    if not find_spec("jieba"):
        return []
    ours, jieba = peers.speeds({"ours": peers.ours(), "jieba": peers.jieba()}, texts).values()
    return [("extraction, to jieba.posseg in the same run", ours / jieba, "times", "≥ 8")]
