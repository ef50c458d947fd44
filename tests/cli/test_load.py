"""`kg load`: what it refuses before any work."""

from pathlib import Path

import pytest

from kg.cli import run


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
