"""The page that a package has to look at it, in a real Chromium and from disk.

The tests share one window, so each opens what it wants. With --update-golden they take the pictures of the
package's page anew; these are looked at, not compared.
"""

import zlib
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from benchmarks.many import apart
from kg.evaluate.visible import visible
from kg.graph import Graph
from loaders.publish import Publication
from loaders.publish.explorer.pairs import DIGITS
from loaders.publish.explorer.report import sentences
from tests.browser.driver import Page
from tests.conftest import ROOT
from tests.neo4j.hostile import hostile_graph
from tests.publish.conftest import SOAK
from tests.publish.exploring import Explorer, check_quiet, chunk, explored, named

ENTER, DOWN, TAB = "\ue007", "\ue015", "\ue004"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
HOSTILE = "<script>document.title='run'</script></script><img src=x onerror=\"document.title='run'\">"
LONG = "长" * 10_000


def test_each_thing_stands_in_the_chunk_of_its_id(folder: Path, samples: Graph) -> None:
    counts = chunk(folder, "meta")["chunks"]
    files = sorted((folder / "explorer/data/names").iterdir(), key=lambda path: int(path.stem))
    held = [chunk(folder, f"names/{path.stem}") for path in files]
    heads = [line.split("\t") for file in held for line in file["heads"].split("\n")]
    names = {head[0]: head[1] for head in heads}
    kinds = chunk(folder, "meta")["search"]["kinds"]

    assert names == {e.id: e.cls for e in samples.entities} | {r.id: "Report" for r in samples.reports}
    assert len(heads) == sum(len(file["names"].split("\n")) for file in held)
    assert [kinds[DIGITS.index(digit)] for digit in chunk(folder, "classes")] == [head[1] for head in heads]
    for key, cls in names.items():
        kind = "report" if cls == "Report" else "entity"
        assert key in chunk(folder, f"{kind}/{zlib.crc32(key.encode()) % counts[kind]}")


def test_every_term_leads_to_its_definition(folder: Path) -> None:
    definitions, meta = (folder / "ontology" / "index.html").read_text("utf-8"), chunk(folder, "meta")
    anchors = [term[2] for kind in ("classes", "relations", "properties") for term in meta[kind].values()]

    assert [anchor for anchor in anchors if f'id="{anchor}"' not in definitions] == []


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([(0, 1)], [(0, "甲。")]),
        ([(3, 4), (3, 9)], [(3, "乙；"), (5, "丙！")]),
        ([(2, 9)], [(3, "乙；"), (5, "丙！")]),
        ([(8, 9)], []),
        ([], []),
    ],
)
def test_sentences_that_spans_touch(spans: list[tuple[int, int]], found: list[tuple[int, str]]) -> None:
    assert list(sentences("甲。 乙；丙！\n\n", spans)) == found


@pytest.mark.browser
def test_a_fact_opens_its_sentence(shown: Explorer, samples: Graph, request: pytest.FixtureRequest) -> None:
    agency = named(samples, "南京市鼓楼区行政审批局", "Agency")
    shown.go(f"entity/{agency.id}")

    assert shown.seen("h1") == [agency.name]
    shown.click(".fact .open")
    shown.page.wait("return document.querySelector('.sentences figcaption')")
    (marked,) = shown.seen(".sentences blockquote")
    told = shown.seen(".sentences figcaption")[0]
    report = next(one for one in samples.reports if one.source == "s-14.txt")
    start, end = (int(part) for part in told.partition("字符 [")[2].partition(")")[0].split(", "))
    assert report.text[start:end].strip() in marked
    assert shown.seen(".sentences mark")
    assert "act.verb" in told
    assert "第三章" in told
    keep_picture(shown.page, "explorer-entity", request)


@pytest.mark.browser
def test_a_masked_sentence_says_so(shown: Explorer, samples: Graph) -> None:
    report = min(samples.reports, key=lambda one: one.source)
    shown.go(f"report/{report.id}")

    (said,) = [text for text in shown.seen(".said > li") if "█" in text]
    assert "提请███印发" in said
    assert "█ 为发布前遮蔽的字符" in said
    assert shown.seen("h1") == [report.meta.title]
    assert shown.seen("dl.line dd")[-1] == report.source


