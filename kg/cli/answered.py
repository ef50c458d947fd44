"""Questions asked of the graph folder or of the server, and asked again where a name was short."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import Language, graph_folder
from kg.cli.server import open_neo4j
from kg.cli.steps import steps_of
from kg.cli.words import say
from kg.errors import CheckError
from kg.progress import telling

if TYPE_CHECKING:
    from loaders.asking.citations import Read
    from loaders.asking.questions import Answer, Row


@contextmanager
def opened(
    graph: Path | None, lang: Language, *, neo4j: bool, timeout: float
) -> "Iterator[tuple[Callable[..., Answer], Read]]":
    """How the graph is asked, a question of ours and any text in Cypher: on the server, or in the folder."""
    from loaders.asking.child import rows
    from loaders.asking.questions import ask, ask_store

    if neo4j:
        with open_neo4j(lang, timeout) as store:
            yield partial(ask_store, store), store.read
    else:
        folder = graph_folder(graph)
        read = partial(rows, folder, timeout=timeout, limit=None)
        with telling(steps_of()):
            yield partial(ask, folder, lang=lang, timeout=timeout), read


def answered(
    ask: "Callable[[Mapping[str, str]], Answer]", read: "Read", question: str, given: Mapping[str, str]
) -> "tuple[Answer, Mapping[str, Sequence[str]]]":
    """The answer, asked again with names written out; for each name that names nothing, those near to it."""
    from loaders.asking.nearest import nearest

    answer = ask(given)
    near = {} if answer.rows else nearest(read, question, given)
    full = _written_out(given, near)
    left = {name: names for name, names in near.items() if name not in full}
    return (ask({**given, **full}) if full else answer), left


def rows_without(
    ask: "Callable[[Mapping[str, str]], Answer]",
    answer: "Answer",
    near: Mapping[str, Sequence[str]],
    given: Mapping[str, str],
) -> "Sequence[Row]":
    """The rows that the question has without parameters, where these alone leave it none."""
    if answer.rows or answer.cut or near or not given:
        return ()
    try:
        return ask({}).rows
    except CheckError:  # too many rows, or too slow: nothing can be said of them
        return ()


def _written_out(given: Mapping[str, str], near: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The parameters that are short for one name of the graph, with that name; each is told."""
    from loaders.asking.nearest import is_short_for

    full = {name: names[0] for name, names in near.items() if len(names) == 1}
    short = {name: whole for name, whole in full.items() if is_short_for(given[name], whole)}
    for name, whole in short.items():
        say("{name}：按 {whole} 回答 | {name}: answered for {whole}", name=name, whole=whole)
    return short
