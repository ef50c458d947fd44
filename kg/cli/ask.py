"""`kg ask`: lists the questions, or answers one in Cypher or SPARQL."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

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
from kg.cli.rows import Row, render
from kg.cli.server import Neo4j, open_neo4j
from kg.cli.words import pick, say

if TYPE_CHECKING:
    from loaders.questions import Parameter, Question

LISTED = ("number", "name", "zh", "en", "params")
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
    """Print the rows of the answer, with the ids of the evidence that carries each in the last column."""
    from loaders.questions import ask, ask_store, nearest

    chosen = row_format(format, json)
    if question is None:
        _print_list(chosen)
        return
    asked, given = language(lang) or "cypher", parameters(param)
    near: Mapping[str, tuple[str, ...]] = {}
    if neo4j:
        with open_neo4j(asked, timeout) as store:
            answer = ask_store(store, question, given, limit=limit)
    else:
        folder = graph_folder(graph)
        answer = ask(folder, question, given, lang=asked, timeout=timeout, limit=limit)
        near = {} if answer.rows else nearest(folder, question, given)
        full = _written_out(given, near)
        if full:
            answer = ask(folder, question, given | full, lang=asked, timeout=timeout, limit=limit)
            near = {name: names for name, names in near.items() if name not in full}
    print(render(answer.rows, answer.columns, chosen), end="")
    if not answer.rows:
        _say_blank(answer.question, near)
    if answer.cut:
        say("另有 {cut} 行未显示 | {cut} more rows not shown", cut=answer.cut)


def _written_out(given: Mapping[str, str], near: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The parameters that are short for one name of the graph, with that name; each is told."""
    from loaders.questions import is_short_for

    full = {name: names[0] for name, names in near.items() if len(names) == 1}
    short = {name: whole for name, whole in full.items() if is_short_for(given[name], whole)}
    for name, whole in short.items():
        say("{name}：按 {whole} 回答 | {name}: answered for {whole}", name=name, whole=whole)
    return short


def _say_blank(question: "Question", near: Mapping[str, tuple[str, ...]]) -> None:
    """What an empty answer means: a name that names nothing, or what the question says of it."""
    for name, names in near.items():
        like = (
            pick("；是不是 {names} | ; do you mean {names}").format(names=", ".join(names)) if names else ""
        )
        say("{name}：没有这个全称{like} | {name}: nothing has this full name{like}", name=name, like=like)
    if not near:
        say("无结果：{blank} | no rows: {blank}", blank=pick(question.blank))


def _print_list(chosen: str) -> None:
    """Every question; a table has the wording of the user's language and the names of the parameters."""
    from loaders.questions import questions

    table = chosen == "table"
    rows = [_listed(one, types=not table) for one in questions()]
    left_out = pick("en | zh") if table else None
    print(render(rows, [name for name in LISTED if name != left_out], chosen), end="")


def _listed(one: "Question", *, types: bool) -> Row:
    full = [f"{param.name}:{param.type}={_default(param)}" for param in one.params]
    params = full if types else [param.name for param in one.params]
    return {"number": one.number, "name": one.name, "zh": one.zh, "en": one.en, "params": params}


def _default(param: "Parameter") -> object:
    return "null" if param.default is None else param.default
