"""`kg extract`: mentions and claims of each report as JSON Lines on stdout."""

import json
from typing import TYPE_CHECKING

from kg.cli.issues import show, status_of
from kg.cli.limits import Limiting, MaxBytes, limiting
from kg.cli.options import Manifest, Paths, Terms, Without

if TYPE_CHECKING:
    from kg.model import Issue


def command(
    paths: Paths,
    manifest: Manifest = None,
    max_bytes: MaxBytes = None,
    limit: Limiting = None,
    without: Without = None,
    lexicon: Terms = None,
) -> int:
    """Print one JSON object a report that was read."""
    from kg.pipeline import extract
    from kg.record import record_of

    issues: list[Issue] = []

    def tell(issue: "Issue") -> None:
        issues.append(issue)
        show(issue)

    found = extract(
        paths,
        manifest=manifest,
        limits=limiting(limit, max_bytes),
        on_issue=tell,
        without=without or (),
        lexicon=lexicon,
    )
    for reading in found:
        for issue in reading.issues:
            tell(issue)
        print(json.dumps(record_of(reading), ensure_ascii=False))
    return status_of(issues)
