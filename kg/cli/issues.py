"""Trouble on stderr: one line each, and the exit code that follows from it."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.cli.plain import visible
from kg.cli.words import pick, say
from kg.model import Issue

WORDS = {"refused": "拒绝 | refused", "note": "提示 | note"}
SHOWN = 5
"""Notes of one sort that are shown one by one; issues.jsonl has them all."""


def show(issue: Issue) -> None:
    """Print `severity: file, place: what; what to do` on stderr."""
    where = ", ".join(filter(None, (issue.file, issue.place)))
    line = f"{pick(WORDS[issue.severity])}: {where}: {issue.what}; {issue.todo}"
    print(visible(" ".join(line.split())), file=sys.stderr)


def show_all(issues: Iterable[Issue], folder: Path) -> None:
    """Print all that was refused and the first notes of each sort; then how many more are in the folder."""
    seen: Counter[str] = Counter()
    for issue in issues:
        sort = sort_of(issue)
        seen[sort] += issue.severity == "note"
        if seen[sort] <= SHOWN:
            show(issue)
    for sort, count in sorted(seen.items()):
        if count > SHOWN:
            text = "提示: {sort}：另有 {more} 条，见 {file} | note: {sort}: {more} more, see {file}"
            say(text, sort=sort, more=count - SHOWN, file=folder / "issues.jsonl")


def sort_of(issue: Issue) -> str:
    """What is wrong without the single case, which stands after the last colon."""
    return issue.what.rpartition(": ")[0] or issue.what


def status_of(issues: Iterable[Issue]) -> int:
    """1 if anything was refused, else 0."""
    return int(any(issue.severity == "refused" for issue in issues))
