"""Every command and every example in the documents runs, in a copy of what they speak of."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli import app, run
from tests.conftest import ROOT

READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "ontology" / "GLOSSARY.md"])


def blocks(name: str, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall((ROOT / name).read_text("utf-8")) if kind == language]


def commands(name: str) -> list[list[str]]:
    """The command lines of a document's sh blocks, comments left out."""
    lines = "".join(blocks(name, "sh")).splitlines()
    return [parts for line in lines if (parts := shlex.split(line, comments=True))]


@pytest.fixture
def copy(tmp_path: Path, samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples and their graph, as after `make demo`, and the process in it."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(samples_graph, tmp_path / "graph")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)
    return tmp_path


@pytest.mark.no_cover
def test_every_kg_command_of_the_readme_runs(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Those of the other README are the same (below)."""
    ours = [command for command in commands(READMES[0]) if command[0] == "kg"]
    assert len(ours) >= 10

    for command in ours:
        status = run(command[1:])
        out, err = capfd.readouterr()
        assert status == 0, f"{shlex.join(command)}: {err}"
        if command[1] != "validate":  # says nothing of a sound graph
            assert out or (copy / command[-1]).stat().st_size > 0, shlex.join(command)


@pytest.mark.parametrize("name", READMES)
def test_every_other_command_of_the_readme_is_what_the_makefile_does(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    others = [command for command in commands(name) if command[0] != "kg"]

    assert [command for command in others if command[0] == "make"] == [["make", "demo"], ["make", "test"]]
    assert all(f"\n{command[1]}:" in makefile for command in others if command[0] == "make")
    (pip,) = [command for command in others if command[0] != "make"]
    assert pip == ["python", "-m", "pip", "install", "-c", "constraints.txt", "."]
    assert "-m pip install" in makefile
    assert "--constraint constraints.txt" in makefile


def test_the_twins_show_the_same_commands() -> None:
    assert commands(READMES[0]) == commands(READMES[1])


@pytest.mark.no_cover
def test_the_commands_of_make_demo_run(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = makefile.split("\ndemo:", 1)[1].split("\n\n", 1)[0]
    steps = [
        shlex.split(line.split("$(BIN)/kg ", 1)[1]) for line in recipe.splitlines() if "@$(BIN)/kg" in line
    ]

    assert [step[0] for step in steps] == ["build", "ask"]
    for step in steps:
        assert run(step) == 0
        assert capfd.readouterr().out


def test_every_command_is_in_the_readme() -> None:
    shown = {command[1] for command in commands(READMES[0]) if command[0] == "kg"}

    assert shown >= set(app.COMMANDS) - {"load"}


@pytest.mark.no_cover
def test_the_examples_of_the_python_interface_run(copy: Path) -> None:
    names: dict[str, object] = {}
    examples = blocks("docs/api.md", "python")
    assert len(examples) >= 10

    for example in examples:
        exec(compile(example, "docs/api.md", "exec"), names)
    assert (copy / "samples.ttl").stat().st_size > 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = BLOCK.sub("", path.read_text("utf-8"))
    targets = [target for target in LINK.findall(text) if "://" not in target]

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_decisions_are_short_and_numbered() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) <= 15, path.name
        assert lines[0] == f"# {int(path.name[:4])}. {lines[0].split('. ', 1)[1]}"


def test_the_changelog_names_this_version_or_what_is_coming() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert "## [Unreleased]" in text
    assert all(f"`kg {name}`" in text for name in app.COMMANDS)
