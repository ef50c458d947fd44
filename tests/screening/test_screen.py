"""The screen before a release: hits block it, decisions free or mask, what is masked says so everywhere."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.graph import Graph
from kg.model import Entity, EntityId, MentionId, Resolved
from kg.pipeline import build
from kg.store import Slices, slices
from loaders.checks.validation import of_file
from loaders.plain import MASK
from loaders.rdf.writing import FORMATS, export, read_quads
from loaders.screening.masking import Masks, masked
from loaders.screening.release import NAME, listed, read_release
from loaders.screening.screen import Blocked, Screening, released, screening
from loaders.tables import write_tables

TEXT = """云州市东湖区行政审批局2022年法治政府建设年度报告
联系人：张志远，电话：010-66001234
一、主要成效
2022年，区行政审批局局长张志远率队学习《优化营商环境条例》，推出“一窗通办”改革。
窗口办理事项1.28万件，张志远带队为申请人高峰（身份证号11010519491231002X）办理食品经营许可证。
依托“湖事办”平台，推行“张志远工作室”帮办代办，服务早高峰时段的群众。
二、存在问题
“一件事一次办”推进不够，内部资料管理不严。
"""
IDENTITY = "11010519491231002X"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of one report whose file bears a name, too."""
    root = tmp_path_factory.mktemp("screened")
    (root / "in").mkdir()
    (root / "in" / "局长张志远述法.txt").write_text(TEXT, "utf-8")
    build([root / "in"], root / "graph")
    return root / "graph"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[Slices]:
    with slices(folder) as found:
        yield found


@pytest.fixture
def screened(graph: Slices, tmp_path: Path) -> Callable[[str], Screening]:
    """What comes of the graph with these rows of a release file."""

    def screen(rows: str) -> Screening:
        path = tmp_path / NAME
        path.write_text(f"thing,place,kind,text,decision,by\n{rows}", "utf-8")
        return screening(graph, read_release(path))

    return screen


HIDDEN = ["张志远", IDENTITY]


def absent(text: str) -> list[str]:
    return [word for word in HIDDEN if word not in text]


MASKED = ",,person,张志远,mask,王\n,,person,高峰,mask,\n,,identity,11010519491231002X,mask,\n"
PUBLISHED = ",,phone,010-66001234,publish,\n,,marking,内部资料,publish,公开\n"


def test_whatever_nobody_decided_on_is_open(screened: Callable[[str], Screening]) -> None:
    found = screened("").open

    assert [(each.field, each.hit.kind, each.hit.text) for each in found if each.thing.startswith("r")] == [
        ("text", "person", "张志远"),
        ("text", "phone", "010-66001234"),
        ("text", "person", "张志远"),
        ("text", "person", "张志远"),
        ("text", "person", "高峰"),
        ("text", "identity", IDENTITY),
        ("text", "person", "张志远"),
        ("text", "marking", "内部资料"),
    ]


def test_an_error_tells_each_place_and_no_whole_number(screened: Callable[[str], Screening]) -> None:
    blocked = Blocked(screened("").open, NAME)
    told = "\n".join([*blocked.places, str(blocked)])

    assert "张**率队学习《优化营商环境条例》" in told
    assert "身份证号1101**********002X" in told
    assert [word for word in (IDENTITY, "66001234", "张志远", "申请人高峰") if word in told] == []
    assert len(blocked.places) == len(screened("").open)
    assert str(blocked).startswith(f"{len(blocked.places)} places are not to be published unseen")
    assert NAME in str(blocked)


def test_the_list_of_open_places_is_a_file_of_decisions(
    graph: Slices, screened: Callable[[str], Screening], tmp_path: Path
) -> None:
    text = listed(screened("").open)
    path = tmp_path / "filled.csv"
    assert IDENTITY not in text

    path.write_text(text, "utf-8")
    assert screening(graph, read_release(path)).open == screened("").open
    rows = list(csv.DictReader(io.StringIO(text)))
    decided = [f"{row['thing']},{row['place']},,,mask,,,\n" for row in rows[:3]]
    path.write_text(text + "".join(decided), "utf-8-sig")
    after = screening(graph, read_release(path))
    assert len(after.open) == len(rows) - 3
    places = [found.place for found in after.masked if found.field == "text"]
    assert places == [row["place"] for row in rows[:3]]


