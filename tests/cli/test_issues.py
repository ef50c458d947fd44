from pathlib import Path

import pytest

from kg.cli.issues import SHOWN, show, show_all, sort_of, status_of
from kg.model import Issue

REFUSED = Issue("refused", "a.txt", "byte 3", "neither UTF-8 nor\nGB18030", "save it as UTF-8")
NOTES = [Issue("note", f"{n}.txt", "", f"year unknown: {n}", "give one") for n in range(SHOWN + 3)]


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en", "refused: a.txt, byte 3: neither UTF-8 nor GB18030; save it as UTF-8\n"),
        ("zh", "拒绝: a.txt, byte 3: neither UTF-8 nor GB18030; save it as UTF-8\n"),
    ],
)
def test_an_issue_is_one_line_on_stderr(
    locale: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LOCALE", locale)

    show(REFUSED)

    assert capsys.readouterr() == ("", line)


def test_notes_of_one_sort_are_counted_after_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")

    show_all([*NOTES, *[REFUSED] * 9], Path("graph"))

    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("refused: ") for line in lines) == 9
    assert sum(line.startswith("note: ") for line in lines) == SHOWN + 1
    assert lines[-1] == f"note: year unknown: 3 more, see {Path('graph') / 'issues.jsonl'}"


@pytest.mark.parametrize(
    ("what", "sort"), [("empty file", "empty file"), ("USES: no end: a.txt", "USES: no end")]
)
def test_the_single_case_is_no_part_of_the_sort(what: str, sort: str) -> None:
    assert sort_of(Issue("note", "a.txt", "", what, "")) == sort


def test_only_what_was_refused_changes_the_exit_code() -> None:
    assert status_of(NOTES) == 0
    assert status_of([*NOTES, REFUSED]) == 1
