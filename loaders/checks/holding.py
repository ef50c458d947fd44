"""A stream of things held against shapes: one thing at a time, in linear time and bounded memory.

Most things are sound, and their values come again and again: what was found sound once is not looked at
again. Only where something may be wrong is the thing held against each limit, as SHACL says it.

Of which classes a value is may be told later in the stream, or long before. What memory does not know is put
into a temporary database and looked for when the stream comes by again; a third time tells, where a value
was of none of the classes, which things had it.
"""

import functools
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kg.scratch import scratch
from loaders.checks.constraints import Check, Term
from loaders.checks.lately import Lately, Marked
from loaders.checks.shacl import Limit, Plan, Shapes, plan_of
from loaders.checks.stream import Kind, Lines, Thing, Token, Types, term, things, whole

CACHE = 16 * 1024
"""KiB of the database that are held in memory."""
TABLES = (
    "CREATE TABLE asked (joined INTEGER, value BLOB)",
    "CREATE TABLE told (thing BLOB, types INTEGER)",
    "CREATE TABLE denied (limit_ INTEGER, value BLOB, PRIMARY KEY (limit_, value)) WITHOUT ROWID",
)
INDEX = "CREATE INDEX of_told ON told (thing)"
ANSWERED = "SELECT DISTINCT joined, value, types FROM asked LEFT JOIN told ON thing = value"
DENIED = "SELECT 1 FROM denied WHERE limit_ = ? AND value = ?"
BATCH = 20_000
"""The rows that are put down at once, and the values of a limit that are remembered."""
COUNTS = ("MinCountConstraintComponent", "MaxCountConstraintComponent")
PAIRS = ("EqualsConstraintComponent", "LessThanConstraintComponent", "HasValueConstraintComponent")
"""The components that look at all values of a path at once."""


@dataclass(frozen=True, slots=True)
class Violation:
    """That a thing breaks a limit; `value` is the value that does, None for too few or too many."""

    focus: str
    limit: Limit
    value: Term | None


def violations(lines: Lines, shapes: Shapes) -> Iterator[Violation]:
    """What breaks the shapes in N-Triples in which the lines of one subject stand together."""
    told: Lately[Types] = Lately()
    with scratch(TABLES, cache=CACHE) as base:
        held = Holding(shapes, told, base)
        for thing in things(lines()):
            told.put(thing[0], thing[1].types)
            yield from held.see(thing)
        if held.wanted.any:
            for thing in things(lines()):
                held.tell(thing)
        yield from held.denied(lines)


class Holding:
    """Takes thing by thing: `see` each, `tell` each again if any is wanted, then ask what was `denied`."""

    def __init__(self, shapes: Shapes, told: Lately[Types], base: sqlite3.Connection) -> None:
        """`told` are the types of things that came by lately; `base` is a database with these TABLES."""
        self._shapes, self._told, self._base = shapes, told, base
        self._sound: dict[tuple[Limit, ...], _Sound] = {}
        self._joined: dict[tuple[Limit, ...], _Joined] = {}
        self._types: dict[Types, int] = {}
        self._rows: list[tuple[int, Token]] = []
        self.wanted = Marked()

    def see(self, thing: Thing) -> Iterable[Violation]:
        """What is wrong with a thing by itself."""
        _, kind, objects = thing
        steps: _Steps = kind.plans.get(Holding) or self._steps(kind)
        for at, joined in steps.joins:
            types = self._told.get(objects[at])
            if types is None or not joined.grants(types):
                self._ask(joined, objects[at])
        if steps.wrong:
            return _judged(thing, steps.plan, self._shapes.paths)
        for at, known, is_sound in steps.values:
            if objects[at] not in known and not is_sound(objects[at]):
                return _judged(thing, steps.plan, self._shapes.paths)
        if all(fits(objects) for fits in steps.pairs):
            return ()
        return _judged(thing, steps.plan, self._shapes.paths)

    def tell(self, thing: Thing) -> None:
        """Put down of which types a thing is that is wanted."""
        if thing[0] in self.wanted:
            types = self._types.setdefault(thing[1].types, len(self._types))
            self._base.execute("INSERT INTO told VALUES (?, ?)", (thing[0], types))

    def denied(self, lines: Lines) -> Iterator[Violation]:
        """Each thing of which a value is of none of the classes that a limit asks for."""
        self._put_down()
        self._base.execute(INDEX)
        limits: dict[Limit, int] = {}
        marked = Marked()
        for limit, value in list(self._answers()):
            number = limits.setdefault(limit, len(limits))
            self._base.execute("INSERT OR IGNORE INTO denied VALUES (?, ?)", (number, value))
            marked.add(value)
        for thing in things(lines()) if marked.any else ():
            yield from self._of(thing, limits, marked)

    def _of(self, thing: Thing, limits: Mapping[Limit, int], marked: Marked) -> Iterator[Violation]:
        """What was denied to a thing."""
        subject, kind, objects = thing
        plan: Plan = (kind.plans.get(Holding) or self._steps(kind)).plan
        for limit, path in plan.joins:
            for value in (objects[at] for at in kind.at[path] if limit in limits):
                if value in marked and self._base.execute(DENIED, (limits[limit], value)).fetchone():
                    yield Violation(term(subject).text, limit, term(value))

    def _ask(self, joined: "_Joined", value: Token) -> None:
        if value not in joined.asked:
            joined.asked.add(value)
            self.wanted.add(value)
            self._rows.append((joined.number, value))
            if len(self._rows) == BATCH:
                self._put_down()

    def _put_down(self) -> None:
        self._base.executemany("INSERT INTO asked VALUES (?, ?)", self._rows)
        self._rows.clear()
        for joined in self._joined.values():
            joined.asked.clear()

    def _answers(self) -> Iterator[tuple[Limit, Token]]:
        """The limits and values that do not go together."""
        joined, types = list(self._joined.values()), list(self._types)
        for number, value, known in self._base.execute(ANSWERED):
            of = types[known] if known is not None else Types()
            yield from ((limit, value) for limit in joined[number].limits if limit.classes.isdisjoint(of))

    def _steps(self, kind: Kind) -> "_Steps":
        """What is to be done with things of a kind, which remembers it."""
        plan = plan_of(kind.types, self._shapes.paths.intersection(kind.at), self._shapes)
        of_values: dict[str, list[Limit]] = {}
        of_classes: dict[str, list[Limit]] = {}
        for limit, path, _ in plan.checks:
            if limit.component not in (*COUNTS, *PAIRS) and path in kind.at:
                of_values.setdefault(path, []).append(limit)
        for limit, path in plan.joins:
            of_classes.setdefault(path, []).append(limit)
        sound = {path: _kept(self._sound, tuple(those), _Sound) for path, those in of_values.items()}
        joins = {path: _kept(self._joined, tuple(those), self._join) for path, those in of_classes.items()}
        kind.plans[Holding] = steps = _Steps(
            plan,
            bool(plan.broken) or any(map(functools.partial(_is_short, kind), plan.checks)),
            tuple((at, one.known, one.is_sound) for path, one in sound.items() for at in kind.at[path]),
            tuple((at, one) for path, one in joins.items() for at in kind.at[path]),
            tuple(_pair(limit, kind) for limit, _, _ in plan.checks if limit.component in PAIRS),
        )
        return steps

    def _join(self, limits: tuple[Limit, ...]) -> "_Joined":
        return _Joined(len(self._joined), limits)


