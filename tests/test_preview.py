"""Leaving a rule out of a build, and seeing what that would change before it is done."""

import json
import shutil
from pathlib import Path

import pytest

from kg.cli import run
from kg.compare import KINDS, Change, changes
from kg.errors import FolderError, UsageError
from kg.pipeline import build, extract, preview
from kg.store import read_graph, read_options
from tests.conftest import SAMPLES

RULE = "initiative.quoted"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def graph(samples_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the samples' graph, cache and all, that may be written."""
    monkeypatch.setenv("KG_LOCALE", "en")
    return Path(shutil.copytree(samples_graph, tmp_path / "graph"))


def content(folder: Path) -> dict[str, bytes]:
    """What a build promises to make alike: all but the cache and the stores made on the first question."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    made = ("cache/", "graph/")
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(made)}


@pytest.mark.no_cover
def test_what_a_preview_lists_is_what_the_build_changes(graph: Path) -> None:
    before, files = read_graph(graph), content(graph)

    listed, issues = preview([SAMPLES], graph, without=[RULE])

    assert content(graph) == files
    result = build([SAMPLES], graph, without=[RULE])
    after = read_graph(graph)
    assert result.parsed == 0, "what the preview read is in the cache"
    assert listed == changes(before, after)
    assert issues == after.issues
    for kind, old, new in (
        ("mention", before.mentions, after.mentions),
        ("claim", before.claims, after.claims),
        ("entity", before.entities, after.entities),
        ("fact", before.facts, after.facts),
    ):
        signs = [change.change for change in listed if change.what == kind]
        assert signs.count("+") - signs.count("-") == len(new) - len(old) != 0


def test_what_goes_is_what_the_rule_found(graph: Path) -> None:
    mentions = [
        change for change in preview([SAMPLES], graph, without=[RULE]).changes if change.what == "mention"
    ]

    gone = [change for change in mentions if change.change == "-"]
    assert {change.rule for change in gone} == {RULE}
    assert {change.name for change in gone} == {"Initiative"}
    texts = {path.name: path.read_bytes().decode("utf-8") for path in SAMPLES.glob("*.txt")}
    for change in gone:
        assert texts[change.report or ""].startswith(change.text, change.start)


def test_changes_are_in_the_order_of_kinds_and_texts(graph: Path) -> None:
    listed = preview([SAMPLES / "s-01.txt", SAMPLES / "s-02.txt"], graph).changes

    assert [c.change for c in listed if c.what == "report"] == ["-"] * 12
    assert [KINDS.index(change.what) for change in listed] == sorted(
        KINDS.index(change.what) for change in listed
    )
    places = [(change.report, change.start) for change in listed if change.what == "claim"]
    assert places == sorted(places)
    assert preview([SAMPLES], graph).changes == []


@pytest.mark.no_cover
def test_a_graph_says_what_it_was_built_without(graph: Path, capsys: Captured) -> None:
    assert read_options(graph) == {}
    usual = content(graph)
    build([SAMPLES], graph, without=["metric.share", RULE, RULE])
    assert read_options(graph) == {"without": [RULE, "metric.share"]}

    assert run(["stats", "-g", str(graph), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows if row["what"] == "built without"] == [RULE, "metric.share"]

    assert build([SAMPLES], graph).parsed == 14
    assert content(graph) == usual


def test_extract_leaves_rules_out(capsys: Captured) -> None:
    path = SAMPLES / "s-01.txt"
    (reading,) = extract([path], without=["metric.", "measure.nearest"])
    assert "Metric" not in {mention.label for mention in reading.mentions}

    assert run(["extract", str(path), "--without", "metric.", "--without", "measure.nearest"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert len(record["mentions"]) == len(reading.mentions)
    assert len(record["claims"]) == len(reading.claims)


def test_the_command_shows_what_would_go_and_what_went(graph: Path, capsys: Captured) -> None:
    files = content(graph)
    command = ["build", str(SAMPLES), "-o", str(graph), "--without", RULE]

    assert run([*command, "--dry-run", "--format", "jsonl"]) == 0

    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    signs = [row["change"] for row in rows if row["what"] == "mention"]
    gone, come = signs.count("-"), signs.count("+")
    assert gone > come
    assert tuple(rows[0]) == Change._fields
    assert err.startswith(f"the graph is as it was: mention -{gone}")
    assert content(graph) == files

    assert run(command) == 0
    assert f"({come - gone:+})" in capsys.readouterr().out.split("mentions")[1].split("claims")[0]
    assert run([*command, "--dry-run"]) == 0
    assert capsys.readouterr().err == "the graph is as it was: no change\n"


def test_eval_scores_without_a_rule(tmp_path: Path, capsys: Captured) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text((SAMPLES.parent / "gold.jsonl").read_text("utf-8").splitlines()[0], "utf-8")

    assert run(["eval", str(gold), "--without", "initiative.", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (row,) = [row for row in rows if (row["what"], row["name"]) == ("mention strict", "Initiative")]
    assert row["gold"] > 0
    assert row["found"] == 0
    assert [row["name"] for row in rows if str(row["name"]).startswith("initiative.")] == []


def test_an_unknown_rule_is_wrong_usage_and_changes_nothing(graph: Path, capsys: Captured) -> None:
    files = content(graph)

    gold = str(SAMPLES.parent / "gold.jsonl")
    for command in (["build", str(SAMPLES), "-o", str(graph)], ["extract", str(SAMPLES)], ["eval", gold]):
        assert run([*command, "--without", "initiative.quotet"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "initiative.quotet: no such rule; do you mean initiative.quoted" in err
    assert content(graph) == files
    with pytest.raises(UsageError, match="kg rules lists them"):
        preview([SAMPLES], graph, without=["这样的规则"])


def test_a_preview_needs_a_graph(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no graph here"):
        preview([SAMPLES], tmp_path / "none", without=[RULE])
    assert list(tmp_path.iterdir()) == []


def test_a_preview_tells_what_is_refused(graph: Path, capsys: Captured) -> None:
    assert run(["build", str(graph / "mistyped"), "-o", str(graph), "--dry-run"]) == 1

    err = capsys.readouterr().err.splitlines()
    assert err[0].startswith("refused: ")
    assert err[-1] == "the graph is as it was: no change"
