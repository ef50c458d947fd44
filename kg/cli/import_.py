"""`kg import`: an RDF file that `kg export` wrote → graph folder."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.building import Out
from kg.cli.changes import counted, tell_fewer
from kg.cli.options import graph_folder
from kg.cli.words import say
from kg.errors import FolderError

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="kg export 写出的 RDF 文件 | An RDF file that kg export wrote")
]


def command(file: File, out: Out = None) -> int:
    """Make the graph folder of the file, in place of the graph that is there; print what it holds."""
    from kg.store import read_counts, write_graph, writing
    from loaders.rdf.reading import read_rdf

    folder, graph = graph_folder(out), read_rdf(file)
    before: dict[str, int] = {}
    with suppress(FolderError):
        before = read_counts(folder)
    with writing(folder):
        counts = write_graph(graph, folder).counts
    say("{file} → {folder} | {file} → {folder}", file=file, folder=folder)
    print("  ".join(counted(counts, before)))
    tell_fewer(before.get("reports", 0) - counts.get("reports", 0))
    return 0
