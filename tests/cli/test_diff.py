"""`kg diff`: rows of two years, and what is said where there are none."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.diff import COLUMNS, nothing
from kg.graph import Graph
from kg.model import EntityId, Metadata, Observation, Report

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
    share, cases = rows["“网上办”事项比例"], rows["区政务服务中心办件"]
    assert (share["before"], share["after"], share["difference"]) == (96.5, 98.7, 2.2)
    assert share["unit"] == "percentage points"
    assert "96.5%" in share["before_quote"]
    assert "98.7%" in share["after_quote"]
    assert (cases["difference"], cases["why"]) == (None, ["periods differ"])
    assert cases["after_period"] == "2023-01/2023-09"
    assert err.endswith("of them comparable\n")


def test_figures_of_two_bodies_are_two_rows_that_name_both(capsys: Captured) -> None:
    assert run(["diff", "福州市鼓楼区", "2022", "2023", "--json"]) == 0

    rows = [row for row in json.loads(capsys.readouterr().out) if "惠及商户" in row["indicator"]]
    assert [(row["agency"], row["difference"], row["why"]) for row in rows] == [
        (
            "福州市鼓楼区市场监督管理局 → 福州市鼓楼区人民政府",
            None,
            ["another body reports", "one is a running total"],
        ),
        ("福州市鼓楼区人民政府", None, ["one is a running total"]),
    ]


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


@pytest.mark.parametrize(
    ("issuers", "figures", "said"),
    [
        (("甲局", "乙局"), (1, 1), "different bodies, each with figures of its own: 甲局 ≠ 乙局"),
        (("甲局", "甲局"), (1, 0), "the reports on 2023 state no figure"),
        (("甲局", "甲局"), (1, 1), "no indicator is in the reports of both years"),
    ],
)
def test_why_nothing_can_be_compared(issuers: tuple[str, str], figures: tuple[int, int], said: str) -> None:
    reports = [
        Report(f"r{at}", "a.txt", "", Metadata(issuer=issuer, year=2022 + at))
        for at, issuer in enumerate(issuers)
    ]
    stated = [
        Observation(
            f"v{at}", EntityId("k1"), Decimal(1), "件", "exact", "1件", "done", f"r{at}", f"e{at}"
        )
        for at, number in enumerate(figures)
        if number
    ]  # fmt: skip
    graph = Graph(reports=tuple(reports), observations=tuple(stated))

    assert said in nothing(graph, reports[:1], reports[1:])


def test_one_year_is_not_compared_with_itself(capsys: Captured) -> None:
    assert run(["diff", "南京市鼓楼区", "2022", "2022"]) == 2
    assert "2022: one year is compared with another; name two" in capsys.readouterr().err
