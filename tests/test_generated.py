"""Reports that benchmarks.generate writes: the same each time, and read as they were meant."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import PARTS, STATUS, report, write
from kg.model import LABELS, Reading, Report
from kg.nlp import extract
from kg.pipeline import extract as read_out
from tests.conftest import ROOT

FEW = (0, 1, 2700, 31_415, 999_999)
NAMES = {label.upper(): label for label in LABELS}
Said = tuple[Any, ...]


def content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_the_same_reports_come_in_another_process_and_among_more(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.generate", "8", str(tmp_path / "other")]
    subprocess.run(command, check=True, cwd=ROOT)
    write(8, tmp_path / "here")
    write(5, tmp_path / "fewer")

    assert content(tmp_path / "here") == content(tmp_path / "other")
    fewer = {name: text for name, text in content(tmp_path / "fewer").items() if name != "truth.jsonl"}
    assert fewer.items() <= content(tmp_path / "here").items()
    assert len(fewer) == 5


def test_reports_differ_and_are_as_long_as_real_ones() -> None:
    texts = [report(at).text for at in range(100)]

    assert len(set(texts)) == 100
    assert 3_100 < sum(map(len, texts)) / 100 < 3_800
    assert len({report(at).region for at in range(100)}) == 100


@pytest.mark.parametrize("at", FEW)
def test_spans_are_where_they_say_and_claims_join_what_there_is(at: int) -> None:
    made = report(at)

    assert all(made.text[span["start"] : span["end"]] == span["text"] for span in made.spans)
    ids = {span["id"] for span in made.spans} | {"@issuer", "@region"}
    assert all({claim["head"], claim["tail"]} <= ids for claim in made.relations)
    assert {claim["status"] for claim in made.relations} == set(STATUS.values())
    assert not set("{}<>") & set(made.text)


def told(at: int) -> Counter[Said]:
    """What is known of a report, with places for ends."""
    made = report(at)
    places = {span["id"]: (span["start"], span["end"]) for span in made.spans}
    mentions = [(NAMES[span["label"]], *places[span["id"]]) for span in made.spans]
    claims = [
        (
            places.get(one["head"], one["head"]),
            one["type"],
            places.get(one["tail"], one["tail"]),
            one["status"],
        )
        for one in made.relations
    ]
    return Counter([*mentions, *claims])


def found(reading: Reading) -> Counter[Said]:
    places: dict[str, Any] = {one.id: (one.evidence.start, one.evidence.end) for one in reading.mentions}
    mentions = [(one.label, *places[one.id]) for one in reading.mentions]
    claims = [
        (places.get(one.subject, one.subject), one.predicate, places.get(one.object, one.object), one.status)
        for one in reading.claims
    ]
    return Counter([*mentions, *claims])


def test_what_is_known_is_what_is_found_but_for_one_in_fifty() -> None:
    known, seen = Counter[Said](), Counter[Said]()
    for at in FEW:
        made = report(at)
        reading = extract(Report(f"r{at:016}", "", made.text))
        meta = reading.report.meta
        assert (meta.issuer, meta.region, meta.year) == (made.issuer, made.region, made.year)
        known += Counter({(at, said): count for said, count in told(at).items()})
        seen += Counter({(at, said): count for said, count in found(reading).items()})

    both = (known & seen).total()
    assert known.total() > 200 * len(FEW)
    assert both / known.total() > 0.98
    assert both / seen.total() > 0.98


def test_syntaxes_come_by_turns_and_hold_the_text(tmp_path: Path) -> None:
    write(3, tmp_path, ("txt", "html", "docx"))
    (known,) = {len(list((tmp_path / "reports").rglob(f"*.{kind}"))) for kind in ("txt", "html", "docx")}
    readings = {reading.report.source: reading for reading in read_out([tmp_path / "reports"])}

    assert known == 1
    truth = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text("utf-8").splitlines()]
    for made, reading in zip(truth, (readings[name] for name in sorted(readings)), strict=True):
        lines = [line for line in made["text"].splitlines() if line]
        assert sum(line in reading.report.text for line in lines) >= len(lines) - 1


def test_every_part_has_sentences() -> None:
    assert {part for part, *_ in PARTS} < set(STATUS)
