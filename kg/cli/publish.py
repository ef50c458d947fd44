"""`kg publish`: the graph as an open-data package that a portal can take as it is."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphFolder, graph_folder
from kg.cli.words import say
from kg.errors import UsageError

SETTINGS = Path("publish.toml")

Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="PKG", help="数据包的文件夹 | The folder of the package"),
]
Init = Annotated[
    bool,
    typer.Option("--init", help="在当前文件夹写 publish.toml 模板 | Write a publish.toml to fill in, here"),
]
Config = Annotated[
    Path,
    typer.Option("--settings", metavar="FILE", help="发布说明 | What to say of the package"),
]
Base = Annotated[
    str | None,
    typer.Option("--base", metavar="IRI", help="IRI 前缀，代替说明中的 | The start of every IRI, instead"),
]


def command(
    graph: GraphFolder = None,
    out: Out = None,
    init: Init = False,
    settings: Config = SETTINGS,
    base: Base = None,
) -> None:
    """Make the package and print its files of data; an older one is replaced when the new one is whole."""
    from loaders.publish import publish, read_publication, write_template

    if init:
        write_template(settings)
        print(settings)
        say("填好每个 TODO 再发布 | fill in each TODO, then publish")
        return
    if out is None:
        raise UsageError("no package named; name its folder with -o PKG")
    about = read_publication(settings)
    if base is not None:
        about = replace(about, base=base.rstrip("/"))
    items = publish(graph_folder(graph), out, about)
    print("\n".join(str(out / item.path) for item in items))
    say("{out}：{n} 个数据文件 | {out}: {n} files of data", out=out, n=len(items))
