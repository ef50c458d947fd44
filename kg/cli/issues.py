"""Trouble on stderr: one line each, and the exit code that follows from it."""

import sys
from collections.abc import Iterable

from kg.cli.words import pick
from kg.model import Issue

WORDS = {"refused": "拒绝 | refused", "note": "提示 | note"}


def show(issue: Issue) -> None:
    """Print `severity: file, place: what; what to do` on stderr."""
    where = ", ".join(filter(None, (issue.file, issue.place)))
    line = f"{pick(WORDS[issue.severity])}: {where}: {issue.what}; {issue.todo}"
    print(" ".join(line.split()), file=sys.stderr)


def status_of(issues: Iterable[Issue]) -> int:
    """1 if anything was refused, else 0."""
    return int(any(issue.severity == "refused" for issue in issues))
