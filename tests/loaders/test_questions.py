import json
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean
from typing import Any, get_args

import pytest

from kg.assembly import assemble
from kg.errors import CheckError, DataError, UsageError
from kg.evaluate import gold_readings
from kg.metric.precision import Agreement
from kg.metric.promises import Outcome
from kg.resolve import resolve
from kg.schema import load_schema
from kg.store import write_graph
from loaders.asking.allowed import LEGAL, OF_ALL, OF_ONE, allowed
from loaders.asking.guard import check
from loaders.asking.nearest import nearest
from loaders.asking.questions import (
    FIELDS,
    Column,
    Question,
    answer,
    ask,
    ask_store,
    by_theme,
    cell,
    find,
    header,
    questions,
    typed,
)
from loaders.property_graph.embedded import EmbeddedStore, prepared
from tests.conftest import ROOT
from tests.loaders.figured import figured
from tests.loaders.small_graph import small_graph
from tests.questions_score import Mark, marks

SHARED = ROOT.parent / "shared" / "gold"
GOLD = [
    pytest.param(ROOT / "samples" / "gold.jsonl", ROOT / "samples" / "questions.json", id="samples"),
    pytest.param(
        SHARED / "seeds.jsonl", SHARED / "questions_seeds.json", id="seeds", marks=pytest.mark.shared
    ),
]
DEICTIC = "我"
"""我办, 我局: not annotated in the gold, so that Q02 cannot find them there."""

