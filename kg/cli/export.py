"""`kg export`: the graph as RDF, CSV tables or GraphML, to a file or to stdout."""

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copymode
from tempfile import TemporaryDirectory
from typing import IO, Annotated, Literal

import typer

from kg.cli.options import GraphFolder, graph_folder
from kg.errors import UsageError
from kg.settings import Settings

RDF = ("ttl", "nt", "nq", "trig", "rdfxml", "jsonld")
FORMATS = (*RDF, "csv", "graphml")
Format = Annotated[str, typer.Argument(metavar="|".join(FORMATS), help="格式 | Format")]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar="FILE",
        help="文件（默认 stdout）；csv 为文件夹 | File (default stdout); a folder for csv",
    ),
]
Rdf12 = Annotated[
    bool,
    typer.Option(
        "--rdf12",
        help="RDF 1.2（ttl、nt、nq、trig）：断言用三元组项 | RDF 1.2 (ttl, nt, nq, trig): triple terms",
    ),
]
Base = Annotated[str | None, typer.Option("--base", metavar="IRI", help="IRI 前缀 | The start of every IRI")]


def command(
    format: Format, out: Out = None, graph: GraphFolder = None, base: Base = None, rdf12: Rdf12 = False
) -> None:
    """Write the graph in the format; an existing file is replaced when the new one is whole."""
    if format not in FORMATS:
        raise UsageError(f"{format}: no such format; one of {', '.join(FORMATS)}")
    if format == "csv" and out is None:
        raise UsageError("csv: one file a table; name the folder with -o FOLDER")
    _check_suffix(format, out)
    if rdf12 and format not in RDF:
        raise UsageError(f"{format}: no RDF, so --rdf12 says nothing; leave one of the two out")
    settings, folder = Settings.from_env(), graph_folder(graph)
    if out is not None and format == "csv":
        _write_tables(folder, out, "zh" if settings.locale == "zh" else "en")
    elif format == "graphml":
        _write_graphml(folder, out)
    else:
        _write_rdf(folder, format, out, base or settings.base_iri, rdf12=rdf12)


def _check_suffix(format: str, out: Path | None) -> None:
    """UsageError where the name of the file ends as that of another format."""
    suffix = "" if out is None else out.suffix.lower().removeprefix(".")
    named = {"rdf": "rdfxml", "xml": "rdfxml", "json": "jsonld"}.get(suffix, suffix)
    if named in FORMATS and named != format:
        raise UsageError(f"{out}: ends as {named}, and {format} is asked for; make the two agree")


def _write_tables(graph: Path, folder: Path, language: Literal["zh", "en"]) -> None:
    from kg.store import slices
    from loaders.tables import write_tables

    try:
        with slices(graph) as found:
            paths = write_tables(found, folder, language=language)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written: {error.strerror}; name another folder with -o"
        ) from error
    print("\n".join(map(str, paths)))


def _write_graphml(graph: Path, out: Path | None) -> None:
    from kg.store import read_graph
    from loaders.networks import export

    found = read_graph(graph)
    _write(lambda stream: export(found, stream), out)


def _write_rdf(graph: Path, format: str, out: Path | None, base: str, *, rdf12: bool) -> None:
    from kg.store import slices
    from loaders.rdf.writing import export

    with slices(graph) as found:
        _write(lambda stream: export(found, format, stream, base=base.rstrip("/"), rdf12=rdf12), out)


def _write(write: Callable[[IO[bytes]], None], out: Path | None) -> None:
    """Write to stdout, or to `out`: straight into what is no plain file there, such as a named pipe."""
    if out is None:
        write(sys.stdout.buffer)
        return
    try:
        if out.exists() and not out.is_file():
            with out.open("wb") as stream:
                write(stream)
        else:
            _replace(write, out.resolve())
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}; name another file with -o") from error


def _replace(write: Callable[[IO[bytes]], None], out: Path) -> None:
    """Write to a draft in a folder of its own, which takes the place of `out` when it is whole."""
    with TemporaryDirectory(prefix=f".{out.name[:32]}-", dir=out.parent) as folder:
        draft = Path(folder) / "draft"
        with draft.open("wb") as file:
            write(file)
        if out.exists():
            copymode(out, draft)
        draft.replace(out)
