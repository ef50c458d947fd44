"""docs/reference.md shows what `kg COMMAND --help` prints; `make golden` writes it again."""

import pytest

from kg.cli import app, run
from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference.md"
HEAD = """# Reference

What `kg --help` and `kg COMMAND --help` print. This file is made by `make golden`, and tested.
"""


def test_the_reference_is_what_help_prints(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    monkeypatch.setenv("COLUMNS", "100")
    parts = [HEAD]
    for arguments in ([], *([name] for name in app.COMMANDS)):
        assert run([*arguments, "--help"]) == 0
        title = " ".join(["kg", *arguments])
        parts.append(f"\n## `{title}`\n\n```text\n{capsys.readouterr().out.strip()}\n```\n")
    text = "".join(parts)
    if request.config.getoption("--update-golden"):
        REFERENCE.write_text(text, encoding="utf-8", newline="\n")

    assert REFERENCE.read_text("utf-8") == text, "make golden writes it again"
