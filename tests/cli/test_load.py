"""`kg load`: what it refuses before any work."""

import os
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from kg.cli import run
from kg.store import write_graph
from tests.loaders.small_graph import small_graph


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--bulk", "DIR", "--dry-run"], "--bulk and --dry-run"),
        (["--bulk", "DIR", "--full"], "--bulk and --full"),
        (["--bulk", "DIR", "--retract", "run:0123"], "--bulk and --retract run:"),
        (["--retract", "run:0123", "--dry-run"], "--retract run: and --dry-run"),
        (["--retract", "run:0123", "--full"], "--retract run: and --full"),
    ],
)
def test_options_that_exclude_each_other_are_refused_before_any_work(
    options: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "of no use")

    assert run(["load", *options]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert f"{named} do not go together" in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--bulk", "files", "--bulk-format", "xml"],
            "--bulk-format xml: no such format; one of csv, parquet",
        ),
        (["--bulk-format", "csv"], "only --bulk DIR writes tables"),
    ],
)
def test_a_format_of_tables_is_known_and_goes_with_tables(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_graph(small_graph(), tmp_path / "graph")

    assert run(["load", "-g", str(tmp_path / "graph"), *options]) == 2
    assert said in capsys.readouterr().err


def test_tables_for_an_import_are_the_same_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_graph(small_graph(), tmp_path / "graph")
    for kind, name in product(("csv", "parquet"), ("first", "second")):
        options = ["--bulk", str(tmp_path / kind / name), "--bulk-format", kind]
        assert run(["load", "-g", str(tmp_path / "graph"), *options]) == 0
        assert f"nodes-Claim.{kind}" in capsys.readouterr().out
    for kind in ("csv", "parquet"):
        first, second = (
            {path.name: path.read_bytes() for path in (tmp_path / kind / name).iterdir()}
            for name in ("first", "second")
        )
        assert first == second
        assert {"import.sh", "schema.cypher", f"nodes-Entity.{kind}"} <= set(first)


def test_a_list_that_a_table_of_csv_cannot_hold_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *others = small_graph().entities
    graph = replace(small_graph(), entities=(replace(first, names=("上\x1f下", "中")), *others))
    write_graph(graph, tmp_path / "graph")
    command = ["load", "-g", str(tmp_path / "graph"), "--bulk", str(tmp_path / "files")]

    assert run(command) == 2
    said = capsys.readouterr().err
    assert "U+001F" in said
    assert "write --bulk-format parquet" in said
    assert run([*command, "--bulk-format", "parquet"]) == 0


def test_the_script_of_an_import_fails_where_a_row_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_graph(small_graph(), tmp_path / "graph")
    assert run(["load", "-g", str(tmp_path / "graph"), "--bulk", str(tmp_path / "files")]) == 0
    admin = tmp_path / "neo4j-admin"
    for report, code, said in (("", 0, "Start the server"), ("a row", 1, "rows were refused")):
        admin.write_text(f"#!/bin/sh\nprintf '{report}' > import.report\n", "utf-8")
        admin.chmod(0o755)
        done = subprocess.run(
            ["sh", tmp_path / "files" / "import.sh"],
            env={**os.environ, "NEO4J_ADMIN": str(admin)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert said in done.stdout + done.stderr
    capsys.readouterr()


def test_what_is_to_be_retracted_is_looked_for_before_a_server_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    write_graph(small_graph(), tmp_path / "graph")

    assert run(["load", "-g", str(tmp_path / "graph"), "--retract", "rule:none.such"]) == 2
    assert "--retract rule:none.such: it has found nothing in this graph" in capsys.readouterr().err
