"""`kg doctor`: what is installed, reachable and wrong, and how to mend it."""

from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.words import pick

COLUMNS = ("check", "state", "found", "todo")
WIDEST = 400


def command(graph: GraphFolder = None, format: RowFormat = "table", json: Json = False) -> int:
    """Print a row for each check; the exit code is 4 if one of them is wrong."""
    from kg.cli.checks import WRONG, findings

    chosen = row_format(format, json)
    rows: list[Row] = [
        dict(zip(COLUMNS, map(pick, one), strict=True)) for one in findings(graph_folder(graph))
    ]
    print(render(rows, COLUMNS, chosen, widest=WIDEST), end="")
    return 4 if any(row["state"] == WRONG for row in rows) else 0
