"""`kg extract` and `kg build` on good and bad input: what is printed, where, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import run
from tests.conftest import SAMPLES

Captured = pytest.CaptureFixture[str]
REPORT = "云州市东湖区司法局2022年法治政府建设年度报告\n\n2022年，我局学习《中华人民共和国民法典》。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    monkeypatch.delenv("KG_GRAPH", raising=False)
    monkeypatch.chdir(tmp_path)


def written(path: Path, content: str | bytes = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_extract_prints_a_line_for_each_report_that_was_read(tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path / "in" / "b" / "one.txt")
    written(tmp_path / "in" / "a.txt", REPORT.encode("gb18030"))
    written(tmp_path / "in" / "empty.txt", b"")

    assert run(["extract", str(tmp_path / "in")]) == 1

    out, err = capsys.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["source"] for record in records] == ["a.txt", "b/one.txt"]
    assert [record["mentions"] for record in records] == [records[0]["mentions"]] * 2
    for mention in records[0]["mentions"]:
        assert REPORT[mention["start"] : mention["end"]] == mention["text"]
    assert "《中华人民共和国民法典》" in {mention["text"] for mention in records[0]["mentions"]}
    assert [line for line in err.splitlines() if line.startswith("refused: empty.txt")] != []


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("empty.txt", b"", [], "empty"),
        ("binary.txt", bytes(range(256)) * 9, [], "binary.txt"),
        ("big.txt", REPORT.encode() * 9, ["--max-bytes", "100"], "limit of 100"),
        ("other.xyz", REPORT.encode(), [], "unknown suffix"),
    ],
)
def test_a_refused_file_is_one_line_and_one(
    name: str, content: bytes, options: list[str], words: str, tmp_path: Path, capsys: Captured
) -> None:
    path = written(tmp_path / name, content)

    assert run(["extract", str(path), *options]) == 1

    out, err = capsys.readouterr()
    assert out == ""
    (line,) = [line for line in err.splitlines() if line.startswith("refused: ")]
    assert name in line
    assert words in line


@pytest.mark.parametrize("path", ["missing.txt", "."])
def test_nothing_to_read_is_refused(path: str, capsys: Captured) -> None:
    assert run(["extract", path]) == 1
    assert capsys.readouterr().err.startswith("refused: ")


def test_a_report_without_year_is_noted(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path / "a.txt", "云州市东湖区司法局学习《中华人民共和国民法典》。\n")

    assert run(["extract", str(path)]) == 0

    out, err = capsys.readouterr()
    assert json.loads(out)["report"]["year"] is None
    assert any(line.startswith("note: a.txt") and "year" in line for line in err.splitlines())


def test_a_manifest_stands_over_the_text(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path / "a.txt")
    manifest = written(tmp_path / "manifest.csv", "path,year,issuer\na.txt,2019,云州市人民政府\n")

    assert run(["extract", str(path), "--manifest", str(manifest)]) == 0

    report = json.loads(capsys.readouterr().out)["report"]
    assert (report["year"], report["issuer"]) == (2019, "云州市人民政府")
    assert report["basis"]["year"] == report["basis"]["issuer"] == "registry"


def test_build_writes_the_good_part_and_says_what_was_refused(tmp_path: Path, capsys: Captured) -> None:
    good, bad = written(tmp_path / "in" / "a.txt"), written(tmp_path / "in" / "b.txt", b"")

    assert run(["build", str(good.parent)]) == 1

    out, err = capsys.readouterr()
    assert out.startswith("reports 1  ")
    assert f"refused: {bad.name}" in err
    issues = [json.loads(line) for line in Path("graph", "issues.jsonl").read_text("utf-8").splitlines()]
    assert [issue["file"] for issue in issues if issue["severity"] == "refused"] == ["b.txt"]

    bad.unlink()
    assert run(["build", "in", "-o", "graph"]) == 0
    assert "graph: 0 read now, 1 unchanged" in capsys.readouterr().err

    assert run(["build", "in", "-o", "graph"]) == 0
    out, err = capsys.readouterr()
    assert "graph: unchanged, 1 reports" in err
    assert out.startswith("reports 1  ")


def test_a_build_says_that_reports_left_the_graph(tmp_path: Path, capsys: Captured) -> None:
    one = written(tmp_path / "one.txt")
    two = written(tmp_path / "two.txt", REPORT.replace("2022", "2023"))
    assert run(["build", str(one), str(two)]) == 0
    assert "fewer" not in capsys.readouterr().err

    assert run(["build", str(two)]) == 0

    assert "1 reports fewer: a graph holds what its last build was given" in capsys.readouterr().err


def test_ray_and_a_number_of_workers_exclude_each_other(tmp_path: Path, capsys: Captured) -> None:
    assert run(["build", str(written(tmp_path / "a.txt")), "--ray", "auto", "--workers", "2"]) == 2
    assert "--workers and --ray exclude each other" in capsys.readouterr().err


def test_build_refuses_a_folder_that_is_not_ours(tmp_path: Path, capsys: Captured) -> None:
    written(tmp_path / "in" / "a.txt")
    written(tmp_path / "mine" / "notes.md", "mine")

    assert run(["build", "in", "-o", "mine"]) == 2
    assert "mine" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.md"]


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_extract_into_a_closed_pipe_ends_quietly() -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            'set -o pipefail; "$0" -m kg extract "$1" | head -c 200',
            sys.executable,
            str(SAMPLES),
        ],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert len(done.stdout) == 200
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


def test_the_progress_of_a_build_as_events(tmp_path: Path, capsys: Captured) -> None:
    for year in ("2021", "2023"):
        written(tmp_path / "in" / f"{year}.txt", REPORT.replace("2022", year))

    assert run(["build", "in", "--progress", "json"]) == 0

    events = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [(event.get("step"), event.get("done"), event.get("total")) for event in events] == [
        ("read", 0, 2),
        ("read", 1, 2),
        ("read", 2, 2),
        ("join", 0, 2),
        ("join", 2, 2),
        ("find", 0, 2),
        ("find", 2, 2),
        ("write", 0, 2),
        ("write", 2, 2),
        (None, None, None),
    ]
    assert [event["event"] for event in events] == ["progress"] * 9 + ["built"]
    assert (events[-1]["parsed"], events[-1]["reused"], events[-1]["unchanged"]) == (2, 0, False)
    assert events[-1]["counts"]["reports"] == 2
    assert run(["build", "in", "--progress", "bar"]) == 2
    assert "--progress bar: no such form; one of auto, json" in capsys.readouterr().err


def test_no_progress_where_stderr_is_no_terminal(tmp_path: Path, capsys: Captured) -> None:
    assert run(["build", str(written(tmp_path / "a.txt")), "-o", "out"]) == 0
    assert "\r" not in capsys.readouterr().err
