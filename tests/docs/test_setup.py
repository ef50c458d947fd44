"""The set-up: every dependency is pinned to a version that fits, and no file names where to download it."""

import itertools
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
WANTED = [
    Requirement(text)
    for text in (*PROJECT["dependencies"], *itertools.chain(*EXTRAS.values()), "hatchling", "editables")
]
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line[0] != "#"
)


@pytest.mark.parametrize("requirement", WANTED, ids=lambda requirement: requirement.name)
def test_every_dependency_is_pinned_to_a_version_that_fits(requirement: Requirement) -> None:
    assert requirement.specifier.contains(PINS[requirement.name], prereleases=True)


def test_every_runtime_dependency_has_its_licence_named() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text("utf-8")

    named = set(re.findall(r"^\| ([\w-]+) \|", notices, re.MULTILINE))
    wanted = (*PROJECT["dependencies"], *EXTRAS["neural"], *EXTRAS["bench"])
    assert {Requirement(text).name for text in wanted} - named == set()


def test_every_tool_for_development_has_its_licence_named() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text("utf-8")

    tools = set(re.findall(r"[\w-]+", notices.partition("Tools for development")[2].partition("`")[0]))
    wanted = {*(Requirement(text).name for text in EXTRAS["dev"]), "hatchling", "editables"}
    assert wanted - tools == set()


@pytest.mark.parametrize("name", ["constraints.txt", "Makefile", ".ci/run", "pyproject.toml", "README.md"])
def test_no_file_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").lower()

    assert not re.search(r"index-url|find-links|trusted-host|/simple\b", text)


@pytest.mark.skipif(os.name != "posix", reason="needs bash and make")
def test_the_scripts_parse() -> None:
    run = ROOT / ".ci" / "run"

    assert run.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", run], check=False).returncode == 0
    for target in ("demo", "test", "check", "bench", "soak", "golden", "clean"):
        plan = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert plan.returncode == 0, plan.stderr
        assert plan.stdout


def test_lexicon_files_name_their_origin() -> None:
    heads = {path.name: _head(path) for path in (ROOT / "kg" / "lexicon").glob("*.csv")}

    assert len(heads) > 10
    assert {name for name, head in heads.items() if "origin" not in head or "licence" not in head} == set()


def _head(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return " ".join(line for line in lines if line.startswith("#")).lower()
