"""A SPARQL store filled with what queries can see of a graph: a predicate that none names is left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import RdfFormat, parse
from pyoxigraph import Store as Store

from loaders.checks.stream import TYPE, Thing, lines_of
from loaders.rdf.naming import VOCABULARIES

CHUNK = 8 * 1024 * 1024
"""The bytes of N-Triples that are put into a store at once."""
HELD = 40_000
"""The triples of things that are."""
_LONG = r"'''(?:[^\\]|\\.)*?'''|" + r'"""(?:[^\\]|\\.)*?"""'
_TEXT = re.compile(rf"(?s:{_LONG})|" + r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'")
_SKIPPED = re.compile(r"(?m:^\s*#.*$|\s#.*$)|(?i:\bSELECT\b[^{]*|\bGROUP\s+BY\b[^{}]*|\bVALUES\s*\([^)]*\))")
_DECLARED = re.compile(r"(?i:PREFIX)\s+(\w*):\s*<([^>]*)>")
_NAME = re.compile(r"(?<![\w?$:])(\w*):(\w+)")
_IRI = re.compile(r"<([^<>\s]+)>")
_ALL = re.compile(r"\?\w+\s+\?\w|[!]\s*\(?\s*\^?(?:\w*:\w|a\b|<)")
"""Two variables with nothing between them: one is a predicate. And what every predicate may be, but some."""
_ALL_TYPES = re.compile(r"\brdf:type\b|\ba\s*[/|*+]|[/|^]\s*a\b")
_OF_CLASS, _LISTED = re.compile(r"\ba\s+\?(\w+)"), re.compile(r"(?i:\bVALUES\s+\?(\w+)|\?(\w+)\s+IN\s*\()")


class Seen(NamedTuple):
    """What queries see: triples of these predicates, and that things are of these classes; None for all."""

    predicates: frozenset[bytes] | None
    classes: frozenset[bytes] | None


EVERYTHING = Seen(None, None)


class Sizes(NamedTuple):
    """How many triples have each predicate, and how many say that something is of each class."""

    predicates: Counter[bytes]
    classes: Counter[bytes]


def fill(store: Store, lines: Iterable[bytes], queries: Iterable[str]) -> int:
    """Put what any of the queries can see of N-Triples into a store; gives how many lines that were."""
    seen = seen_by(queries)
    held: list[bytes] = []
    length = number = 0
    for line in _visible(lines, seen):
        held.append(line)
        number += 1
        length += len(line)
        if length >= CHUNK:
            _load(store, b"".join(held))
            held.clear()
            length = 0
    _load(store, b"".join(held))
    return number


class Filling:
    """Takes thing by thing: `see` each, then `end`. What queries can see goes into an empty store."""

    def __init__(self, store: Store, queries: Iterable[str]) -> None:
        self._store, self._seen = store, seen_by(queries)
        self._held: list[bytes] = []

    def see(self, thing: Thing) -> None:
        """Take a thing; what is visible of it is that of all things of its kind."""
        places = thing[1].plans.get(Filling)
        if places is None:
            lines = list(enumerate(lines_of(thing)))
            places = [at for at, line in lines if any(_visible([line], self._seen))]
            thing[1].plans[Filling] = places
        if places:
            self._held += lines_of(thing, places)
            if len(self._held) >= HELD:
                self.end()

    def end(self) -> None:
        """Put into the store what is held."""
        _load(self._store, b"".join(self._held))
        self._held.clear()


def size(seen: Seen, of: Sizes) -> int:
    """How many triples of a graph of these sizes are seen."""
    kind = f"<{TYPE}>".encode()
    if seen.predicates is None:
        return of.predicates.total()
    every = seen.classes is None or kind in seen.predicates
    types = of.predicates[kind] if every else sum(of.classes[cls] for cls in seen.classes or ())
    return types + sum(of.predicates[one] for one in seen.predicates - {kind})


def _load(store: Store, lines: bytes) -> None:
    """Put lines into a store, which gives blank nodes names of its own where it reads text itself."""
    if b"_:" in lines:
        store.bulk_extend(parse(lines, RdfFormat.N_TRIPLES))
    else:
        store.bulk_load(lines, RdfFormat.N_TRIPLES)


def seen_by(queries: Iterable[str]) -> Seen:
    """What a graph has to have for these queries; rather too much than too little."""
    predicates: set[bytes] = set()
    classes: set[bytes] | None = set()
    for query in queries:
        text = _SKIPPED.sub(" ", _TEXT.sub('""', query))
        if _ALL.search(text):
            return EVERYTHING
        of_class = Counter(_OF_CLASS.findall(text))
        listed = Counter(one or other for one, other in _LISTED.findall(text))
        if _ALL_TYPES.search(text) or not of_class <= listed:
            classes = None
        named = {f"<{iri}>".encode() for iri in _named(query, text)}
        predicates |= named
        classes = None if classes is None else classes | named
    return Seen(frozenset(predicates), None if classes is None else frozenset(classes))


def _named(query: str, text: str) -> Iterator[str]:
    """The IRIs that a query names."""
    known = {**VOCABULARIES, **dict(_DECLARED.findall(query))}
    yield from _IRI.findall(query)
    yield from (known[prefix] + local for prefix, local in _NAME.findall(text) if prefix in known)


def _visible(lines: Iterable[bytes], seen: Seen) -> Iterable[bytes]:
    predicates, classes = seen
    if predicates is None:
        return lines
    return _named_lines(lines, predicates, classes)


def _named_lines(
    lines: Iterable[bytes], predicates: frozenset[bytes], classes: frozenset[bytes] | None
) -> Iterator[bytes]:
    kind = f"<{TYPE}>".encode()
    for line in lines:
        predicate = line.split(b" ", 2)[1]
        if predicate in predicates or (
            predicate == kind and (classes is None or line.split(b" ", 2)[2][:-3] in classes)
        ):
            yield line
