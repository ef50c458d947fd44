"""Scores, labels taken for others and mistakes as rows: mappings of column names to values."""

from collections.abc import Mapping, Sequence

from kg.evaluate.alignment import NONE, align, confusion
from kg.evaluate.entities import Known, entity_lines
from kg.evaluate.figures import Figures, figure_lines
from kg.evaluate.gold import Pair
from kg.evaluate.intervals import intervals
from kg.evaluate.mistakes import grouped, mistakes
from kg.evaluate.places import places_of
from kg.evaluate.scores import (
    END_TO_END,
    ENTITY_KINDS,
    FIGURE_KINDS,
    MACRO,
    Key,
    Score,
    Tally,
    macro,
    score,
    tally,
    total,
)
from kg.model import LABELS

SCORES = ("what", "name", "gold", "found", "right", "precision", "recall", "f1", "low", "high")
ERRORS = ("what", "name", "fault", "cue", "count", "gold", "found", "source", "at", "context")
CONFUSION = ("gold \\ found", *LABELS, NONE)
MEANS = ("mention strict", "mention relaxed", "claim")
TOTAL, PLACES = "total", 4
Row = dict[str, object]


def table(files: Mapping[str, Sequence[Pair]], view: str = "scores") -> tuple[list[Row], tuple[str, ...]]:
    """The rows of a view over the pairs of each file, and its columns in order.

    `scores` of all together; `file` and `text`: of each file or text, then of all, named in a column `set`;
    `errors` and `confusion`.
    """
    pairs = [pair for each in files.values() for pair in each]
    if view == "errors":
        return error_rows(pairs), ERRORS
    if view == "confusion":
        return confusion_rows(pairs), CONFUSION
    if view == "scores":
        return score_rows(pairs), SCORES
    texts = {f"{name}:{pair[0].report.source}": [pair] for name, each in files.items() for pair in each}
    sets = {**(files if view == "file" else texts), TOTAL: pairs}
    return [{"set": name, **row} for name, each in sets.items() for row in score_rows(each)], ("set", *SCORES)


def score_rows(pairs: Sequence[Pair]) -> list[Row]:
    """A row a score line, figures to four places, `low` and `high` the bounds of its F1; then the means."""
    return _rows([tally(gold, found) for gold, found in pairs])


def figures(pairs: Sequence[Pair]) -> dict[Key, float | None]:
    """Table and name → F1 to four places, means included, as the rows show it."""
    scores = score(pairs)
    means = {(what, MACRO): macro(scores, what) for what in MEANS}
    exact = {(line.what, line.name): line.f1 for line in scores} | means
    return {key: None if value is None else round(value, PLACES) for key, value in exact.items()}


def error_rows(pairs: Sequence[Pair]) -> list[Row]:
    """A row a group of mistakes, most frequent first, with the first of them as its example."""
    rows: list[Row] = []
    for count, first in grouped(mistakes(pairs)):
        named = (first.what, first.name, first.fault, first.cue, count)
        example = (first.gold, first.found, first.source, first.at, first.context)
        rows.append(dict(zip(ERRORS, (*named, *example), strict=True)))
    return rows


def confusion_rows(pairs: Sequence[Pair]) -> list[Row]:
    """A row an annotated label, a column a found one; `none` stands for missed and for spurious."""
    found = confusion(m for gold, said in pairs for m in align(places_of(gold), places_of(said)))
    names = (*LABELS, NONE)
    return [{CONFUSION[0]: gold, **{label: found[gold, label] for label in names}} for gold in names]


def entity_rows(pairs: Sequence[Pair], known: Sequence[Known]) -> tuple[list[Row], dict[Key, float | None]]:
    """A row a line of the entity tables, `low` and `high` empty; and what floors are held against.

    That is the F1 of clusters, the precision of pairs, and for names the share of all annotated mentions.
    """
    measures = dict(zip((*ENTITY_KINDS, *END_TO_END), ("f1", "precision", "recall") * 2, strict=True))
    return _measured(dict(entity_lines(pairs, known)), measures)


def figure_rows(pairs: Sequence[Pair], known: Figures) -> tuple[list[Row], dict[Key, float | None]]:
    """A row a line of the figure tables; a floor is held against the share of all annotated figures."""
    return _measured(dict(figure_lines(pairs, known)), dict.fromkeys(FIGURE_KINDS, "recall"))


def _measured(
    lines: Mapping[Key, Row], measures: Mapping[str, str]
) -> tuple[list[Row], dict[Key, float | None]]:
    """The lines as rows, and of each the rounded cell that `measures` names for its table."""
    rows = [_row(*key, **cells) for key, cells in lines.items()]  # type: ignore[arg-type]
    return rows, {(row["what"], row["name"]): row[measures[str(row["what"])]] for row in rows}  # type: ignore[misc]


def _rows(tallies: Sequence[Tally]) -> list[Row]:
    scores, bounds = total(tallies), intervals(tallies)
    means = [_row(what, MACRO, f1=macro(scores, what)) for what in MEANS]
    return [*(_score_row(line, bounds.get((line.what, line.name), (None, None))) for line in scores), *means]


def _score_row(line: Score, bounds: tuple[float | None, float | None]) -> Row:
    counts = {"gold": line.gold, "found": line.found, "right": line.right}
    shown = {"precision": line.precision, "recall": line.recall, "f1": line.f1}
    return _row(line.what, line.name, **counts, **shown, low=bounds[0], high=bounds[1])


def _row(what: str, name: str, **cells: float | None) -> Row:
    rounded = {
        key: round(value, PLACES) if isinstance(value, float) else value for key, value in cells.items()
    }
    return {"what": what, "name": name, **rounded}
