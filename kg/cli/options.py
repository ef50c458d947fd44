"""Options that several commands share, and what they mean."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.rows import FORMATS
from kg.errors import UsageError
from kg.settings import Settings


def path_of(text: str) -> Path:
    """The path that was typed; UsageError for nothing, which would be the current folder."""
    if not text:
        raise UsageError('"" is no path (a variable that is not set?); name a file or folder')
    return Path(text)


GraphFolder = Annotated[
    Path | None,
    typer.Option(
        "-g",
        "--graph",
        parser=path_of,
        metavar="DIR",
        help="图文件夹（默认 $KG_GRAPH，否则 ./graph） | Graph folder (default $KG_GRAPH, else ./graph)",
    ),
]
Paths = Annotated[
    list[Path],
    typer.Argument(
        parser=path_of,
        metavar="PATH",
        help="报告文件、文件夹、ZIP，- 为标准输入 | "
        "Reports, folders or ZIP files of them, - for standard input",
    ),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        parser=path_of,
        metavar="FILE",
        help="报告元数据（CSV、JSONL） | What is known of the reports (CSV, JSONL)",
    ),
]
RowFormat = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help="输出格式 | Output format")
]
Json = Annotated[bool, typer.Option("--json", help="即 --format json | Short for --format json")]
Terms = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        parser=path_of,
        metavar="DIR",
        help="自备词表的文件夹（docs/lexicon.md） | A folder of your own terms (docs/lexicon.md)",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="RULE",
        help="不用某规则或一类（initiative.），可重复 | Leave out a rule or family (initiative.); repeatable",
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help="参数，可重复 | A parameter; repeatable"),
]
Language = Literal["cypher", "sparql"]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="cypher|sparql", help="查询语言 | Query language")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="至多显示几行 | Rows shown at most")]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, max=86_400, help="查询时限（秒） | Seconds of query time")
]


def graph_folder(option: Path | None) -> Path:
    """The folder that the option names, else $KG_GRAPH, else ./graph."""
    return option or Settings.from_env().graph


def row_format(name: str, json: bool, more: tuple[str, ...] = ()) -> str:
    """The row format asked for, or one of `more`; UsageError for a name that is none."""
    if json:
        return "json"
    if name not in (*FORMATS, *more):
        raise UsageError(f"--format {name}: no such format; one of {', '.join((*FORMATS, *more))}")
    return name


def parameters(pairs: list[str] | None) -> dict[str, str]:
    """`name=value` pairs as a mapping; UsageError for a pair without `=` or a name given twice."""
    found: dict[str, str] = {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {pair}: expected name=value")
        if name in found:
            raise UsageError(f"--param {name}: given twice")
        found[name] = value
    return found


def language(name: str | None) -> Language | None:
    """The query language asked for, None for none; UsageError for a name that is none."""
    languages: dict[str | None, Language | None] = {None: None, "cypher": "cypher", "sparql": "sparql"}
    if name not in languages:
        raise UsageError(f"--lang {name}: no such language; cypher or sparql")
    return languages[name]
