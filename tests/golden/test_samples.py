"""What is extracted from the samples is what was accepted last; `make golden` accepts what is there now."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.cli.scoring import evaluate
from kg.pipeline import extract
from kg.record import record_of
from tests.conftest import ROOT, SAMPLES

pytestmark = pytest.mark.no_cover
GOLDEN = Path(__file__).parent
WRITTEN = ROOT / "tests" / "gold"
FIELDS = WRITTEN / "fields"
ANNOTATED = {
    GOLDEN / "floors.json": [ROOT / "samples" / "gold.jsonl"],
    WRITTEN / "floors.json": sorted(WRITTEN.glob("*.jsonl")),
    FIELDS / "floors.json": sorted(FIELDS.glob("*.jsonl")),
}
"""File of floors → the annotated texts whose scores may not fall below them."""
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
RATCHETED = ("mention strict", "mention relaxed", "claim", "claim with status", "status of right claims")
Floors = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {Path(reading.report.source).stem: record_of(reading) for reading in extract([SAMPLES])}


@pytest.fixture
def renewing(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def lines(record: dict[str, Any]) -> Iterator[str]:
    """The record in lines that a difference shows well: its head, then a line a mention and a claim."""
    head = {key: record[key] for key in ("source", "report")}
    for part in (head, *record["mentions"], *record["claims"]):
        yield json.dumps(part, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_extraction_of_a_sample_is_the_accepted_one(
    name: str, records: dict[str, dict[str, Any]], renewing: bool
) -> None:
    text = "".join(lines(records[name]))
    path = GOLDEN / f"{name}.jsonl"
    if renewing:
        path.write_text(text, encoding="utf-8", newline="\n")

    assert text.splitlines() == path.read_text("utf-8").splitlines()


def test_no_sample_is_without_golden_file_and_none_is_left_over() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.jsonl")) == NAMES


def scores(gold: list[Path]) -> Floors:
    """F1 on the annotated texts, for each kind of score and name."""
    found: Floors = {}
    for row in evaluate(gold):
        if row["what"] in RATCHETED and isinstance(row["f1"], float):
            found.setdefault(str(row["what"]), {})[str(row["name"])] = row["f1"]
    return found


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.parent.name)
def test_no_score_falls_below_its_floor(path: Path, renewing: bool) -> None:
    now = scores(ANNOTATED[path])
    floors: Floors = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if renewing:
        path.write_text(json.dumps(raised(floors, now), ensure_ascii=False, indent=1) + "\n", "utf-8")

    fallen = {
        f"{what} {name}": (floor, now.get(what, {}).get(name, 0.0))
        for what, names in floors.items()
        for name, floor in names.items()
        if now.get(what, {}).get(name, 0.0) < floor
    }
    assert fallen == {}, "F1 below its floor (floor, now); floors only rise"
    assert floors or renewing


def raised(floors: Floors, now: Floors) -> Floors:
    """The floors with each raised to what is reached now, cut to two places; none is lowered."""
    return {
        what: {
            name: max(floors.get(what, {}).get(name, 0.0), int(now.get(what, {}).get(name, 0.0) * 100) / 100)
            for name in sorted({*floors.get(what, {}), *now.get(what, {})})
        }
        for what in RATCHETED
    }


def test_floors_are_raised_and_never_lowered() -> None:
    floors = {"claim": {"USES": 0.8, "ISSUED": 0.5}}

    assert raised(floors, {"claim": {"USES": 0.71239, "ISSUED": 0.71239, "MEASURES": 1.0}})["claim"] == {
        "ISSUED": 0.71,
        "MEASURES": 1.0,
        "USES": 0.8,
    }
