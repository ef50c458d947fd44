"""What is masked is not told by a part of it: a heading that ends amid it, a figure or a name within it."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.store import Slices, slices
from loaders.checks.validation import of_file
from loaders.plain import MASK
from loaders.rdf.writing import FORMATS, export
from loaders.screening.release import NAME, UNDECIDED, read_release
from loaders.screening.screen import released, screening
from loaders.tables import write_tables

PHONE, HOME = "13812345678", "南京市鼓楼区文靖路12号3栋2单元501室"
LONG = "推进政务服务标准化规范化便利化改革试点工作" * 3
LINES = [f"{LONG[:length]}联系人手机{PHONE}，推出“一窗通办”改革" for length in range(42, 55)]
TEXT = "\n".join(
    (
        "南京市鼓楼区行政审批局2022年法治政府建设年度报告",
        "一、主要成效",
        *(f"（{number}）{line}。" for number, line in zip("一二三四五六七八九十", LINES, strict=False)),
        "二、其他",
        *(f"{number}.{line}。" for number, line in enumerate(LINES, 1)),
        f"窗口办件1.28万件，区行政审批局“一窗通办”改革办件3200件，咨询人住{HOME}。",
    )
)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slices]:
    """The graph with phone and address masked."""
    root = tmp_path_factory.mktemp("parts")
    (root / "in").mkdir()
    (root / "in" / "a.txt").write_text(TEXT, "utf-8")
    build([root / "in"], root / "graph")
    decided = root / NAME
    with slices(root / "graph") as graph:
        found = {each.hit for each in screening(graph, UNDECIDED).open}
        rows = "".join(f",,{hit.kind},{hit.text},mask\n" for hit in sorted(found))
        decided.write_text(f"thing,place,kind,text,decision\n{rows}", "utf-8")
        yield released(graph, screening(graph, read_release(decided)))


def parts() -> set[str]:
    """Parts that none of the other words hold: so many signs of the number, what stands in the address."""
    digits = {PHONE[:size] for size in range(4, 12)}
    return digits | {"文靖", "3栋", "2单元", "501室"}


def test_no_format_tells_a_part_of_it(hidden: Slices, tmp_path: Path) -> None:
    for fmt in FORMATS:
        export(hidden, fmt, tmp_path / f"kg.{fmt}", base="https://example.org/kg")
    tables = write_tables(hidden, tmp_path / "tables")

    files = [*(tmp_path / f"kg.{fmt}" for fmt in FORMATS), *tables]
    told = [
        (path.name, part)
        for path, part in itertools.product(files, parts())
        if part in path.read_text("utf-8")
    ]
    assert told == []


def test_a_heading_that_ends_amid_a_number_is_masked_to_its_end(hidden: Slices) -> None:
    titles = [section.title for piece in hidden.reports() for section in piece.sections]

    ends = {len(title) - len(title.rstrip(MASK)) for title in titles}
    assert {2, 3, 5, 9} <= ends


def test_a_masked_figure_is_no_observation_and_every_check_holds(hidden: Slices, tmp_path: Path) -> None:
    path = tmp_path / "kg.nq"
    export(hidden, "nq", path, base="https://example.org/kg")

    raw = {found.raw for piece in hidden.reports() for found in piece.observations}
    assert {"1.28万件", "3200件"} <= raw
    assert not any(MASK in one for one in raw)
    assert [one for one in of_file(path) if not one.warning] == []


def test_a_district_that_others_speak_of_keeps_its_name(hidden: Slices) -> None:
    names = {
        entity.name for piece in hidden.entities() for entity in piece.entities if entity.cls == "Region"
    }

    assert "江苏省南京市鼓楼区" in names
