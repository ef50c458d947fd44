"""`kg load`: the graph folder into Neo4j."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.server import open_neo4j
from kg.cli.words import progress_of, say
from kg.errors import UsageError
from kg.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.sync import Change, Loaded

COLUMNS = ("what", "in_graph", "new", "changed", "deleted")
FIRST = "MATCH p = (:Agency)-[:ISSUED|LAUNCHED|ADVANCES|IMPLEMENTS|USES]->(:Entity) RETURN p LIMIT 40"
"""What the link to Neo4j Browser asks."""

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="只说会改什么，不写 | Say what would change, write nothing")
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help="全部重写，用于被他人改动的库 | Write all again, where others have changed the database",
    ),
]
Retract = Annotated[
    str | None,
    typer.Option(
        "--retract",
        metavar="report:ID|rule:RULE|run:RUN",
        help="撤出一份报告、一条规则或一个批次 | Take out what rests on one report or rule, or one run wrote",
    ),
]


def command(
    graph: GraphFolder = None,
    dry_run: DryRun = False,
    full: Full = False,
    retract: Retract = None,
    format: RowFormat = "table",
    json: Json = False,
) -> None:
    """Bring the database that NEO4J_URI names to the graph, and print what was written and deleted."""
    from kg.schema import load_schema
    from kg.store import graph_stamp, read_graph
    from loaders.elements import elements
    from loaders.retract import without
    from loaders.sync import plan, refuse_foreign, sync

    chosen, folder, schema = row_format(format, json), graph_folder(graph), load_schema()
    if retract and retract.startswith("run:"):
        _retract_run(retract.removeprefix("run:"), dry_run, chosen)
        return
    run, found = graph_stamp(folder), elements(without(read_graph(folder), retract), schema)
    with open_neo4j("cypher", 30.0) as store:
        if dry_run:
            refuse_foreign(store)
            _print(plan(store, found, schema, full=full).changes, chosen)
            return
        tell = progress_of("已写 {done}/{total} | {done} of {total} written")
        loaded = sync(store, found, schema, run, full=full, progress=tell)
        link = store.browser(FIRST)
    _print(loaded.changes, chosen)
    _say_done(loaded, run, link)


def _say_done(loaded: "Loaded", run: str, link: str) -> None:
    say(
        "已对账：节点 {nodes}，关系 {links}，数目与哈希和均一致；"
        "服务器新建 {created}，删除 {deleted}；批次 {run}"
        " | reconciled: {nodes} nodes, {links} relationships, counts and sums of hashes agree; "
        "the server created {created}, deleted {deleted}; run {run}",
        nodes=loaded.nodes,
        links=loaded.links,
        created=loaded.created,
        deleted=loaded.deleted,
        run=run,
    )
    say("在浏览器中看 | look at it in Neo4j Browser")
    say("  {link}", link=link)
    say(
        "样式与保存的查询，拖入浏览器窗口：{place}"
        " | style and saved queries, to be dropped on its window: {place}",
        place=resource("queries/browser"),
    )


def _retract_run(run: str, dry_run: bool, format: str) -> None:
    from kg.schema import load_schema
    from loaders.sync import retract_run

    if dry_run:
        raise UsageError("--retract run: has no --dry-run; ask MATCH (n {run: 'RUN'}) RETURN count(n)")
    with open_neo4j("cypher", 30.0) as store:
        found = retract_run(store, load_schema(), run)
    print(
        render([{"what": kind, "deleted": number} for kind, number in found.items()], COLUMNS[::4], format),
        end="",
    )


def _print(changes: "Sequence[Change]", format: str) -> None:
    rows: list[Row] = [
        dict(zip(COLUMNS, (one.kind, one.number, one.new, one.changed, one.gone), strict=True))
        for one in changes
        if one.number or one.differs
    ]
    print(render(rows, COLUMNS, format), end="")
