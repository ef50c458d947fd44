"""What many say in rounds, each knowing what was asked of all in the rounds before: run, kept, replayed.

One of many is a generator: it yields what it offers, table by table as (key, value), and is sent what all
offered (a view), of which it asks by key. All that it asked is noted with the answer, which makes its trace.
A trace holds as long as all answers are the same; where one is not, the generator is run again.

So answers may be guessed: of more than can be run side by side, some are run as if all had offered what was
offered so far (in a round that is not `OfAll`, as if there were no others), and those of them whose answers
turn out to be others are run again. Traces and views lie on disk where they are too much.
"""

import functools
import itertools
import marshal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kg.room import room
from kg.scratch import opened
from kg.sorting import CACHE, PLAIN, Different, Rows

T = TypeVar("T")
By = TypeVar("By", Rows[bytes], Different[bytes])
Offer = Mapping[str, Sequence[Any]]
"""Rows by table: of plain values, as they can be kept."""
View = Mapping[str, Mapping[Any, Any]]
"""What is known of each key, by table."""
Gather = Callable[[Iterable[Offer], Sequence[View]], View]
"""What makes the view of a round of what all offer, in order, and of the views before."""
Step = Callable[[], None]
Tell = Callable[[int, int], None]
"""Is called with how many are done, as a share of all work, and with how many there are."""
TELL_EACH = 64
"""After so many more that are done it is told."""


class Answers(Mapping[Any, Any]):
    """A table of a view; `asked` has what was asked of it, None for what it has not."""

    __slots__ = ("_told", "asked")

    def __init__(self, told: Mapping[Any, Any]) -> None:
        self._told = told
        self.asked: dict[Any, Any] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """What is known of the key."""
        answer = self.asked[key] = self._told.get(key)
        return default if answer is None else answer

    def __getitem__(self, key: Any) -> Any:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("what all said is asked by key, not gone through")

    def __len__(self) -> int:
        raise TypeError("what all said is asked by key, not counted")


class LookedUp(Mapping[Any, Any]):
    """A table of a view that is looked up, None for what it has not; the last answers are remembered."""

    def __init__(self, look: Callable[[Any], Any], keys: Callable[[], Iterable[Any]] = tuple) -> None:
        self._look, self._keys = functools.lru_cache(room().rows // 4)(look), keys

    def get(self, key: Any, default: Any = None) -> Any:
        """What is known of the key."""
        found = self._look(key)
        return default if found is None else found

    def __getitem__(self, key: Any) -> Any:
        found = self._look(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._keys())

    def __len__(self) -> int:
        return sum(1 for _ in self)


Asked = Mapping[str, Answers]
Process = Generator[Offer, Asked, T]
Begin = Callable[[Sequence[str]], Iterable[Process[T]]]
"""What gives the processes of some names."""
Trace = tuple[Sequence[Offer], Sequence[Mapping[str, Mapping[Any, Any]]], T]
"""What one offered and asked in each round, and what came out: plain values throughout."""
Packed = Sequence[bytes]
"""The same as it is kept: for each round what was offered and what was asked, then what came out."""


class Traces(Mapping[str, Trace[T]]):
    """The trace of each of these names, as far as it is known, in their order."""

    def __init__(self, names: Iterable[str], rounds: int, packed: Iterable[tuple[str, Packed]] = ()) -> None:
        self.names = tuple(names)
        self.rounds = rounds
        self._places = {name: place for place, name in enumerate(self.names)}
        self._known = bytearray(len(self.names))
        self._base = opened(cache=CACHE)
        self._base.execute("CREATE TABLE parts (place INTEGER PRIMARY KEY, said BLOB, asked BLOB)")
        for name, parts in packed:
            if name in self._places:
                self._put(name, parts)

    def put(self, name: str, trace: Trace[T]) -> None:
        """Have the trace of a name, in place of the one that is there."""
        offers, asked, result = trace
        both: Iterable[Any] = (part for pair in zip(offers, asked, strict=True) for part in pair)
        self._put(name, [marshal.dumps(part, PLAIN) for part in (*both, result)])

    def packed(self, name: str) -> Packed:
        """A trace as it is kept."""
        places = [self._place(number, name) for number in range(self.rounds + 1)]
        query = "SELECT said, asked FROM parts WHERE place = ?"
        rows = (self._base.execute(query, (place,)).fetchone() for place in places)
        return [part for row in rows for part in row if part is not None]

    def offers(self, number: int) -> Iterator[tuple[str, Offer]]:
        """What each offered in a round."""
        return self._parts(number, "said")

    def asked(self, number: int) -> Iterator[tuple[str, Mapping[str, Mapping[Any, Any]]]]:
        """What each asked in a round, with the answers."""
        return self._parts(number, "asked")

    def result_of(self, name: str) -> T:
        """What came out for one."""
        place = self._place(self.rounds, name)
        ((said,),) = self._base.execute("SELECT said FROM parts WHERE place = ?", (place,))
        return marshal.loads(said)  # type: ignore[no-any-return]

    def results(self) -> Iterator[tuple[str, T]]:
        """What came out for each."""
        return self._parts(self.rounds, "said")

    def __getitem__(self, name: str) -> Trace[T]:
        if name not in self:
            raise KeyError(name)
        *both, result = map(marshal.loads, self.packed(name))
        return both[::2], both[1::2], result

    def __contains__(self, name: object) -> bool:
        place = self._places.get(name) if isinstance(name, str) else None
        return place is not None and bool(self._known[place])

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.names if name in self)

    def __len__(self) -> int:
        return sum(self._known)

    def _place(self, number: int, name: str) -> int:
        return number * len(self.names) + self._places[name]

    def _put(self, name: str, packed: Packed) -> None:
        rows = zip(packed[::2], (*packed[1::2], None), strict=True)
        places = ((self._place(number, name), *row) for number, row in enumerate(rows))
        self._base.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", places)
        self._known[self._places[name]] = True

    def _parts(self, number: int, column: str) -> Iterator[tuple[str, Any]]:
        """A column of the rows of a round."""
        first = number * len(self.names)
        query = f"SELECT place, {column} FROM parts WHERE place >= ? AND place < ? ORDER BY place"
        for place, part in self._base.execute(query, (first, first + len(self.names))):
            yield self.names[place - first], marshal.loads(part)


