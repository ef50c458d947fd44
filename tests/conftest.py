"""What every test may use: the option that renews golden files, and the graph of the samples, built once."""

import gc
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from hypothesis import settings

from kg.pipeline import build
from kg.settings import Settings
from loaders.made import made

settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
if TYPE_CHECKING:
    from tests.scheduling import Scheduler

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "texts"
REPORTS = ROOT.parent / "shared" / "reports"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="renew the expected results; read the diff")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay until the end: the search for garbage need not go through them each time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that wait for a Neo4j come first, so that other processes have work until they have ended.

    Then those of no room, some of which take long: the last to end keeps nobody waiting.
    """
    first, then = "tests/neo4j/", "tests/test_"
    items.sort(key=lambda item: (not item.nodeid.startswith(first), not item.nodeid.startswith(then)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> "Scheduler | None":
    from tests.scheduling import Scheduler

    return Scheduler(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """One of several processes ends what pytest-cov began before it knew that it is one, and begins anew.

    Else that goes on wherever the second is stopped, by the marker no_cover or below, and nobody reads it.
    """
    begun = Coverage.current()
    if begun is not None and hasattr(session.config, "workerinput"):
        begun.stop()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: "pytest.FixtureDef[object]") -> Generator[None, object, object]:
    """What many tests share is made without the tracer of coverage, which would nearly double the time."""
    measured = Coverage.current()
    if measured is None or fixturedef.scope == "function":
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


@pytest.fixture(scope="session")
def samples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the sample reports; read it, do not write it.

    Built by the first process that needs it, with the stores that questions are asked of; each has a copy.
    """
    return made_once("samples", tmp_path_factory, lambda folder: _build(SAMPLES, folder))


@pytest.fixture(scope="session")
def reports_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the five real reports, as that of the samples."""
    if not REPORTS.is_dir():
        pytest.skip(f"{REPORTS}: the five reports are not beside this checkout")
    return made_once("reports", tmp_path_factory, lambda folder: _build(REPORTS, folder))


def made_once(name: str, tmp_path_factory: pytest.TempPathFactory, fill: Callable[[Path], None]) -> Path:
    """A copy of the folder that the first process to need it fills."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    filled = made(shared / name, "filled", fill)
    return Path(shutil.copytree(filled, tmp_path_factory.mktemp(name) / name))


def _build(texts: Path, folder: Path) -> None:
    from loaders.asking import sparql
    from loaders.property_graph import embedded

    build([texts], folder)
    embedded.prepared(folder)
    sparql.store(folder, base=Settings.from_env().base_iri)
