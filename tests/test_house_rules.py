"""The house rules that a program can check: sizes, names, one word for one thing, no address of a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.no_cover  # the program is read here, not run
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


CHINESE = re.compile("[\u4e00-\u9fff]")
ALTERNATION = re.compile(r"[\u4e00-\u9fff]{2,}\|[\u4e00-\u9fff]{2,}\|[\u4e00-\u9fff]{2,}")
TERMS_LEFT = {
    "kg/lexicon/make_regions.py": (4, "makes the table of regions; no part of what reads"),
    "kg/nlp/acts.py": (1, "shape of a clause's end; to be moved"),
    "kg/nlp/agencies.py": (2, "what stands beside a name; to be moved"),
    "kg/nlp/front.py": (4, "shape of a title page; to be moved"),
    "kg/nlp/quantities.py": (4, "numerals: a closed class, each with its value"),
    "kg/nlp/quotes.py": (1, "forms of an app behind its name; to be moved"),
    "kg/nlp/regions.py": (2, "shape of a list of towns; to be moved"),
    "kg/nlp/ties.py": (1, "verbs of signing; to be moved"),
    "kg/nlp/titles.py": (1, "shape of a notice's title on its own line; to be moved"),
}
"""Lists of terms left in code: file → how many, and why. Numbers may only go down."""


def terms_in(tree: ast.AST) -> Iterator[str]:
    """Lists of Chinese words in code: patterns of three or more in a row, displays of four or more."""
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(node, ast.Constant) and isinstance(text, str) and ALTERNATION.search(text):
            yield f"line {node.lineno}: {text}"
        members = node.elts if isinstance(node, ast.Set | ast.Tuple | ast.List) else []
        members = [key for key in node.keys if key] if isinstance(node, ast.Dict) else members
        words = [str(each.value) for each in members if isinstance(each, ast.Constant)]
        if len(chinese := [word for word in words if CHINESE.search(word)]) >= 4:
            yield f"line {getattr(node, 'lineno', 0)}: {chinese}"


@pytest.mark.parametrize(
    ("code", "lists"),
    [
        ('re.compile("通知|决定|公告")', 1),
        ('{"省", "市", "县", "区"}', 1),
        ('{"十": 1, "百": 2, "千": 3, "万": 4}', 1),
        ('"""江苏省|南京市|鼓楼区"""', 0),
        ('re.compile("省|市|县")\nx = ("省", "市", "县")', 0),
    ],
)
def test_lists_of_terms_are_seen(code: str, lists: int) -> None:
    assert len(list(terms_in(ast.parse(code)))) == lists


def test_lists_of_terms_are_data_and_those_left_in_code_get_fewer() -> None:
    found = {}
    for path in MODULES:
        if terms := list(terms_in(ast.parse(path.read_text("utf-8")))):
            found[path.relative_to(ROOT).as_posix()] = terms

    left = {name: number for name, (number, _) in TERMS_LEFT.items()}
    more = {name: terms for name, terms in found.items() if len(terms) > left.get(name, 0)}
    assert more == {}, "move these to a table in kg/lexicon/"
    gone = {name: number for name, number in left.items() if len(found.get(name, [])) < number}
    assert gone == {}, "fewer are left: lower the number in TERMS_LEFT"
