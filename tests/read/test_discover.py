import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model import Issue
from kg.read import Limits, discover, read
from kg.read.refusal import Refusal
from tests.closed import close


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


def only(issues: tuple[Issue, ...]) -> Issue:
    assert len(issues) == 1, issues
    return issues[0]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": "1", "a/z.txt": "2", "a/b/c.TXT": "3", "甲.txt": "4"})

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["a/b/c.TXT", "a/z.txt", "b.txt", "甲.txt"]
    assert issues == ()


def test_a_file_given_itself_goes_by_its_base_name(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.txt": "text"})

    inputs, _ = discover([tmp_path / "a" / "b.txt"])

    assert [(item.source, item.size) for item in inputs] == [("b.txt", 4)]


def test_hidden_and_unknown_files_are_passed_over_with_one_note(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "1", ".b.txt": "2", ".git/c.txt": "3", "d.xls": "4", "README": "5"})

    inputs, issues = discover([tmp_path])

    note = only(issues)
    assert [item.source for item in inputs] == ["a.txt"]
    assert (note.severity, note.file) == ("note", tmp_path.name)
    assert "4 files" in note.what
    assert ".b.txt, .git, README, d.xls" in note.what


def test_an_unknown_suffix_is_refused_when_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.xls": "1"})

    inputs, issues = discover([tmp_path / "a.xls"])

    assert inputs == ()
    assert (only(issues).severity, only(issues).file) == ("refused", "a.xls")
    assert "'.xls'" in only(issues).what
    assert ".txt" in only(issues).what


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    _, issues = discover([tmp_path / "nowhere"])

    assert only(issues).severity == "refused"
    assert only(issues).file.endswith("nowhere")
    assert only(issues).what == "no such file or folder"


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.txt": "1"}))

    for paths in ("", ["a.txt", ""]):
        with pytest.raises(UsageError, match='"" is no path'):
            discover(paths)


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    _, issues = discover([tmp_path])

    assert (only(issues).severity, only(issues).file) == ("refused", tmp_path.name)
    assert "no reports" in only(issues).what


def test_an_empty_file_is_refused_and_the_others_stay(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "", "b.txt": "text"})

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["b.txt"]
    assert (only(issues).severity, only(issues).file, only(issues).what) == ("refused", "a.txt", "empty file")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "12345"})

    assert discover([tmp_path], limits=Limits(bytes=5))[1] == ()
    _, issues = discover([tmp_path], limits=Limits(bytes=4))
    assert only(issues).severity == "refused"
    assert "5 bytes, more than the limit of 4" in only(issues).what


def test_a_link_to_nothing_is_refused_as_unreadable(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": "text"})
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["b.txt"]
    assert (only(issues).severity, only(issues).file) == ("refused", "a.txt")
    assert "cannot be read" in only(issues).what
    assert "cannot be read" in only(discover([tmp_path / "a.txt"])[1]).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")

    assert "not a regular file" in discover([tmp_path])[1][0].what


def test_a_folder_that_cannot_be_entered_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.txt": "1", "closed/b.txt": "2", "open/c.txt": "3"})
    close(monkeypatch, tmp_path / "closed")

    inputs, issues = discover([tmp_path], skip=tmp_path / "graph")

    assert [item.source for item in inputs] == ["a.txt", "open/c.txt"]
    assert (only(issues).severity, only(issues).file) == ("refused", "closed")
    assert only(issues).what == "cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("name", "file"), [("", "closed"), ("b.txt", "{}/closed/b.txt"), ("c", "{}/closed/c")]
)
def test_a_path_that_cannot_be_entered_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    write(tmp_path, {"a.txt": "1", "closed/b.txt": "2", "closed/c/d.txt": "3"})
    close(monkeypatch, tmp_path / "closed")

    inputs, issues = discover([tmp_path / "closed" / name, tmp_path / "a.txt"])

    assert [item.source for item in inputs] == ["a.txt"]
    assert only(issues).severity == "refused"
    assert only(issues).file == file.format(tmp_path)
    assert only(issues).what == "cannot be read: Permission denied"


def test_a_folder_with_the_name_of_a_report_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"x.txt/a.txt": "1"})

    assert [item.source for item in discover([tmp_path])[0]] == ["x.txt/a.txt"]
    assert [item.source for item in discover([tmp_path / "x.txt"])[0]] == ["a.txt"]


def test_the_second_file_of_one_content_is_left_out_with_a_note(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "same", "b.txt": "same"})

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["a.txt"]
    assert (only(issues).severity, only(issues).file) == ("note", "b.txt")
    assert "same content as a.txt" in only(issues).what


def test_one_file_given_twice_is_taken_once_without_a_word(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "same"})

    inputs, issues = discover([tmp_path, tmp_path / "a.txt"])

    assert (len(inputs), issues) == (1, ())


def test_graph_folders_are_no_reports(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.txt": "1", "graph/texts/r1.txt": "2", "old/texts/r1.txt": "3", "old/manifest.json": "{}"},
    )
    (tmp_path / "old" / "tables").mkdir()

    inputs, _ = discover([tmp_path], skip=tmp_path / "graph")

    assert [item.source for item in inputs] == ["a.txt"]


def test_a_name_that_is_not_utf_8_is_shown_in_hex(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8.txt")).write_text("text")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    assert [item.source for item in discover([tmp_path])[0]] == ["\\xb1\\xa8.txt"]


def test_read_gives_the_text_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "\ufeff一、成效\r\n好。\n"})

    report = read(discover([tmp_path])[0][0])

    assert (report.source, report.text) == ("a.txt", "一、成效\r\n好。\n")


def test_read_refuses_a_text_of_nothing_but_space(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": " \r\n　"})

    with pytest.raises(Refusal, match=r"a\.txt: no text in it; remove"):
        read(discover([tmp_path])[0][0])


def test_read_refuses_a_file_that_changed_since(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "before"})
    found = discover([tmp_path])[0][0]
    write(tmp_path, {"a.txt": "after"})

    with pytest.raises(Refusal, match=r"a\.txt: changed while it was being read"):
        read(found)


def test_reading_a_text_loads_no_parser(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "text"})
    code = (
        "import sys; from kg.read import discover, read; read(discover([sys.argv[1]])[0][0]);"
        "print({'lxml', 'pypdfium2', 'zipfile'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
