"""`kg query`: a free Cypher or SPARQL query that only reads, with limits of time and rows."""

import json as jsons
import re
from typing import Annotated, Any, Literal

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
from kg.cli.rows import render
from kg.cli.server import Neo4j, open_neo4j
from kg.cli.steps import steps_of
from kg.cli.words import pick, say
from kg.progress import telling

Text = Annotated[
    str, typer.Argument(metavar="QUERY", help="Cypher 或 SPARQL 查询 | A Cypher or SPARQL query")
]
_SPARQL = re.compile(
    r"(?:\s|#[^\n]*\n)*(?:(?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE|CLEAR)\b"
    r"|INSERT\s+DATA\b|DELETE\s+(?:DATA|WHERE)\b|LOAD\s+<)",
    re.IGNORECASE,
)


def command(
    text: Text,
    graph: GraphFolder = None,
    lang: Lang = None,
    neo4j: Neo4j = False,
    param: Parameters = None,
    limit: Limit = None,
    timeout: Timeout = 30.0,
    format: RowFormat = "table",
    json: Json = False,
) -> None:
    """Run the query; a parameter is `$name` in Cypher, `?param_name` in SPARQL."""
    from loaders.asking.child import LIMIT, first, within
    from loaders.asking.guard import check

    chosen, asked = row_format(format, json), language(lang) or language_of(text)
    given = {name: value_of(value) for name, value in parameters(param).items()}
    check(text, asked)
    most = (limit or LIMIT) + 1
    if neo4j:
        with open_neo4j(asked, timeout) as store:
            found = store.read(text, given, most=most)
    else:
        with telling(steps_of()):
            found = first(graph_folder(graph), text, given, lang=asked, timeout=timeout, most=most)
    within(found, given, None if limit else LIMIT)
    columns = list(dict.fromkeys(name for row in found for name in row))
    if found or chosen != "table":
        print(render(found[:limit], columns, chosen), end="")
    else:
        say("没有结果；图里有什么，见 kg stats | no rows; kg stats tells what is in the graph")
    if not found:
        _say_unknown(text, asked)
    if limit and len(found) > limit:
        say(
            "只显示前 {shown} 行，后面还有 | only the first {shown} rows are shown, there are more",
            shown=limit,
        )


def _say_unknown(text: str, lang: Literal["cypher", "sparql"]) -> None:
    """Which names of the query the graph cannot have."""
    from loaders.asking.unknown import unknown_names

    for name, near in unknown_names(text, lang).items():
        like = pick("；是不是 {names} | ; do you mean {names}").format(names=", ".join(near)) if near else ""
        say(
            "{name}：本体中没有这个名称{like} | {name}: the schema has no such name{like}",
            name=name,
            like=like,
        )


def language_of(text: str) -> Literal["cypher", "sparql"]:
    """The language that the first word of the query belongs to."""
    return "sparql" if _SPARQL.match(text) else "cypher"


def value_of(text: str) -> Any:
    """A number, truth, null or list where the text is one in JSON, else the text itself."""
    try:
        return jsons.loads(text)
    except jsons.JSONDecodeError:
        return text
