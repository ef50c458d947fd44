import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError, FolderError
from kg.model import Metadata, Reading, Report, report_id
from kg.pipeline import BuildResult, build, extract
from kg.read import Limits
from kg.shards import ShardResult
from kg.store import read_graph
from tests import stages

ROOT = Path(__file__).parent.parent
TEXT = "{place}2021年度报告\r\n学习《纲要{place}》，印发《办法》。\n"
SCRIPT = """
import sys
from pathlib import Path
from kg.pipeline import build
from tests import stages
if __name__ == "__main__":
    result = build([sys.argv[1]], Path(sys.argv[2]), workers=int(sys.argv[3]),
                   extract=stages.extract, join=stages.join)
    print(result.parsed, result.reused)
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for place in "甲乙丙丁戊":
        (folder / f"{place}.txt").write_text(TEXT.format(place=place), "utf-8", newline="")
    return folder


def run(reports: Path, out: Path, **options: Any) -> BuildResult:
    return build([reports], out, **{"extract": stages.extract, "join": stages.join, **options})


def in_process(
    reports: Path, out: Path, *, workers: int = 1, seed: str = "0", slow: str = "30"
) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "SLOW_SECONDS": slow}
    command = [sys.executable, "-c", SCRIPT, str(reports), str(out), str(workers)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )


def content(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith("cache/")}


def refused(result: BuildResult) -> list[tuple[str, str]]:
    return [(issue.file, issue.what) for issue in result.issues if issue.severity == "refused"]


def test_a_build_reads_all_and_says_what_it_did(reports: Path, tmp_path: Path) -> None:
    result = run(reports, tmp_path / "out")

    assert (result.parsed, result.reused, refused(result)) == (5, 0, [])
    assert (result.counts["reports"], result.counts["mentions"]) == (5, 10)
    assert len(read_graph(tmp_path / "out").mentions) == 10


def test_progress_goes_from_nothing_to_all(reports: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    run(reports, tmp_path / "out", progress=lambda *far: seen.append(far))

    for step in ("read", "find", "write"):
        told = [far for far in seen if far[0] == step]
        assert told == sorted(told)
        assert told[-1] == (step, 5, 5)
    assert seen[0] == ("read", 0, 5)


def test_a_second_build_parses_nothing_and_changes_nothing(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out")
    before = content(tmp_path / "out")
    result = run(reports, tmp_path / "out")

    assert (result.parsed, result.reused) == (0, 5)
    assert content(tmp_path / "out") == before


def test_changed_new_renamed_and_removed_files_give_what_a_new_build_gives(
    reports: Path, tmp_path: Path
) -> None:
    run(reports, tmp_path / "out")
    (reports / "甲.txt").write_text("变了《新规》", "utf-8")
    (reports / "己.txt").write_text("新来《条例》", "utf-8")
    (reports / "乙.txt").rename(reports / "辛.txt")
    (reports / "丙.txt").unlink()
    result = run(reports, tmp_path / "out")
    run(reports, tmp_path / "clean")

    assert (result.parsed, result.reused) == (2, 3)
    assert content(tmp_path / "out") == content(tmp_path / "clean")
    assert "辛.txt" in {report.source for report in read_graph(tmp_path / "out").reports}


def test_other_code_reads_again(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out")
    result = run(reports, tmp_path / "out", extract=without_mentions)

    assert (result.parsed, result.counts["mentions"]) == (5, 0)


def without_mentions(report: Report) -> Reading:
    return Reading(report)


def test_workers_and_hash_seed_show_in_no_byte(reports: Path, tmp_path: Path) -> None:
    runs = [in_process(reports, tmp_path / f"{n}{s}", workers=n, seed=s) for n, s in ((1, "1"), (2, "2"))]
    for process in runs:
        assert process.communicate(timeout=60)[0] == "5 0\n"

    assert content(tmp_path / "11") == content(tmp_path / "22")
    run(reports, tmp_path / "here")
    assert content(tmp_path / "here") == content(tmp_path / "11")


def test_the_order_of_paths_shows_in_no_byte(reports: Path, tmp_path: Path) -> None:
    files = sorted(reports.iterdir())
    for name, paths in (("a", files), ("b", files[::-1])):
        build(paths, tmp_path / name, extract=stages.extract, join=stages.join)

    assert content(tmp_path / "a") == content(tmp_path / "b")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_build_is_finished_by_the_same_command(reports: Path, tmp_path: Path, workers: int) -> None:
    slow = ("缓慢《末》" + "字" * length for length in itertools.count(99))
    read_last = max(report_id(file.read_bytes()) for file in reports.iterdir())
    text = next(text for text in slow if report_id(text.encode()) > read_last)
    (reports / "末.txt").write_text(text, "utf-8")
    out = tmp_path / "out"
    with in_process(reports, out, workers=workers) as process:
        _wait_for(lambda: len(list((out / "cache").glob("*/*.parquet"))) >= 2)
        process.kill()

    with pytest.raises(FolderError, match="unfinished, run kg build again"):
        read_graph(out)
    result = run(reports, out)
    run(reports, tmp_path / "clean")
    assert result.reused >= 2
    assert result.parsed + result.reused == 6
    assert content(out) == content(tmp_path / "clean")


def _wait_for(condition: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_workers_end_when_their_parent_is_killed(reports: Path, tmp_path: Path) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("looks for processes in /proc")
    (reports / "末.txt").write_text("缓慢" * 9, "utf-8")
    with in_process(reports, tmp_path / "out", workers=2) as process:
        _wait_for(lambda: len(_children(process.pid)) >= 2)
        children = _children(process.pid)
        os.kill(process.pid, signal.SIGKILL)

    _wait_for(lambda: not any(_alive(child) for child in children))


def _children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listing.read_text().split()] if listing.exists() else []


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_report_that_kills_its_worker_is_refused_alone(reports: Path, tmp_path: Path) -> None:
    (reports / "坏.txt").write_text("崩溃", "utf-8")
    result = run(reports, tmp_path / "out", workers=2)

    assert refused(result) == [("坏.txt", "the process that read it died")]
    assert result.counts["reports"] == 5


def test_a_shard_that_does_not_come_here_is_told(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from a worker with a disk of its own under the same path: nothing is left out in silence."""
    monkeypatch.setattr("kg.pipeline.read_shard", lambda shard: ShardResult(shard.folder / "a", 1))

    with pytest.raises(FolderError, match=r"5 reports were read and are not there, .*; run kg build again"):
        run(reports, tmp_path / "out")


