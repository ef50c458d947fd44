"""One package of the samples, made once; with SOAK=1 one of the five reports too."""

import os
from pathlib import Path

import pytest

from kg.resources import resource
from loaders.publish import Publication, publish, read_publication
from tests.conftest import REPORTS, made_once

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
