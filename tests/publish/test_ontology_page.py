"""The ontology as the page that a package has, in a real Chromium."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.driver import Page

PLACES = """
    function area(one) {
      const {left, top, right, bottom} = one.getBoundingClientRect();
      return [left, top, right, bottom];
    }
    const all = css => [...document.querySelectorAll(css)].map(one => [one.textContent, area(one)]);
    const whole = area(document.querySelector("svg"));
    return {labels: all("svg .label"), boxes: all("svg rect"), words: all("svg a text"), whole};
"""


@pytest.fixture
def shown(page: Page, folder: Path) -> Page:
    page.screen(1280, 900)
    page.open((folder / "ontology" / "index.html").as_uri())
    return page


@pytest.mark.browser
def test_the_diagram_has_no_label_on_another_or_cut(shown: Page) -> None:
    places: dict[str, Any] = shown.run(PLACES)
    left, top, right, bottom = places["whole"]
    labels, boxes = places["labels"], places["boxes"]

    assert len(labels) > 15
    assert len(boxes) == len(places["words"])
    for (_, box), (_, word) in zip(boxes, places["words"], strict=True):
        assert box[0] < word[0]
        assert word[2] < box[2]
    for at, (words, one) in enumerate(labels):
        assert left <= one[0]
        assert top <= one[1]
        assert one[2] <= right
        assert one[3] <= bottom
        others = [*labels[at + 1 :], *boxes]
        assert [other for other, area in others if meet(one, area)] == [], words


def meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.browser
def test_the_page_is_no_wider_than_a_small_screen(shown: Page) -> None:
    shown.screen(375, 800)

    assert shown.run("return document.documentElement.scrollWidth") <= 375
    assert shown.run("return document.querySelector('svg').parentElement.tabIndex") == 0


@pytest.mark.browser
def test_a_link_leads_back_to_the_package(shown: Page) -> None:
    shown.run("document.querySelector('nav a').click()")
    shown.wait("return performance.getEntriesByName('kg-shown').length")

    assert shown.run("return location.pathname").endswith("/index.html")
    assert "ontology" not in shown.run("return location.pathname").rsplit("/", 2)[1]
