"""What `kg load` prints: the changes as rows, and how it ended."""

from contextlib import ExitStack, contextmanager
from functools import reduce
from typing import TYPE_CHECKING

from kg.cli.rows import Row, render
from kg.cli.words import say
from kg.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from loaders.neo4j.comparing import Change
    from loaders.neo4j.neo4j_store import Neo4jStore
    from loaders.neo4j.sync import Loaded
    from loaders.property_graph.rows import Rows

COLUMNS = ("what", "in_graph", "new", "changed", "deleted")


@contextmanager
def elements_of(folder: "Path", apart: "Sequence[str]") -> "Iterator[Iterable[Rows]]":
    """The nodes and links of a graph folder, read when asked for, or of it without some reports and rules."""
    from kg.schema import load_schema
    from kg.store import read_graph, tabled, tabled_in
    from loaders.property_graph.elements import each

    if apart:
        from loaders.retract import without

        yield each(tabled(reduce(without, apart, read_graph(folder))), load_schema())
        return
    with ExitStack() as opened:
        found = opened.enter_context(tabled_in(folder))
        yield _closed_behind(each(found, load_schema()), opened)


def _closed_behind(found: "Iterable[Rows]", opened: ExitStack) -> "Iterator[Rows]":
    """The same, and what they are read from is closed behind the last: a load has long to go then."""
    yield from found
    opened.close()


def first_look(store: "Neo4jStore") -> str:
    """The link to Neo4j Browser with the query of the guide's first step in its editor."""
    from loaders.neo4j.guide import steps

    return store.browser(steps()[0].query)


COMES_BACK = (
    "图文件夹未改动：不带 --retract 再次 kg load，撤出的内容会恢复"
    " | the graph folder is as it was: the next kg load without this --retract puts all of it back"
)


def say_done(loaded: "Loaded", run: str, link: str, *, full: bool, apart: bool) -> None:
    """Say on stderr what was compared and created, written again or taken out, and where to look at it."""
    if full:
        say(
            "全部 {number} 项已重写 | all {number} elements were written again",
            number=loaded.nodes + loaded.links,
        )
    say(
        "已对账：节点 {nodes}，关系 {links}，数目与哈希和均一致；"
        "服务器新建 {created}，删除 {deleted}；批次 {run}"
        " | reconciled: {nodes} nodes, {links} relationships, counts and sums of hashes agree; "
        "the server created {created}, deleted {deleted}; run {run}",
        nodes=loaded.nodes,
        links=loaded.links,
        created=loaded.created,
        deleted=loaded.deleted,
        run=run,
    )
    if apart:
        say(COMES_BACK)
    say("在浏览器中看 | look at it in Neo4j Browser")
    say("  {link}", link=link)
    say(
        "样式 style.grass、保存的问题 questions.zip（拖入浏览器窗口）、导览 guide.html：{place}"
        " | style.grass and questions.zip, to be dropped on its window, and guide.html: {place}",
        place=resource("queries/browser"),
    )


def print_changes(changes: "Sequence[Change]", format: str) -> None:
    """Print a row for each label and type that is there or was."""
    rows: list[Row] = [
        dict(zip(COLUMNS, (one.kind, one.number, one.new, one.changed, one.gone), strict=True))
        for one in changes
        if one.number or one.differs
    ]
    print(render(rows, COLUMNS, format), end="")


def write_files(found: "Iterable[Rows]", run: str, folder: "Path", tables: str, format: str) -> None:
    """Write the files for an import, their tables as `tables` names it, and print the rows of each."""
    from kg.schema import load_schema
    from loaders.neo4j.bulk import write_bulk

    print_counts(write_bulk(found, load_schema(), run, folder, tables), ("file", "rows"), format)


def print_counts(counts: "Mapping[str, int]", columns: tuple[str, str], format: str) -> None:
    """Print a row for each thing that was counted."""
    rows: list[Row] = [dict(zip(columns, pair, strict=True)) for pair in counts.items()]
    print(render(rows, columns, format), end="")


def print_gone(counts: "Mapping[str, int]", format: str) -> None:
    """Print what was deleted of a run, and say that it comes back."""
    print_counts(counts, ("what", "deleted"), format)
    say(COMES_BACK)
