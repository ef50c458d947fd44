"""Whatever is done to the files and said of them, a graph folder is the one that a first build would give."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import report_id
from kg.pipeline import build
from kg.store import read_graph, read_judgements

EXAMPLES, STEPS = (60, 12) if os.environ.get("SOAK") else (4, 5)
HEADS = (
    "南京市鼓楼区行政审批局\n2021年法治政府建设年度报告\n\n",
    "南京市鼓楼区行政审批局\n2022年法治政府建设年度报告\n\n",
    "福州市鼓楼区司法局\n2022年法治政府建设年度报告\n\n",
)
SENTENCES = (
    "与珠海市香洲区签订“跨省通办”合作协议。",
    "与福州市鼓楼区签订“跨省通办”合作协议。",
    "推出“一照通办”改革，首批覆盖12个行业。",
    "印发《鼓楼区政务服务“一窗通办”管理办法》。",
    "“网上办”事项占比96.5%，办件2318件。",
    "“网上办”事项占比97.2%，办件2943件，同比增长27.0%。",
    "下一年，计划推出“一照通办”改革。",
    "依托“苏服办”APP推行“一件事一次办”，办理6840件。",
    "区委领导我局贯彻《法治政府建设实施纲要（2021—2025年）》。",
)
NAMES = ("甲.txt", "乙.txt", "丙/丁.txt", "丙/戊.txt")
Edit = Callable[[Path, Path], list[str]]
"""What is done to the reports and to OUT; gives the reports that the next build is to retract."""

texts = st.builds(
    lambda head, said: head + "\n".join(said) + "\n",
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
)
names = st.sampled_from(NAMES)


def _write(name: str, text: str) -> Edit:
    def edit(reports: Path, _: Path) -> list[str]:
        (reports / name).parent.mkdir(parents=True, exist_ok=True)
        (reports / name).write_text(text, "utf-8", newline="")
        return []

    return edit


def _remove(name: str) -> Edit:
    def edit(reports: Path, _: Path) -> list[str]:
        (reports / name).unlink(missing_ok=True)
        return []

    return edit


def _rename(name: str, other: str) -> Edit:
    def edit(reports: Path, _: Path) -> list[str]:
        if (reports / name).is_file():
            (reports / other).parent.mkdir(parents=True, exist_ok=True)
            (reports / name).replace(reports / other)
        return []

    return edit


def _retract(name: str) -> Edit:
    def edit(reports: Path, _: Path) -> list[str]:
        known: dict[bytes, str] = {}
        for path in sorted(reports.rglob("*.txt"), key=lambda path: path.relative_to(reports).as_posix()):
            known.setdefault(path.read_bytes(), path.relative_to(reports).as_posix())
        return [name] if name in known.values() else []

    return edit


def _take_back(_: Path, out: Path) -> list[str]:
    (out / "judgements.csv").unlink(missing_ok=True)
    return []


edits = st.one_of(
    st.builds(_write, names, texts),
    st.builds(_write, names, texts),
    st.builds(_remove, names),
    st.builds(_rename, names, names),
    st.builds(_retract, names),
    st.just(_take_back),
)


def content(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    told = {name: path.read_bytes() for name, path in files.items() if not name.startswith("cache/")}
    return {name: text for name, text in told.items() if name != "judgements.csv"}


def from_scratch(reports: Path, out: Path, place: Path) -> dict[str, bytes] | None:
    """What a first build of the files that are not retracted gives; None where there is none of them."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(reports, place / reports.name)
    judgements = out / "judgements.csv"
    gone = read_judgements(judgements).retracted if judgements.exists() else frozenset()
    for path in (place / reports.name).rglob("*.txt"):
        if report_id(path.read_bytes()) in gone:
            path.unlink()
    if not any((place / reports.name).rglob("*.txt")):
        return None
    build([place / reports.name], place / "out")
    return content(place / "out")


@pytest.mark.no_cover
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=2, max_size=3), st.lists(edits, min_size=2, max_size=STEPS))
def test_after_any_edits_the_folder_is_that_of_a_first_build(first: list[str], steps: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as place, mock.patch("kg.store.stretches.REPORTS", 2):
        reports, out = Path(place) / "reports", Path(place) / "out"
        for name, text in zip(NAMES, first, strict=False):
            _write(name, text)(reports, out)
        build([reports], out)
        for edit in steps:
            retract = edit(reports, out)
            build([reports], out, retract=retract)
            wanted = from_scratch(reports, out, Path(place) / "scratch")
            assert wanted is None or content(out) == wanted


ALONE, SHARED = "推出“一照通办”改革。", "印发《鼓楼区政务服务管理办法》。"


@pytest.mark.parametrize("way", ["removed", "retracted"])
def test_what_one_report_named_goes_with_it_and_what_others_name_stays(tmp_path: Path, way: str) -> None:
    reports = tmp_path / "reports"
    _write("甲.txt", HEADS[0] + SHARED + ALONE)(reports, tmp_path)
    _write("乙.txt", HEADS[1] + SHARED)(reports, tmp_path)
    build([reports], tmp_path / "out")
    before = {entity.name: entity.id for entity in read_graph(tmp_path / "out").entities}
    if way == "removed":
        (reports / "甲.txt").unlink()
    build([reports], tmp_path / "out", retract=["甲.txt"] if way == "retracted" else [])
    graph = read_graph(tmp_path / "out")
    after = {entity.name: entity.id for entity in graph.entities}

    assert "一照通办" in before
    assert "一照通办" not in after
    (shared,) = (name for name in before if "管理办法" in name)
    assert after[shared] == before[shared]
    ids = set(after.values()) | {figure.id for figure in graph.observations}
    assert {end for fact in graph.facts for end in (fact.subject, fact.object) if end[0] not in "res"} <= ids
    assert {report for fact in graph.facts for report in fact.reports} <= {one.id for one in graph.reports}