@pytest.mark.browser
def test_answers_have_labels_links_and_sentences(shown: Explorer, folder: Path) -> None:
    shown.go("question/Q05")
    shown.click(".evidence .open")
    shown.page.wait("return document.querySelector('.answer mark')")

    assert shown.seen("thead th") == ["法规文件", "机构", "关系", "文种", "年度", "依据"]
    assert len(shown.seen("tbody")) == 50
    shown.click("button.more")
    assert len(shown.seen("tbody")) == len(chunk(folder, "answer/Q05")["rows"])
    assert set(shown.seen("tbody td:nth-child(3) div")) == {"贯彻落实", "学习宣传"}
    assert shown.page.run("return document.querySelector('tbody a').hash").startswith("#/entity/d")
    columns = sorted(
        {
            name
            for path in (folder / "explorer/data/answer").iterdir()
            for name in chunk(folder, f"answer/{path.stem}")["columns"][:-1]
        }
    )
    labels = shown.page.run("return arguments[0].map(kg.column)", columns)
    assert [label for label in labels if label.isascii()] == []


@pytest.mark.browser
def test_figures_stand_by_year_and_the_language_switches(shown: Explorer, samples: Graph) -> None:
    shown.go(f"entity/{named(samples, '南京市鼓楼区行政审批局', 'Agency').id}")

    assert shown.seen(".figures thead th")[:3] == ["指标", "2022", "2023"]
    shown.click(".figures .open")
    shown.page.wait("return document.querySelector('.figures blockquote')")
    shown.click("#language")
    shown.page.wait("return document.documentElement.lang === 'en'")
    assert shown.seen("h2")[0].startswith("Facts that begin here")
    shown.click("#language")


@pytest.mark.browser
def test_keys_alone_lead_from_search_to_a_sentence(shown: Explorer) -> None:
    shown.go("")
    shown.page.press("/一件事")
    shown.page.wait("return document.querySelector('.found a')")
    shown.page.press(DOWN + ENTER)
    shown.page.wait("return document.querySelector('.fact .open')")

    assert shown.seen("h1") == ["一件事一次办"]
    assert shown.page.run("return document.activeElement.tagName") == "H1"
    for _ in range(100):
        shown.page.press(TAB)
        if shown.page.run("return document.activeElement.matches('.fact .open')"):
            break
    shown.page.press(ENTER)
    shown.page.wait("return document.querySelector('.sentences mark')")


@pytest.mark.browser
def test_what_is_not_there_is_said(shown: Explorer) -> None:
    for place in (
        "entity/nope",
        "entity/a0",
        "report/r0",
        "entity/__proto__",
        "entity/%E4%B8",
        "class/Nothing",
        "class/toString",
        "nowhere",
    ):
        shown.go("class/Agency")
        shown.go(place)
        assert shown.seen("main") == ["没有这一项"]
        assert shown.page.run("return document.title").startswith("没有这一项 · ")
    shown.go("question/Q99")
    assert shown.seen("h1") == ["没有问题 Q99；有下列问题"]
    assert shown.page.run("return document.title").startswith("没有问题 Q99")
    assert len(shown.seen(".questions li")) > 20
    shown.go("search/%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA")
    assert shown.seen("#status") == ["没有找到"]


@pytest.mark.browser
def test_every_text_stands_out_and_no_page_is_wider_than_the_screen(shown: Explorer, samples: Graph) -> None:
    agency = named(samples, "南京市鼓楼区行政审批局", "Agency").id
    report = samples.reports[0].id
    pages = ("", f"entity/{agency}", f"report/{report}", "question/Q24", "search/%E5%8A%9E", "class/Metric")
    for place in pages:
        shown.go(place)
        shown.page.run("[...document.querySelectorAll('.open')].slice(0, 3).forEach(one => one.click())")
        for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
            shown.page.screen(width, 900, scheme=scheme)
            assert shown.page.run(CONTRAST) == [], (place, scheme)
            assert shown.page.run("return document.documentElement.scrollWidth") <= width, place


