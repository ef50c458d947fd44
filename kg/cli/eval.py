"""`kg eval`: precision, recall and F1 against annotated texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Json, RowFormat, row_format
from kg.cli.rows import Row, render

if TYPE_CHECKING:
    from kg.evaluate import Pair, Score
    from kg.model import Reading

COLUMNS = ("what", "name", "gold", "found", "right", "precision", "recall", "f1")

Gold = Annotated[
    list[Path], typer.Argument(metavar="GOLD…", help="标注文件（JSON Lines） | Annotated texts (JSON Lines)")
]
Pred = Annotated[
    Path | None,
    typer.Option("--pred", metavar="FILE", help="kg extract 的输出（默认现抽） | Output of kg extract"),
]


def command(gold: Gold, pred: Pred = None, format: RowFormat = "table", json: Json = False) -> None:
    """Print the scores of the predictions, or of what is extracted now, against the gold texts."""
    chosen = row_format(format, json)
    print(render(evaluate(gold, pred), COLUMNS, chosen), end="")


def evaluate(gold: list[Path], pred: Path | None = None) -> list[Row]:
    """The score lines as rows: counts, and precision, recall, F1 to four places (None where unknown)."""
    from kg.evaluate import gold_readings, macro, pair_predictions, score

    readings = [reading for path in gold for reading in gold_readings(path)]
    scores = score(pair_predictions(readings, pred) if pred else [_extracted(r) for r in readings])
    means = [_mean(what, macro(scores, what)) for what in ("mention strict", "mention relaxed", "claim")]
    return [*map(_row, scores), *means]


def _extracted(gold: "Reading") -> "Pair":
    """The gold reading and what the pipeline reads out of its bare text."""
    from kg.model import Report
    from kg.nlp import extract

    report = gold.report
    return gold, extract(Report(report.id, report.source, report.text))


def _row(score: "Score") -> Row:
    figures = (score.precision, score.recall, score.f1)
    rounded = (None if figure is None else round(figure, 4) for figure in figures)
    cells = (score.what, score.name, score.gold, score.found, score.right, *rounded)
    return dict(zip(COLUMNS, cells, strict=True))


def _mean(what: str, mean: float | None) -> Row:
    return {"what": what, "name": "macro", "f1": None if mean is None else round(mean, 4)}
