"""Annotated texts beside what is predicted, as `kg eval` compares them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.rows import Row

if TYPE_CHECKING:
    from kg.evaluate import Pair

Files = dict[str, list["Pair"]]


def evaluate(gold: list[Path], pred: Path | None = None) -> list[Row]:
    """The score lines of all files together as rows (kg.evaluate.rows.score_rows)."""
    from kg.evaluate.rows import score_rows

    return [*score_rows([pair for each in paired(gold, pred).values() for pair in each])]


def paired(
    gold: Sequence[Path],
    pred: Path | None = None,
    lexicon: Path | None = None,
    without: Sequence[str] = (),
) -> Files:
    """File name → its (gold, predicted) pairs; read now, with terms, without rules, where none are given."""
    from kg.evaluate import gold_readings, pair_extractions, pair_predictions
    from kg.stages import stages

    read = {str(path): gold_readings(path) for path in gold}
    if pred:
        return {name: list(pair_predictions(readings, pred)) for name, readings in read.items()}
    extract = stages(without, lexicon).extract
    return {name: list(pair_extractions(readings, extract)) for name, readings in read.items()}


def measured(
    gold: Sequence[Path], files: Files, entities: Path | None, metrics: Path | None
) -> tuple[Sequence[Row], dict[tuple[str, str], float | None]]:
    """The rows of resolution or of figures against a file of them, and what floors are held against."""
    from kg.evaluate import gold_spans, read_entities, read_figures
    from kg.evaluate.rows import entity_rows, figure_rows

    spans = {key: place for each in gold for key, place in gold_spans(each).items()}
    pairs = [pair for each in files.values() for pair in each]
    if entities:
        return entity_rows(pairs, read_entities(entities, spans))
    assert metrics is not None
    return figure_rows(pairs, read_figures(metrics, spans))
