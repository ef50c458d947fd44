"""`kg load`: the graph folder into Neo4j."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.loaded import COLUMNS, print_changes, say_done
from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import render
from kg.cli.server import open_neo4j
from kg.cli.words import progress_of
from kg.errors import UsageError

if TYPE_CHECKING:
    pass

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
Bulk = Annotated[
    Path | None,
    typer.Option(
        "--bulk",
        metavar="DIR",
        help="不连服务器，写出 neo4j-admin 导入文件 | No server: write files that neo4j-admin imports",
    ),
]


def command(
    graph: GraphFolder = None,
    dry_run: DryRun = False,
    full: Full = False,
    retract: Retract = None,
    bulk: Bulk = None,
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
    if bulk is not None:
        from loaders.bulk import write_bulk

        written = write_bulk(found, schema, run, bulk)
        print(
            render([{"file": name, "rows": n} for name, n in written.items()], ("file", "rows"), chosen),
            end="",
        )
        return
    with open_neo4j("cypher", 30.0) as store:
        if dry_run:
            refuse_foreign(store)
            print_changes(plan(store, found, schema, full=full).changes, chosen)
            return
        tell = progress_of("已写 {done}/{total} | {done} of {total} written")
        loaded = sync(store, found, schema, run, full=full, progress=tell)
        link = store.browser(FIRST)
    print_changes(loaded.changes, chosen)
    say_done(loaded, run, link)


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
