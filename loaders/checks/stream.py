"""The things of N-Triples one after the other, as text: what a check does with a thing hangs on its kind.

Things of which the same predicates are said in the same order, and that are of the same types, are of one
kind, and whatever hangs on no value is worked out once for a kind. Text stays as it is until somebody asks
what it means.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any

from kg.turtle import RDF
from loaders.checks.constraints import LANG_STRING, XSD, Term

TYPE = RDF + "type"
KINDS, NUMBERS = 5_000, 20_000
"""The kinds that are remembered, and the whole numbers."""
IRI = b"<"[0]
Token = bytes
"""A node as N-Triples writes it."""
Types = frozenset[str]
Lines = Callable[[], Iterable[bytes]]
"""Gives the lines of N-Triples from the first on, those of one subject together, as often as it is called."""
_INTEGER = f'"^^<{XSD}integer>'.encode()
_TYPE = f"<{TYPE}>".encode()
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Kind:
    """A kind of things: the predicates that are said of one, in order, and the classes that it is of.

    `at` tells where among the objects those of a predicate stand. `plans` is for what goes through the
    stream: what it does with things of the kind, under a key of its own.
    """

    __slots__ = ("at", "plans", "predicates", "types")

    def __init__(self, predicates: tuple[Token, ...], types: Types) -> None:
        self.predicates, self.types = predicates, types
        self.plans: dict[object, Any] = {}
        at: dict[Token, list[int]] = {}
        for place, predicate in enumerate(predicates):
            at.setdefault(predicate, []).append(place)
        self.at = {predicate[1:-1].decode(): tuple(places) for predicate, places in at.items()}


Thing = tuple[Token, Kind, list[Token]]
"""The subject, its kind, and the object of each predicate of the kind."""


def things(lines: Iterable[bytes]) -> Iterator[Thing]:
    """Each thing of N-Triples in which the lines of one subject stand together."""
    kinds = _Kinds()
    subject, predicates, objects = b"", [], []  # type: Token, list[Token], list[Token]
    for line in lines:
        head, predicate, rest = line.split(b" ", 2)
        if head != subject:
            if objects:
                yield subject, kinds.of(predicates, objects), objects
            subject, predicates, objects = head, [], []
        predicates.append(predicate)
        objects.append(rest[:-3])
    if objects:
        yield subject, kinds.of(predicates, objects), objects


def lines_of(thing: Thing, places: Iterable[int] | None = None) -> Iterator[bytes]:
    """The lines that say a thing, or those of some of its places."""
    subject, kind, objects = thing
    for at in range(len(objects)) if places is None else places:
        yield b"%b %b %b .\n" % (subject, kind.predicates[at], objects[at])


class _Kinds:
    """The kinds that came by, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Token, ...], tuple[Any, dict[Any, Kind]]] = {}
        self._number = 0

    def of(self, predicates: list[Token], objects: list[Token]) -> Kind:
        """The kind of a thing."""
        key = tuple(predicates)
        found = self._known.get(key)
        if found is None:
            places = [place for place, predicate in enumerate(key) if predicate == _TYPE]
            found = self._known[key] = (itemgetter(*places) if places else _nothing, {})
        types = found[0](objects)
        kind = found[1].get(types)
        return kind if kind is not None else self._new(key, types)

    def _new(self, key: tuple[Token, ...], types: Any) -> Kind:
        if self._number >= KINDS:
            getter = self._known[key][0]
            self._known, self._number = {key: (getter, {})}, 0
        self._number += 1
        told = types if isinstance(types, tuple) else (types,)
        kind = Kind(key, frozenset(term(one).text for one in told))
        self._known[key][1][types] = kind
        return kind


def _nothing(_: list[Token]) -> tuple[()]:
    return ()


def term(node: Token) -> Term:
    """A node of N-Triples as a plain value; the text of a blank node is its label."""
    if node[0] == IRI:
        return Term(node.decode() if node.startswith(b"<<") else node[1:-1].decode())
    if node.startswith(b"_:"):
        return Term(node[2:].decode())
    end = node.rindex(b'"')
    text, mark = _unescaped(node[1:end].decode()), node[end + 1 :].decode()
    if not mark:
        return Term(text, XSD + "string")
    if mark[0] == "@":
        language, _, direction = mark[1:].lower().partition("--")
        return Term(text, RDF + "dirLangString" if direction else LANG_STRING, language)
    return Term(text, mark[3:-1])


@functools.lru_cache(NUMBERS)
def whole(node: Token) -> int | None:
    """The whole number of 0 or more that a node is, in digits alone; None for any other node."""
    digits = node[1 : -len(_INTEGER)]
    return int(digits) if node.endswith(_INTEGER) and digits.isdigit() else None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(escape: re.Match[str]) -> str:
    short, long, sign = escape.groups()
    return _SHORT.get(sign, sign) if sign else chr(int(short or long, 16))
