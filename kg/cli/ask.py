"""`kg ask`: lists the questions, or answers one in Cypher or SPARQL."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.listing import listing
from kg.cli.options import (
    GraphFolder,
    Json,
    Lang,
    Limit,
    Parameters,
    RowFormat,
    Timeout,
    graph_folder,
    language,
    parameters,
    row_format,
)
from kg.cli.rows import render
from kg.cli.server import Neo4j, open_neo4j
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from loaders.citations import Read
    from loaders.questions import Answer

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
    from loaders.child import rows
    from loaders.questions import ask, ask_store, nearest

    chosen = row_format(format, json)
    if question is None:
        print(listing(chosen), end="")
        return
    asked, given = language(lang) or "cypher", parameters(param)
    near: Mapping[str, tuple[str, ...]] = {}
    if neo4j:
        with open_neo4j(asked, timeout) as store:
            answer = ask_store(store, question, given, limit=limit)
            text = _text(answer, chosen, store.read)
    else:
        folder = graph_folder(graph)
        answer = ask(folder, question, given, lang=asked, timeout=timeout, limit=limit)
        near = {} if answer.rows else nearest(folder, question, given)
        full = _written_out(given, near)
        if full:
            answer = ask(folder, question, given | full, lang=asked, timeout=timeout, limit=limit)
            near = {name: names for name, names in near.items() if name not in full}
        text = _text(answer, chosen, partial(rows, folder, timeout=timeout, limit=None))
    print(text, end="")
    _say_what_is_not_there(answer, near)


def _text(answer: "Answer", chosen: str, read: "Read") -> str:
    if chosen != "markdown":
        return render(answer.rows, answer.columns, chosen)
    from kg.cli.cited import with_citations
    from loaders.citations import citations

    return with_citations(answer.rows, answer.columns, citations(answer.rows, read))


def _written_out(given: Mapping[str, str], near: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The parameters that are short for one name of the graph, with that name; each is told."""
    from loaders.questions import is_short_for

    full = {name: names[0] for name, names in near.items() if len(names) == 1}
    short = {name: whole for name, whole in full.items() if is_short_for(given[name], whole)}
    for name, whole in short.items():
        say("{name}：按 {whole} 回答 | {name}: answered for {whole}", name=name, whole=whole)
    return short


def _say_what_is_not_there(answer: "Answer", near: Mapping[str, tuple[str, ...]]) -> None:
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
