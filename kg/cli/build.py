"""`kg build`: reports → graph folder."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.changes import print_preview, tell_built, tell_retracted
from kg.cli.issues import show_all, status_of
from kg.cli.limits import Limiting, MaxBytes, limiting
from kg.cli.options import (
    Json,
    Manifest,
    Paths,
    RowFormat,
    Terms,
    Without,
    graph_folder,
    path_of,
    row_format,
)
from kg.cli.words import progress_of

Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        "-g",
        "--graph",
        parser=path_of,
        metavar="OUT",
        help="图文件夹（默认 $KG_GRAPH，否则 ./graph） | Graph folder (default $KG_GRAPH, else ./graph)",
    ),
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="工作进程数 | Worker processes")]
Judgements = Annotated[
    Path | None,
    typer.Option(
        "--judgements", metavar="FILE", help="代替 OUT/judgements.csv | Instead of OUT/judgements.csv"
    ),
]
Retract = Annotated[
    list[str] | None,
    typer.Option(
        "--retract",
        metavar="REPORT",
        help="从此不收这篇报告（来源或编号），记入判定文件；可重复 | "
        "Leave a report out from now on (source or id), remembered in the judgements; repeatable",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="只列出图会少什么、多什么，不改图 | List what would go from the graph and come, change nothing",
    ),
]


def command(
    paths: Paths,
    out: Out = None,
    workers: Workers = 1,
    manifest: Manifest = None,
    judgements: Judgements = None,
    max_bytes: MaxBytes = None,
    limit: Limiting = None,
    without: Without = None,
    lexicon: Terms = None,
    retract: Retract = None,
    dry_run: DryRun = False,
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Build the graph folder; only what changed is read again. The format is that of --dry-run."""
    from kg.pipeline import BuildOptions, build, preview

    folder, chosen = graph_folder(out), row_format(format, json)
    options: BuildOptions = {
        "workers": workers,
        "manifest": manifest,
        "judgements": judgements,
        "limits": limiting(limit, max_bytes),
        "progress": progress_of("已读 {done}/{total} 篇 | {done} of {total} reports"),
        "without": without or (),
        "lexicon": lexicon,
        "retract": retract or (),
    }
    if dry_run:
        return print_preview(preview(paths, folder, **options), chosen)
    result = build(paths, folder, **options)
    show_all(result.issues, folder)
    tell_built(result, folder)
    tell_retracted(result.retracted, judgements or folder / "judgements.csv")
    return status_of(result.issues)
