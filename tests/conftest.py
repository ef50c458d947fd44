"""What every test may use: the option that renews golden files, and the graph of the samples, built once."""

from pathlib import Path

import pytest

from kg.pipeline import BuildResult, build

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "texts"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="renew the expected results; read the diff")


@pytest.fixture(scope="session")
def samples_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    """The graph folder of the sample reports, and what the build said."""
    folder = tmp_path_factory.mktemp("samples") / "graph"
    return folder, build([SAMPLES], folder)


@pytest.fixture(scope="session")
def samples_graph(samples_build: tuple[Path, BuildResult]) -> Path:
    """The graph folder of the sample reports; read it, do not write it."""
    return samples_build[0]