class Results(Mapping[str, T]):
    """What came out for each of the names of traces, which are all known; held where there is room."""

    def __init__(self, traces: Traces[T]) -> None:
        self._traces, self._held = traces, len(traces) <= room().reports
        self._of = functools.lru_cache(room().reports)(traces.result_of)

    def __getitem__(self, name: str) -> T:
        return self._of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._traces)

    def __len__(self) -> int:
        return len(self._traces)

    def items(self) -> Iterator[tuple[str, T]]:  # type: ignore[override]  # gone through once, not held
        """Each name with what came out."""
        return ((name, self._of(name)) for name in self) if self._held else self._traces.results()

    def values(self) -> Iterator[T]:  # type: ignore[override]
        """What came out for each."""
        return (result for _, result in self.items())


class _Live(Generic[T]):
    """A process that is being run, with its trace so far."""

    def __init__(self, process: Process[T], views: Iterable[View], step: Step) -> None:
        self._process, self._step = process, step
        self.offers: list[Offer] = [next(process)]
        self._asked: list[Asked] = []
        self._result: list[T] = []
        step()
        for view in views:
            self.send(view)

    def send(self, view: View) -> None:
        asked = {name: Answers(table) for name, table in view.items()}
        self._asked.append(asked)
        try:
            self.offers.append(self._process.send(asked))
        except StopIteration as stop:
            self._result.append(stop.value)
        self._step()

    def trace(self) -> Trace[T]:
        asked = [{name: table.asked for name, table in each.items() if table.asked} for each in self._asked]
        return self.offers, asked, self._result[0]


def in_rounds(
    traces: Traces[T], begin: Begin[T], gathers: Sequence[Gather], tell: Tell = lambda *_: None
) -> list[View]:
    """Have the trace of each name, and give the view of each round.

    Traces that are there may hold still: each is of as many rounds as there are `gathers`. No more than twice
    as many processes are run side by side as there is room for reports (kg.room). `tell` is called with how
    many are done and with how many there are: of each its own run is counted, and twice a round that it is
    looked at; what is run again is not.
    """
    live, at_once = dict[str, _Live[T]](), room().reports
    views: list[View] = []
    guesses = _Guesses(gathers, traces)
    own = len(gathers) + 1
    step = _counted(tell, len(traces) * own, len(traces.names), own + 2 * len(gathers))

    def run(those: Sequence[str], step: Step = lambda: None) -> None:
        if len(live) + len(those) <= at_once:
            live.update(_begun(those, begin, views, step))
            return
        for start in range(0, len(those), at_once):
            some = _begun(those[start : start + at_once], begin, views, step)
            _guessing(some, guesses, views, traces)

    run([name for name in traces.names if name not in traces], step)
    for number, gather in enumerate(gathers):
        view = gather(_stepping(_offers(traces, live, number), step), views)
        for name, one in live.items():
            one.send(view)
            if name not in traces:
                step()
        views.append(view)
        told = _stepping(traces.asked(number), step)
        run([name for name, asked in told if name not in live and not _holds(asked, view)])
    for name, one in live.items():
        traces.put(name, one.trace())
    tell(len(traces), len(traces))
    return views


