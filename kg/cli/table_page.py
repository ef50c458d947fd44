"""Rows as one page of HTML that needs no other file, no script and no network (kg.evaluate.page)."""

from collections.abc import Iterable, Iterator

from kg.evaluate.page import head, shown

TITLE = "政务图谱 · Zhengwu Knowledge Graph"
STYLE = "cli/table_page.css"


def page(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The page in pieces; cells are texts, and escaped here."""
    yield from head(TITLE, STYLE)
    yield from table(map(shown, columns), (map(shown, row) for row in rows))
    yield "</body>\n</html>\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in pieces; heads and cells are HTML."""
    yield f"<table>\n<thead>{_cells('th', heads)}</thead>\n<tbody>\n"
    yield from (_cells("td", row) for row in rows)
    yield "</tbody>\n</table>\n"


def _cells(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>\n"
