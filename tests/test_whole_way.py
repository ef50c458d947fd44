"""The build with its real stages, on the samples: what must hold whatever the rules find."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import build, extract
from kg.stages import join_readings
from kg.store import read_figures, read_graph

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "samples" / "texts"
SCRIPT = """
import sys
from pathlib import Path
from kg.pipeline import build
if __name__ == "__main__":
    result = build([sys.argv[1]], Path(sys.argv[2]), workers=int(sys.argv[3]))
    print(result.parsed, result.reused, "spacy" in sys.modules)
"""


def run(paths: Path, out: Path, *, workers: int, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(paths), str(out), str(workers)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def content(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    made = ("cache/", "graph/")
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(made)}


@pytest.fixture
def built(samples_graph: Path, tmp_path: Path) -> Path:
    """A copy of the samples' graph, which this process or one beside it has built with its own hash seed."""
    return Path(shutil.copytree(samples_graph, tmp_path / "built"))


@pytest.mark.no_cover
def test_workers_and_hash_seed_show_in_no_byte(built: Path, tmp_path: Path) -> None:
    assert run(TEXTS, tmp_path / "out", workers=2, seed="2").startswith("14 0 ")

    assert content(tmp_path / "out") == content(built)


def test_a_second_build_parses_nothing_and_does_without_spacy(built: Path) -> None:
    before = content(built)

    assert run(TEXTS, built, workers=1, seed="3") == "0 14 False\n"
    assert content(built) == before


def test_all_evidence_is_in_the_text(built: Path) -> None:
    graph = read_graph(built)
    texts = {report.id: report.text for report in graph.reports}

    assert all(span.quote == texts[span.report_id][span.start : span.end] for span in graph.evidence())


def test_what_is_stored_is_what_was_joined(built: Path) -> None:
    found = sorted(extract([TEXTS]), key=lambda reading: reading.report.id)
    joined = join_readings(found, ())
    stored = read_graph(built)

    assert set(joined.issues) <= set(stored.issues)
    assert repr(replace(stored, issues=())) == repr(replace(joined, issues=()))
    assert read_figures(built) == tuple(figure for reading in found for figure in reading.figures)


def test_a_report_without_a_year_is_read_and_noted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("政务服务工作总结\n一、主要做法\n推进“一窗通办”。\n", "utf-8")
    result = build([tmp_path / "a.txt"], tmp_path / "out")

    assert ("note", "year unknown") in {(issue.severity, issue.what) for issue in result.issues}
    assert [report.year for report in (r.meta for r in read_graph(tmp_path / "out").reports)] == [None]
