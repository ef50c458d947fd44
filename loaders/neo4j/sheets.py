"""The nodes and links of a graph laid out on disk, as they stand in Neo4j, a sheet for each statement.

Each element bears `hash`, 62 bits over all that it says: by hashes the difference of a graph and a database
is a comparison of numbers, and their sums show that both are equal. A load compares first and sends then, and
an import wants a table for each label; both go over more elements than memory need hold. So their texts lie
in a temporary database of SQLite, where the system has temporary files (TMPDIR), and are gone when it closes.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.store.scratch import scratch
from loaders.neo4j.demands import refuse_unfit
from loaders.property_graph.captions import caption
from loaders.property_graph.elements import Element, Node, Props

Numbers = NDArray[np.int64]
Shape = tuple[tuple[str, type | frozenset[type]], ...]
HALF = 1 << 31
"""A hash is summed in two halves of 31 bits: the sum of whole ones would leave 64 bits."""
CACHE = 16 * 1024
"""KiB of the sheets that are held in memory."""
HELD = 500
"""Rows of a sheet that are held before they are written."""
_decode = json.JSONDecoder().raw_decode
_encode = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, None, json.encoder.encode_basestring_ascii, None, ":", ",", True, False, True
)
"""Writes any value, keys sorted, as parts of a text; `json.dumps` makes such an encoder anew each time."""


class Form(NamedTuple):
    """What the elements of one statement, or of one table of an import, have in common.

    Of nodes: the label under which they are found, no ends, their further labels. Of links: the type, the
    labels of both ends, the names of what is in their key.
    """

    kind: str
    ends: tuple[str, ...]
    names: tuple[str, ...]


class Sums(NamedTuple):
    """How many elements there are, and the sums of both halves of their hashes."""

    number: int
    high: int
    low: int

    def plus(self, other: "Sums") -> "Sums":
        """The sums of both together."""
        return Sums(self.number + other.number, self.high + other.high, self.low + other.low)


NOTHING = Sums(0, 0, 0)


class Row(NamedTuple):
    """An element: its hash, what names it (id; or ids of both ends, and values of the key), what it says.

    `size` is the length of its text.
    """

    hash: int
    name: list[str]
    props: dict[str, Any]
    size: int

    def key(self, form: Form) -> dict[str, str]:
        """The key of a link; nothing for a node."""
        return dict(zip(form.names, self.name[2:], strict=True)) if form.ends else {}


@dataclass(slots=True)
class _Sheet:
    """Where the elements of one form are, how many, and which sorts of values they hold."""

    table: str
    sums: Sums = NOTHING
    shapes: dict[Shape, None] = field(default_factory=dict)
    held: list[tuple[bytes, str]] = field(default_factory=list)


class Sheets:
    """All elements of a graph by form, in the order in which they came."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self._sheets: dict[Form, _Sheet] = {}

    def add(self, element: Element) -> None:
        """Lay out one element; DataError where it does not hold what it must."""
        form, said, props = _parts(element)
        sheet = self._sheets.get(form) or self._new(form)
        shape = tuple((name, _sort(value)) for name, value in props.items())
        if shape not in sheet.shapes:
            refuse_unfit(element)
            sheet.shapes[shape] = None
        text = "".join(_encode(said, 0))
        sheet.held.append((blake2b(text.encode("ascii"), digest_size=8).digest(), text))
        if len(sheet.held) == HELD:
            self._write(sheet)

    def finish(self) -> None:
        """Write what is still held."""
        for sheet in self._sheets.values():
            if sheet.held:
                self._write(sheet)

    def forms(self, kind: str) -> list[Form]:
        """The forms under a label or of a type, sorted."""
        return sorted(form for form in self._sheets if form.kind == kind)

    def sums(self, forms: Iterable[Form]) -> Sums:
        """The sums of all elements of these forms."""
        every = [self._sheets[form].sums for form in forms]
        return Sums(*map(sum, zip(*every, strict=True))) if every else NOTHING

    def of_label(self, label: str) -> Sums:
        """The sums of the nodes that bear this label, among others."""
        return self.sums(form for form in self._sheets if not form.ends and label in form.names)

    def shapes(self, form: Form) -> Iterable[Shape]:
        """Names and types of the properties that elements of this form have, each combination once."""
        return self._sheets[form].shapes

    def hashes(self, form: Form) -> Numbers:
        """The hashes, in order."""
        sheet = self._sheets[form]
        found = self.base.execute(f"SELECT hash FROM {sheet.table} ORDER BY rowid")
        return np.fromiter(chain.from_iterable(found), np.int64, sheet.sums[0])

    def rows(self, form: Form, places: Numbers | None = None) -> Iterator[Row]:
        """The elements, or those at some places, in order, counted from 0."""
        sizes = len(form.ends) + len(form.names) if form.ends else 1
        for hash_, text in self._texts(form, places):
            said, _ = _decode(text)
            name = said[2:5:2] + said[5 : 3 + sizes] if form.ends else said[1:2]
            yield Row(hash_, name, said[-1], len(text))

    def _texts(self, form: Form, places: Numbers | None) -> Iterator[tuple[int, str]]:
        text = f"SELECT hash, said FROM {self._sheets[form].table}"
        if places is None or len(places) == self._sheets[form].sums[0]:
            return self.base.execute(f"{text} ORDER BY rowid")
        one = f"{text} WHERE rowid = ?"
        return chain.from_iterable(self.base.execute(one, (place + 1,)) for place in places.tolist())

    def _new(self, form: Form) -> _Sheet:
        sheet = self._sheets[form] = _Sheet(f"sheet_{len(self._sheets)}")
        self.base.execute(f"CREATE TABLE {sheet.table} (hash INTEGER, said TEXT)")
        return sheet

    def _write(self, sheet: _Sheet) -> None:
        digests, texts = zip(*sheet.held, strict=True)
        hashes = (np.frombuffer(b"".join(digests), ">u8") >> 2).astype(np.int64)
        sheet.sums = sheet.sums.plus(sums_of(hashes))
        rows = zip(hashes.tolist(), texts, strict=True)
        self.base.executemany(f"INSERT INTO {sheet.table} VALUES (?, ?)", rows)
        sheet.held.clear()


@contextmanager
def laid_out(found: Iterable[Element]) -> Iterator[Sheets]:
    """The sheets of these elements; DataError for one that does not hold what it must."""
    with scratch(cache=CACHE) as base:
        sheets = Sheets(base)
        for element in found:
            sheets.add(element)
        sheets.finish()
        yield sheets


def _parts(element: Element) -> tuple[Form, tuple[Any, ...], Props]:
    """The form of an element, all that it says in the order in which it is hashed, and its properties."""
    props = {name: value for name, value in element.props.items() if value != []}  # an import makes no []
    if isinstance(element, Node):
        props["caption"] = caption(element)
        said = element.label, element.id, element.labels, props
        return Form(element.label, (), element.labels), said, props
    names = tuple(element.key)
    form = Form(element.type, (element.start[0], element.end[0]), names)
    return form, (*element.name, names, props), {**element.key, **props}


def _sort(value: object) -> Any:
    """The type of a value; of a list, the types in it."""
    return frozenset(map(type, value)) if isinstance(value, list) else type(value)


def sums_of(hashes: Numbers) -> Sums:
    """The sums of these hashes."""
    return Sums(len(hashes), int((hashes // HALF).sum()), int((hashes % HALF).sum()))
