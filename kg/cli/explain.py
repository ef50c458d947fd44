"""`kg explain`: the sentences behind a name or an id."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, Json, graph_folder, row_format
from kg.cli.plain import visible
from kg.cli.rows import FORMATS, Row, render
from kg.cli.words import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.passages import Explanation, Passage

COLUMNS = ("of", "says", "rule", "why", "report", "section", "start", "end", "quote", "sentence", "evidence")
Wanted = Annotated[str, typer.Argument(metavar="NAME|ID", help="名称或标识 | A name or an id")]
Limit = Annotated[
    int, typer.Option("--limit", min=1, help="每项至多显示几处 | Passages shown for each thing")
]
Format = Annotated[
    str,
    typer.Option("--format", metavar="|".join(("text", *FORMATS)), help="输出格式 | Output format"),
]


def command(
    wanted: Wanted, graph: GraphFolder = None, limit: Limit = 20, format: Format = "text", json: Json = False
) -> None:
    """Print what bears the name or id, with every passage."""
    from kg.passages import explain
    from kg.store import read_graph

    if not wanted.strip():
        raise UsageError('"" is no name (a variable that is not set?); give a name or an id')
    chosen = "text" if format == "text" and not json else row_format(format, json)
    found = explain(read_graph(graph_folder(graph)), wanted)
    if chosen == "text":
        print("\n\n".join("\n".join(map(visible, lines(one, limit))) for one in found))
    else:
        print(render([*rows(found, limit)], COLUMNS, chosen), end="")
    left_out = sum(max(0, len(one.passages) - limit) for one in found)
    if left_out:
        say("另有 {count} 处未显示；用 --limit 增加 | {count} more passages; raise --limit", count=left_out)


def lines(one: "Explanation", limit: int) -> Iterator[str]:
    """The explanation as text for people."""
    yield f"{one.title}  ({one.kind} {one.id})"
    for name, value in one.details:
        if value:
            yield f"  {name}: {value}"
    for passage in one.passages[:limit]:
        yield from _passage_lines(passage)


def _passage_lines(passage: "Passage") -> Iterator[str]:
    from kg.passages import marked

    place = passage.evidence
    yield ""
    yield "  " + "  ".join(filter(None, (passage.says, passage.rule, passage.why)))
    yield f"  {passage.report.source} [{place.start}, {place.end})  {passage.section}".rstrip()
    yield f"    {marked(passage)}"
    yield f"    {place.id}"


def rows(found: Iterable["Explanation"], limit: int) -> Iterator[Row]:
    """One row a passage."""
    from kg.passages import marked

    for one in found:
        for passage in one.passages[:limit]:
            place = passage.evidence
            values = (
                one.id,
                passage.says,
                passage.rule,
                passage.why or None,
                passage.report.source,
                passage.section or None,
                place.start,
                place.end,
                place.quote,
                marked(passage),
                place.id,
            )
            yield dict(zip(COLUMNS, values, strict=True))
