"""`kg build`: reports → graph folder."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.changes import counted, print_preview, tell_fewer
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
from kg.cli.words import progress_of, say

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
    }
    if dry_run:
        return print_preview(preview(paths, folder, **options), chosen)
    result = build(paths, folder, **options)
    show_all(result.issues, folder)
    read = "{folder}：新读 {parsed} 篇，未变 {reused} 篇 | {folder}: {parsed} read now, {reused} unchanged"
    same = "{folder}：未变，共 {reused} 篇 | {folder}: unchanged, {reused} reports"
    numbers = {"parsed": result.parsed, "reused": result.reused}
    say(same if result.unchanged else read, folder=folder, **numbers)
    print("  ".join(counted(result.counts, result.before)))
    tell_fewer(result.before.get("reports", 0) - result.counts.get("reports", 0))
    return status_of(result.issues)
