"""`kg eval --entities`: B³, pairs and names, from annotated mentions and end to end."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.errors import DataError
from kg.evaluate import gold_spans, read_entities
from kg.evaluate.clusters import b_cubed, pair_counts
from kg.evaluate.entities import Known, accepted
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared" / "gold"
FLOORS = ROOT / "tests" / "golden" / "entity_floors.json"


def test_b_cubed_of_a_known_case() -> None:
    """Bagga and Baldwin's example: 5 + 2 + 5 items, the last two clusters joined."""
    true = {str(n): "a" if n < 5 else "b" if n < 7 else "c" for n in range(12)}
    found = {str(n): "x" if n < 5 else "y" for n in range(12)}

    precision, recall = b_cubed(true, found)

    assert precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert recall == 1.0
    assert pair_counts(true, found) == (21, 31, 21)


def test_missed_and_spurious_items_count_nothing() -> None:
    assert b_cubed({"1": "a", "2": "a"}, {"1": "x", "9": "x"}) == (0.25, 0.25)
    assert pair_counts({"1": "a", "2": "a"}, {"1": "x", "9": "x"}) == (1, 0, 0)
    assert b_cubed({}, {}) == (None, None)


@pytest.mark.parametrize(
    ("label", "name", "spelling", "right"),
    [
        ("Agency", "南京市鼓楼区司法局", "区司法局", {"南京市鼓楼区司法局"}),
        ("Agency", "中华人民共和国国务院", "国务院", {"国务院", "中华人民共和国国务院"}),
        ("Platform", "“甲通”平台", "甲通APP", {"甲通平台", "甲通", "甲通app"}),
        ("Region", "南、北等3省的8个县", "3省的8个县", {"南北等3省的8个县", "3省的8个县"}),
        ("Regulation", "甲条例（试行）", "《甲 条例》", {"甲条例试行", "甲条例"}),
    ],
)
def test_names_that_are_right(label: str, name: str, spelling: str, right: set[str]) -> None:
    assert accepted(Known("1", label, (name,), ()), spelling) == right


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ("[1]", "entry 1: int; expected an object"),
        ("{}", "no list"),
        ('[{"id": "a"}]', "entry 1: not an entity .KeyError"),
        ('[{"id": "a", "label": "REGION", "name": "n", "mentions": [["s-01", "m"]]}]', "s-01 m: no such"),
    ],
)
def test_what_is_no_entity_is_named(entities: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    path.write_text(entities, "utf-8")
    with pytest.raises(DataError, match=said):
        read_entities(path, gold_spans(SAMPLES / "gold.jsonl"))


def test_a_span_belongs_to_one_entity(tmp_path: Path) -> None:
    row: dict[str, Any] = {"id": "a", "label": "AGENCY", "name": "n", "mentions": [["s-01", "a1"]]}
    path = tmp_path / "entities.json"
    path.write_text(json.dumps([row, {**row, "id": "b"}]), "utf-8")
    with pytest.raises(DataError, match=r"entry 2: s-01 .* is a mention of a, too"):
        read_entities(path, gold_spans(SAMPLES / "gold.jsonl"))


def test_the_samples_pass_their_floors(capsys: Captured) -> None:
    gold, entities = SAMPLES / "gold.jsonl", SAMPLES / "entities.json"

    assert run(["eval", str(gold), "--entities", str(entities), "--gate", str(FLOORS), "--json"]) == 0

    out, err = capsys.readouterr()
    rows = {(row["what"], row["name"]): row for row in json.loads(out)}
    assert err == ""
    assert rows["entity clusters", "micro"]["gold"] == rows["entity names", "micro"]["gold"] == 524
    assert rows["entity pairs end to end", "micro"]["precision"] >= 0.995
    assert ("entity clusters", "DocNo") not in rows


@pytest.mark.shared
def test_the_reports_beside_the_checkout_pass_theirs(tmp_path: Path, capsys: Captured) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED}: the annotated reports are not beside this checkout")
    floors = {"entity clusters": 0.99, "entity pairs": 0.995, "entity names": 0.97}
    floors |= {"entity clusters end to end": 0.95, "entity names end to end": 0.95}
    gate = tmp_path / "floors.json"
    gate.write_text(json.dumps({kind: {"micro": floor} for kind, floor in floors.items()}), "utf-8")
    gold, entities = SHARED / "seeds.jsonl", SHARED / "seeds_entities.json"

    assert run(["eval", str(gold), "--entities", str(entities), "--gate", str(gate)]) == 0
    capsys.readouterr()


def test_entities_do_not_go_with_another_view(capsys: Captured) -> None:
    assert run(["eval", "gold", "--entities", "entities.json", "--errors"]) == 2
    assert "do not go together" in capsys.readouterr().err
