"""One package of the samples, made once; with SOAK=1 one of the five reports too."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.resources import resource
from kg.store import read_graph
from loaders.publish import Publication, publish, read_publication
from loaders.screening.masking import Masks, masked
from tests.browser.driver import Page, find_chromium, window
from tests.conftest import REPORTS, made_once
from tests.publish.exploring import Explorer, check_quiet, explored

SOAK = os.environ.get("SOAK") == "1"


def filled_in(folder: Path) -> Path:
    """The template of publish.toml as somebody filled it in."""
    path = folder / "publish.toml"
    path.write_text(resource("loaders/publish/publish.toml").read_text("utf-8").replace("TODO ", ""), "utf-8")
    return path


@pytest.fixture(scope="session")
def about(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return read_publication(filled_in(tmp_path_factory.mktemp("settings")))


@pytest.fixture(scope="session", params=["samples", "reports"] if SOAK and REPORTS.is_dir() else ["samples"])
def graph(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(f"{request.param}_graph")
    return found


@pytest.fixture(scope="session")
def package(graph: Path, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package; read it, do not write it."""

    def fill(folder: Path) -> None:
        publish(graph, folder, about)

    return made_once(f"package-{graph.name}", tmp_path_factory, fill)


@pytest.fixture(scope="session")
def samples(samples_graph: Path) -> Graph:
    return read_graph(samples_graph)


@pytest.fixture(scope="session")
def folder(samples: Graph, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, explored: read it, do not write it. One sentence is masked."""
    report = min(samples.reports, key=lambda one: one.source)
    start = report.text.index("区政府印发")
    masks = Masks({report.id: {(start, start + 3)}}, {report.id: ("何人",)}, None)

    def fill(folder: Path) -> None:
        explored(masked(samples, masks), folder, about)

    return made_once("explored", tmp_path_factory, fill)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    find_chromium()
    with window(tmp_path_factory.mktemp("profile"), "browser", "performance") as page:
        yield page


@pytest.fixture
def shown(page: Page, folder: Path) -> Iterator[Explorer]:
    """The page; at the end nothing was said on the console, and nothing requested from elsewhere."""
    page.screen(1280, 900)
    yield Explorer(page, folder)
    check_quiet(page, folder)
