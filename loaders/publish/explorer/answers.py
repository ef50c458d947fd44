"""The questions with their answers, asked in SPARQL of the triples that the package publishes."""

from collections.abc import Iterable
from typing import Any

from loaders.asking.child import LIMIT
from loaders.asking.questions import Answer, Question, answer
from loaders.publish.counts import counts_of
from loaders.publish.data import triples_of
from loaders.publish.explorer.asking import Over, asked
from loaders.publish.explorer.chunks import Chunks
from loaders.publish.explorer.shelf import Shelf
from loaders.publish.work import Work

ROWS = 500
"""The rows of an answer that are written."""


def answered(work: Work, shelf: Shelf, chunks: Chunks) -> list[dict[str, Any]]:
    """Write the answer to each question without parameters; gives the questions, those of a theme together.

    One of more rows than `kg ask` gives is not answered, as it would not be there, nor one that is not asked
    since it sees or groups too much; of such a one it is told how much is too much.
    """
    told = []
    for one, found in asked(triples_of(work), counts_of(work)):
        whole = None if isinstance(found, Over) or len(found) > LIMIT else answer(one, found)
        if whole is not None:
            chunks.put(f"answer/{one.number}", _answer(whole, shelf))
        rows = None if whole is None else len(whole.rows)
        over = {found.what: found.most} if isinstance(found, Over) else {}
        told.append({**_told(one), "rows": rows, **over})
    return told


def _told(one: Question) -> dict[str, Any]:
    zh, _, en = one.theme.partition(" | ")
    blank = one.blank.split(" | ")
    return {
        "number": one.number,
        "said": [one.zh, one.en],
        "theme": [zh, en],
        "blank": blank,
        "params": [param.name for param in one.params],
    }


def _answer(found: Answer, shelf: Shelf) -> dict[str, Any]:
    """The first rows, the ids of the things that they name, and titles of the reports that they give."""
    rows = [list(row.values()) for row in found.rows[:ROWS]]
    texts = {text for row in rows for cell in row[:-1] for text in _texts(cell)}
    links = {text: key for text in sorted(texts) if (key := shelf.named(text)) is not None}
    reports = {row[found.columns.index("report")] for row in rows} if "report" in found.columns else set()
    titles = {key: known.name for key in sorted(reports) if (known := shelf.known(key)) is not None}
    return {"columns": found.columns, "rows": rows, "links": links, "titles": titles}


def _texts(cell: object) -> Iterable[str]:
    cells = cell if isinstance(cell, list) else [cell]
    return [text for text in cells if isinstance(text, str)]
