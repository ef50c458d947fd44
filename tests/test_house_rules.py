"""The house rules that a program can check: sizes, names, one word for one thing, no address of a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MOST_LINES, MOST_IN_FUNCTION, MOST_PARAMETERS, MOST_IN_COMMAND = 400, 40, 6, 120
UNNAMED = {"utils.py", "helpers.py", "common.py", "constants.py", "base.py", "misc.py"}
ELSEWHERE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp)/\w")
Function = ast.FunctionDef | ast.AsyncFunctionDef
MODULES = sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("loaders/**/*.py")])


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def tracked() -> list[Path]:
    """The files of the checkout that git knows; all but a few kinds are text."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no git checkout")
    return [path for name in done.stdout.decode().split("\0") if (path := ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_are_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    in_command = path.parent.name == "cli"

    assert lines <= (MOST_IN_COMMAND if in_command else MOST_LINES)
    for function in functions(path):
        size = (function.end_lineno or 0) - function.lineno + 1
        parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        assert size <= MOST_IN_FUNCTION, f"{function.name}: {size} lines"
        assert in_command or len(parameters) <= MOST_PARAMETERS, (
            f"{function.name}: {len(parameters)} parameters"
        )


def test_the_middle_function_is_short() -> None:
    sizes = sorted((f.end_lineno or 0) - f.lineno + 1 for path in MODULES for f in functions(path))

    assert sizes[len(sizes) // 2] <= 12, f"longest: {sizes[-10:]}"


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in tracked() if path.name in UNNAMED] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    found = {}
    for path in tracked():
        if path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".txt",
            ".csv",
            ".yml",
            ".json",
            ".cypher",
            ".rq",
            ".ttl",
            "",
        }:
            hit = ELSEWHERE.search(path.read_text("utf-8", errors="replace"))
            if hit and path != Path(__file__):
                found[path.relative_to(ROOT).as_posix()] = hit.group()
    assert found == {}
