"""`kg review`: listed without a terminal, asked with one key each in one."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.asking import decide
from kg.graph import Graph
from kg.model import Mention, Reading, Report, evidence_at, report_id
from kg.resolve import resolve
from kg.resolve.proposals import proposals
from kg.store import read_judgements
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")


@pytest.fixture
def graph() -> Graph:
    """Three pairs: 户籍管理 in 全域户籍管理, and so on."""
    names = [f"{size}{name}" for name in ("户籍管理", "车辆年检", "渔船登记") for size in ("", "全域")]
    text = "".join(f"推进{name}。\n" for name in names)
    report = Report(report_id(text.encode()), "a.txt", text)
    at = [text.index(f"进{name}。") + 1 for name in names]
    mentions = tuple(
        Mention("Initiative", evidence_at(report, start, start + len(name)), "t")
        for start, name in zip(at, names, strict=True)
    )
    resolution = resolve([Reading(report, mentions=mentions)])
    return Graph((report,), mentions=mentions, entities=resolution.entities, resolved=resolution.resolved)


def keys(pressed: str) -> Iterator[str]:
    yield from pressed
    yield ""


def test_a_key_is_a_row_at_once_and_others_are_passed_over(
    graph: Graph, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "judgements.csv"
    found = proposals(graph)
    assert len(found) == 3

    assert decide(found, graph, path, "li", keys("xs u").__next__) == 2

    rows = read_judgements(path).rows
    assert [(row.verdict, row.by) for row in rows] == [("same", "li"), ("unsure", "li")]
    assert {rows[0].left, rows[0].right} == {f"Initiative:{e.key}" for e in (found[0].left, found[0].right)}
    assert rows[0].reason.startswith("one within the other: ")
    shown = capsys.readouterr().err
    assert "[3/3]" in shown
    assert f"a.txt: 推进⟦{found[0].left.name}⟧。" in shown
    assert found[0] not in proposals(graph, rows)


@pytest.mark.parametrize("pressed", ["q", ""])
def test_q_and_the_end_of_input_end_it(pressed: str, graph: Graph, tmp_path: Path) -> None:
    assert decide(proposals(graph), graph, tmp_path / "j.csv", "li", keys(pressed).__next__) == 0
    assert not (tmp_path / "j.csv").exists()


def test_pairs_are_listed_without_a_terminal(samples_graph: Path, capsys: Captured) -> None:
    assert run(["review", "-g", str(samples_graph), "--json"]) == 0
    (row,) = [each for each in json.loads(capsys.readouterr().out) if each["left_name"] == "双鼓楼"]

    assert (row["left"], row["right"]) == ("Initiative:双鼓楼", "Initiative:鼓楼对鼓楼")
    assert row["reasons"][1] == "1 facts in common"
    decided = str(ROOT / "samples" / "judgements.csv")
    assert run(["review", "-g", str(samples_graph), "--list", "--judgements", decided]) == 0
    assert "双鼓楼" not in capsys.readouterr().out


def test_without_a_terminal_nothing_is_asked(samples_graph: Path, capsys: Captured) -> None:
    assert run(["review", "-g", str(samples_graph)]) == 2
    assert "--list prints the pairs" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_one_key_in_a_terminal_is_enough(samples_graph: Path, tmp_path: Path) -> None:
    import pty

    shutil.copytree(samples_graph, tmp_path / "graph", ignore=shutil.ignore_patterns("graph", "cache"))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "-g", str(tmp_path / "graph"), "--by", "li"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT)
    os.close(theirs)
    for _ in range(150):  # a key that is typed before the question is not taken for its answer
        if process.poll() is not None:
            break
        os.write(ours, b"d")
        time.sleep(0.2)
    process.kill()
    assert process.wait() == 0
    os.close(ours)

    (row,) = read_judgements(tmp_path / "graph" / "judgements.csv").rows
    assert (row.verdict, row.by) == ("different", "li")
