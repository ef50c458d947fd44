"""The questions of a package's page: which bring too much together to be answered, and what is said."""

from pathlib import Path

import pytest

from kg.graph import Graph
from loaders.asking.questions import find, questions, typed
from loaders.asking.sparql import read
from loaders.checks.filling import Store, fill, seen_by, size
from loaders.publish import Publication
from loaders.publish.counts import counted
from loaders.publish.explorer import asking
from loaders.publish.explorer.grouping import grouped, groups_more
from loaders.rdf.writing import unpacked
from tests.browser.driver import Page
from tests.publish.exploring import Explorer, check_quiet, chunk, explored

FEW, FAR = 20, 7_000
HEAD = "PREFIX gsr: <https://w3id.org/gsr/ns#>\n"


@pytest.fixture(scope="module")
def narrow(samples: Graph, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, explored where a question may bring together a few solutions alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SMALL", 0)
        patch.setattr(asking, "GROUPED", FEW)
        return explored(samples, tmp_path_factory.mktemp("narrow"), about)


@pytest.fixture(scope="module")
def distant(samples: Graph, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, explored where a question may see some of the triples alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SEEN", FAR)
        return explored(samples, tmp_path_factory.mktemp("distant"), about)


@pytest.fixture(scope="module")
def whole(samples: Graph, about: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return explored(samples, tmp_path_factory.mktemp("whole"), about)


@pytest.fixture(scope="module")
def store(narrow: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What the questions can see of the samples."""
    place = str(tmp_path_factory.mktemp("store") / "triples")
    texts = [one.texts["sparql"] for one in questions()]
    with unpacked(narrow / "data" / "kg.nt") as lines:
        number = fill(Store(place), lines, texts)
    filled = Store.read_only(place)
    assert number == len(filled)
    return filled


def test_what_brings_too_much_together_is_not_answered_and_all_else_is(narrow: Path, whole: Path) -> None:
    told = {one["number"]: one for one in chunk(narrow, "meta")["questions"]}
    rows = {one["number"]: one["rows"] for one in chunk(whole, "meta")["questions"]}
    left = {number for number, one in told.items() if "grouped" in one}
    groups = {one.number for one in questions() if any(grouped(one.texts["sparql"]))}

    assert left <= groups
    assert {number for number in groups if rows[number] > FEW} <= left
    assert {told[number]["grouped"] for number in left} == {FEW}
    assert {told[number]["rows"] for number in left} == {None}
    for number in told.keys() - left:
        assert told[number]["rows"] == rows[number]
        assert chunk(narrow, f"answer/{number}") == chunk(whole, f"answer/{number}")
    kept = {path.stem for path in (narrow / "explorer/data/answer").iterdir()}
    assert kept == told.keys() - left
    assert len(left) > 10 < len(kept)


def test_a_small_package_is_answered_without_counting(whole: Path) -> None:
    assert [one for one in chunk(whole, "meta")["questions"] if {"grouped", "seen"} & one.keys()] == []


def test_what_sees_too_much_is_not_asked_and_all_else_is(distant: Path, whole: Path) -> None:
    """What a question sees is counted here by a store of that alone."""
    told = {one["number"]: one for one in chunk(distant, "meta")["questions"]}
    rows = {one["number"]: one["rows"] for one in chunk(whole, "meta")["questions"]}

    for one in questions():
        filled = Store()
        with unpacked(distant / "data" / "kg.nt") as lines:
            seen = fill(filled, lines, [one.texts["sparql"]])
        assert told[one.number].get("seen") == (FAR if seen > FAR else None)
        assert told[one.number]["rows"] == (None if seen > FAR else rows[one.number])
        if seen <= FAR:
            assert chunk(distant, f"answer/{one.number}") == chunk(whole, f"answer/{one.number}")
    assert 0 < sum("seen" in one for one in told.values()) < len(told)


def test_sizes_are_those_of_what_is_put_into_a_store(narrow: Path) -> None:
    there = asking.sizes_of(counted(narrow / "data" / "kg.nt"))
    texts = [
        "SELECT ?a WHERE { ?a a gsr:Agency ; gsr:name ?b }",
        "SELECT ?a WHERE { ?a a ?b }",
        "SELECT ?a WHERE { ?a rdf:type/gsr:name ?b }",
        "SELECT ?a WHERE { ?a ?b ?c }",
    ]

    for text in texts:
        with unpacked(narrow / "data" / "kg.nt") as lines:
            assert size(seen_by([text]), there) == fill(Store(), lines, [text])
    assert size(seen_by(texts), there) == (narrow / "data" / "kg.nt").read_bytes().count(b"\n")


@pytest.mark.parametrize("number", [one.number for one in questions()])
def test_every_question_can_be_counted(store: Store, number: str) -> None:
    question = find(number)
    text, values = question.texts["sparql"], typed(question, {})

    assert not groups_more(store, text, values, 10**9)
    assert groups_more(store, text, values, 0) <= any(grouped(text))


def test_as_many_as_may_be_are_not_too_many(store: Store) -> None:
    text = f"{HEAD}SELECT ?of (COUNT(*) AS ?n) WHERE {{ ?one gsr:inReport ?of }} GROUP BY ?of"
    number = len(read(store, f"{HEAD}SELECT ?of WHERE {{ ?one gsr:inReport ?of }}", {}))

    assert number > 100
    assert not groups_more(store, text, {}, number)
    assert groups_more(store, text, {}, number - 1)


def test_values_narrow_what_is_counted(store: Store) -> None:
    question = find("Q16")
    text, nothing = question.texts["sparql"], {**typed(question, {}), "region": "没有这个"}

    assert groups_more(store, text, typed(question, {}), 1)
    assert not groups_more(store, text, nothing, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", []),
        ("SELECT DISTINCT ?a WHERE { ?a ?b ?c }", []),
        ("SELECT ?a { ?a ?b '}' # {\n }\nGROUP BY ?a", ["{ ?a ?b '}' \n }"]),
        ("SELECT ?a { ?a ?b <c#d> } # all {\n# of it\nGROUP # {\n BY ?a", ["{ ?a ?b <c#d> }"]),
        ("SELECT ?a { { SELECT ?a { ?a ?b 1 } group by ?a } } GROUP BY ?a", ["{ ?a ?b 1 }", None]),
        ("SELECT ?a { { SELECT DISTINCT ?a WHERE { ?a ?b 1 } } ?a ?c 2 }", ["{ ?a ?b 1 }"]),
        ("SELECT ?a { { SELECT DISTINCT ?a { { ?a ?b 1 } ?a ?c 2 } } }", ["{ { ?a ?b 1 } ?a ?c 2 }"]),
    ],
)
def test_patterns_that_are_grouped(text: str, found: list[str | None]) -> None:
    inside = text[text.index("{") : text.rindex("}") + 1]

    assert list(grouped(text)) == [inside if one is None else one for one in found]


@pytest.mark.browser
def test_the_page_says_why_a_question_is_not_answered(page: Page, narrow: Path, distant: Path) -> None:
    opened = Explorer(page, narrow)
    (told,) = [text for text in opened.seen(".questions li") if text.startswith("Q05 ")]
    assert told.endswith("未作答")
    opened.go("question/Q05")
    assert "须合并多于 20 行，未收入本包；用 kg ask Q05 得到，可加参数缩小范围" in opened.seen("main")[0]
    assert opened.seen("table") == []
    opened.click("#language")
    opened.page.wait("return document.documentElement.lang === 'en'")
    assert "More than 20 lines would be brought together" in opened.seen("main")[0]
    opened.click("#language")
    check_quiet(page, narrow)

    opened = Explorer(page, distant)
    opened.go("question/Q30")
    assert "须查阅多于 7,000 条三元组，未收入本包；用 kg ask Q30 得到" in opened.seen("main")[0]
    check_quiet(page, distant)