READ = ("Q24", "Q26")
"""What they rest on (months, running totals) hangs on the layout, which the annotations do not have."""
FLOORS = {"Q04": 1, "Q18": 1, "Q22": 0.97, "Q23": 1, "Q24": 0.91, "Q25": 1, "Q26": 1, "Q27": 1, "Q34": 1}
ANSWERED = [
    pytest.param("samples_graph", ROOT / "samples" / "questions.json", 0.97, FLOORS, id="samples"),
    pytest.param(
        "reports_graph", SHARED / "questions_seeds.json", 0.95, {}, id="reports", marks=pytest.mark.shared
    ),
]
"""A graph built from texts, its right answers, and the least F1: the mean of all questions, and of some."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("questions")
    write_graph(small_graph(), place)
    return place


@pytest.mark.no_cover
@pytest.mark.parametrize(("gold", "expected"), GOLD)
def test_right_readings_give_right_answers(gold: Path, expected: Path, tmp_path: Path) -> None:
    if not gold.is_file():
        pytest.skip(f"{gold.parent}: the annotated reports are not beside this checkout")
    readings = [figured(reading) for reading in gold_readings(gold)]
    write_graph(assemble(readings, resolve(readings), load_schema()), tmp_path)
    wanted = json.loads(expected.read_text("utf-8"))
    for name, found in read_marks(tmp_path, wanted).items():
        if wanted[name].get("question", name) not in READ:
            missed = [row for row in found.missed if not str(row.get("short_name")).startswith(DEICTIC)]
            assert (missed, found.wrong, found.forbidden) == ([], (), ()), name


@pytest.mark.no_cover
@pytest.mark.parametrize(("graph", "expected", "floor", "floors"), ANSWERED)
def test_texts_give_right_answers(
    graph: str, expected: Path, floor: float, floors: Mapping[str, float], request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(graph)
    found = read_marks(folder, json.loads(expected.read_text("utf-8")))
    scores = {name: round(one.f1, 3) for name, one in found.items()}

    assert {question.number for question in questions()} <= scores.keys()
    assert fmean(scores.values()) >= floor, scores
    assert {name: scores[name] for name, least in floors.items() if scores[name] < least} == {}
    assert [name for name, one in found.items() if one.forbidden] == []


def read_marks(folder: Path, wanted: Mapping[str, Any]) -> dict[str, Mark]:
    """How near the answers of the graph folder, asked in Cypher, are to the expected ones."""
    with EmbeddedStore(prepared(folder)) as store:
        return marks(lambda asked, params: ask_store(store, asked.number, params).rows, wanted)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.number)
def test_the_texts_only_read(question: Question) -> None:
    check(question.texts["cypher"], "cypher")
    check(question.texts["sparql"], "sparql")
    assert "|" in question.blank


def test_a_question_has_a_number_and_a_name() -> None:
    assert find("q05") is find("Q05") is find("regulations_cited_by_agencies")
    with pytest.raises(UsageError, match="regulations_cited_by_agencies"):
        find("regulation_cited_by_agency")
    with pytest.raises(UsageError, match="Q01"):
        find("Q99")


def test_parameters_are_typed() -> None:
    asked = find("Q12")

    assert typed(asked, {}) == {"initiative": None, "region": None, "year": None, "status": "done"}
    assert typed(asked, {"year": "2021", "status": "null"})["year"] == 2021
    assert typed(asked, {"status": "null"})["status"] is None
    with pytest.raises(UsageError, match="min_agencies=null: expected integer"):
        typed(find("Q03"), {"min_agencies": "null"})
    for wrong in ({"yaer": "2021"}, {"year": "zwei"}):
        with pytest.raises(UsageError, match=r"initiative \(string\), region \(string\), year \(year\)"):
            typed(asked, wrong)


@pytest.mark.parametrize("value", ["9223372036854775808", "2_022", "２０２２", " 2022", "2022.0", "", 2022.5])
def test_a_whole_number_is_of_plain_digits_and_64_bits(value: object) -> None:
    with pytest.raises(UsageError, match=f"^Q01: year={value}: .*expected year"):
        typed(find("Q01"), {"year": value})


@pytest.mark.parametrize("value", ["-9223372036854775808", "+2022", "0007", 9223372036854775807])
def test_a_whole_number_may_have_a_sign(value: object) -> None:
    assert typed(find("Q14"), {"from_year": value})["from_year"] == int(str(value))


def test_closed_parameters_are_those_of_the_ontology_and_the_code() -> None:
    codes = re.findall(
        r'/regulation-kind> ; .*skos:notation "(.+?)"', (ROOT / "ontology" / "codes.ttl").read_text("utf-8")
    )
    kinds = allowed("Q05", "kind")

    assert kinds is not None
    assert (list(kinds), set(LEGAL) < set(kinds)) == (codes, True)
    assert allowed("Q28", "outcome") == get_args(Outcome)
    assert allowed("Q25", "verdict") == get_args(Agreement)
    assert {"全国", "全省", "全市", "全区"} < set(allowed("Q15", "scope") or ())
    for number, name in (*OF_ONE, ("Q05", "kind"), ("Q15", "scope")):
        assert name in {one.name for one in find(number).params}
    stated = {one.name for question in questions() for one in question.params}
    assert set(OF_ALL) < stated
    text = "".join(find("Q11").texts.values())
    assert all(text.count(f"'{kind}'") + text.count(f'"{kind}"') == 2 for kind in LEGAL)


@pytest.mark.parametrize(
    ("value", "kind", "right"),
    [
        (3.0, "integer", 3),
        (2021, "year", 2021),
        (3242000000.0, "decimal", 3242000000),
        (81.9, "decimal", 81.9),
        ("", "string", None),
        (None, "decimal", None),
        (None, "list", []),
        (["b", "", "a", "b"], "list", ["a", "b"]),
        (1, "boolean", True),
    ],
)
def test_cells_are_typed(value: object, kind: str, right: object) -> None:
    found = cell(value, Column("x", kind, key=False))

    assert found == right
    assert type(found) is type(right)


def test_rows_are_sorted_as_the_header_says_and_nothing_comes_last() -> None:
    rows: list[dict[str, object]] = [
        {"regulation": "乙", "agency_count": 2, "agencies": ["b", "a"], "evidence": ["e2", "e1"]},
        {"regulation": None, "agency_count": 2, "agencies": [], "evidence": []},
        {"regulation": "丙", "agency_count": None, "agencies": [], "evidence": []},
        {"regulation": "丁", "agency_count": 3.0, "agencies": [], "evidence": []},
        {"regulation": "一", "agency_count": 2, "agencies": [], "evidence": []},
    ]
    found = answer(find("Q06"), rows)

    assert [row["regulation"] for row in found.rows] == ["丁", "一", "乙", None, "丙"]
    assert (
        list(found.rows[0]) == ["regulation", "agency_count", "agencies", "evidence"] == list(found.columns)
    )
    assert found.rows[2]["agencies"] == ["a", "b"]
    assert answer(find("Q06"), reversed(rows)) == found
    cut = answer(find("Q06"), rows, limit=2)
    assert (len(cut.rows), cut.cut) == (2, 3)


def test_a_question_is_asked_in_both_languages_within_limits(folder: Path) -> None:
    found = ask(folder, "Q30", {"status": "planned"})

    assert found.rows
    assert ask(folder, "Q30", {"status": "planned"}, lang="sparql") == found
    assert ask(folder, "Q30", {}, limit=3).cut > 0
    with pytest.raises(CheckError, match="took longer"):
        ask(folder, "Q30", {}, timeout=1e-6)


def test_a_name_that_is_none_has_near_ones(folder: Path) -> None:
    with EmbeddedStore(prepared(folder)) as store:
        assert nearest(store.read, "Q12", {"region": "东湖区", "initiative": "一窗通办"}) == {
            "region": ("云州省清江市东湖区",)
        }
        assert nearest(store.read, "Q12", {"region": "无此地"}) == {"region": ()}
        assert nearest(store.read, "Q30", {"subject": "我局"})["subject"] == ()


def test_a_slip_in_a_name_gets_those_spelled_most_alike(folder: Path) -> None:
    with EmbeddedStore(prepared(folder)) as store:
        region = nearest(store.read, "Q12", {"region": "云州省清江市东胡区", "initiative": "一窗同办"})
        everything = nearest(store.read, "Q30", {"object": "优化营商环境条列"})

    assert region["region"][0] == "云州省清江市东湖区"
    assert len(region["region"]) <= 3
    assert region["initiative"][0] == "一窗通办"
    assert everything["object"] == ("云州省优化营商环境条例",)


def test_a_slip_in_a_short_name_gets_the_full_names_that_end_like_it(folder: Path) -> None:
    with EmbeddedStore(prepared(folder)) as store:
        for slip in ("东胡区", "冬湖区", "东湖县"):
            assert nearest(store.read, "Q12", {"region": slip}) == {"region": ("云州省清江市东湖区",)}
        assert nearest(store.read, "Q12", {"region": "东胡县"}) == {"region": ()}


def test_the_store_reads_no_name_that_is_too_long_or_short_to_be_alike() -> None:
    asked: list[dict[str, Any]] = []

    def read(text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        asked.append(dict(params))
        return []

    assert nearest(read, "Q01", {"region": "天津市河酉区"}) == {"region": ()}
    assert (asked[1]["least"], asked[1]["most"]) == (3, 14)
    for length, within in ((2, False), (3, True), (14, True), (15, False)):
        same = min(length, 6)
        ratio = SequenceMatcher(None, "天津市河酉区", "天津市河酉区"[:same] + "乡" * (length - same)).ratio()
        assert (ratio >= 0.6) is within


GOOD = "".join(f"// {field}: x\n" for field in FIELDS)


@pytest.mark.parametrize(
    "text", ["MATCH (n) RETURN n", GOOD.replace("// blank: x\n", ""), GOOD + "// author: x\n", "\n" + GOOD]
)
def test_a_header_that_is_none_is_named(text: str) -> None:
    assert tuple(header(GOOD, "cypher", "Q00_x")) == FIELDS
    with pytest.raises(DataError, match=r"queries/cypher/Q00_x\.cypher: header fields"):
        header(text, "cypher", "Q00_x")


def test_each_question_has_one_of_few_themes() -> None:
    themes = dict.fromkeys(one.theme for one in by_theme())

    assert [theme.partition(" | ")[2] for theme in themes] == [
        *("agencies", "documents", "initiatives", "platforms", "co-operation", "metrics", "evidence")
    ]
