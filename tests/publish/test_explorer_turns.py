"""What the page of a package does where things come late, fail, or were left and are come back to."""

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.graph import Graph
from tests.browser.driver import Page
from tests.publish.exploring import Explorer, chunk, named

DOWN = "\ue015"
HELD = """
    const [name, value] = arguments;
    const own = kg[name];
    const freed = new Promise(free => { kg.free = free; });
    kg[name] = async function (...given) {
      if (given.includes(value)) await freed;
      return own(...given);
    };
"""
LET_GO = "kg.free(); return new Promise(done => setTimeout(done, 200, true))"


def held(shown: Explorer, function: str, value: str) -> None:
    """A call of a function of the page with this value waits until it is let go."""
    shown.page.run(HELD, function, value)


def settled(shown: Explorer) -> None:
    shown.page.run(LET_GO)


@pytest.fixture
def agency(samples: Graph) -> str:
    return str(named(samples, "南京市鼓楼区行政审批局", "Agency").id)


@pytest.mark.browser
def test_the_filter_that_was_pressed_last_counts(shown: Explorer) -> None:
    shown.go("search/%E5%B1%80")
    held(shown, "find", "Agency")
    shown.page.run(
        "for (const word of ['机构', '报告']) "
        "[...document.querySelectorAll('.filters button')]"
        ".find(one => one.innerText.startsWith(word)).click()"
    )
    shown.page.wait("return !document.querySelector('.found').innerText.includes('机构 ·')")
    settled(shown)

    (pressed,) = shown.seen(".filters [aria-pressed=true]")
    kinds = {said.partition(" · ")[0] for said in shown.seen(".found .cls")}
    assert pressed.startswith("报告 ")
    assert kinds == {"报告"}


@pytest.mark.browser
def test_a_page_that_comes_late_changes_nothing(shown: Explorer) -> None:
    held(shown, "find", "局")
    shown.page.run("location.hash = '#/search/%E5%B1%80'")
    shown.go("class/Report")
    settled(shown)

    assert shown.page.run("return document.title").startswith("报告 · ")
    assert shown.seen("#status") == [""]
    assert shown.page.run("return document.getElementById('search').value") == ""


@pytest.mark.browser
def test_more_is_asked_for_again_where_it_failed(shown: Explorer) -> None:
    shown.go("search/%E5%8A%9E")
    first = shown.seen(".found > li")
    shown.page.run(
        "const own = kg.entry;"
        "kg.entry = () => { kg.entry = own; return Promise.reject(new Error('names/7')); }"
    )
    shown.click("button.more")
    shown.page.wait("return document.querySelector('main .failure')")
    assert shown.seen("main .failure") == ["数据文件打不开：names/7"]
    assert shown.seen(".found > li") == first
    shown.click("button.more")
    shown.page.wait("return document.querySelectorAll('.found > li').length > arguments[0]", len(first))
    assert shown.seen("main .failure") == []


@pytest.mark.browser
def test_a_file_that_could_not_be_read_is_read_once_it_is_there(
    page: Page, folder: Path, agency: str, tmp_path: Path
) -> None:
    copy = tmp_path / "package"
    shutil.copytree(folder, copy)
    hidden = copy / "explorer" / "data" / "entity"
    hidden.rename(tmp_path / "entity")
    opened = Explorer(page, copy)
    opened.go(f"entity/{agency}")
    assert opened.seen("main")[0].startswith("数据文件打不开：entity/")
    assert opened.page.run("return document.activeElement.id") == "main"
    assert [entry["level"] for entry in page.logged("browser")] == ["SEVERE"]

    (tmp_path / "entity").rename(hidden)
    opened.go("")
    opened.go(f"entity/{agency}")
    assert opened.seen("h1") == ["南京市鼓楼区行政审批局"]
    assert page.run("return document.head.querySelectorAll(\"script[src*='data/entity']\").length") == 0
    (copy / "explorer" / "data" / "meta.js").write_text("", "utf-8")
    page.open((copy / "index.html").as_uri())
    assert page.wait("return document.querySelector('.failure')?.innerText").endswith("meta")
    assert page.logged("browser") == []
    page.logged("performance")


