"""The wheel holds all that the package needs, and works far from a checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytest.importorskip("hatchling", reason="hatchling builds the wheel; `make test` installs it")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


def test_it_holds_code_types_data_and_licences(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}

    assert names >= {"kg/py.typed", "loaders/py.typed", "kg/__init__.pyi", "kg/_data/ontology/gsr.ttl"}
    assert "kg/_data/ontology/w3id/.htaccess" in names
    assert "kg/evaluate/page.css" in names
    expected = {f"kg/lexicon/{path.name}" for path in (ROOT / "kg" / "lexicon").glob("*.csv")}
    expected |= {f"kg/_data/queries/{path.parent.name}/{path.name}" for path in ROOT.glob("queries/*/Q*")}
    assert expected - names == set()
    assert {"LICENSE", "THIRD_PARTY.md"} <= {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kg", "loaders", "zhengwu_kg"}


def test_it_runs_far_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "KG_LOCALE": "en"}
    environment.pop("NEO4J_URI", None)
    code = "import kg, sys; print(kg.__file__); from kg.cli import run; sys.exit(run(['doctor', '--json']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    first, _, rows = done.stdout.partition("\n")
    assert Path(first).is_relative_to(unpacked)
    assert {row["check"]: row["state"] for row in json.loads(rows)}["data"] == "ok"