def test_a_report_on_which_a_rule_fails_is_refused_alone(reports: Path, tmp_path: Path) -> None:
    (reports / "坏.txt").write_text("出错", "utf-8")
    result = run(reports, tmp_path / "out")

    assert [file for file, _ in refused(result)] == ["坏.txt"]
    assert "IndexError: no such token; stages.py, line" in refused(result)[0][1]
    assert result.counts["reports"] == 5


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_lexicon_ends_the_build(reports: Path, tmp_path: Path, workers: int) -> None:
    (reports / "坏.txt").write_text("缺词表", "utf-8")

    with pytest.raises(DataError, match=r"lexicon/x\.csv, line 3"):
        run(reports, tmp_path / "out", workers=workers)


def test_bad_inputs_are_told_and_the_good_part_is_written(reports: Path, tmp_path: Path) -> None:
    (reports / "空.txt").write_bytes(b"")
    (reports / "二进制.txt").write_bytes(b"PK\x03\x04\0\0")
    (reports / "编码.txt").write_bytes("報告內容繁體中文".encode("big5") * 9)
    (reports / "大.txt").write_bytes(b"a" * 2000)
    (reports / "断.txt").symlink_to(reports / "gone.txt")
    shutil.copy(reports / "甲.txt", reports / "重.txt")
    result = run(reports, tmp_path / "out", limits=Limits(bytes=1000))

    assert [file for file, _ in refused(result)] == ["二进制.txt", "大.txt", "断.txt", "空.txt", "编码.txt"]
    assert [i.what for i in result.issues if i.file == "重.txt"] == ["same content as 甲.txt, left out"]
    assert (result.parsed, result.reused) == (5, 0)
    assert (result.counts["reports"], result.counts["refused"], result.counts["notes"]) == (5, 5, 1)
    lines = (tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == [issue.file for issue in result.issues]


def test_a_mistyped_path_costs_no_graph(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out")
    before = content(tmp_path / "out")
    result = run(tmp_path / "typo", tmp_path / "out")

    assert [what for _, what in refused(result)] == ["no such file or folder"]
    assert (result.counts["reports"], result.issues[-1].severity) == (5, "note")
    assert content(tmp_path / "out") == before
    assert run(reports, tmp_path / "out").parsed == 0


def test_nothing_to_read_gives_an_empty_graph_where_there_was_none(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    result = run(tmp_path / "reports", tmp_path / "out")

    assert [file for file, _ in refused(result)] == ["reports"]
    assert read_graph(tmp_path / "out").issues == result.issues


def test_a_mistyped_path_costs_nothing_of_what_an_unfinished_build_read(
    reports: Path, tmp_path: Path
) -> None:
    run(reports, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        if path.name != "cache":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    run(tmp_path / "typo", tmp_path / "out")

    assert run(reports, tmp_path / "out").parsed == 0


def test_a_line_of_ten_megabytes_is_a_report(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("2021年《一条长龙》" + "字" * 3_500_000, "utf-8")
    result = run(tmp_path / "reports", tmp_path / "out")

    assert (refused(result), result.counts["mentions"]) == ([], 1)


def test_a_manifest_stands_over_the_text(reports: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,issuer,year\n甲.txt,甲县人民政府,2019\n缺.txt,,\n", "utf-8")
    before = run(reports, tmp_path / "out")
    result = run(reports, tmp_path / "out", manifest=manifest)
    found = {report.source: report.meta for report in read_graph(tmp_path / "out").reports}

    assert found["甲.txt"] == Metadata(
        issuer="甲县人民政府", issuer_basis="registry", year=2019, year_basis="registry"
    )
    assert found["乙.txt"].year == 2021
    assert (before.parsed, result.parsed, result.reused) == (5, 1, 4)
    assert [issue.place for issue in result.issues if issue.file == "m.csv"] == ["缺.txt"]


def test_judgements_come_from_the_option_or_from_the_folder(reports: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def join(readings: Any, judgements: Any, said: Any) -> Any:
        seen.append(",".join(judgement.left for judgement in judgements))
        return stages.join(readings, judgements, said)

    rows = "left,right,verdict,reason,by\n{},b,same,,me\n"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "judgements.csv").write_text(rows.format("own"))
    (tmp_path / "given.csv").write_text(rows.format("given"))
    run(reports, tmp_path / "out", join=join)
    run(reports, tmp_path / "out", join=join, judgements=tmp_path / "given.csv")

    assert seen == ["own", "given"]
    assert (tmp_path / "out" / "judgements.csv").read_text() == rows.format("own")


def test_a_build_into_a_folder_of_the_reports_reads_only_reports(reports: Path) -> None:
    run(reports, reports / "graph")
    result = run(reports, reports / "graph")

    assert (result.parsed, result.reused, result.counts["reports"]) == (0, 5, 5)


def test_a_foreign_folder_is_refused_before_anything_is_read(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.doc").touch()

    with pytest.raises(FolderError, match="not empty and no graph folder"):
        run(reports, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out" / "a.doc"]


def test_extract_gives_readings_in_order_and_tells_of_the_rest(reports: Path) -> None:
    (reports / "空.txt").write_bytes(b"")
    (reports / "坏.txt").write_bytes(b"\0")
    told: list[str] = []
    found = list(extract([reports], on_issue=lambda issue: told.append(issue.file)))

    assert [reading.report.source for reading in found] == sorted(f"{place}.txt" for place in "甲乙丙丁戊")
    assert sorted(told) == ["坏.txt", "空.txt"]
