import gc
import tomllib
from pathlib import Path

import pytest

from kg.collecting import uncollected
from kg.model import ISSUER, REGION, Metadata, Reading, Report, report_id
from kg.nlp import PIPE, extract, harvest, make_nlp, to_doc
from kg.schema import load_schema

TEXT = (
    "安宁县政务服务管理局\r\n2022年法治政府建设年度报告\r\n\r\n"
    "2022年，在县委、县政府的领导下，我局深化“放管服”改革，办件 28 万余件。\r\n"
    "一、主要工作\r\n（一）推进“一网通办”。印发《安宁县窗口服务规范》，依托“安政通”平台，推行“掌上办”，受理156项。\r\n"
    "[bookmark: _GoBack]与永和县签订“跨省通办”合作协议。\r\n"
    "二、下一步打算\r\n推出“一业一证”。\r\n【打印本页】 【关闭窗口】\r\n"
)


def report(text: str, **meta: object) -> Report:
    return Report(report_id(text.encode()), "a.txt", text, Metadata(**meta))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return extract(report(TEXT))


def test_quotes_stand_where_they_say(reading: Reading) -> None:
    places = [m.evidence for m in (*reading.mentions, *reading.deictics)]
    places += [c.evidence for c in reading.claims] + [s.evidence for s in reading.sections]

    assert len(places) > 20
    assert all(TEXT[place.start : place.end] == place.quote for place in places)


def test_claims_and_figures_name_mentions_of_the_reading(reading: Reading) -> None:
    known = {mention.id for mention in reading.mentions} | {ISSUER, REGION}

    assert {end for claim in reading.claims for end in (claim.subject, claim.object)} <= known
    assert {figure.mention for figure in reading.figures} <= known
    assert reading.figures


def test_claims_keep_to_the_ontology(reading: Reading) -> None:
    relations = load_schema().relations

    assert all(
        claim.predicate in relations and not relations[claim.predicate].structural for claim in reading.claims
    )


def test_what_the_report_says(reading: Reading) -> None:
    words = {mention.id: mention.evidence.quote for mention in reading.mentions} | {
        ISSUER: "@issuer",
        REGION: "@region",
    }
    said = {(words[c.subject], c.predicate, words[c.object], c.status) for c in reading.claims}

    assert {
        ("县委", "SUPERVISES", "@issuer", "done"),
        ("@issuer", "ADVANCES", "放管服", "done"),
        ("@issuer", "ADVANCES", "一网通办", "done"),
        ("@issuer", "ISSUED", "《安宁县窗口服务规范》", "done"),
        ("156项", "MEASURES", "掌上办", "done"),
        ("@issuer", "LAUNCHED", "一业一证", "planned"),
    } <= said


def test_deictics_are_no_mentions(reading: Reading) -> None:
    assert [d.evidence.quote for d in reading.deictics] == ["我局"]
    assert "我局" not in {m.evidence.quote for m in reading.mentions}


def test_debris_and_what_is_unknown_are_noted() -> None:
    issues = extract(report("推进改革。\n【打印本页】 【关闭窗口】")).issues

    assert {issue.severity for issue in issues} == {"note"}
    assert [issue.place for issue in issues if issue.what.startswith("debris")] == ["[6, 19)"]
    assert {issue.what for issue in issues if issue.place == "report"} == {
        f"{n} unknown" for n in ("issuer", "region", "year")
    }


def test_given_metadata_stays() -> None:
    meta = extract(report(TEXT, year=2019, year_basis="stated")).report.meta

    assert (meta.year, meta.year_basis) == (2019, "stated")


def test_extract_is_what_the_components_wrote(reading: Reading) -> None:
    given = report(TEXT)

    assert harvest(to_doc(make_nlp(), given), given) == reading


@pytest.mark.usefixtures("reading")
def test_reading_a_text_again_leaves_no_cycles_of_objects() -> None:
    with uncollected():
        gc.collect()
        extract(report(TEXT))

        assert gc.collect() == 0


def test_one_token_is_one_character() -> None:
    doc = make_nlp().make_doc("办件 28\r\n")

    assert [token.text for token in doc] == list("办件 28\r\n")
    assert doc.text == "办件 28\r\n"


@pytest.mark.parametrize(
    "text", ["", " ", "\r\n\r\n", "。", "\ufeff", "[bookmark: _GoBack]", "abc", "\u200b\n"]
)
def test_odd_texts_give_empty_readings(text: str) -> None:
    found = extract(report(text))

    assert (found.mentions, found.claims) == ((), ())


@pytest.mark.no_cover
def test_a_long_line_is_read_in_windows() -> None:
    sentence = "推进“一网通办”改革，受理156项。"
    text = sentence * 3_200

    found = extract(report(text))

    assert len(found.claims) == 2 * 3_200
    assert all(text[m.evidence.start : m.evidence.end] == m.evidence.quote for m in found.mentions[::500])


def test_plans_go_on_behind_the_end_of_a_window() -> None:
    text = (
        "某局工作总结\n一、主要工作\n推进“一网通办”改革。\n二、下一步打算\n"
        + "推进“一窗综办”改革。\n" * 4_300
    )

    found = extract(report(text))

    assert {claim.status for claim in found.claims[1:]} == {"planned"}
    assert [(s.kind, s.evidence.end) for s in found.sections][-1] == ("plans", len(text))


def test_the_factories_are_declared_and_in_order() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    declared = tomllib.loads(text)["project"]["entry-points"]["spacy_factories"]
    nlp = make_nlp()

    assert {name: declared[name].split(":")[0] for name in PIPE} == {
        name: f"kg.nlp.{module}" for name, module in PIPE.items()
    }
    assert nlp.pipe_names == list(PIPE)
    assert not any((nlp.analyze_pipes() or {}).get("problems", {}).values())
