"""What Neo4j Browser makes of our files, in a real Chromium: link, style, captions, saved queries, guide.

The tests share one window, so each leaves it as the next may find it. With --update-golden they take the
pictures of docs/neo4j.md anew; these are looked at, not compared.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.loaded import first_look
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.neo4j.browser import FAVOURITES
from loaders.neo4j.guide import TITLE, steps
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sync import sync
from loaders.property_graph.elements import elements
from tests.browser.driver import find_chromium, until
from tests.conftest import ROOT
from tests.neo4j.browser import CLICK_ARROW, RUN, Browser, Drawn, connected
from tests.neo4j.desk import served
from tests.neo4j.line import FIRST, SECOND, SOAK, Line

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]
FILES = ROOT / "queries" / "browser"
SCHEMA = load_schema()
RULE = re.compile(r"^(?:node|relationship)\.(\w+) \{\n  color: (#\w+);", re.MULTILINE)
RULES = dict(RULE.findall((FILES / "style.grass").read_text("utf-8")))
LOOK = steps()[0].query
ONE_OF_EACH = """MATCH (n) WHERE n.caption IS NOT NULL UNWIND labels(n) AS label
WITH label, min(n.id) AS id MATCH (n {id: id}) RETURN n"""


@pytest.fixture(scope="module", params=(FIRST, SECOND), ids="-".join)
def settings(request: pytest.FixtureRequest) -> Settings:
    """Where the server of the line is; both lines serve the Browser that Maven Central has."""
    line: Line = request.getfixturevalue("first_line" if request.param == FIRST else "second_line")
    return line.settings


@pytest.fixture(scope="module")
def browser(
    settings: Settings, sample_store: Neo4jStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Neo4j Browser at the link that `kg load` prints, on the graph of the samples."""
    find_chromium()
    link = first_look(sample_store)
    with connected(link, settings.neo4j_password or "", tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def on_second(request: pytest.FixtureRequest) -> bool:
    """Whether the server is that of the other line."""
    return "-".join(SECOND) in request.node.nodeid


def keep_picture(browser: Browser, name: str, request: pytest.FixtureRequest) -> None:
    """With --update-golden: the drawing, settled and fitted into its frame, as docs/pictures/NAME.webp."""
    if request.config.getoption("--update-golden") and not on_second(request):
        browser.click("[aria-label=zoom-to-fit]")
        time.sleep(3)
        (ROOT / "docs" / "pictures" / f"{name}.webp").write_bytes(browser.page.picture())


def as_styled(drawn: list[Drawn]) -> set[str]:
    """The kinds of what is drawn, after a look at each: colour of its last rule, words whole."""
    assert drawn
    for one in drawn:
        rule = [colour for kind, colour in RULES.items() if kind in one["kinds"]][-1]
        known = one["caption"] or SCHEMA.relations[one["kinds"][0]].label_zh
        assert (one["colour"], " ".join(one["rows"])) == (rule, known), one["kinds"]
    return {kind for one in drawn for kind in one["kinds"]}


def test_the_link_leads_to_the_first_query(browser: Browser) -> None:
    browser.expect(LOOK)


def test_a_dropped_style_sheet_colours_each_class_and_captions_are_whole(
    browser: Browser, request: pytest.FixtureRequest
) -> None:
    browser.drop(FILES / "style.grass")

    kinds = as_styled(browser.draw(ONE_OF_EACH))
    assert {"Agency", "LegalAct", "Region", "Observation", "Report", "Evidence", "Claim"} <= kinds
    assert {"Agency", "Initiative", "IMPLEMENTS", "ADVANCES"} <= as_styled(browser.draw(LOOK))
    keep_picture(browser, "browser-first-look", request)


def test_a_click_on_an_arrow_shows_its_sentences(browser: Browser, request: pytest.FixtureRequest) -> None:
    browser.draw(steps()[1].query)

    sentence = str(browser.page.run(CLICK_ARROW)).strip("[]")
    assert len(sentence) > 10
    until(lambda: sentence in "".join(browser.seen("[data-testid=vizInspector]")), sentence)
    keep_picture(browser, "browser-sentence", request)


def test_saved_queries_go_in_at_once_as_a_folder(browser: Browser) -> None:
    browser.drop(FILES / "questions.zip")
    browser.click("[data-testid=navigationFavorites]")
    browser.click(f"[data-testid='expandFolder-{FAVOURITES}']")

    titles = [
        path.read_text("utf-8").partition("\n")[0].removeprefix("// ") for path in sorted(FILES.glob("Q*"))
    ]
    until(lambda: browser.seen("[data-testid^=scriptTitle]") == titles, "all questions")
    browser.click("[data-testid=navigationFavorites]")


def test_one_saved_query_asks_where_it_shall_go(browser: Browser) -> None:
    query = FILES / "Q01-reports-by-agency.cypher"
    browser.drop(query)
    browser.click(".filedrop-paste-in-editor")

    browser.expect(query.read_text("utf-8"))


def test_the_guide_is_played_beside_the_drawing(browser: Browser, request: pytest.FixtureRequest) -> None:
    with served(FILES) as place:
        browser.command(":style reset")
        browser.command(f":style {place}/style.grass")
        browser.command(f":guide {place}/guide.html")
        browser.click("[data-testid=guideNextSlide]")
        browser.command(":clear")
        browser.click("[data-testid=guidesDrawer] pre.runnable")
    browser.expect(LOOK)
    browser.click(RUN)

    as_styled(browser.drawn())
    assert TITLE in browser.seen("[data-testid=guidesDrawer]")[0]
    assert browser.seen("[data-testid=guidesDrawer] a") == []
    keep_picture(browser, "browser-guide", request)
    browser.click("[data-testid=navigationGuides]")


@pytest.mark.shared
def test_reports_of_others_are_drawn_as_the_samples_are(
    browser: Browser, sample_store: Neo4jStore, reports_graph: Path, request: pytest.FixtureRequest
) -> None:
    if not SOAK and on_second(request):
        pytest.skip("with SOAK=1 on this line too: the same Browser has drawn them on the other")
    sync(sample_store, elements(read_graph(reports_graph), SCHEMA), SCHEMA, "reports")

    assert {"Agency", "Initiative", "Regulation"} <= as_styled(browser.draw(LOOK))


def test_by_itself_the_guide_leads_into_browser(browser: Browser) -> None:
    browser.page.open((FILES / "guide.html").as_uri())

    assert len(browser.seen("slide a")) == len(steps())
