"""Nodes and links of a property graph: one by one, and by columns as a writer of many takes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import by_the_thousand

Value = str | int | float | bool | list[str] | list[int] | None
Props = Mapping[str, Value]
Columns = Mapping[str, Sequence[Value]]

ENTITY = "Entity"
"""The label that all entities share; their `id` is unique under it."""


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Node:
    """One node: `label` and `id` find it, `labels` are those of its classes where it is an entity."""

    label: str
    id: str
    props: Props
    labels: tuple[str, ...] = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Link:
    """One relationship; `start` and `end` are (label, id), `key` tells it from others between the two."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    key: Props
    props: Props

    @property
    def name(self) -> tuple[str, ...]:
        """What makes it the same link in another graph."""
        return (self.type, *self.start, *self.end, *map(str, self.key.values()))


Element = Node | Link


class Form(NamedTuple):
    """What elements of one statement, or of one table of an import, have in common.

    Of nodes: the label under which they are found, no ends, their further labels. Of links: the type, the
    labels of both ends, the names of what is in their key.
    """

    kind: str
    ends: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Elements of one form in order, by columns.

    `named` are the columns of what names each: its id, or the ids of both ends and the values of the key. In
    `props`, a column for each property, stands None for what an element does not say.
    """

    form: Form
    named: tuple[Sequence[str], ...]
    props: Columns

    def __len__(self) -> int:
        return len(self.named[0])

    def __iter__(self) -> Iterator[Element]:
        """Each by itself."""
        return map(self.element, range(len(self)))

    def part(self, first: int, end: int) -> "Rows":
        """Those from the first place up to the end."""
        named = tuple(column[first:end] for column in self.named)
        return Rows(self.form, named, {name: column[first:end] for name, column in self.props.items()})

    def element(self, place: int) -> Element:
        """The one at a place, counted from 0."""
        kind, ends, names = self.form
        name = [column[place] for column in self.named]
        props = {name: found for name, of in self.props.items() if (found := of[place]) is not None}
        if not ends:
            return Node(kind, name[0], props, names)
        key = dict(zip(names, name[2:], strict=True))
        return Link(kind, (ends[0], name[0]), (ends[1], name[1]), key, props)


def in_rows(found: Iterable[Element]) -> Iterator[Rows]:
    """These elements by form."""
    forms: dict[Form, list[Element]] = defaultdict(list)
    for one in found:
        forms[_form(one)].append(one)
    for form, those in forms.items():
        names = dict.fromkeys(name for one in those for name in one.props)
        props = {name: [one.props.get(name) for one in those] for name in names}
        yield Rows(form, tuple(map(list, zip(*map(_name, those), strict=True))), props)


def _form(one: Element) -> Form:
    if isinstance(one, Node):
        return Form(one.label, (), one.labels)
    return Form(one.type, (one.start[0], one.end[0]), tuple(one.key))


def _name(one: Element) -> list[str]:
    if isinstance(one, Node):
        return [one.id]
    return [one.start[1], one.end[1], *map(str, one.key.values())]


@dataclass(frozen=True, slots=True)
class Elements:
    """A graph as nodes and links, each under its name."""

    nodes: dict[tuple[str, str], Node]
    links: dict[tuple[str, ...], Link]

    def __iter__(self) -> Iterator[Rows]:
        """All of them by form, nodes first."""
        yield from in_rows(self.nodes.values())
        yield from in_rows(self.links.values())
