"""The graph as files for `neo4j-admin database import full`: tables (CSV or Parquet), a script, the schema.

An import fills an empty database several times faster than statements do, while its server is stopped. What
stands there then bears the same hashes and run, so that `kg load` finds no difference.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import FolderError, UsageError
from kg.schema import Schema
from loaders.neo4j.demands import enterprise_file, refuse_unfit
from loaders.neo4j.marked import LOCK_STATEMENT, Marked, marked_links, marked_nodes
from loaders.property_graph.cypher import neo4j_statements, schema_statements
from loaders.property_graph.elements import Elements, Link, Node, Value

Row = dict[str, Value]
ARRAY = "\x1f"
"""Stands between the parts of a list: no text has it."""
SCRIPT = """#!/bin/sh
# Fills the database of a Neo4j that is stopped; what was in it is lost. Runs on 5.26 and 2026.x.
#   NEO4J_ADMIN   the command neo4j-admin (default: on the path)    NEO4J_DATABASE   default neo4j
set -eu
cd "$(dirname "$0")"
"${{NEO4J_ADMIN:-neo4j-admin}}" database import full "${{NEO4J_DATABASE:-neo4j}}" \\
  {options} \\
{files}
if [ -s import.report ]; then echo "rows were refused: see import.report" >&2; exit 1; fi
echo "Start the server, then run schema.cypher in it (kg load does that too, and compares)."
"""
OPTIONS = (
    *("--overwrite-destination=true", "--array-delimiter=U+001F"),
    *("--bad-tolerance=0", "--report-file=./import.report"),
)
FORMATS = {"csv": "--multiline-fields=true", "parquet": "--input-type=parquet"}
"""Each format with the option that it needs."""


def write_bulk(
    found: Elements, schema: Schema, run: str, folder: Path, format: str = "csv"
) -> dict[str, int]:
    """Write the files into the folder, which is to be new or empty; gives the rows of each, by file name.

    The same graph gives the same bytes. Raises FolderError where the folder has content or cannot be written,
    UsageError for a format that is not in FORMATS, DataError where an element does not hold what it must.
    """
    if format not in FORMATS:
        raise UsageError(f"--bulk-format {format}: no such format; one of {', '.join(FORMATS)}")
    refuse_unfit(found)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderError(f"{folder}: not empty; name a new folder for --bulk")
        write, written = _writer(format), dict[str, int]()
        for name, rows in _tables(found, schema, run):
            write(folder / f"{name}.{format}", _kinds(rows), rows)
            written[f"{name}.{format}"] = len(rows)
        (folder / "import.sh").write_text(_script(written, format), "utf-8")
        statements = (*schema_statements(), LOCK_STATEMENT, *neo4j_statements())
        (folder / "schema.cypher").write_text("".join(f"{one};\n" for one in statements), "utf-8")
        (folder / "enterprise.cypher").write_text(enterprise_file(), "utf-8")
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written: {error.strerror}; name another folder") from error
    return written


def _writer(format: str) -> Callable[[Path, dict[str, str], list[Row]], None]:
    if format == "csv":
        return _write_csv
    from loaders.neo4j.columns import write_parquet

    return write_parquet


def _script(names: Iterable[str], format: str) -> str:
    options = " ".join((*OPTIONS, FORMATS[format]))
    files = (
        f"  --nodes=./{name}" if name.startswith("nodes-") else f"  --relationships=./{name}"
        for name in sorted(names)
    )
    return SCRIPT.format(options=options, files=" \\\n".join(files))


def _tables(found: Elements, schema: Schema, run: str) -> Iterator[tuple[str, list[Row]]]:
    for label, nodes in marked_nodes(found).items():
        if nodes:
            yield f"nodes-{label}", [_node(one, run) for one in nodes]
    for type_, links in marked_links(found, schema.relations).items():
        groups: dict[str, list[Row]] = {}
        for one in links:
            link = one.element
            assert isinstance(link, Link)
            name = f"links-{type_}-{link.start[0]}-{link.end[0]}"
            groups.setdefault(name, []).append(_link(link, one.hash, run))
        yield from groups.items()


def _node(one: Marked, run: str) -> Row:
    node = one.element
    assert isinstance(node, Node)
    labels = ARRAY.join((node.label, *node.labels))
    return {f"id:ID({node.label})": node.id, ":LABEL": labels, **node.props, "hash": one.hash, "run": run}


def _link(link: Link, hash_: int, run: str) -> Row:
    ends = {f":START_ID({link.start[0]})": link.start[1], f":END_ID({link.end[0]})": link.end[1]}
    return {**ends, ":TYPE": link.type, **link.key, **link.props, "hash": hash_, "run": run}


def _kinds(rows: list[Row]) -> dict[str, str]:
    """The columns of a table and the sort of value that each holds."""
    kinds: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None and kinds.get(name, "string[]") == "string[]":
                kinds[name] = _kind(value)
    return kinds


def _write_csv(path: Path, kinds: dict[str, str], rows: list[Row]) -> None:
    """A table with a typed header; a value that is missing is nothing, an empty text is two quotes."""
    head = (name if ":" in name else f"{name}:{kind}" for name, kind in kinds.items())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(head) + "\n")
        file.writelines(",".join(_cell(row.get(name)) for name in kinds) + "\n" for row in rows)


def _kind(value: Value) -> str:
    if isinstance(value, list):
        return "long[]" if value and isinstance(value[0], int) else "string[]"
    return {bool: "boolean", int: "long", float: "double"}.get(type(value), "string")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = ARRAY.join(map(str, value)) if isinstance(value, list) else value
    return '"' + text.replace('"', '""') + '"'
