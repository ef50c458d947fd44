"""`kg build`: reports → graph folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.building import DryRun, Judgements, Memory, Out, Progress, Ray, Retract, Workers, check_where
from kg.cli.changes import print_preview, tell_built, tell_retracted
from kg.cli.issues import show_all, status_of
from kg.cli.limits import Limiting, MaxBytes, limiting
from kg.cli.options import Json, Manifest, Paths, RowFormat, Terms, Without, graph_folder, row_format
from kg.cli.progress import form_of
from kg.cli.steps import steps_of

if TYPE_CHECKING:
    from kg.pipeline import BuildResult


def command(
    paths: Paths,
    out: Out = None,
    workers: Workers = 1,
    ray: Ray = None,
    manifest: Manifest = None,
    judgements: Judgements = None,
    max_bytes: MaxBytes = None,
    limit: Limiting = None,
    without: Without = None,
    lexicon: Terms = None,
    memory: Memory = None,
    retract: Retract = None,
    dry_run: DryRun = False,
    progress: Progress = "auto",
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Build the graph folder; only what changed is read again. The format is that of --dry-run."""
    from kg.pipeline import BuildOptions, build, preview

    folder, chosen = graph_folder(out), row_format(format, json)
    check_where(workers, ray)
    options: BuildOptions = {
        "workers": workers,
        "ray": ray,
        "manifest": manifest,
        "judgements": judgements,
        "limits": limiting(limit, max_bytes),
        "memory": memory,
        "progress": steps_of(form_of(progress)),
        "without": without or (),
        "lexicon": lexicon,
        "retract": retract or (),
    }
    if dry_run:
        return print_preview(preview(paths, folder, **options), chosen)
    file = judgements or folder / "judgements.csv"
    return _told(build(paths, folder, **options), folder, file, progress)


def _told(result: "BuildResult", folder: Path, file: Path, progress: str) -> int:
    """The exit status of a build, once its issues and what became of the graph are told."""
    show_all(result.issues, folder)
    tell_built(result, folder, progress)
    tell_retracted(result, file)
    return status_of(result.issues)
