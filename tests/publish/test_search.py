"""The search of a package's page: what it finds, in which order, and what it loads for it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.many import apart
from kg.graph import Graph
from loaders.publish import Publication
from loaders.publish.explorer import search
from loaders.publish.explorer.pairs import BEGINS, ENDS, FIRST, PLACED, folded, pairs_of
from loaders.publish.explorer.shelf import checksum
from tests.browser.driver import Page
from tests.publish.exploring import Explorer, chunk, explored

MOST = 200
"""How many the page has of what it found."""
PLACE = re.compile(r"[省市区县州盟旗乡镇\s]")
FORMS = "國Ａｂ１２〔2023〕【8】［］｛｝(){}[]Ⅷ㎡①½ΑΣας İıŞß ﬁ\u3000\xa0…·“”—％⼀é\u0301"
FOUND = """
    const told = [];
    for (const [query, only] of arguments[0]) {
        const {counts, found, words} = await kg.find(query, 200, only);
        const entries = await Promise.all(found.map(at => kg.entry(at, words)));
        told.push([Object.fromEntries(counts), entries.map(one => [one.id, one.other])]);
    }
    return told;
"""
LOADED = """
    const load = kg.load;
    const loaded = [];
    kg.load = function (name) { loaded.push(name); return load(name); };
    return kg.foundPage(arguments[0]).then(() => loaded);
