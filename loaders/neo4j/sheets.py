"""The nodes and links of a graph laid out on disk, as they stand in Neo4j, a sheet for each statement.

Each element bears `hash`, 62 bits over all that it says: by hashes the difference of a graph and a database
is a comparison of numbers, and their sums show that both are equal. A load compares first and sends then, and
an import wants a table for each label; both go over more elements than memory need hold. So their texts lie
in a temporary database of SQLite, where the system has temporary files (TMPDIR), and are gone when it closes.
"""

import json
import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.collecting import uncollected
from kg.scratch import scratch
from loaders.neo4j.demands import refuse_unfit
from loaders.property_graph.captions import captions
from loaders.property_graph.rows import Form, Rows, Value

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
Sort = type | frozenset[type]
HALF = 1 << 31
"""A hash is summed in two halves of 31 bits: the sum of whole ones would leave 64 bits."""
CACHE = 16 * 1024
"""KiB of the sheets that are held in memory."""
HELD = 500
"""Rows of a sheet that are held before they are written."""
MOST = 5000
"""Rows that are written and read together at most: a graph in memory comes as one piece."""
MARSHAL = 2
"""The last version that does not look for what stands there twice."""
_HASH = blake2b(digest_size=8)
_text = json.encoder.encode_basestring_ascii
_JSON: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    bool: lambda value: str(value).lower(),
    int: int.__repr__,
    float: float.__repr__,
    list: lambda value: f"[{','.join([_JSON[type(one)](one) for one in value])}]",
}
"""How a value of each type is written in what is hashed."""


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


class Block(NamedTuple):
    """Elements of a sheet by columns: hashes, what names them, properties, lengths of their texts."""

    hashes: list[int]
    named: tuple[list[str], ...]
    props: dict[str, list[Value]]
    sizes: list[int]


@dataclass(slots=True)
class _Sheet:
    """Where the elements of one form are, how many, and what they say.

    `columns` are their properties in order of first use, each with the sort of its first value; `sorts` the
    names with each sort of value, of which that of None is one. `waiting` is the number of those held.
    """

    table: str
    sums: Sums = NOTHING
    columns: dict[str, Sort] = field(default_factory=dict)
    sorts: set[tuple[str, Sort]] = field(default_factory=set)
    held: list[Rows] = field(default_factory=list)
    waiting: int = 0


