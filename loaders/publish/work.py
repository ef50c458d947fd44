"""What the makers of a package's files are given, and what they say of the files that they made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.graph import Graph
from kg.schema import Term
from kg.store import Slices
from kg.store.parts import sha256_of
from loaders.publish.settings import Both, Publication


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, the terms behind it, the type of its values in Table Schema."""

    header: str
    terms: tuple[Term, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Item:
    """A file that a user of the data may want by itself; the catalogue has a distribution for each.

    `path` is relative to the package, with `/`. `media` is its IANA media type, `format` its name in the EU
    authority table "file-type"; a path that ends in `.gz` is compressed, and these tell what is inside.
    `rows` and `columns` are those of a CSV table. `bytes` and `sha256` are measured when the file is there.
    """

    path: str
    title: Both
    media: str
    format: str
    rows: int | None = None
    columns: tuple[Column, ...] = ()
    bytes: int = 0
    sha256: str = ""

    @property
    def packing(self) -> str | None:
        """The media type of what the file is compressed with; None where it is not."""
        return "application/gzip" if self.path.endswith(".gz") else None


@dataclass(frozen=True, slots=True)
class Work:
    """A package in the making: `folder` is its draft, `items` the files that were offered so far.

    `period` are the first and last day that the graph covers, where they are known. `since` is an older
    package to compare with, None for none. With `rdf12` the graph is written in RDF 1.2 too. `shared` is a
    folder for what one maker leaves to the others, which is not published.
    """

    graph: Graph | Slices
    folder: Path
    about: Publication
    items: list[Item] = field(default_factory=list)
    period: tuple[str | None, str | None] = (None, None)
    since: Path | None = None
    rdf12: bool = False
    shared: Path | None = None

    def path(self, name: str) -> Path:
        """Where the file of that name is to be written; its folder is made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def weighed(item: Item, folder: Path) -> Item:
    """The item with the size and the SHA-256 of its file."""
    path = folder / item.path
    return replace(item, bytes=path.stat().st_size, sha256=sha256_of(path))


Maker = Callable[[Work], Iterable[Item]]
"""Writes files into the draft and gives those that users may want by themselves."""
