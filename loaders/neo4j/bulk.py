"""The graph as files for `neo4j-admin database import full`: tables (CSV or Parquet), a script, the schema.

An import fills an empty database several times faster than statements do, while its server is stopped. What
stands there then bears the same hashes and run, so that `kg load` finds no difference.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import Any

from kg.collecting import uncollected
from kg.errors import DataError, FolderError, UsageError
from kg.schema import Schema
from loaders.neo4j.demands import enterprise_file
from loaders.neo4j.marked import LOCK_STATEMENT
from loaders.neo4j.sheets import Sheets, Sort, laid_out
from loaders.property_graph.indexes import keyed, neo4j_statements, schema_statements
from loaders.property_graph.rows import Form, Rows

Cells = Iterable[Sequence[Sequence[Any]]]
ARRAY = "\x1f"
"""Stands between the parts of a list; a table of CSV cannot hold one with a text that has it."""
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
    found: Iterable[Rows], schema: Schema, run: str, folder: Path, format: str = "csv"
) -> dict[str, int]:
    """Write the files into the folder, which is to be new or empty; gives the rows of each, by file name.

    The same graph gives the same bytes. Raises FolderError where the folder has content or cannot be written,
    UsageError for a format that is not in FORMATS, DataError where an element does not hold what it must, or
    says what the format cannot hold.
    """
    if format not in FORMATS:
        raise UsageError(f"--bulk-format {format}: no such format; one of {', '.join(FORMATS)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderError(f"{folder}: not empty; name a new folder for --bulk")
        with laid_out(found) as sheets, uncollected():
            written = _write_tables(sheets, schema, run, folder, format)
        (folder / "import.sh").write_text(_script(written, format), "utf-8")
        statements = (*schema_statements(), LOCK_STATEMENT, *neo4j_statements())
        (folder / "schema.cypher").write_text("".join(f"{one};\n" for one in statements), "utf-8")
        (folder / "enterprise.cypher").write_text(enterprise_file(), "utf-8")
    except DataError:
        for path in folder.iterdir():
            path.unlink()
        raise
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written: {error.strerror}; name another folder") from error
    return written


def _write_tables(sheets: Sheets, schema: Schema, run: str, folder: Path, format: str) -> dict[str, int]:
    """Write the tables; gives the rows of each, by file name."""
    write, written = _writer(format), dict[str, int]()
    for name, forms in _tables(sheets, schema).items():
        columns = _columns(sheets, forms)
        write(folder / f"{name}.{format}", columns, _cells(sheets, forms, columns, run))
        written[f"{name}.{format}"] = sheets.sums(forms).number
    return written


def _writer(format: str) -> Callable[[Path, Mapping[str, str], Cells], None]:
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


def _tables(found: Sheets, schema: Schema) -> dict[str, list[Form]]:
    """The forms of each table: all of a label, or all of a type between two labels."""
    tables: dict[str, list[Form]] = {}
    for kind in (*keyed(), *schema.relations):
        for form in found.forms(kind):
            name = "-".join(("links", kind, *form.ends)) if form.ends else f"nodes-{kind}"
            tables.setdefault(name, []).append(form)
    return tables


def _columns(found: Sheets, forms: list[Form]) -> dict[str, str]:
    """The columns of a table and the sort of value that each holds."""
    start, end = forms[0].ends or ("", "")
    ends = (f":START_ID({start})", f":END_ID({end})", ":TYPE")
    named = ends if forms[0].ends else (f"id:ID({forms[0].kind})", ":LABEL")
    kinds = dict.fromkeys(named, "string")
    for form in forms:
        kinds |= dict.fromkeys(form.names if form.ends else (), "string")
        for name, sort in found.columns(form).items():
            kinds.setdefault(name, _kind(sort))
    return {**kinds, "hash": "long", "run": "string"}


def _cells(found: Sheets, forms: Iterable[Form], columns: Mapping[str, str], run: str) -> Cells:
    """The cells of the rows, a block at a time, in the order of the columns."""
    for form in forms:
        fixed = form.kind if form.ends else ARRAY.join((form.kind, *form.names))
        names = len(form.ends) or 1
        own = list(columns)[names + 1 : -2]
        for hashes, named, props, sizes in found.blocks(form):
            size = len(sizes)
            said: dict[str, Sequence[Any]] = {**dict(zip(form.names, named[names:], strict=False)), **props}
            cells = (said.get(name) or [None] * size for name in own)
            yield *named[:names], [fixed] * size, *cells, hashes, [run] * size


def _write_csv(path: Path, columns: Mapping[str, str], cells: Cells) -> None:
    """A table with a typed header; a value that is missing is nothing, an empty text is two quotes."""
    head = (name if ":" in name else f"{name}:{kind}" for name, kind in columns.items())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(head) + "\n")
        for some in cells:
            quotes, written = zip(*map(_written, some), strict=True)
            between = (f"{one},{other}" for one, other in pairwise(quotes))
            marks = map(repeat, (*between, f"{quotes[-1]}\n{quotes[0]}"))
            lines = zip(*chain.from_iterable(zip(written, marks, strict=True)), strict=False)
            text = "".join(chain.from_iterable(lines))
            file.write(quotes[0] + text.removesuffix(quotes[0]))


def _written(column: Sequence[Any]) -> tuple[str, Iterable[str]]:
    """What stands around each cell of a column, and the cells as they are written."""
    kinds = {*map(type, column)}
    if kinds == {str}:
        return '"', column if '"' not in "".join(column) else map(_doubled, column)
    if len(kinds) == 1:
        return "", map(_CELLS[kinds.pop()], column)
    return "", (_CELLS[type(cell)](cell) for cell in column)


def _kind(type_: Sort) -> str:
    if isinstance(type_, frozenset):
        return "long[]" if int in type_ else "string[]"
    return {bool: "boolean", int: "long", float: "double"}.get(type_, "string")


def _doubled(value: str) -> str:
    return value.replace('"', '""')


def _text(value: str) -> str:
    return f'"{_doubled(value)}"'


def _parts(value: Sequence[object]) -> str:
    text = ARRAY.join(map(str, value))
    if text.count(ARRAY) >= len(value):
        what = f"CSV: U+001F in {text!r}, where it parts the items of a list"
        raise DataError(f"{what}; take it out of the report, or write --bulk-format parquet")
    return _text(text)


_CELLS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: _text,
    bool: lambda value: str(value).lower(),
    list: _parts,
    int: int.__repr__,
    float: float.__repr__,
}
"""How a value of each type is written."""
