"""`kg ask`: lists the questions, or answers one in Cypher or SPARQL."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answered import answered, opened, rows_without
from kg.cli.listing import listing
from kg.cli.options import (
    GraphFolder,
    Json,
    Lang,
    Limit,
    Parameters,
    RowFormat,
    Timeout,
    language,
    parameters,
    row_format,
)
from kg.cli.rows import render
from kg.cli.server import Neo4j
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from loaders.asking.citations import Read
    from loaders.asking.questions import Answer, Row

SHOWN = 4
"""Values that are named of each parameter that leaves no row."""
Wanted = Annotated[
    str | None,
    typer.Argument(
        metavar="Qnn|NAME", help="编号或名称；不写则列出全部 | Number or name; without it, the list"
    ),
]


def command(
    question: Wanted = None,
    graph: GraphFolder = None,
    param: Parameters = None,
    lang: Lang = None,
    neo4j: Neo4j = False,
    limit: Limit = None,
    timeout: Timeout = 30.0,
    format: RowFormat = "table",
    json: Json = False,
) -> None:
    """Print the rows of the answer, with the ids of the evidence that carries each in the last column.

    Markdown cites the sentences themselves, as footnotes.
    """
    chosen = row_format(format, json)
    if question is None:
        print(listing(chosen), end="")
        return
    given = parameters(param)
    with opened(graph, language(lang) or "cypher", neo4j=neo4j, timeout=timeout) as (ask, read):
        answer, near = answered(partial(ask, question, limit=limit), read, question, given)
        text = _text(answer, chosen, read)
        others = rows_without(partial(ask, question, limit=limit), answer, near, given)
    print(text, end="")
    if others:
        _say_what_others_have(given, others)
    else:
        _say_what_is_not_there(answer, near)


def _text(answer: "Answer", chosen: str, read: "Read") -> str:
    if chosen != "markdown":
        return render(answer.rows, answer.columns, chosen)
    from kg.cli.cited import with_citations
    from loaders.asking.citations import citations

    return with_citations(answer.rows, answer.columns, citations(answer.rows, read))


def _say_what_others_have(given: Mapping[str, str], others: "Sequence[Row]") -> None:
    """That the parameters leave no row, and a few of the values that rows have in their place."""
    asked = ", ".join(f"{name}={value}" for name, value in given.items())
    there = [
        f"{name}={value}"
        for name in given
        for value in sorted({str(row[name]) for row in others if row.get(name) is not None})[:SHOWN]
    ]
    like = pick("；有的如 {there} | ; there are some with {there}") if there else ""
    example = like.format(there=", ".join(there))
    say("符合 {asked} 的没有{example} | no rows with {asked}{example}", asked=asked, example=example)


def _say_what_is_not_there(answer: "Answer", near: Mapping[str, Sequence[str]]) -> None:
    """The rows that were cut; why there are none: a name that names nothing, or what the question says."""
    if answer.cut:
        say("另有 {cut} 行未显示 | {cut} more rows not shown", cut=answer.cut)
    if answer.rows:
        return
    for name, names in near.items():
        like = (
            pick("；是不是 {names} | ; do you mean {names}").format(names=", ".join(names)) if names else ""
        )
        say("{name}：没有这个全称{like} | {name}: nothing has this full name{like}", name=name, like=like)
    if not near:
        say("无结果：{blank} | no rows: {blank}", blank=pick(answer.question.blank))