@pytest.mark.browser
def test_hostile_texts_are_shown_and_nothing_runs(page: Page, about: Publication, tmp_path: Path) -> None:
    graph = hostile_graph()
    worst = replace(
        graph.entities[0], name=HOSTILE, names=(HOSTILE, LONG, "\u202e倒写"), properties=(("scope", HOSTILE),)
    )
    long = replace(graph.entities[1], name=LONG, names=(LONG,))
    reports = tuple(
        replace(
            one, source=HOSTILE, meta=replace(one.meta, title=HOSTILE, url="javascript:document.title='run'")
        )
        for one in graph.reports
    )
    folder = explored(
        replace(graph, reports=reports, entities=(worst, long, *graph.entities[2:])), tmp_path, about
    )
    opened = Explorer(page, folder)

    opened.go(f"entity/{worst.id}")
    assert opened.seen("h1") == [visible(HOSTILE)]
    for button in range(3):
        opened.page.run("document.querySelectorAll('.open')[arguments[0]]?.click()", button)
    opened.page.wait("return document.querySelector('.sentences blockquote')")
    opened.go(f"entity/{long.id}")
    assert len(opened.seen("h1")[0]) == 300
    opened.go(f"report/{reports[0].id}")
    opened.go(f"search/{quote('<script>')}")
    assert HOSTILE in opened.seen(".found a")
    assert opened.page.run("return document.documentElement.scrollWidth") <= 1280
    for text in ("img", "main script", "[href^='javascript']", "[onerror]"):
        assert opened.page.run("return document.querySelectorAll(arguments[0]).length", text) == 0
    assert opened.page.run("return document.title") != "run"
    check_quiet(page, folder)


EMPTY = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Empty</title></head></html>'
LOADED = "return performance.getEntriesByType('navigation')[0].loadEventEnd || null"
VIEW = "return performance.getEntriesByName('kg-shown')[0].startTime"
SEARCHED = """
    const start = performance.now();
    return kg.foundPage(arguments[0]).then(() => performance.now() - start);
"""


def first_search(page: Page, folder: Path, query: str) -> float:
    """The milliseconds of a search on a page that has just been opened."""
    Explorer(page, folder)
    return float(page.run(SEARCHED, query))


@pytest.mark.skipif(not SOAK, reason="with SOAK=1")
@pytest.mark.browser
def test_a_hundred_thousand_things_are_shown_and_searched_in_time(
    page: Page, samples: Graph, about: Publication, tmp_path: Path
) -> None:
    graph = apart(samples, 100_000 // len(samples.entities) + 1)
    folder = explored(graph, tmp_path / "package", about, asked=samples)
    (tmp_path / "empty.html").write_text(EMPTY, "utf-8")
    page.open((tmp_path / "empty.html").as_uri())
    empty = page.wait(LOADED)
    opened = Explorer(page, folder)
    view = page.run(VIEW)
    queries = ("“", "局", "1", "通办", "鼓楼区", "行政审批局 12", "〔2023〕8号", "没有这个")
    times = [min(first_search(page, folder, query) for _ in range(3)) for query in queries]

    assert len(graph.entities) >= 100_000
    assert view <= 1_000
    assert view <= 20 * empty
    assert max(times) <= 200
    opened.go(f"entity/{graph.entities[0].id}")
    assert opened.seen("h1") == [graph.entities[0].name]


def keep_picture(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    """With --update-golden: the page, on a wide and on a narrow screen."""
    if request.config.getoption("--update-golden"):
        for width, height, kind in ((1280, 900, "wide"), (390, 900, "narrow")):
            page.screen(width, height)
            page.wait("return new Promise(done => setTimeout(done, 500, true))")
            (ROOT / "docs" / "pictures" / f"{name}-{kind}.webp").write_bytes(page.picture(width, height))
