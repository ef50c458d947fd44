import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Issue, Mention, Reading, Report, evidence_at, report_id
from kg.store import Head, Outcome, cached, load_heads, load_readings, sweep, write_outcomes
from kg.store.cache import read_outcomes
from kg.store.parts import sha256
from tests.store.values import readings


@settings(max_examples=30, deadline=None)
@given(st.lists(readings(), max_size=3))
def test_readings_come_back_as_they_were(found: list[Reading]) -> None:
    outcomes = [Outcome(f"k{at}", reading) for at, reading in enumerate(found)]
    with tempfile.TemporaryDirectory() as folder:
        path = write_outcomes(Path(folder), "a", outcomes)

        assert list(read_outcomes(path)) == outcomes


def test_the_same_bytes_in_two_formats_quote_their_own_texts(tmp_path: Path) -> None:
    key = report_id(b"<b>")
    reports = [Report(key, name, text) for name, text in (("a.txt", "甲局印发。"), ("a.html", "乙局推进。"))]
    found = [Reading(report, (), (Mention("Agency", evidence_at(report, 0, 2), "r"),)) for report in reports]
    outcomes = [Outcome(f"k{at}", reading) for at, reading in enumerate(found)]

    assert list(read_outcomes(write_outcomes(tmp_path, "a", outcomes))) == outcomes


THREADS = """
import os, sys
from pathlib import Path
from kg.store import cached, load_heads
before = len(os.listdir("/proc/self/task"))
found = len(list(load_heads(cached(Path(sys.argv[1])))))
print(len(os.listdir("/proc/self/task")) - before, found)
"""


def test_a_refusal_is_kept_too(tmp_path: Path) -> None:
    refused = Outcome("k", None, (Issue("refused", "a.txt", "byte 3", "binary", "export it"),))
    path = write_outcomes(tmp_path / "new", "a", [refused])

    assert list(read_outcomes(path)) == [refused]


def test_a_torn_shard_counts_as_not_there(tmp_path: Path) -> None:
    torn, whole = (write_outcomes(tmp_path, name, [Outcome(name, None)]) for name in ("k1", "k2"))
    content = torn.read_bytes()
    torn.write_bytes(content[: len(content) // 2])

    assert cached(tmp_path) == {"k2": whole}
    assert list(tmp_path.iterdir()) == [whole]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_shard_with_any_bit_flipped_counts_as_not_there(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_outcomes(Path(folder), "a", [Outcome("k1", None)])
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(content)

        assert cached(Path(folder)) == {}
        assert not path.exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads in /proc")
def test_reading_starts_no_thread_that_could_outlive_the_interpreter(tmp_path: Path) -> None:
    write_outcomes(tmp_path, "a", [Outcome("k1", None)])
    result = subprocess.run(
        [sys.executable, "-c", THREADS, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert result.stdout == "0 1\n"


def test_only_what_is_asked_for_is_loaded(tmp_path: Path) -> None:
    first = write_outcomes(tmp_path, "a", [Outcome("k1", None), Outcome("k2", None)])
    second = write_outcomes(tmp_path, "b", [Outcome("k2", None), Outcome("k3", None)])
    places = {"k1": first, "k2": second}

    assert [head.key for head in load_heads(places)] == ["k1", "k2"]


@settings(max_examples=30, deadline=None)
@given(st.lists(readings(), max_size=3), st.data())
def test_an_outcome_in_short_says_what_its_reading_says(found: list[Reading], data: st.DataObject) -> None:
    refused = Outcome("k", None, (Issue("refused", "a.txt", "byte 3", "binary", "export it"),))
    outcomes = [*(Outcome(f"k{at}", reading) for at, reading in enumerate(found)), refused]
    some = {f"k{at}": reading for at, reading in enumerate(found) if data.draw(st.booleans())}
    with tempfile.TemporaryDirectory() as folder:
        path = write_outcomes(Path(folder), "a", outcomes)
        *heads, last = load_heads({outcome.key: path for outcome in outcomes})
        loaded = dict(load_readings(dict.fromkeys([*some, "k"], path)))

    assert last == Head("k", None, "", refused.refused)
    assert [head.report for head in heads] == [
        replace(one.report, text="", pages=(), paragraphs=()) for one in found
    ]
    assert [head.text for head in heads] == [sha256(one.report.text.encode()) for one in found]
    assert [head.issues for head in heads] == [one.issues for one in found]
    assert loaded == some


def test_sweep_leaves_what_is_live_and_the_lock(tmp_path: Path) -> None:
    live, draft = write_outcomes(tmp_path / "new", "a", []), tmp_path / "new" / ".b.parquet.1.tmp"
    write_outcomes(tmp_path / "old", "a", [])
    draft.write_bytes(b"")
    (tmp_path / "kg.lock").touch()

    sweep(tmp_path, {live})

    assert sorted(tmp_path.rglob("*")) == [tmp_path / "kg.lock", tmp_path / "new", live]
