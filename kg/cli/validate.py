"""`kg validate`: whether a graph folder keeps its laws."""

from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.words import say

COLUMNS = ("law", "id", "what")


def command(graph: GraphFolder = None, format: RowFormat = "table", json: Json = False) -> int:
    """Print a row for each breach; the exit code is 3 if there is one."""
    from kg.schema import load_schema
    from kg.soundness import faults
    from kg.store import read_graph

    chosen = row_format(format, json)
    folder = graph_folder(graph)
    rows: list[Row] = [
        {"law": fault.law, "id": fault.id, "what": fault.what}
        for fault in faults(read_graph(folder), load_schema())
    ]
    if rows or chosen != "table":
        print(render(rows, COLUMNS, chosen, widest=200), end="")
    say("{folder}：{count} 处不合 | {folder}: {count} faults", folder=folder, count=len(rows))
    return 3 if rows else 0