def test_masked_words_are_gone_from_every_format_and_their_quotes_say_so(
    graph: Slices, screened: Callable[[str], Screening], tmp_path: Path
) -> None:
    done = screened(MASKED + PUBLISHED)
    assert (done.open, done.notes) == ((), ())
    hidden = released(graph, done)

    for fmt in FORMATS:
        path = tmp_path / f"kg.{fmt}"
        export(hidden, fmt, path, base="https://example.org/kg")
        said = path.read_text("utf-8")
        assert absent(said) == HIDDEN, fmt
        kept = ("早高峰时段", "010-66001234", "masked", f"申请人{MASK * 2}（身份证号{MASK * 18}）")
        assert [word for word in kept if word not in said] == [], fmt
    for path in write_tables(hidden, tmp_path / "tables", language="en"):
        assert absent(path.read_text("utf-8")) == HIDDEN, path.name
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables" / "evidence.csv").read_text("utf-8-sig"))))
    assert {row["masked"] for row in rows if MASK in row["quote"]} == {"true"}
    assert {row["masked"] for row in rows if MASK not in row["quote"]} == {""}


def test_a_masked_graph_keeps_ids_offsets_and_every_check(
    graph: Slices, screened: Callable[[str], Screening], tmp_path: Path
) -> None:
    hidden = released(graph, screened(MASKED + PUBLISHED))
    plain, hid = tmp_path / "plain.nq", tmp_path / "masked.nq"
    export(graph, "nq", plain, base="https://example.org/kg")
    export(hidden, "nq", hid, base="https://example.org/kg")

    assert of_file(hid) == []
    subjects = [{quad.subject for quad in read_quads(path)} for path in (plain, hid)]
    assert subjects[0] == subjects[1]
    (before,), (after,) = ([piece.reports[0] for piece in one.heads()] for one in (graph, hidden))
    assert len(before.text) == len(after.text)
    assert after.source == f"局长{MASK * 3}述法.txt"


def test_a_place_may_be_published_though_its_words_are_masked(
    graph: Slices, screened: Callable[[str], Screening]
) -> None:
    first = screened("").open[0]
    done = screened(f"{first.thing},{first.place},,,publish,\n" + MASKED + PUBLISHED)
    (text,) = (piece.reports[0].text for piece in released(graph, done).heads())

    assert text.count("张志远") == 1
    assert "联系人：张志远" in text


def test_a_decision_that_nothing_needs_is_told(screened: Callable[[str], Screening]) -> None:
    (note,) = screened(MASKED + PUBLISHED + ",,person,李四,mask,\n").notes

    assert (note.severity, note.file, note.place) == ("note", NAME, "line 7")


def test_nothing_to_mask_leaves_the_graph_as_it_is(
    graph: Slices, screened: Callable[[str], Screening]
) -> None:
    rows = (MASKED + PUBLISHED).replace("mask", "publish")
    same = released(graph, screened(rows))

    assert [list(same.heads()), list(same.entities()), list(same.reports())] == [
        list(graph.heads()),
        list(graph.entities()),
        list(graph.reports()),
    ]


def test_keys_of_two_things_stay_two_when_they_are_masked() -> None:
    names = ("张志远工作室", "李志远工作室")
    things = tuple(Entity(EntityId(f"o{at}"), "Organization", name, name) for at, name in enumerate(names))
    words = {str(thing.id): (thing.name[:3],) for thing in things}
    done = masked(Graph(entities=things), Masks(defaultdict(set), words, None)).entities

    assert [thing.name for thing in done] == [f"{MASK * 3}工作室"] * 2
    assert [thing.key for thing in done] == [f"{MASK * 3}工作室#o0", f"{MASK * 3}工作室#o1"]


def test_who_judged_and_why_is_not_given_out() -> None:
    found = Resolved(
        "r0", MentionId("m"), EntityId("i1"), "name; judged same by 王敏: 我看是; judged different", "stated"
    )
    (resolved,) = masked(Graph(resolved=(found,)), Masks(defaultdict(set), {}, None)).resolved

    assert resolved.reason == "name; judged same"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,person,张三,hide,", "line 2: decision 'hide'"),
        ("r1,,person,张三,mask,", "line 2: thing and place go together"),
        (",,human,张三,mask,", "line 2: kind 'human'"),
        (",,person,,mask,", "line 2: kind 'person', text ''"),
        (",,person,张三,mask", "line 2: 5 cells"),
        (",,person,张三,mask,\n,,person,张三,publish,", "line 3: publish here, mask in line 2"),
    ],
)
def test_a_broken_row_is_refused_by_its_line(
    screened: Callable[[str], Screening], row: str, said: str
) -> None:
    with pytest.raises(DataError, match=said.replace("(", "\\(")):
        screened(f"{row}\n")


def test_a_file_of_decisions_must_be_text_with_its_columns(tmp_path: Path) -> None:
    assert read_release(tmp_path / "none.csv").places == {}
    (tmp_path / NAME).write_bytes("文本".encode("gbk"))
    with pytest.raises(DataError, match="UTF-8"):
        read_release(tmp_path / NAME)
    (tmp_path / NAME).write_text("thing,decision\nr1,mask\n", "utf-8")
    with pytest.raises(DataError, match="no column 'place'"):
        read_release(tmp_path / NAME)
