"""`kg validate`: whether a graph folder, or an RDF file, keeps laws, shapes and checks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, Json, graph_folder, row_format
from kg.cli.rows import FORMATS, Row, render
from kg.cli.words import pick, say
from kg.settings import Settings

if TYPE_CHECKING:
    from loaders.checks.validation import ValidationResult

REPORTS = ("turtle",)
COLUMNS = ("law", "id", "what", "sentence")
WHOLE = ("severity", "law", "id", "zh", "en", "path", "value", "sentence")
"""The columns for programs: both languages, what a table has no room for."""

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]",
        help="RDF 文件，不查图文件夹 | An RDF file (.ttl, .nq …) to check instead of the graph folder",
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="|".join((*FORMATS, *REPORTS)), help="输出格式 | Output format")
]


def command(
    file: File = None, graph: GraphFolder = None, format: Format = "table", json: Json = False
) -> int:
    """Print what is wrong, or worth a look (a warning); the exit code is 3 if anything is wrong."""
    from loaders.checks.validation import of_file, of_folder

    chosen = row_format(format, json, REPORTS)
    checked = file or graph_folder(graph)
    found = of_folder(checked, base=Settings.from_env().base_iri) if file is None else of_file(file)
    print(_shown(found, chosen, checked.name), end="")
    warnings = sum(one.warning for one in found)
    faults = len(found) - warnings
    told = "{checked}：{faults} 处不合，{warnings} 处提醒 | {checked}: {faults} faults, {warnings} warnings"
    say(told, checked=checked, faults=faults, warnings=warnings)
    return 3 if faults else 0


def _shown(found: "list[ValidationResult]", format: str, name: str) -> str:
    from kg.cli.validate_page import page
    from loaders.checks.verdict import turtle

    if format == "turtle":
        return turtle(found)
    if format == "html":
        return "".join(page(found, name))
    if format == "table":
        return render([_short(one) for one in found], COLUMNS, format, widest=80) if found else ""
    rows: list[Row] = [{column: getattr(one, column) for column in WHOLE} for one in found]
    return render(rows, WHOLE, format)


def _short(one: "ValidationResult") -> Row:
    value = "" if one.value is None else f" ({one.value.rpartition('/')[2] or one.value})"
    mark = pick("提醒： | warning: ") if one.warning else ""
    what = mark + pick(f"{one.zh} | {one.en}") + value
    return {"law": one.law, "id": one.id, "what": what, "sentence": one.sentence}
