"""The graph in six syntaxes of RDF; a large one is compressed, without a clock in it."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from loaders.publish.settings import Both
from loaders.publish.work import Item, Work
from loaders.rdf.writing import converted, export, export_lines

LARGE = 8_000_000
"""The bytes of N-Triples from which on every syntax is compressed."""
LEVEL = 4
"""How hard gzip tries: at 6 it takes twice the time for a tenth less."""
COPIED = 1 << 20
PLAIN = "kg.nt"
SYNTAXES = (
    ("nt", PLAIN, "N-Triples", "application/n-triples", "RDF_N_TRIPLES"),
    ("nq", "kg.nq", "N-Quads", "application/n-quads", "RDF_N_QUADS"),
    ("ttl", "kg.ttl", "Turtle", "text/turtle", "RDF_TURTLE"),
    ("rdfxml", "kg.rdf", "RDF/XML", "application/rdf+xml", "RDF_XML"),
    ("jsonld", "kg.jsonld", "JSON-LD", "application/ld+json", "JSON_LD"),
    ("trig", "kg.trig", "TriG", "application/trig", "RDF_TRIG"),
)
"""Format, file, name of the syntax, IANA media type, EU file type."""
READ_OFF = {"ttl": "nt", "rdfxml": "nt", "jsonld": "nt", "trig": "nq"}
"""The format that each of these is written from: reading it again costs less than going through the graph."""
RDF12 = Both("图数据（Turtle，RDF 1.2 三元组项）", "The graph (Turtle, with the triple terms of RDF 1.2)")


def write(work: Work) -> Iterator[Item]:
    """Write the graph in every syntax under data/."""
    lines, end = _lines(work)
    for fmt, name, syntax, media, kind in SYNTAXES:
        path = lines.get(fmt) or _read_off(work, fmt, f"{name}{end}")
        yield Item(f"data/{path.name}", _title(fmt, syntax), media, kind)
    if work.rdf12:
        path = work.path(f"data/kg-rdf12.ttl{end}")
        with _opened(path) as file:
            export(work.graph, "ttl", file, base=work.about.base, rdf12=True)
        yield Item(f"data/{path.name}", RDF12, "text/turtle", "RDF_TURTLE")


def _lines(work: Work) -> tuple[dict[str, Path], str]:
    """Write N-Triples and N-Quads; gives where they are by format, and how a compressed file ends."""
    triples, quads = (work.path(f"data/{name}") for name in (PLAIN, "kg.nq"))
    with triples.open("wb") as nt, quads.open("wb") as nq:
        export_lines(work.graph, nt, nq, base=work.about.base)
    if triples.stat().st_size <= LARGE:
        return {"nt": triples, "nq": quads}, ""
    return {"nt": _compressed(triples, work.shared), "nq": _compressed(quads, None)}, ".gz"


def _read_off(work: Work, fmt: str, name: str) -> Path:
    """Write a syntax off the file that has the graph already."""
    path = work.path(f"data/{name}")
    from_quads = path.with_name(f"kg.nq{''.join(path.suffixes[1:])}")
    with _opened(path) as file:
        source = triples_of(work) if READ_OFF[fmt] == "nt" else from_quads
        converted(source, fmt, file, base=work.about.base)
    return path


def triples_of(work: Work) -> Path:
    """Where the N-Triples of a package in the making stand; plain, where they were kept so."""
    plain = work.shared and work.shared / PLAIN
    return plain if plain and plain.is_file() else triples_in(work.folder)


def triples_in(package: Path) -> Path:
    """Where the N-Triples of a package stand, plain or compressed."""
    plain = package / "data" / PLAIN
    return plain if plain.is_file() else plain.with_name(f"{PLAIN}.gz")


def _title(fmt: str, syntax: str) -> Both:
    if fmt in ("nq", "trig"):
        return Both(
            f"图数据，每份报告一个命名图（{syntax}）", f"The graph, one named graph a report ({syntax})"
        )
    return Both(f"图数据（{syntax}）", f"The graph ({syntax})")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for writing; compressed where its name says so."""
    with path.open("wb") as file:
        if path.suffix != ".gz":
            yield file
            return
        with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
            yield cast("IO[bytes]", packed)


def _compressed(path: Path, kept: Path | None) -> Path:
    """Put a compressed file in the place of a plain one, which goes to a folder where it is wanted."""
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, _opened(packed) as file:
        shutil.copyfileobj(plain, file, COPIED)
    if kept is None:
        path.unlink()
    else:
        shutil.move(path, kept / path.name)
    return packed
