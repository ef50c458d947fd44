import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from kg.cli import app, run
from kg.errors import CheckError, EvidenceError, FolderError, KgError, ReadError, ServiceError, UsageError

HEAVY = (
    "spacy",
    "rdflib",
    "pyarrow",
    "duckdb",
    "pyoxigraph",
    "networkx",
    "neo4j",
    "arcadedb",
    "numpy",
    "rich",
)
SHOW_MODULES = f"""
import sys
from kg.cli import run
status = run(sys.argv[1:])
print([name for name in {HEAVY!r} if name in sys.modules], status)
"""

SHOW_HELP = f"""
import sys
from kg.cli import app, run
for name in app.COMMANDS:
    status = run([name, "--help"])
    print(f"loaded by {{name}}:", [name for name in {HEAVY!r} if name in sys.modules], status)
"""


def python(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def replaced(monkeypatch: pytest.MonkeyPatch, command: object) -> None:
    """Let `kg doctor` be another function."""
    monkeypatch.setattr(app, "function_of", lambda _: command)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"], []])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = python("-c", SHOW_MODULES, *arguments)

    assert done.stdout.splitlines()[-1] == f"[] {2 if arguments == ['nonsense'] else 0}"


def test_every_listed_command_has_help_without_loading_anything_heavy() -> None:
    done = python("-c", SHOW_HELP)

    *helps, rest = re.split(r"^loaded by (.*)\n", done.stdout, flags=re.MULTILINE)
    assert helps[1::2] == [f"{name}: [] 0" for name in app.COMMANDS], done.stderr
    assert all("--help" in text for text in helps[::2])
    assert rest == ""


@pytest.mark.parametrize(("locale", "words"), [("zh", "从报告构建图文件夹"), ("en", "Build a graph folder")])
def test_help_speaks_the_language_of_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, words: str
) -> None:
    monkeypatch.setenv("KG_LOCALE", locale)

    assert run(["--help"]) == 0
    assert run(["build", "--help"]) == 0

    out = capsys.readouterr().out
    assert out.count(words) == 2
    assert " | " not in out


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_option_is_explained_in_both_languages(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    helps = {}
    for locale in ("zh", "en"):
        monkeypatch.setenv("KG_LOCALE", locale)
        helps[locale] = {p.name: getattr(p, "help", "") for p in app.load(name).params if p.name != "help"}

    assert all(helps["zh"].values())
    same = {option for option, text in helps["zh"].items() if helps["en"][option] == text}
    assert same == set()
    assert app.COMMANDS[name].count(" | ") == 1


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kg 0.")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--nonsense"], ["extract"], ["stats", "--format", "xml"], ["doctor", "--graph"]],
)
def test_wrong_usage_is_one_line_and_two(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kg: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ReadError, 1),
        (UsageError, 2),
        (FolderError, 2),
        (CheckError, 3),
        (ServiceError, 4),
        (EvidenceError, 70),
    ],
)
def test_a_deliberate_error_is_one_line_with_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: type[KgError],
    status: int,
) -> None:
    def command() -> NoReturn:
        raise error("a.txt, line 3:\nno year; give one")

    replaced(monkeypatch, command)

    assert run(["doctor"]) == status
    assert capsys.readouterr() == ("", "kg: a.txt, line 3: no year; give one\n")


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> NoReturn:
        raise KeyboardInterrupt

    replaced(monkeypatch, command)

    assert run(["doctor"]) == 130
    assert capsys.readouterr().err == "kg: interrupted\n"


def test_a_status_that_a_command_returns_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, lambda: 1)

    assert run(["doctor"]) == 1


BROKEN = """
import sys
from kg.cli import app, main
app.function_of = lambda name: {command}
sys.argv = ["kg", "doctor"]
main()
"""


def test_a_bug_keeps_its_traceback_and_exits_70() -> None:
    done = python("-c", BROKEN.format(command="lambda: [][0]"))

    assert done.returncode == 70
    assert "IndexError: list index out of range" in done.stderr
    assert "Traceback" in done.stderr


def test_stdout_is_utf8_with_lf_whatever_the_locale() -> None:
    program = BROKEN.format(command="lambda: print('政务图谱\\ud800')")
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "LC_ALL": "C"},
        check=False,
    )

    assert done.stdout == "政务图谱\\ud800\n".encode()
    assert done.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_closed_pipe_ends_quietly(lines: int) -> None:
    program = BROKEN.format(
        command=f"lambda: print('x' * 80 + '\\n', end='') or [print(n) for n in range({lines})] and 0"
    )
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -c "$1" | head -c 20', sys.executable, program],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "x" * 20, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_full_disk_is_one_line_and_one(lines: int, unbuffered: str) -> None:
    program = BROKEN.format(command=f"lambda: [print(n) for n in range({lines})] and 0")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", program],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith("kg: the output cannot be written: No space left")
    assert done.stderr.count("\n") == 1


def test_an_error_of_the_system_with_another_reason_is_a_bug() -> None:
    done = python("-c", BROKEN.format(command="lambda: open('/nowhere/at/all')"))

    assert done.returncode == 70
    assert "FileNotFoundError" in done.stderr


def test_python_m_kg_is_kg() -> None:
    done = python("-m", "kg", "--version")

    assert done.stdout.startswith("kg 0.")
    assert done.returncode == 0
