"""What the page of a package finds by words, and in which language its texts are, in a real Chromium."""

from urllib.parse import quote

import pytest

from kg.graph import Graph
from tests.publish.exploring import Explorer, named

OTHER_TONGUE = """
    const [signs, tongue] = [new RegExp(arguments[0], "u"), arguments[1]];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const missed = [];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest("noscript")) continue;
      const told = text.parentElement.closest("[lang]").getAttribute("lang");
      if (signs.test(text.data) && told !== tongue) missed.push(text.data);
    }
    return missed;
"""


@pytest.mark.browser
def test_a_document_is_found_by_its_number_in_any_brackets(shown: Explorer, samples: Graph) -> None:
    document, number = next(
        (entity, str(value))
        for entity in samples.entities
        for name, value in entity.properties
        if name == "documentNumber"
    )
    first, _, rest = number.partition("〔")
    year, _, serial = rest.partition("〕")

    for left, right in ("〔〕", "[]", "【】", "（）", "()", "［］"):
        shown.go(f"search/{quote(f'{first}{left}{year}{right}{serial}')}")
        assert document.name in shown.seen(".found > li > a"), left
        assert number in shown.seen(".found .other")[0]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("鼓楼区", ["江苏省南京市鼓楼区", "福建省福州市鼓楼区", "南京市鼓楼区行政审批局"]),
        ("南京市鼓楼区", ["江苏省南京市鼓楼区", "南京市鼓楼区行政审批局", "南京市鼓楼区司法局"]),
        ("行政审批局", ["南京市鼓楼区行政审批局"]),
    ],
)
def test_what_bears_a_name_comes_before_what_holds_it(shown: Explorer, query: str, first: list[str]) -> None:
    shown.go(f"search/{quote(query)}")
    kinds = shown.seen(".found .cls")
    findings = [at for at, kind in enumerate(kinds) if kind.startswith("发现")]

    assert shown.seen(".found > li > a")[: len(first)] == first
    assert findings == list(range(len(kinds) - len(findings), len(kinds)))


@pytest.mark.browser
def test_each_text_tells_its_language(shown: Explorer, samples: Graph) -> None:
    agency = named(samples, "南京市鼓楼区行政审批局", "Agency").id
    pages = ("", f"entity/{agency}", f"report/{samples.reports[0].id}", "question/Q24", "search/%E5%8A%9E")
    shown.click("#language")
    shown.page.wait("return document.documentElement.lang === 'en'")
    for place in pages:
        shown.go(place)
        shown.page.run("[...document.querySelectorAll('.open')].slice(0, 3).forEach(one => one.click())")
        assert shown.page.run(OTHER_TONGUE, r"\p{Script=Han}", "zh-Hans") == [], place
    assert shown.page.run("return document.getElementById('language').lang") == "zh-Hans"
    shown.click("#language")
    shown.page.wait("return document.documentElement.lang === 'zh-Hans'")
    assert shown.page.run("return document.getElementById('language').lang") == "en"
    shown.go("class/Initiative")
    assert shown.page.run("return document.querySelectorAll('.found [lang]').length") == 0


@pytest.mark.browser
def test_wide_tables_are_regions_that_keys_reach(shown: Explorer) -> None:
    for place in ("question/Q24", "question/Q30"):
        shown.go(place)
        (frame,) = shown.page.run(
            "return [...document.querySelectorAll('table')].map(one => one.parentElement)"
            ".map(one => [one.tabIndex, one.getAttribute('role'), one.getAttribute('aria-label')])"
        )
        assert frame[:2] == [0, "region"]
        assert frame[2]


@pytest.mark.browser
def test_a_report_in_an_answer_has_its_title(shown: Explorer, samples: Graph) -> None:
    shown.go("question/Q30")
    titles = {report.meta.title or report.source for report in samples.reports}
    told = shown.seen("tbody tr:first-child td:nth-child(5)")

    assert told
    assert set(told) <= titles
    assert shown.page.run("return document.querySelector('td:nth-child(5) a').hash").startswith("#/report/r")