def _stepping(items: Iterable[T], step: Step) -> Iterator[T]:
    """The items, with a step for each."""
    for item in items:
        step()
        yield item


def _counted(tell: Tell, done: int, total: int, steps: int) -> Step:
    """What counts steps, of which each of `total` takes so many and some are done; it tells now and then."""
    count = itertools.count(done + 1)
    tell(done // steps, total)

    def step() -> None:
        far, rest = divmod(next(count), steps)
        if not rest and not far % TELL_EACH and far < total:
            tell(far, total)

    return step


def _begun(names: Sequence[str], begin: Begin[T], views: Iterable[View], step: Step) -> dict[str, _Live[T]]:
    """The processes of these names, run over the views."""
    processes = begin(names) if names else ()
    return {name: _Live(process, views, step) for name, process in zip(names, processes, strict=True)}


def _guessing(
    live: Mapping[str, _Live[T]], guesses: "_Guesses", views: Sequence[View], traces: Traces[T]
) -> None:
    """Have the traces of these, where views are guessed of the rounds of which there is none yet."""
    known = [*views]
    for number in range(len(known), traces.rounds):
        known.append(guesses.view(number, [one.offers[number] for one in live.values()], known))
        for one in live.values():
            one.send(known[-1])
    for name, one in live.items():
        traces.put(name, one.trace())


def _offers(traces: Traces[T], live: Mapping[str, _Live[T]], number: int) -> Iterator[Offer]:
    """What all offer in a round, in order."""
    kept = traces.offers(number)
    for name in traces.names:
        offer: Offer = next(kept)[1] if name in traces else {}  # also that of one that is run again
        yield live[name].offers[number] if name in live else offer


def _holds(asked: Mapping[str, Mapping[Any, Any]], view: View) -> bool:
    """Whether all would be answered as it was."""
    return all(
        view[name].get(key) == answer for name, answers in asked.items() for key, answer in answers.items()
    )


def gathered(offers: Iterable[Offer]) -> dict[str, Mapping[Any, Any]]:
    """A view with all different values that are offered for a key, sorted."""
    tables: dict[str, Rows[bytes]] = {}
    _put(offers, tables, Rows[bytes])
    return {name: table_of(rows, _different) for name, rows in tables.items()}


@dataclass(frozen=True, slots=True)
class OfAll:
    """A `Gather` whose view `make` makes of what is `gathered`, and of the views before."""

    make: Callable[[View, Sequence[View]], View] = lambda found, _: found

    def __call__(self, offers: Iterable[Offer], before: Sequence[View]) -> View:
        """The view."""
        return self.make(gathered(offers), before)


def _put(offers: Iterable[Offer], tables: dict[str, By], make: Callable[[], By]) -> None:
    """Add what is offered to its tables; one that is not there is made."""
    for offer in offers:
        for name, rows in offer.items():
            if name not in tables:
                tables[name] = make()
            tables[name].add((marshal.dumps(key, PLAIN), value) for key, value in rows)


class _Guesses:
    """Views that are guessed: those `OfAll` of what was offered so far, others of what some offer alone."""

    def __init__(self, gathers: Sequence[Gather], traces: Traces[Any]) -> None:
        self._gathers, self._traces = gathers, traces
        self._so_far: dict[int, dict[str, Different[bytes]]] = {}

    def view(self, number: int, offers: Sequence[Offer], before: Sequence[View]) -> View:
        """The view of a round."""
        gather = self._gathers[number]
        if not isinstance(gather, OfAll):
            return gather(offers, before)
        if number not in self._so_far:
            self._so_far[number] = {}
            kept = (offer for _, offer in self._traces.offers(number))
            _put(kept, self._so_far[number], Different[bytes])
        _put(offers, self._so_far[number], Different[bytes])
        return gather.make(
            {name: _looked_up(rows, tuple) for name, rows in self._so_far[number].items()}, before
        )


def table_of(rows: Rows[bytes], make: Callable[[Sequence[Any]], Any]) -> Mapping[Any, Any]:
    """A table of what is made of the rows of each key, which `marshal` wrote."""
    if rows.held:
        return {marshal.loads(key): make(those) for key, those in rows.groups()}
    return _looked_up(rows, make)


def _looked_up(rows: Rows[bytes] | Different[bytes], make: Callable[[Sequence[Any]], Any]) -> LookedUp:
    return LookedUp(
        lambda key: make(those) if (those := rows.of(marshal.dumps(key, PLAIN))) else None,
        lambda: map(marshal.loads, rows.keys()),
    )


def _different(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted({*values}))
