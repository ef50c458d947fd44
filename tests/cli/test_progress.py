import json
import os
from collections.abc import Iterator

import pytest

from kg.cli import run
from kg.cli.line import end_line
from kg.cli.progress import progress_of
from kg.cli.steps import steps_of

TEXT = "已读 {done}/{total} 篇 | {done} of {total} reports"

NOT_KNOWN = {"seconds": 0, "rate": None, "remaining": None}


@pytest.fixture
def clock() -> Iterator[float]:
    """Seconds that pass between calls: 0, 4, 8, 12 …"""
    return iter(range(100, 1000, 4))


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    monkeypatch.setattr("sys.stderr.fileno", lambda: 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)


def test_one_line_of_the_terminal_with_rate_and_remaining_time(
    monkeypatch: pytest.MonkeyPatch, clock: Iterator[float], capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch, 40)
    show = progress_of(TEXT, clock=clock.__next__)
    for done in (100, 300, 400):
        show(done, 400)

    assert capsys.readouterr().err.split("\r")[1:] == [
        "300 of 400 reports, 50/s, 0:00:02 left\x1b[K",
        "400 of 400 reports, 38/s\x1b[K\n",
    ]


@pytest.mark.parametrize(("language", "line"), [("en", "1 of 9 reports, …"), ("zh", "已读 1/9 篇，每…")])
def test_the_line_is_no_wider_than_the_terminal(
    language: str,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    clock: Iterator[float],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KG_LOCALE", language)
    at_a_terminal(monkeypatch, 18)
    show = progress_of(TEXT, clock=clock.__next__)
    show(0, 9)
    show(1, 9)

    assert capsys.readouterr().err == f"\r{line}\x1b[K"


def test_the_line_ends_before_anything_else_is_told(
    monkeypatch: pytest.MonkeyPatch, clock: Iterator[float], capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch, 40)
    show = progress_of(TEXT, clock=clock.__next__)
    end_line()
    show(0, 9)
    assert not end_line()
    show(1, 9)
    assert run(["build", "no such place", "--workers", "none"]) == 2
    show(9, 9)

    first, last = capsys.readouterr().err.split("kg: ")
    assert first.count("\r") == 1
    assert first.endswith("\x1b[K\n")
    assert last.count("\n") == 2
    assert not end_line()


def test_plain_lines_now_and_then_where_there_is_no_terminal(
    clock: Iterator[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LOCALE", "zh")
    show = progress_of(TEXT, clock=clock.__next__)
    for done in range(6):
        show(done, 5)

    assert capsys.readouterr().err.splitlines() == [
        "已读 3/5 篇，每秒 0.2，还需 0:00:08",
        "已读 5/5 篇，每秒 0.2",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_short_step_has_no_line(
    terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if terminal:
        at_a_terminal(monkeypatch, 40)
    show = progress_of(TEXT, clock=lambda: 7.0)
    for done in range(6):
        show(done, 5)

    assert capsys.readouterr().err == ""


def test_events_are_objects_one_a_line(clock: Iterator[float], capsys: pytest.CaptureFixture[str]) -> None:
    tell = steps_of("json", clock.__next__)
    tell("read", 2, 8)
    tell("read", 6, 8)
    tell("join", 8, 8)

    assert [json.loads(line) for line in capsys.readouterr().err.splitlines()] == [
        {"event": "progress", "step": "read", "done": 2, "total": 8, **NOT_KNOWN},
        {
            "event": "progress",
            "step": "read",
            "done": 6,
            "total": 8,
            "seconds": 4,
            "rate": 1.0,
            "remaining": 2.0,
        },
        {"event": "progress", "step": "join", "done": 8, "total": 8, **NOT_KNOWN},
    ]
