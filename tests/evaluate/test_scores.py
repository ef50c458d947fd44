import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.scoring import evaluate
from kg.errors import DataError, UsageError
from kg.evaluate import Score, gold_readings, macro, names, pair_predictions, reading_of, score
from kg.model import ISSUER, Reading
from tests.conftest import ROOT

TEXT = "县司法局推出“一网通办”，受理12件。"
GOLD = {
    "id": "g1",
    "text": TEXT,
    "issuer": "安宁县司法局",
    "region": "安宁县",
    "year": 2022,
    "spans": [
        {"id": "a", "start": 0, "end": 4, "label": "AGENCY", "text": "县司法局"},
        {"id": "i", "start": 7, "end": 11, "label": "INITIATIVE", "text": "一网通办"},
        {"id": "m", "start": 15, "end": 18, "label": "METRIC", "text": "12件"},
    ],
    "relations": [
        {"head": "a", "type": "LAUNCHED", "tail": "i", "status": "done"},
        {"head": "m", "type": "MEASURES", "tail": "i", "status": "done"},
    ],
}
FOUND = {
    "source": "folder/g1.txt",
    "report": {"id": "r0"},
    "mentions": [
        {"id": "m1", "start": 1, "end": 4, "label": "Agency", "text": "司法局", "rule": "x"},
        {"id": "m2", "start": 7, "end": 11, "label": "Initiative", "text": "一网通办", "rule": "x"},
        {"id": "m3", "start": 15, "end": 18, "label": "Metric", "text": "12件", "rule": "y"},
    ],
    "claims": [
        {
            "subject": "@issuer",
            "predicate": "LAUNCHED",
            "object": "m2",
            "status": "done",
            "rule": "v",
            "evidence": [0, 19],
        },
        {
            "subject": "m3",
            "predicate": "MEASURES",
            "object": "m2",
            "status": "planned",
            "rule": "w",
            "evidence": [0, 19],
        },
    ],
}


def lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n", "utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> dict[tuple[str, str], Score]:
    gold = gold_readings(lines(tmp_path / "gold.jsonl", GOLD))
    pairs = pair_predictions(gold, lines(tmp_path / "pred.jsonl", FOUND))
    return {(line.what, line.name): line for line in score(pairs)}


def test_strict_and_relaxed_spans(table: dict[tuple[str, str], Score]) -> None:
    assert table["mention strict", "Agency"].f1 == 0.0
    assert table["mention relaxed", "Agency"].f1 == 1.0
    assert (table["mention strict", "micro"].precision, table["mention strict", "micro"].recall) == (
        2 / 3,
        2 / 3,
    )


def test_claims_with_and_without_status(table: dict[tuple[str, str], Score]) -> None:
    assert table["claim", "MEASURES"].f1 == 1.0
    assert table["claim with status", "MEASURES"].f1 == 0.0
    assert table["claim", "LAUNCHED"].f1 == 0.0
    assert table["status", "planned"] == Score("status", "planned", 0, 1, 0, 0)


def test_a_named_issuer_counts_as_the_issuer_only_leniently(table: dict[tuple[str, str], Score]) -> None:
    assert table["claim lenient", "LAUNCHED"].f1 == 1.0


def test_rules_are_scored_by_precision(table: dict[tuple[str, str], Score]) -> None:
    assert table["mention rule", "x"].precision == 0.5
    assert table["claim rule", "w"].precision == 1.0
    assert table["claim rule", "w"].recall is None


def test_macro_is_the_mean_of_what_gold_has(table: dict[tuple[str, str], Score]) -> None:
    assert macro(table.values(), "claim") == 0.5
    assert macro(table.values(), "nothing") is None


@pytest.mark.parametrize(
    ("full", "short", "expected"),
    [
        ("安宁县政务服务管理办公室", "县政务服务办", True),
        ("安宁县人民政府", "县政府", True),
        ("安宁县人民政府", "县委", False),
        ("安宁县人民政府办公室", "县政府", False),
        ("", "县政府", False),
    ],
)
def test_short_forms_of_a_name(full: str, short: str, expected: bool) -> None:
    assert names(full, short) is expected


