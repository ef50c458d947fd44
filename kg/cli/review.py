"""`kg review`: pairs that may be one thing, decided with one key each."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.asking import COLUMNS, decide, rows
from kg.cli.issues import show
from kg.cli.options import GraphFolder, Json, Limit, RowFormat, graph_folder, row_format
from kg.cli.rows import render
from kg.cli.words import say
from kg.errors import UsageError

List = Annotated[bool, typer.Option("--list", help="只列出，不询问 | Print the pairs, ask nothing")]
File = Annotated[
    Path | None,
    typer.Option("--judgements", metavar="FILE", help="代替图中的判定文件 | Instead of the graph's file"),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="判定人 | Who decides (default: you)")]


def command(
    graph: GraphFolder = None,
    list: List = False,
    judgements: File = None,
    by: By = None,
    limit: Limit = None,
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Ask about the pairs, or print them with --list; each answer is a row of judgements.csv at once."""
    from kg.resolve.proposals import proposals
    from kg.store import read_graph, read_judgements

    chosen, folder = row_format(format, json), graph_folder(graph)
    listed = list or json or format != "table"
    if not listed and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("kg review asks in a terminal, and there is none; --list prints the pairs")
    made, path = read_graph(folder), judgements or folder / "judgements.csv"
    known = read_judgements(path) if path.exists() else None
    for issue in known.issues if known else ():
        show(issue)
    found = proposals(made, known.rows if known else ())[:limit]
    if listed:
        print(render([*rows(found)], COLUMNS, chosen), end="")
        return 0
    from kg.cli.keys import read_key

    said = decide(found, made, path, by if by is not None else getpass.getuser(), read_key)
    say(
        "{n} 条写入 {path}；重新 kg build 后生效 | {n} rows added to {path}; kg build follows them",
        n=said,
        path=path,
    )
    return 0