"""


class Thing(NamedTuple):
    """A thing of the package as its names tell it."""

    id: str
    cls: str
    said: int
    names: tuple[str, ...]
    bears: str


def things(folder: Path) -> list[Thing]:
    """All things, those first of which most is said, then those with short names, then by their chunk."""
    files = sorted((folder / "explorer/data/names").iterdir(), key=lambda path: int(path.stem))
    number = chunk(folder, "meta")["chunks"]
    found = []
    for path in files:
        held = chunk(folder, f"names/{path.stem}")
        for head, names in zip(held["heads"].split("\n"), held["names"].split("\n"), strict=True):
            key, cls, said = head.split("\t")
            found.append(Thing(key, cls, int(said), tuple(names.split("\t")), folded(names)))

    def place(one: Thing) -> tuple[bool, int, str]:
        report = one.cls == "Report"
        return report, checksum(one.id) % number["report" if report else "entity"], one.id

    return sorted(found, key=lambda one: (-one.said, len(one.bears), place(one)))


def level(one: Thing, words: list[str]) -> int:
    """How well names fit that hold all words; 0 is best."""
    name, *others = one.bears.split("\t")
    whole = " ".join(words)
    if one.cls == "Finding":
        return 5
    if name == whole:
        return 0
    if whole in others or (name.endswith(whole) and PLACE.match(name[-len(whole) - 1])):
        return 1
    if not all(word in name for word in words):
        return 4
    return 2 if name.startswith(words[0]) or one.said > 1 else 3


def expected(those: list[Thing], query: str, only: str | None) -> list[Any]:
    """What a look at every name finds."""
    words = folded(query).split()
    hits = [one for one in those if words and all(word in one.bears for word in words)]
    best = sorted((one for one in hits if only in (None, one.cls)), key=lambda one: level(one, words))
    ids = [[one.id, other(one, words)] for one in best[:MOST]]
    return [dict(Counter(one.cls for one in hits)), ids]


def other(one: Thing, words: list[str]) -> str | None:
    """The other name that is shown beside the name, where this does not hold all words."""
    name, *others = one.names
    if all(word in folded(name) for word in words):
        return None
    return next((each for each in others if any(word in folded(each) for word in words)), None)


def queries(those: list[Thing]) -> Iterator[str]:
    """Texts that stand in names, whole and in parts, and some that do not."""
    yield from (
        "",
        " ",
        "  办  ",
        "〔2022〕5号",
        "(2022)5号",
        "［2022］５号",
        "S-05.TXT",
        "a",
        "1",
        "０",
        "“",
        "→ ",
    )
    yield from (
        "没有这个",
        "办没有",
        "龘",
        "😀",
        "楼 鼓",
        "局 局",
        "鼓楼区 1 局",
        "12 行政审批局",
        "办　事",
        "办" * 9,
        "\n",
    )
    for number, one in enumerate(those[:: max(1, len(those) // 60)]):
        name = one.names[-1]
        middle = len(name) // 2
        yield from (name, name[:1], name[middle : middle + 2], name[-3:], name[1::2], name.upper())
        yield f"{name[middle:]} {name[: number % 4]}"


@pytest.fixture(scope="module")
def big(samples: Graph, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More things than a block has, and files of pairs so small that many a pair is in several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "PAIRS", 1_500)
        graph = apart(samples, 1 + search.BLOCK // len(samples.entities))
        folder = explored(graph, tmp_path_factory.mktemp("big"), about, asked=samples)
    assert len(graph.entities) > search.BLOCK
    return folder


@pytest.mark.browser
def test_a_search_finds_what_a_look_at_every_name_finds(page: Page, big: Path) -> None:
    opened, those = Explorer(page, big), things(big)
    asked = list(zip(dict.fromkeys(queries(those)), cycle((None, "Agency", None, "Finding")), strict=False))
    found = opened.page.run(f"return (async function () {{{FOUND}}})(...arguments)", asked)

    for (query, only), told in zip(asked, found, strict=True):
        assert told == expected(those, query, only), (query, only)
    assert max(len(ids) for _, ids in found) == MOST
    assert sum(bool(counts) for counts, _ in found) > len(asked) // 2


@pytest.mark.browser
def test_a_search_loads_what_it_shows_and_the_pairs_of_its_words(page: Page, big: Path) -> None:
    opened = Explorer(page, big)
    firsts = chunk(big, "meta")["search"]["pairs"]
    loaded = opened.page.run(LOADED, "没有这个")
    assert [name for name in loaded if name.startswith("names/")] == []
    assert len(loaded) <= 5

    opened.go("")
    loaded = opened.page.run(LOADED, "行政审批局")
    names = {name for name in loaded if name.startswith("names/")}
    assert 0 < len(names) <= 20
    assert len({name for name in loaded if name.startswith("pairs/")}) < len(firsts) // 10


@pytest.mark.browser
def test_more_of_what_was_found_is_shown_on_demand(page: Page, big: Path) -> None:
    opened = Explorer(page, big)
    for place in ("search/%E5%8A%9E", "class/Agency"):
        opened.go(place)
        first = opened.seen(".found > li")
        opened.click("button.more")
        opened.page.wait("return document.querySelectorAll('.found > li').length > arguments[0]", len(first))
        assert opened.seen(".found > li")[: len(first)] == first
        assert len(opened.seen(".found > li")) == 2 * len(first)
        assert opened.page.wait("return document.activeElement.closest('.found > li')?.innerText")


@pytest.mark.browser
def test_the_page_lets_go_of_files_that_it_loaded_long_ago(page: Page, big: Path) -> None:
    opened = Explorer(page, big)
    again = """
        const first = await kg.load(name);
        const kept = first === await kg.load(name);
        for (let at = 0; at < others; at++) await kg.load(`pairs/${at}`);
        const scripts = document.head.querySelectorAll("script[src*='data/pairs']").length;
        return [kept, first === await kg.load(name), scripts];
    """
    assert len(chunk(big, "meta")["search"]["pairs"]) > 200
    told = opened.page.run(
        f"return (async function (name, others) {{{again}}})(...arguments)", "names/0", 200
    )
    kept, still, scripts = told
    assert (kept, still, scripts) == (True, False, 0)


@pytest.mark.browser
def test_the_page_folds_as_the_index_does(page: Page, folder: Path) -> None:
    opened = Explorer(page, folder)
    texts = [*FORMS, FORMS, *(name for one in things(folder) for name in one.names)]

    assert opened.page.run("return arguments[0].map(kg.fold)", texts) == list(map(folded, texts))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("局",), [("局\n", 0, FIRST | BEGINS)]),
        (("市局",), [("市局", 0, FIRST | BEGINS | ENDS), ("局\n", 1, FIRST | PLACED)]),
        (("甲乙", "丙"), [("甲乙", 0, FIRST | BEGINS | ENDS), ("乙\n", 1, FIRST), ("丙\n", 3, BEGINS)]),
        (("a b",), [("a ", 0, FIRST | BEGINS), (" b", 1, FIRST | ENDS), ("b\n", 2, FIRST | PLACED)]),
        ((), []),
        (("",), []),
    ],
)
def test_pairs_of_names(names: tuple[str, ...], found: list[tuple[str, int, int]]) -> None:
    told = [(pair, place // 16, place % 16) for pair, place in pairs_of(names)]

    assert told == found
