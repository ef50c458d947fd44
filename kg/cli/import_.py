"""`kg import`: an RDF file that `kg export` wrote → graph folder."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import Out
from kg.cli.changes import counted
from kg.cli.options import graph_folder
from kg.cli.words import say

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="kg export 写出的 RDF 文件 | An RDF file that kg export wrote")
]


def command(file: File, out: Out = None) -> int:
    """Make the graph folder of the file, in place of the graph that is there; print what it holds."""
    from kg.store import write_graph, writing
    from loaders.rdf.reading import read_rdf

    folder, graph = graph_folder(out), read_rdf(file)
    with writing(folder):
        counts = write_graph(graph, folder).counts
    say("{file} → {folder} | {file} → {folder}", file=file, folder=folder)
    print("  ".join(counted(counts, {})))
    return 0
