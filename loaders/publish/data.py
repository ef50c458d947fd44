"""The graph in six syntaxes of RDF; a large one is compressed, without a clock in it."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from loaders.publish.settings import Both
from loaders.publish.work import Item, Work
from loaders.rdf import export

LARGE = 8_000_000
"""The bytes of N-Triples from which on every syntax is compressed."""
LEVEL = 4
"""How hard gzip tries: at 6 it takes twice the time for a tenth less."""
COPIED = 1 << 20
SYNTAXES = (
    ("nt", "kg.nt", "N-Triples", "application/n-triples", "RDF_N_TRIPLES"),
    ("ttl", "kg.ttl", "Turtle", "text/turtle", "RDF_TURTLE"),
    ("rdfxml", "kg.rdf", "RDF/XML", "application/rdf+xml", "RDF_XML"),
    ("jsonld", "kg.jsonld", "JSON-LD", "application/ld+json", "JSON_LD"),
    ("nq", "kg.nq", "N-Quads", "application/n-quads", "RDF_N_QUADS"),
    ("trig", "kg.trig", "TriG", "application/trig", "RDF_TRIG"),
)
"""Format, file, name of the syntax, IANA media type, EU file type; N-Triples comes first and is measured."""
RDF12 = Both("图数据（Turtle，RDF 1.2 三元组项）", "The graph (Turtle, with the triple terms of RDF 1.2)")


def write(work: Work) -> Iterator[Item]:
    """Write the graph in every syntax under data/."""
    end = ""
    for fmt, name, syntax, media, kind in SYNTAXES:
        path = _exported(work, fmt, f"{name}{end}")
        if not end and path.stat().st_size > LARGE:
            end = ".gz"
            path = _compressed(path)
        yield Item(f"data/{path.name}", _title(fmt, syntax), media, kind)
    if work.rdf12:
        path = _exported(work, "ttl", f"kg-rdf12.ttl{end}", rdf12=True)
        yield Item(f"data/{path.name}", RDF12, "text/turtle", "RDF_TURTLE")


def _exported(work: Work, fmt: str, name: str, *, rdf12: bool = False) -> Path:
    path = work.path(f"data/{name}")
    with _opened(path) as file:
        export(work.graph, fmt, file, base=work.about.base, rdf12=rdf12)
    return path


def triples_of(package: Path) -> Path:
    """Where the N-Triples of a package stand, plain or compressed."""
    plain = package / "data" / "kg.nt"
    return plain if plain.is_file() else plain.with_name("kg.nt.gz")


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


def _compressed(path: Path) -> Path:
    """Put a compressed file in the place of a plain one."""
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, _opened(packed) as file:
        shutil.copyfileobj(plain, file, COPIED)
    path.unlink()
    return packed
