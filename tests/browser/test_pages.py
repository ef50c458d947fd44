"""The pages that commands write, in a real Chromium: shown whole, nothing run, no error on the console."""

import contextlib
import json
import subprocess
from pathlib import Path

import pytest

from kg.cli import run
from tests.browser.driver import find_chromium

HOSTILE = "<script>document.body.textContent='run'</script><img src=x onerror=document.body.remove()>"
GSR = "https://w3id.org/gsr/ns#"
REPORT = f"""沅陵县司法局2024年法治政府建设年度报告

一、工作成效
（一）推进政务服务。全年受理行政复议申请40件，其中办结30件，办结率95%{HOSTILE}。
沅陵县司法局
2025年1月10日
"""


@pytest.fixture(scope="module")
def chromium() -> str:
    return find_chromium()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages that the commands make of one hostile report."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "bad.ttl").write_text(
        f'<https://a.example/1> a <{GSR}Report> ; <{GSR}reportingYear> "{HOSTILE}" .'
    )
    gold = {"id": "a", "source": HOSTILE, "text": REPORT, "spans": [], "relations": []}
    (folder / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    assert run(["build", str(folder / "report.txt"), "-o", str(folder / "graph")]) == 0
    assert run(["audit", "-g", str(folder / "graph"), "--html", str(folder / "audit.html")]) == 0
    assert run(["eval", str(folder / "gold.jsonl"), "--html", str(folder / "eval.html")]) == 0
    with (folder / "validate.html").open("w", encoding="utf-8") as page, contextlib.redirect_stdout(page):
        assert run(["validate", str(folder / "bad.ttl"), "--format", "html"]) == 3
    return folder


@pytest.mark.parametrize(
    ("name", "words"),
    [("audit", "报告核对"), ("eval", "抽取与标注对照"), ("validate", "检查报告")],
)
def test_a_page_is_shown_whole_and_runs_nothing(chromium: str, folder: Path, name: str, words: str) -> None:
    page = folder / f"{name}.html"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"]
    profile = f"--user-data-dir={folder / name}"
    shown = subprocess.run(
        [chromium, *options, profile, page.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )

    assert shown.stdout.rstrip().endswith("</body></html>")
    assert words in shown.stdout
    assert "onerror=document.body.remove()&gt;" in shown.stdout
    assert "<script" not in shown.stdout
    assert "CONSOLE" not in shown.stderr
