"""What a build changes: rows more and fewer, and each thing that goes or comes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.issues import show, status_of
from kg.cli.progress import tell_event
from kg.cli.rows import render
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from kg.pipeline import BuildResult, Preview


def counted(counts: Mapping[str, int], before: Mapping[str, int]) -> Iterable[str]:
    """`mentions 120 (-12)`: the rows of each table, and how many more or fewer than before."""
    for name in ("reports", "mentions", "claims", "entities", "facts", "observations", "refused", "notes"):
        change = counts.get(name, 0) - before.get(name, 0) if before else 0
        if name in counts:
            yield f"{name} {counts[name]}" + (f" ({change:+})" if change else "")


def tell_built(result: "BuildResult", folder: Path, form: str) -> None:
    """Say how many reports were read, print the rows, say where there are fewer reports than before."""
    numbers = {"parsed": result.parsed, "reused": result.reused}
    read = "{folder}：新读 {parsed} 篇，未变 {reused} 篇 | {folder}: {parsed} read now, {reused} unchanged"
    same = "{folder}：未变，共 {reused} 篇 | {folder}: unchanged, {reused} reports"
    if form == "json":
        tell_event("built", {**numbers, "unchanged": result.unchanged, "counts": result.counts})
    else:
        say(same if result.unchanged else read, folder=folder, **numbers)
    print("  ".join(counted(result.counts, result.before)))
    fewer = result.before.get("reports", 0) - result.counts.get("reports", 0)
    tell_fewer(fewer - len(result.left_out.sources))


def tell_fewer(reports: int) -> None:
    """Say that a graph holds what its last build was given, where it holds fewer reports than before."""
    if reports > 0:
        say(
            "图中报告少了 {count} 篇：图里只有最近一次给出的报告；要保留，请一并给出"
            " | {count} reports fewer: a graph holds what its last build was given; name all to keep them",
            count=reports,
        )


def tell_retracted(result: "BuildResult", file: Path) -> None:
    """Say which reports the file leaves out from now on, how many others, and which came back changed."""
    for source in result.retracted:
        say(
            "已撤下 {source}：记入 {file}；删去那一行即可恢复"
            " | {source} is retracted: a row of {file} keeps it out; take the row out to have it back",
            source=source,
            file=file,
        )
    known = len(result.left_out.sources) - len(result.retracted)
    if known > 0:
        said = "按 {file} 撤下的报告：{count} 篇 | left out as {file} says: {count}"
        say(said, count=known, file=file)
    for source in result.left_out.changed:
        say(
            "{source} 与撤下时内容不同，已在图中；仍要撤下，请再用 --retract"
            " | {source} is not what was retracted, and is in the graph; if it is to go, --retract it again",
            source=source,
        )


def print_preview(preview: "Preview", format: str) -> int:
    """Print a row a change on stdout, what is refused and how many changes there are on stderr.

    Gives the exit code.
    """
    from kg.compare import Change

    found, issues = preview
    for issue in issues:
        if issue.severity == "refused":
            show(issue)
    print(render([change._asdict() for change in found], Change._fields, format), end="")
    kinds = Counter((change.what, change.change) for change in found)
    said = "  ".join(f"{what} {sign}{number}" for (what, sign), number in kinds.items())
    say("图未改：{said} | the graph is as it was: {said}", said=said or pick("无变化 | no change"))
    return status_of(issues)
