"""`kg publish`: the graph as an open-data package that a portal can take as it is."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, graph_folder
from kg.cli.words import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from loaders.screening import Release

SETTINGS, RELEASE = Path("publish.toml"), "release.csv"

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
Screen = Annotated[
    bool,
    typer.Option(
        "--screen",
        help="列出发布前须决定的人名、号码、地址、内部标记（CSV） | "
        "List the names of people, numbers, addresses and internal markings to be decided on (CSV)",
    ),
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--release",
        metavar="FILE",
        help="对它们的决定（默认为发布说明旁的 release.csv） | "
        "What was decided on them (default: release.csv beside the settings)",
    ),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="PKG", help="旧包：列出增、改、删 | An older package: tell what changed"),
]
Rdf12 = Annotated[
    bool, typer.Option("--rdf12", help="另附 RDF 1.2 的 Turtle | A Turtle file of RDF 1.2 beside the others")
]


def command(
    graph: GraphFolder = None,
    out: Out = None,
    init: Init = False,
    settings: Config = SETTINGS,
    base: Base = None,
    screen: Screen = False,
    release: Decisions = None,
    since: Since = None,
    rdf12: Rdf12 = False,
) -> None:
    """Make the package and print its files of data; an older one is replaced when the new one is whole."""
    from kg.run.ended import clearing_up
    from loaders.publish import publish, read_publication, with_base, write_template
    from loaders.screening import Blocked, read_release

    if init:
        write_template(settings)
        print(settings)
        say("填好每个 TODO 再发布 | fill in each TODO, then publish")
        return
    file = release or settings.with_name(RELEASE)
    decided = read_release(file)
    if screen:
        _print_open(graph_folder(graph), decided, file)
        return
    if out is None:
        raise UsageError("no package named; name its folder with -o PKG")
    told = read_publication(settings)
    about = told if base is None else with_base(told, base)
    try:
        with clearing_up():
            items = publish(graph_folder(graph), out, about, decided, since=since, rdf12=rdf12)
    except Blocked as blocked:
        print("\n".join(blocked.places), file=sys.stderr)
        raise
    print("\n".join(str(out / item.path) for item in items))
    said = "{out}：{n} 个数据文件；打开 {out}/index.html | {out}: {n} files of data; open {out}/index.html"
    say(said, out=out, n=len(items))


def _print_open(graph: Path, decided: "Release", file: Path) -> None:
    """Print what is open and not in the file yet, as rows to add; tell of decisions that nothing needs."""
    from kg.store import slices
    from loaders.screening import listed, screening

    with slices(graph) as found:
        done = screening(found, decided)
    new = [each for each in done.open if not decided.lists(each)]
    cut = file.exists() and not file.read_bytes().endswith((b"\n", b"\r")) and file.stat().st_size
    print(("\n" if cut else "") + listed(new) if new or not done.open else "", end="")
    for note in done.notes:
        print(f"{note.file}, {note.place}: {note.what}; {note.todo}", file=sys.stderr)
    say(
        "{n} 处待定，其中 {known} 处已列在 {file}：decision 列填 publish 或 mask，存入其中 | "
        "{n} places are open, {known} of them in {file} already: "
        "put publish or mask into the column decision, and save them there",
        n=len(done.open),
        known=len(done.open) - len(new),
        file=decided.file,
    )
