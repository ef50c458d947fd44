import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError, UsageError
from kg.evaluate import Floor, below, read_floors
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples" / "gold.jsonl"
FLOORS = (Floor("claim", "USES", 0.8), Floor("mention strict", "micro", 0.5))


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.json", '{"claim": {"USES": 0.8}, "mention strict": {"micro": 0.5}}'),
        ("f.csv", "kind,name,floor\nclaim,USES,0.8\n\nmention strict,micro,.5\n"),
        ("floors", '\n{"claim": {"USES": 0.8}, "mention strict": {"micro": 0.5}}'),
        ("floors", "\ufeffkind,name,floor\r\nclaim,USES,0.8\r\nmention strict,micro,0.50\r\n"),
    ],
)
def test_floors_are_read_from_json_and_csv(name: str, text: str, tmp_path: Path) -> None:
    assert read_floors(written(tmp_path / name, text)) == FLOORS


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("f.json", "{", "not JSON"),
        ("f.json", '{"claim": 0.8}', "an object of objects"),
        ("f.json", "[]", "an object of objects"),
        ("f.json", "{}", "no floor in it"),
        ("f.json", '{"claims": {"USES": 0.8}}', "claims USES: no such kind of score; one of mention strict"),
        ("f.json", '{"mention rule": {"x": 0.8}}', "no such kind"),
        ("f.json", '{"claim": {"USES": 80}}', "claim USES: 80 is no floor; expected a number from 0 to 1"),
        ("f.json", '{"claim": {"USES": true}}', "True is no floor"),
        ("f.json", '{"claim": {"USES": NaN}}', "nan is no floor"),
        ("f.csv", "kind,name\nclaim,USES\n", "line 1: expected the columns kind, name, floor"),
        ("f.csv", "kind,name,floor\nclaim,USES\n", "line 2: 2 cells, expected 3"),
        ("f.csv", "kind,name,floor\nclaim,USES,much\n", "'much' is no floor"),
        ("f.csv", "kind,name,floor\nclaim,USES,0.1\nclaim,USES,0.2\n", "claim USES: given twice"),
    ],
)
def test_what_is_no_floor_is_named(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"f.(json|csv).*{said}"):
        read_floors(written(tmp_path / name, text))


def test_a_file_of_floors_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_floors(tmp_path / "none.json")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not a text in UTF-8"):
        read_floors(tmp_path / "b.csv")


def test_what_is_not_there_is_below_its_floor() -> None:
    reached = {("claim", "USES"): 0.8, ("claim", "ISSUED"): 0.7999}
    floors = [Floor("claim", name, 0.8) for name in ("USES", "ISSUED", "STUDIES")]

    assert [*below(floors, reached)] == [(floors[1], 0.7999), (floors[2], None)]


def test_the_samples_pass_the_floors_of_the_project(capsys: Captured) -> None:
    assert run(["eval", str(SAMPLES), "--gate", str(ROOT / "tests" / "golden" / "floors.json")]) == 0

    out, err = capsys.readouterr()
    assert out.startswith("what ")
    assert err == ""


def test_each_figure_below_its_floor_is_one_line_and_three(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    floors = {"claim": {"USES": 0.1, "LIKES": 0.1, "macro": 1}, "mention strict": {"micro": 1.0}}
    gate = written(tmp_path / "floors.json", json.dumps(floors))

    assert run(["eval", str(SAMPLES), "--gate", str(gate), "--errors"]) == 3

    out, err = capsys.readouterr()
    assert out.startswith("what ")
    first, second, third = err.splitlines()
    assert first == "below the floor of 0.1: claim LIKES –"
    assert second.startswith("below the floor of 1.0: claim macro 0.9")
    assert third.startswith("below the floor of 1.0: mention strict micro 0.9")


def test_a_wrong_gate_is_told_before_anything_is_read(tmp_path: Path, capsys: Captured) -> None:
    gate = written(tmp_path / "floors.json", "[]")

    assert run(["eval", str(tmp_path / "no gold"), "--gate", str(gate)]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "floors.json" in err