def test_gold_becomes_a_reading_with_evidence() -> None:
    reading = reading_of(GOLD)

    assert [m.label for m in reading.mentions] == ["Agency", "Initiative", "Metric"]
    assert reading.report.meta.issuer_basis == "stated"
    assert {c.evidence.quote for c in reading.claims} == {"县司法局推出“一网通办", "一网通办”，受理12件"}


def test_text_equal_but_for_its_name_is_paired_by_its_id(tmp_path: Path) -> None:
    gold = (reading_of(GOLD),)
    renamed = FOUND | {"source": "other.txt", "report": {"id": gold[0].report.id}}

    ((_, found),) = pair_predictions(gold, lines(tmp_path / "pred.jsonl", renamed))

    assert len(found.claims) == 2
    assert {c.subject for c in found.claims} >= {ISSUER}


def test_gold_without_prediction_counts_as_missed() -> None:
    gold = reading_of(GOLD)

    (line,) = [s for s in score([(gold, Reading(gold.report))]) if (s.what, s.name) == ("claim", "micro")]

    assert (line.gold, line.found, line.recall, line.precision) == (2, 0, 0.0, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"spans": [{"id": "a", "start": 0, "end": 4, "label": "AGENCY", "text": "县财政局"}]},
            "县财政局 expected",
        ),
        ({"relations": [{"head": "a", "type": "LIKES", "tail": "i", "status": "done"}]}, "no such relation"),
        ({"relations": [{"head": "z", "type": "LAUNCHED", "tail": "i", "status": "done"}]}, "KeyError"),
    ],
)
def test_a_wrong_record_is_named_by_file_and_line(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = lines(tmp_path / "gold.jsonl", GOLD, GOLD | change)

    with pytest.raises(DataError, match=rf"gold.jsonl, line 2.*{said}"):
        gold_readings(path)


@pytest.mark.parametrize("name", ["gold", "pred"])
@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), ("folder", "Is a directory"), (b"\x89PNG\xff", "not a text in UTF-8")],
)
def test_a_file_that_cannot_be_read_is_one_line_and_two(
    name: str, content: bytes | str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, wrong = lines(tmp_path / "good.jsonl", GOLD), tmp_path / f"{name}.jsonl"
    if content == "folder":
        wrong.mkdir()
    elif isinstance(content, bytes):
        wrong.write_bytes(content)

    assert run(["eval", str(wrong)] if name == "gold" else ["eval", str(gold), "--pred", str(wrong)]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"{wrong}: {said}" in err
    assert ("annotated texts" if name == "gold" else "kg extract") in err


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_gold_without_a_record_is_wrong_usage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(content)

    with pytest.raises(UsageError, match=r"gold.jsonl: no record in it; expected annotated texts"):
        gold_readings(tmp_path / "gold.jsonl")


def test_the_command_gives_rows(tmp_path: Path) -> None:
    rows = evaluate([lines(tmp_path / "gold.jsonl", GOLD)], lines(tmp_path / "pred.jsonl", FOUND))
    row = next(row for row in rows if (row["what"], row["name"]) == ("mention strict", "micro"))

    assert (row["gold"], row["found"], row["right"], row["f1"]) == (3, 3, 2, 0.6667)


@pytest.mark.no_cover
@pytest.mark.shared
@pytest.mark.parametrize(("name", "least"), [("seeds", 0.8), ("written_1", 0.8)])
def test_relations_end_to_end_on_annotated_reports(name: str, least: float, tmp_path: Path) -> None:
    path = ROOT.parent / "shared" / "gold" / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the checkout")
    shown = [line for line in path.read_text("utf-8").splitlines() if json.loads(line)["id"] <= "w1-12"]
    part = tmp_path / "part.jsonl"
    part.write_text("\n".join(shown), "utf-8")

    rows = {(row["what"], row["name"]): row["f1"] for row in evaluate([part])}

    assert float(str(rows["claim", "micro"])) >= least
