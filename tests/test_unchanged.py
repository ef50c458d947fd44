"""A build of what the folder was made of: it writes nothing, and notices all that is not as it left it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import made_of
from kg.graph import parts_of
from kg.pipeline import BuildResult
from kg.store import Manifest, read_graph, read_manifest
from tests.test_pipeline import content, reports, run

__all__ = ["reports"]
ROWS = "left,right,verdict,reason,by\n{}"


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    """What a rewritten file would show, also one of equal bytes."""
    return {
        path.relative_to(out).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in out.rglob("*")
        if path.is_file() and path.name != "kg.lock"
    }


def test_nothing_is_written_and_all_is_told_again(reports: Path, tmp_path: Path) -> None:
    (reports / "空.txt").write_bytes(b"")
    shutil.copy(reports / "甲.txt", reports / "重.txt")
    first, out = run(reports, tmp_path / "out"), tmp_path / "out"
    before = stamps(out)
    seen: list[tuple[str, int, int]] = []
    result = run(reports, out, progress=lambda *far: seen.append(far))

    assert not first.unchanged
    assert result == BuildResult(first.counts, first.issues, 0, 5, first.counts, unchanged=True)
    assert {issue.severity for issue in result.issues} == {"refused", "note"}
    assert stamps(out) == before
    assert seen == [("read", 5, 5)]


def test_a_file_beside_the_tables_is_left_alone(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(reports, out)
    (out / "tables" / "note").write_text("?")

    assert run(reports, out).unchanged


def _flip(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(bytes(whole))


def _part(out: Path) -> Path:
    return next((out / "tables" / "mentions").iterdir())


def _text(out: Path) -> Path:
    return min((out / "texts").iterdir())


def _rewritten(out: Path) -> None:
    path = out / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))), "utf-8")


HARMS: dict[str, Callable[[Path], object]] = {
    "a flipped bit in a table": lambda out: _flip(_part(out)),
    "a flipped bit in a text": lambda out: _flip(_text(out)),
    "a cut table": lambda out: _part(out).write_bytes(_part(out).read_bytes()[:-9]),
    "a lost table": lambda out: _part(out).unlink(),
    "a lost text": lambda out: _text(out).unlink(),
    "a text for another": lambda out: _text(out).rename(out / "texts" / "r0000000000000000.txt"),
    "a foreign table": lambda out: shutil.copy(_part(out), _part(out).with_name("part-9.parquet")),
    "a foreign text": lambda out: (out / "texts" / "note.txt").write_text("?"),
    "changed issues": lambda out: (out / "issues.jsonl").write_text("{}\n"),
    "lost issues": lambda out: (out / "issues.jsonl").unlink(),
    "a manifest written by hand": _rewritten,
    "a lost manifest": lambda out: (out / "manifest.json").unlink(),
    "a draft of a killed build": lambda out: (out / ".new" / "tables").mkdir(parents=True),
    "a lost cache": lambda out: shutil.rmtree(out / "cache"),
    "a torn shard": lambda out: next((out / "cache").glob("*/*.parquet")).write_bytes(b"PAR1"),
    "a flipped bit in a shard": lambda out: _flip(next((out / "cache").glob("*/*.parquet"))),
    "a torn record": lambda out: (out / "cache" / "built.json").write_text("{"),
    "a record of something else": lambda out: (out / "cache" / "built.json").write_text("[1]"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_was_damaged_or_changed_by_hand_is_made_anew(reports: Path, tmp_path: Path, harm: str) -> None:
    out = tmp_path / "out"
    run(reports, out)
    whole = content(out)
    HARMS[harm](out)
    result = run(reports, out)

    assert not result.unchanged
    assert content(out) == whole
    assert run(reports, out).unchanged


def _renamed(reports: Path, _: Path) -> dict[str, Any]:
    (reports / "甲.txt").rename(reports / "辛.txt")
    return {}


def _new_issue(reports: Path, _: Path) -> dict[str, Any]:
    (reports / "空.txt").write_bytes(b"")
    return {}


def _judged(_: Path, tmp: Path) -> dict[str, Any]:
    (tmp / "out" / "judgements.csv").write_text(ROWS.format("a,b,same,,me\n"))
    return {}


def _broken_judgement(_: Path, tmp: Path) -> dict[str, Any]:
    (tmp / "out" / "judgements.csv").write_text(ROWS.format("a,b\n"))
    return {}


def _manifest(_: Path, tmp: Path) -> dict[str, Any]:
    (tmp / "m.csv").write_text("path,title\n甲.txt,别名\n", "utf-8")
    return {"manifest": tmp / "m.csv"}


def _lexicon(_: Path, tmp: Path) -> dict[str, Any]:
    (tmp / "terms").mkdir()
    (tmp / "terms" / "platforms.csv").write_text("name,region\n某台,\n", "utf-8")
    return {"lexicon": tmp / "terms"}


CHANGES: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "a file renamed": _renamed,
    "a file refused": _new_issue,
    "a judgement": _judged,
    "a broken judgement": _broken_judgement,
    "a manifest": _manifest,
    "a rule left out": lambda *_: {"without": ["agency.full"]},
    "another corpus stage": lambda *_: {"join": _other_join},
}


def _other_join(readings: Any, judgements: Any, said: Any) -> Any:
    from tests import stages

    joined = stages.join(readings, judgements, said)
    return joined._replace(graph=parts_of(replace(joined.graph.whole(), sections=())))


@pytest.mark.parametrize("change", CHANGES)
def test_what_decides_a_graph_makes_it_anew(reports: Path, tmp_path: Path, change: str) -> None:
    run(reports, tmp_path / "out")
    options = CHANGES[change](reports, tmp_path)
    result = run(reports, tmp_path / "out", **options)

    assert not result.unchanged
    assert run(reports, tmp_path / "out", **options).unchanged


def test_other_code_or_packages_make_it_anew(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(reports, tmp_path / "out")
    monkeypatch.setattr(made_of, "code_hash", lambda rooms: "other")
    assert not run(reports, tmp_path / "out").unchanged
    assert run(reports, tmp_path / "out").unchanged
    monkeypatch.setattr(made_of, "packages", lambda: {"pyarrow": "0"})
    assert not run(reports, tmp_path / "out").unchanged


def test_the_code_that_counts_is_all_but_what_shows_and_scores() -> None:
    assert {"assembly", "lexicon", "metric", "resolve", "store", "stages", "nlp"} <= set(made_of._rooms())
    assert not {"cli", "evaluate"} & set(made_of._rooms())


def test_a_build_killed_before_its_record_is_not_taken_for_the_one_before(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(reports, out)
    (reports / "己.txt").write_text("新来《条例》", "utf-8")
    monkeypatch.setattr("kg.pipeline.remember", _killed)
    with pytest.raises(KeyboardInterrupt):
        run(reports, out)
    monkeypatch.undo()
    (reports / "己.txt").unlink()
    result = run(reports, out)

    assert not result.unchanged
    assert len(read_graph(out).reports) == 5


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_record_shows_in_no_manifest(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out")
    manifest = read_manifest(tmp_path / "out")

    assert isinstance(manifest, Manifest)
    assert "made_of" not in (tmp_path / "out" / "manifest.json").read_text("utf-8")


def test_a_report_that_killed_its_worker_is_tried_again(reports: Path, tmp_path: Path) -> None:
    (reports / "坏.txt").write_text("崩溃", "utf-8")
    run(reports, tmp_path / "out", workers=2)

    assert not run(reports, tmp_path / "out", workers=2).unchanged
