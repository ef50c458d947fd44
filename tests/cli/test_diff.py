"""`kg diff`: rows of two years, and what is said where there are none."""

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.diff import COLUMNS

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def graph(samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(samples_graph))
    monkeypatch.setenv("KG_LOCALE", "en")


def test_rows_have_both_figures_with_their_sentences(capsys: Captured) -> None:
    assert run(["diff", "南京市鼓楼区", "2022", "2023", "--json"]) == 0

    out, err = capsys.readouterr()
    rows = {row["indicator"]: row for row in json.loads(out)}
    assert {tuple(row) for row in rows.values()} == {COLUMNS}
    share, cases = rows["“网上办”事项"], rows["区政务服务中心办件"]
    assert (share["before"], share["after"], share["difference"]) == (96.5, 98.7, 2.2)
    assert share["unit"] == "percentage points"
    assert "96.5%" in share["before_quote"]
    assert "98.7%" in share["after_quote"]
    assert (cases["difference"], cases["why"]) == (None, ["periods differ"])
    assert cases["after_period"] == "2023-01/2023-09"
    assert err.endswith("of them comparable\n")


@pytest.mark.parametrize(
    ("region", "year", "said"),
    [
        ("鼓楼区", "2023", "may be 江苏省南京市鼓楼区, 福建省福州市鼓楼区; give the full name"),
        ("南京市鼓楼区", "2020", "no report of this year; years there: 2022, 2023"),
        ("火星", "2023", "no report of this region; the graph has 天津市河西区, "),
    ],
)
def test_what_cannot_be_compared_is_told(region: str, year: str, said: str, capsys: Captured) -> None:
    assert run(["diff", region, "2022", year]) == 2
    assert said in capsys.readouterr().err
