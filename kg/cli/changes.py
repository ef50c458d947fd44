"""What a build changes: rows more and fewer, and each thing that goes or comes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.cli.rows import render
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from kg.compare import Change


def counted(counts: Mapping[str, int], before: Mapping[str, int]) -> Iterable[str]:
    """`mentions 120 (-12)`: the rows of each table, and how many more or fewer than before."""
    for name in ("reports", "mentions", "claims", "entities", "facts", "observations", "refused", "notes"):
        change = counts.get(name, 0) - before.get(name, 0) if before else 0
        if name in counts:
            yield f"{name} {counts[name]}" + (f" ({change:+})" if change else "")


def print_changes(found: "Sequence[Change]", format: str) -> None:
    """Print a row a change on stdout, and how many there are of each kind on stderr."""
    from kg.compare import Change

    print(render([change._asdict() for change in found], Change._fields, format), end="")
    kinds = Counter((change.what, change.change) for change in found)
    said = "  ".join(f"{what} {sign}{number}" for (what, sign), number in kinds.items())
    say("图未改：{said} | the graph is as it was: {said}", said=said or pick("无变化 | no change"))