class _Steps(NamedTuple):
    """What is done with things of a kind; `wrong` tells that each of them breaks a limit."""

    plan: Plan
    wrong: bool
    values: tuple[tuple[int, set[Token], Callable[[Token], bool]], ...]
    joins: tuple[tuple[int, "_Joined"], ...]
    pairs: tuple[Callable[[list[Token]], bool], ...]


class _Sound:
    """The values that keep limits which look at one value after the other."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self.known: set[Token] = set()
        self._checks = [limit.check for limit in limits if limit.check]

    def is_sound(self, node: Token) -> bool:
        """Whether a value keeps all of them; if so, it is known from then on."""
        value = [term(node)]
        if any(any(True for _ in check(value, {})) for check in self._checks):
            return False
        if len(self.known) >= BATCH:
            self.known.clear()
        self.known.add(node)
        return True


class _Joined:
    """The limits that ask of which classes the values of a path are; those that were asked for lately."""

    def __init__(self, number: int, limits: tuple[Limit, ...]) -> None:
        self.number, self.limits = number, limits
        self.asked: set[Token] = set()
        self._granted: dict[Types, bool] = {}

    def grants(self, types: Types) -> bool:
        """Whether a thing of these types is of the classes."""
        if types not in self._granted:
            self._granted[types] = not any(one.classes.isdisjoint(types) for one in self.limits)
        return self._granted[types]


K = TypeVar("K")
V = TypeVar("V")


def _kept(known: dict[K, V], key: K, make: Callable[[K], V]) -> V:
    if key not in known:
        known[key] = make(key)
    return known[key]


def _is_short(kind: Kind, asked: tuple[Limit, str, Check]) -> bool:
    """Whether things of the kind have too few values, or too many."""
    limit, path, check = asked
    values = [Term("")] * len(kind.at.get(path, ()))
    return limit.component in COUNTS and any(True for _ in check(values, {}))


def _pair(limit: Limit, kind: Kind) -> Callable[[list[Token]], bool]:
    """What tells of the objects of a thing that the values of a path fit those of another.

    It may say no of some that fit: then `_judged` decides.
    """
    left, right = (kind.at.get(path, ()) for path in (limit.path or "", limit.other))
    if limit.component not in PAIRS[:2] or len(left) != 1 or len(right) != 1:
        return lambda _: not left and not right and limit.component in PAIRS[:2]
    (one,), (other,) = left, right
    if limit.component == PAIRS[0]:
        return lambda objects: objects[one] == objects[other]
    return lambda objects: _is_less(whole(objects[one]), whole(objects[other]))


def _is_less(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low < high


def _judged(thing: Thing, plan: Plan, paths: frozenset[str]) -> Iterator[Violation]:
    """A thing held against each limit, as SHACL says it."""
    subject, kind, objects = thing
    focus = term(subject).text
    said = {path: [term(objects[at]) for at in kind.at[path]] for path in paths.intersection(kind.at)}
    yield from (Violation(focus, limit, Term(focus)) for limit in plan.broken)
    for limit, path, check in plan.checks:
        yield from (Violation(focus, limit, one) for one in check(said.get(path, ()), said))
