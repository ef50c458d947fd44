"""`kg load`: the graph folder into Neo4j."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.loaded import elements_of, first_look, print_changes, print_gone, say_done, write_files
from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.progress import progress_of
from kg.cli.server import open_neo4j
from kg.errors import UsageError

MIXED = (
    ("--bulk", "--dry-run", "--bulk writes files, --dry-run nothing"),
    ("--bulk", "--full", "--bulk always writes all"),
    ("--bulk", "--retract run:", "--bulk asks no server, and a run is deleted on one"),
    ("--retract run:", "--dry-run", "to count first, ask MATCH (n {run: 'RUN'}) RETURN count(n)"),
    ("--retract run:", "--full", "a run is only deleted, nothing is written"),
)
"""Options that exclude each other, and why or what to do."""

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
    list[str] | None,
    typer.Option(
        "--retract",
        metavar="report:ID|rule:RULE|run:RUN",
        help="撤出一份报告、一条规则或一个批次，可重复 | Take out what rests on one report or rule, "
        "or one run wrote; repeatable",
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
BulkFormat = Annotated[
    str | None,
    typer.Option(
        "--bulk-format",
        metavar="csv|parquet",
        help="导入表的格式，默认 csv | Format of the tables of --bulk, csv by default",
    ),
]


def command(
    graph: GraphFolder = None,
    dry_run: DryRun = False,
    full: Full = False,
    retract: Retract = None,
    bulk: Bulk = None,
    bulk_format: BulkFormat = None,
    format: RowFormat = "table",
    json: Json = False,
) -> None:
    """Bring the database that NEO4J_URI names to the graph, and print what was written and deleted."""
    from kg.schema import load_schema
    from kg.store import graph_stamp
    from loaders.neo4j.sync import plan, refuse_foreign, sync

    apart = retract or []
    of_run = any(one.startswith("run:") for one in apart)
    _refuse_mixed({"--bulk": bool(bulk), "--dry-run": dry_run, "--full": full, "--retract run:": of_run})
    if bulk_format is not None and bulk is None:
        raise UsageError("--bulk-format: only --bulk DIR writes tables; name it too, or leave this out")
    chosen, folder, schema = row_format(format, json), graph_folder(graph), load_schema()
    if of_run:
        _retract_run(apart, chosen)
        return
    run = graph_stamp(folder)
    if bulk is not None:
        with elements_of(folder, apart) as found:
            write_files(found, run, bulk, bulk_format or "csv", chosen)
        return
    with elements_of(folder, apart) as found, open_neo4j("cypher", 30.0) as store:
        if dry_run:
            refuse_foreign(store)
            print_changes(plan(store, found, schema, full=full).changes, chosen)
            return
        tell = progress_of("已写 {done}/{total} | {done} of {total} written")
        loaded = sync(store, found, schema, run, full=full, progress=tell)
        link = first_look(store)
    print_changes(loaded.changes, chosen)
    say_done(loaded, run, link, full=full, apart=bool(apart))


def _refuse_mixed(given: Mapping[str, bool]) -> None:
    """UsageError where two options are given that exclude each other."""
    for one, other, why in MIXED:
        if given[one] and given[other]:
            raise UsageError(f"{one} and {other} do not go together: {why}; leave one out")


def _retract_run(apart: list[str], format: str) -> None:
    from kg.schema import load_schema
    from loaders.neo4j.sync import retract_run

    run, *others = apart
    if others:
        raise UsageError(f"--retract {run} --retract {others[0]}: a run is deleted by itself; leave one out")
    with open_neo4j("cypher", 30.0) as store:
        found = retract_run(store, load_schema(), run.removeprefix("run:"))
    print_gone(found, format)
