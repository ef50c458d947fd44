"""An answer as Markdown whose last column cites the sentences, which stand below as footnotes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.cli.plain import as_markdown
from kg.cli.rows import Row, render

if TYPE_CHECKING:
    from loaders.asking.citations import Citation


def with_citations(rows: Sequence[Row], columns: Sequence[str], cited: Sequence["Citation"]) -> str:
    """The table with `[^1]` for each id of evidence, and a footnote for each citation, in their order."""
    marks = {citation.id: f"[^{number}]" for number, citation in enumerate(cited, 1)}
    table = render([_marked(row, marks) for row in rows], columns, "markdown")
    notes = [f"{marks[citation.id]}: {_note(citation)}\n" for citation in cited]
    return "\n".join([table, *notes]) if notes else table


def _marked(row: Row, marks: Mapping[str, str]) -> Row:
    ids = row["evidence"]
    assert isinstance(ids, list | tuple)
    return {**row, "evidence": " ".join(sorted((marks[key] for key in ids), key=_number))}


def _number(mark: str) -> int:
    return int(mark.strip("[^]"))


def _note(citation: "Citation") -> str:
    quote = " ".join(citation.quote.split())
    place = f"{citation.source} [{citation.begin}, {citation.end})"
    return as_markdown(f"{citation.title or ''} “{quote}” {place}".lstrip()) + f" `{citation.id}`"