@pytest.mark.browser
def test_one_button_at_a_time_opens_a_room(shown: Explorer, agency: str) -> None:
    shown.go(f"entity/{agency}")
    count = "return document.querySelectorAll('[aria-expanded=true]').length"
    rows = "[...document.querySelectorAll('.figures tbody')]"
    row = f"{rows}.find(one => one.querySelectorAll('.open').length > 1)"
    shown.page.run(f"{row}.querySelectorAll('.open').forEach(one => one.click())")
    shown.page.wait("return document.querySelector('.figures blockquote')")
    assert shown.page.run(count) == 1
    shown.page.run(f"{row}.querySelector('.open').click()")
    shown.page.wait(f"return {row}.querySelector('.open').getAttribute('aria-expanded') === 'true'")
    assert shown.page.run(count) == 1

    shown.page.run("kg.record = () => new Promise(done => { kg.late = () => done(undefined); })")
    shown.page.run("const one = document.querySelector('.fact .open'); one.click(); one.click(); kg.late()")
    shown.page.wait("return new Promise(done => setTimeout(done, 100, true))")
    assert shown.page.run("return document.querySelector('.fact + .room').hidden")
    assert shown.page.run(count) == 1


@pytest.mark.browser
def test_of_many_sentences_the_first_are_loaded(shown: Explorer, samples: Graph) -> None:
    places = [claim.evidence.id for claim in samples.claims[:40]]
    told = shown.page.run(
        "const own = kg.record; let asked = 0; kg.record = (...given) => { asked++; return own(...given); };"
        "return kg.sentences(arguments[0]).then(made => [asked, made.querySelector('button').innerText])",
        places,
    )

    assert told == [5, "再显示 5 项（还有 35 项）"]


@pytest.mark.browser
def test_a_pair_that_comes_again_in_a_query_is_read_once(shown: Explorer) -> None:
    asked = shown.page.run(
        "const own = kg.load; const asked = []; kg.load = name => { asked.push(name); return own(name); };"
        "return kg.find(arguments[0], 20).then(() => asked)",
        f"{'办' * 40} {'办' * 40}",
    )

    assert len([name for name in asked if name.startswith("pairs/")]) <= 6


@pytest.mark.browser
@pytest.mark.parametrize("query", ["\u200e鼓楼区\u202c", "鼓\u00ad楼\u200b区\ufeff", "\u2067鼓楼区\u2069"])
def test_marks_that_nobody_sees_are_not_searched(shown: Explorer, query: str) -> None:
    shown.go(f"search/{quote('鼓楼区')}")
    found = shown.seen(".found > li")
    shown.go(f"search/{quote(query)}")

    assert shown.seen(".found > li") == found


@pytest.mark.browser
def test_back_leads_to_the_place_that_was_left(shown: Explorer, agency: str) -> None:
    shown.page.screen(360, 640)
    shown.go(f"entity/{agency}")
    place = "return [Math.round(scrollY), document.activeElement.getAttribute('href')]"
    link = "document.querySelectorAll('.fact .what a')[5]"
    left = shown.page.run(
        f"const one = {link}; one.scrollIntoView(); setTimeout(() => one.click());"
        "return [Math.round(scrollY), one.getAttribute('href')]"
    )
    assert left[0] > 400
    shown.page.wait("return document.getElementById('main').dataset.page === arguments[0]", left[1])
    assert shown.page.run(place) == [0, None]
    assert shown.page.run("return document.activeElement.tagName") == "H1"
    shown.page.run("history.back()")
    shown.page.wait("return document.getElementById('main').dataset.page.endsWith(arguments[0])", agency)
    shown.page.wait("return scrollY > 0")
    assert shown.page.run(place) == left
    shown.page.run("history.forward()")
    shown.page.wait("return document.getElementById('main').dataset.page === arguments[0]", left[1])
    assert shown.page.wait("return scrollY === 0")


