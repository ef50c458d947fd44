"""What many say in rounds, each knowing what was asked of all in the rounds before: run, kept, replayed.

One of many is a generator: it yields what it offers, table by table as (key, value), and is sent what all
offered (a view), of which it asks by key. All that it asked is noted with the answer. What was noted is
replayed as long as all answers are the same; where one is not, the generator is run over the views again.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Offer = Mapping[str, Sequence[Any]]
"""Rows by table: of plain values, as they can be kept."""
View = Mapping[str, Mapping[Any, Any]]
"""What is known of each key, by table."""
Gather = Callable[[Sequence[Offer]], View]
"""What makes a view of what all offer, in order."""


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


Asked = Mapping[str, Answers]
Process = Generator[Offer, Asked, T]


Trace = tuple[Sequence[Offer], Sequence[Mapping[str, Mapping[Any, Any]]], T]
"""What one offered and asked in each round, and what came out: plain values throughout."""


class _Live(Generic[T]):
    """A process that is being run, with its trace so far."""

    def __init__(self, process: Process[T]) -> None:
        self._process = process
        self.offers: list[Offer] = [next(process)]
        self._asked: list[Asked] = []
        self._result: list[T] = []

    def send(self, view: View) -> None:
        asked = {name: Answers(table) for name, table in view.items()}
        self._asked.append(asked)
        try:
            self.offers.append(self._process.send(asked))
        except StopIteration as stop:
            self._result.append(stop.value)

    def trace(self) -> Trace[T]:
        asked = [{name: table.asked for name, table in each.items() if table.asked} for each in self._asked]
        return self.offers, asked, self._result[0]


def in_rounds(
    names: Sequence[str],
    begin: Callable[[Sequence[str]], Iterable[Process[T]]],
    gathers: Sequence[Gather],
    kept: Mapping[str, Trace[T]],
) -> tuple[dict[str, Trace[T]], list[View]]:
    """The trace of each process, by its name and in the order of `names`, and the view of each round.

    `begin` gives the processes of some names. `kept` are traces of such processes, as they may hold still;
    each is of as many rounds as there are `gathers`.
    """
    live: dict[str, _Live[T]] = {}
    views: list[View] = []

    def run(those: Sequence[str]) -> None:
        for name, process in zip(those, begin(those), strict=True):
            live[name] = _Live(process)
            for view in views:
                live[name].send(view)

    run([name for name in names if name not in kept])
    for number, gather in enumerate(gathers):
        said = (live[name].offers if name in live else kept[name][0] for name in names)
        view = gather([offers[number] for offers in said])
        for one in live.values():
            one.send(view)
        views.append(view)
        run([name for name in names if name not in live and not _holds(kept[name][1][number], view)])
    return {name: live[name].trace() if name in live else kept[name] for name in names}, views


def _holds(asked: Mapping[str, Mapping[Any, Any]], view: View) -> bool:
    """Whether all would be answered as it was."""
    return all(
        view[name].get(key) == answer for name, answers in asked.items() for key, answer in answers.items()
    )


def gathered(offers: Iterable[Offer]) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """A view with all different values that are offered for a key, sorted."""
    found: dict[str, dict[Any, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for offer in offers:
        for name, rows in offer.items():
            table = found[name]
            for key, value in rows:
                table[key].add(value)
    return {
        name: {key: tuple(sorted(values)) for key, values in table.items()} for name, table in found.items()
    }