class Sheets:
    """All elements of a graph by form, in the order in which they came."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self._sheets: dict[Form, _Sheet] = {}

    def add(self, rows: Rows) -> None:
        """Lay out elements; DataError where one, or one before them, does not hold what it must."""
        if not len(rows):
            return
        sheet = self._sheets.get(rows.form) or self._new(rows.form)
        sheet.held.append(rows)
        sheet.waiting += len(rows)
        if sheet.waiting >= HELD:
            self._write(sheet)

    def finish(self) -> None:
        """Write what is still held; DataError as `add`."""
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

    def columns(self, form: Form) -> Mapping[str, Sort]:
        """The properties that elements of this form have, in order of first use, and the sort of value."""
        return self._sheets[form].columns

    def hashes(self, form: Form) -> Numbers:
        """The hashes, in order."""
        found = self.base.execute(f"SELECT hashes FROM {self._sheets[form].table} ORDER BY first")
        return np.concatenate([np.frombuffer(hashes, np.int64) for (hashes,) in found])

    def rows(self, form: Form, places: Places | None = None) -> Iterator[Row]:
        """The elements, or those at some places, in order, counted from 0."""
        for hashes, named, props, sizes in self.blocks(form, places):
            names = list(props)
            cells = zip(*props.values(), strict=True) if names else repeat((), len(hashes))
            for hash_, name, said, size in zip(hashes, zip(*named, strict=True), cells, sizes, strict=True):
                both = zip(names, said, strict=True)
                yield Row(hash_, list(name), {one: cell for one, cell in both if cell is not None}, size)

    def blocks(self, form: Form, places: Places | None = None) -> Iterator[Block]:
        """The same by columns, without those of which all is None."""
        table = self._sheets[form].table
        for first, hashes in self.base.execute(f"SELECT first, hashes FROM {table} ORDER BY first"):
            numbers = np.frombuffer(hashes, np.int64)
            these = None if places is None else _within(places, first, len(numbers))
            if these is not None and not len(these):
                continue
            ((said,),) = self.base.execute(f"SELECT said FROM {table} WHERE first = ?", (first,))
            block = Block(numbers.tolist(), *marshal.loads(said))
            yield block if these is None or len(these) == len(numbers) else _picked(block, these.tolist())

    def _new(self, form: Form) -> _Sheet:
        sheet = self._sheets[form] = _Sheet(f"sheet_{len(self._sheets)}")
        self.base.execute(f"CREATE TABLE {sheet.table} (first INTEGER PRIMARY KEY, hashes BLOB, said BLOB)")
        return sheet

    def _write(self, sheet: _Sheet) -> None:
        whole = _joined(sheet.held, sheet.columns)
        sheet.held, sheet.waiting = [], 0
        for first in range(0, len(whole), MOST):
            self._put(sheet, _as_in_neo4j(whole.part(first, first + MOST)))

    def _put(self, sheet: _Sheet, rows: Rows) -> None:
        _note(sheet, rows)
        texts = list(_texts(rows))
        hashes = _hashes(texts)
        props = {name: of for name, of in sorted(rows.props.items()) if of.count(None) < len(of)}
        said: Any = rows.named, props, list(map(len, texts))
        found = (sheet.sums.number, hashes.tobytes(), marshal.dumps(said, MARSHAL))
        self.base.execute(f"INSERT INTO {sheet.table} VALUES (?, ?, ?)", found)
        sheet.sums = sheet.sums.plus(sums_of(hashes))


@contextmanager
def laid_out(found: Iterable[Rows]) -> Iterator[Sheets]:
    """The sheets of these elements; DataError for one that does not hold what it must."""
    with scratch(cache=CACHE, shared=True) as base:
        sheets = Sheets(base)
        with uncollected():
            for rows in found:
                sheets.add(rows)
            sheets.finish()
        yield sheets


def _hashes(texts: Iterable[str]) -> Numbers:
    """The first 62 bits of the hash of each text."""
    digests = []
    for text in texts:
        one = _HASH.copy()  # in two thirds of the time that one takes to be made
        one.update(text.encode())
        digests.append(one.digest())
    return (np.frombuffer(b"".join(digests), ">u8") >> 2).astype(np.int64)


def sums_of(hashes: Numbers) -> Sums:
    """The sums of these hashes."""
    return Sums(len(hashes), int((hashes // HALF).sum()), int((hashes % HALF).sum()))


def _joined(held: list[Rows], known: Iterable[str]) -> Rows:
    """All of these as one, with a column for each property that is known or comes up."""
    named = zip(*(one.named for one in held), strict=True)
    names = dict.fromkeys(chain(known, *(one.props for one in held)))
    props = {
        name: list(chain.from_iterable(one.props.get(name) or repeat(None, len(one)) for one in held))
        for name in names
    }
    return Rows(held[0].form, tuple(list(chain.from_iterable(columns)) for columns in named), props)


def _as_in_neo4j(rows: Rows) -> Rows:
    """With captions of nodes, and without empty lists: an import makes none."""
    props = {
        name: [None if cell == [] else cell for cell in column] if [] in column else column
        for name, column in rows.props.items()
    }
    return Rows(rows.form, rows.named, props if rows.form.ends else {**props, "caption": captions(rows)})


def _note(sheet: _Sheet, rows: Rows) -> None:
    """Note the sorts of values of these; DataError where one does not hold what it must."""
    if not sheet.sums.number:
        refuse_unfit(rows.element(0))
    new = [
        (next(place for place, cell in enumerate(column) if _sort(cell) == one), name, one)
        for name, column in rows.props.items()
        for one in _sorts(column)
        if (name, one) not in sheet.sorts
    ]
    for place, name, sort in sorted(new, key=itemgetter(0)):
        refuse_unfit(rows.element(place))
        sheet.sorts.add((name, sort))
        if sort is not type(None):
            sheet.columns.setdefault(name, sort)


def _sorts(column: Sequence[Value]) -> set[Sort]:
    """The sorts of value in a column."""
    types: set[Sort] = set(map(type, column))
    return set(map(_sort, column)) if list in types else types


def _sort(value: Value) -> Sort:
    """The type of a value; of a list, the types in it."""
    return frozenset(map(type, value)) if isinstance(value, list) else type(value)


def _texts(rows: Rows) -> Iterator[str]:
    """What is hashed of each: all that it says, as JSON without blanks, its properties sorted."""
    kind, ends, names = rows.form
    marks = [f"[{_text(kind)},"]
    if ends:
        marks = [f"[{_text(kind)},{_text(ends[0])},", f",{_text(ends[1])},", *("," * len(names))]
    named = ((repeat(mark), map(_text, of)) for mark, of in zip(marks, rows.named, strict=True))
    members = [*chain.from_iterable(_members(name, column) for name, column in sorted(rows.props.items()))]
    said = (text[1:] for text in map("".join, zip(*members, strict=False))) if members else repeat("")
    tail = repeat(f",{_JSON[list](names)},{{"), said, repeat("}]")
    return map("".join, zip(*chain.from_iterable(named), *tail, strict=False))


def _members(name: str, column: Sequence[Value]) -> tuple[Iterable[str], ...]:
    """What makes up the property of each in an object of JSON, behind a comma; nothing for None."""
    head, (first, *others) = f",{_text(name)}:", {*map(type, column)}
    if not others:
        return () if first is type(None) else (repeat(head), map(_JSON[first], column))
    return (["" if cell is None else head + _JSON[type(cell)](cell) for cell in column],)


def _within(places: Places, first: int, size: int) -> Places:
    """Those of the places that are among so many from the first, counted from there."""
    low, high = np.searchsorted(places, np.array((first, first + size), places.dtype))  # else all are cast
    return places[low:high] - first


def _picked(block: Block, places: list[int]) -> Block:
    """The elements at some places of a block."""

    def at(column: list[Any]) -> list[Any]:
        return [column[place] for place in places]

    props = {name: at(column) for name, column in block.props.items()}
    return Block(at(block.hashes), tuple(map(at, block.named)), props, at(block.sizes))