@pytest.mark.browser
def test_a_search_leads_back_to_the_page_on_which_it_began(shown: Explorer, agency: str) -> None:
    shown.go(f"entity/{agency}")
    shown.page.press("/司法局")
    shown.page.wait("return document.getElementById('main').dataset.page.includes('search')")
    shown.page.wait("return document.querySelector('.found')")
    shown.page.run("history.back()")
    shown.page.wait("return document.getElementById('main').dataset.page.endsWith(arguments[0])", agency)
    assert shown.page.run("return document.getElementById('search').value") == ""
    shown.page.run("history.forward()")
    shown.page.wait("return document.querySelector('.found')")
    assert shown.page.run("return document.getElementById('search').value") == "司法局"


@pytest.mark.browser
def test_keys_of_an_input_method_are_left_to_it(shown: Explorer) -> None:
    shown.go("")
    shown.page.press("/局")
    shown.page.wait("return document.querySelector('.found a')")
    pressed = (
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...arguments[0]}))"
    )
    for keys in ({"key": "ArrowDown", "isComposing": True}, {"key": "ArrowDown", "altKey": True}):
        shown.page.run(pressed, keys)
        assert shown.page.run("return document.activeElement.id") == "search"
    shown.page.press(DOWN)
    assert shown.page.run("return document.activeElement.matches('.found a')")


@pytest.mark.browser
def test_an_address_with_a_language_keeps_the_one_that_was_chosen(shown: Explorer, agency: str) -> None:
    shown.go(f"entity/{agency}")
    shown.page.run("document.getElementById('language').focus(); scrollTo(0, 300)")
    shown.click("#language")
    shown.page.wait("return document.querySelector('h2').innerText.startsWith('Facts that begin here')")

    assert shown.page.run("return document.activeElement.id") == "language"
    assert shown.page.run("return scrollY") > 0
    assert shown.page.run("return location.search + location.hash") == f"?lang=en#/entity/{agency}"
    shown.click("#language")
    shown.page.wait("return document.querySelector('h2').innerText.startsWith('由它出发的事实')")
    assert shown.page.run("return location.search") == "?lang=zh-Hans"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "多于 10,000 行，未收入本包"),
        ({"seen": 7_000}, "须查阅多于 7,000 条三元组，未收入本包；用 kg ask Q08 得到"),
        ({"grouped": 20}, "须合并多于 20 行，未收入本包；用 kg ask Q08 得到"),
    ],
)
def test_a_question_without_parameters_is_narrowed_by_none(
    shown: Explorer, folder: Path, told: dict[str, int], said: str
) -> None:
    (own,) = [one for one in chunk(folder, "meta")["questions"] if not one["params"]]
    change = "Object.assign(kg.meta().questions.find(one => one.number === arguments[0]), arguments[1])"
    shown.page.run(change, own["number"], {"rows": None, **told})
    shown.go(f"question/{own['number']}")

    assert shown.seen("main > p") == [said]


@pytest.mark.browser
def test_sentences_of_a_wide_table_are_as_wide_as_the_screen(shown: Explorer) -> None:
    shown.page.screen(360, 640)
    shown.go("question/Q24")
    shown.page.run(
        "document.querySelector('.scroll').scrollLeft = 9999; document.querySelector('.open').click()"
    )
    shown.page.wait("return document.querySelector('.answer blockquote')")
    sides = "const {left, right} = document.querySelector('.answer blockquote').getBoundingClientRect();"
    left, right = shown.page.run(f"{sides} return [left, right]")

    assert shown.page.run("return document.querySelector('.scroll').scrollLeft") > 100
    assert 0 <= left < right <= 360, json.dumps([left, right])
