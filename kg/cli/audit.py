"""`kg audit`: what comes out where figures, claims and plans are held against each other."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.audit_words import KINDS, VERDICTS, plain
from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.words import pick, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.findings import Finding

COLUMNS = (
    "verdict", "kind", "what", "stated", "computed", "part", "whole", "target", "declared", "missing", "cue",
    "scope", "same_issuer", "region", "agency", "places", "quotes", "evidence",
)  # fmt: skip
SHOWN = ("verdict", "kind", "what", "stated", "computed", "agency", "places", "quotes")
Verdict = Annotated[
    str | None, typer.Option("--verdict", metavar="VERDICT", help="只列此判定 | This verdict alone")
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="|".join(KINDS), help="只列此种类 | This kind alone")
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="另写成网页 | Write a page of HTML, too")
]


def command(
    graph: GraphFolder = None,
    verdict: Verdict = None,
    kind: Kind = None,
    html: Html = None,
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Print each finding with its sentences, those to look at first in front."""
    from kg.findings import findings
    from kg.store import read_graph

    for option, value, known in (("--verdict", verdict, VERDICTS), ("--kind", kind, KINDS)):
        if value is not None and value not in known:
            raise UsageError(f"{option} {value}: expected one of {', '.join(known)}")
    chosen, order = row_format(format, json), [*VERDICTS]
    made = [one for one in findings(read_graph(graph_folder(graph))) if one.kind in KINDS]
    found = sorted(made, key=lambda one: (order.index(one.verdict), [*KINDS].index(one.kind)))
    shown = [one for one in found if verdict in (None, one.verdict) and kind in (None, one.kind)]
    print(render(rows(shown), SHOWN if chosen == "table" else COLUMNS, chosen), end="")
    if html is not None:
        _write_page(shown, html)
    counts = Counter(one.verdict for one in shown)
    say("；".join(f"{pick(words)} {counts[each]}" for each, words in VERDICTS.items() if counts[each]))
    return 0


def _write_page(shown: Sequence["Finding"], path: Path) -> None:
    from kg.cli.audit_page import page

    try:
        path.write_text("".join(page(shown)), "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; name another file") from error


def rows(found: Sequence["Finding"]) -> list[Row]:
    """A row a finding; places and quotes are those of its sentences, the one that is judged first."""
    return [
        {column: plain(one.values.get(column)) for column in COLUMNS}
        | {"verdict": one.verdict, "kind": one.kind, "what": one.name}
        | {"region": one.region, "agency": one.agency, "same_issuer": one.values.get("sameIssuer")}
        | {"places": [sentence.place for sentence in one.sentences]}
        | {"quotes": [sentence.text for sentence in one.sentences], "evidence": list(one.evidence)}
        for one in found
    ]
