"""A user's terms in use: extract, build, eval, resolution, cache, manifest, worker processes."""

import json
import shutil
from pathlib import Path

import pytest

from kg.cli import run
from kg.pipeline import build, extract
from kg.stages import join_readings
from kg.store import read_graph, read_options
from kg.terms import lexicon_in
from tests.conftest import ROOT

LEXICON = ROOT / "samples" / "lexicon"
REPORT = LEXICON / "report.txt"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample lexicon that may be written."""
    monkeypatch.setenv("KG_LOCALE", "en")
    return Path(shutil.copytree(LEXICON, tmp_path / "terms"))


def content(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith("cache/")}


def test_the_terms_are_found_and_bear_their_own_rules() -> None:
    (with_terms,) = extract([REPORT], lexicon=LEXICON)
    (without,) = extract([REPORT])

    found = {(m.rule, m.evidence.quote) for m in with_terms.mentions if m.rule.endswith(".user")}
    assert found == {
        ("agency.user", "企业之家"),
        ("initiative.user", "湖畔夜谈"),
        ("initiative.user", "夜谈"),
        ("org.user", "数产共同体"),
        ("platform.user", "鼓小办"),
        ("platform.user", "鼓小办APP"),
        ("region.user", "福州湖心新城"),
        ("regulation.user", "鼓楼十条"),
    }
    texts = [mention.evidence.quote for mention in with_terms.mentions]
    assert texts.count("夜谈") == 1, "夜谈间 is blocked"
    assert "区政府" not in texts
    assert "区政府" in [mention.evidence.quote for mention in without.mentions]
    said = {claim.predicate for claim in with_terms.claims}
    assert said >= {"LAUNCHED", "IMPLEMENTS", "PARTNERS_WITH", "USES"}


def test_a_short_form_denotes_what_its_name_denotes(tmp_path: Path) -> None:
    text = tmp_path / "in" / "names.txt"
    text.parent.mkdir()
    text.write_text(
        "福州市鼓楼区行政审批局2022年法治政府建设年度报告\n\n"
        "2022年，我局与福州市鼓楼区企业服务之家、福州数字产业共同体开展合作，"
        "推出湖畔夜谈服务模式，落实《福州市鼓楼区优化营商环境若干措施》。\n",
        "utf-8",
    )
    shutil.copy(REPORT, text.parent)
    build([text.parent], tmp_path / "graph", lexicon=LEXICON)
    graph = read_graph(tmp_path / "graph")

    words = {m.id: m.evidence.quote for m in graph.mentions}
    entities = {entity.id: entity.name for entity in graph.entities}
    denoted = {(words[row.mention], entities[row.entity]) for row in graph.resolved if row.mention in words}
    for short, name in (
        ("企业之家", "福州市鼓楼区企业服务之家"),
        ("数产共同体", "福州数字产业共同体"),
        ("夜谈", "湖畔夜谈"),
    ):
        assert {(short, name), (name, name)} <= denoted
    (document,) = {entity for said, entity in denoted if said == "鼓楼十条"}
    assert ("《福州市鼓楼区优化营商环境若干措施》", document) in denoted
    reasons = {words[row.mention]: (row.reason, row.basis) for row in graph.resolved if row.mention in words}
    for short in ("企业之家", "数产共同体", "夜谈", "鼓楼十条"):
        assert reasons[short] == ("short form in the user's terms", "registry")
    assert reasons["湖畔夜谈"] == ("name", "stated")


def test_the_content_of_the_lexicon_is_part_of_the_key(terms: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    assert build([REPORT], out).parsed == 1
    assert read_options(out) == {}
    assert build([REPORT], out, lexicon=terms).parsed == 1
    assert read_options(out) == {"lexicon": [lexicon_in(terms).digest]}
    first = content(out)

    moved = terms.rename(tmp_path / "moved")
    assert build([REPORT], out, lexicon=moved).parsed == 0
    assert content(out) == first

    with (moved / "platforms.csv").open("a", encoding="utf-8") as file:
        file.write("云小办\n")
    assert build([REPORT], out, lexicon=moved).parsed == 1
    assert content(out) != first


def test_worker_processes_use_the_terms_and_leave_rules_out_as_well(tmp_path: Path) -> None:
    build([REPORT], tmp_path / "whole", lexicon=LEXICON)
    for workers in (1, 2):
        build([REPORT], tmp_path / str(workers), lexicon=LEXICON, without=["act."], workers=workers)

    assert content(tmp_path / "2") == content(tmp_path / "1")
    whole, left = (
        {claim.rule[:4] for claim in read_graph(tmp_path / name).claims} for name in ("whole", "2")
    )
    assert "act." in whole - left


def test_the_graph_says_that_it_was_built_with_terms(tmp_path: Path, capsys: Captured) -> None:
    command = ["build", str(REPORT), "-o", str(tmp_path / "graph"), "--lexicon", str(LEXICON)]
    assert run(command) == 0
    capsys.readouterr()

    assert run(["stats", "-g", str(tmp_path / "graph"), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["what"], first["name"]) == ("built lexicon", lexicon_in(LEXICON).digest)
    assert run([*command, "--dry-run"]) == 0
    assert "no change" in capsys.readouterr().err


def test_a_row_that_stands_twice_is_a_note_of_the_build(terms: Path, capsys: Captured) -> None:
    with (terms / "orgs.csv").open("a", encoding="utf-8") as file:
        file.write("福州数字产业共同体,数产共同体\n")

    for command in (["extract", str(REPORT)], ["build", str(REPORT), "-o", str(terms.parent / "graph")]):
        assert run([*command, "--lexicon", str(terms)]) == 0
        assert "note: orgs.csv, line 4: stands in orgs.csv, line 3 already" in capsys.readouterr().err
    (note,) = [issue for issue in read_graph(terms.parent / "graph").issues if issue.file == "orgs.csv"]
    assert note.severity == "note"


def test_a_wrong_lexicon_is_one_line_and_two(terms: Path, capsys: Captured) -> None:
    with (terms / "platforms.csv").open("a", encoding="utf-8") as file:
        file.write("夜谈\n")

    out = terms.parent / "graph"
    for command in (["extract", str(REPORT)], ["build", str(REPORT), "-o", str(out)], ["eval", str(REPORT)]):
        assert run([*command, "--lexicon", str(terms)]) == 2
    err = capsys.readouterr().err.splitlines()
    assert err[0] == (
        "kg: platforms.csv, line 4: 夜谈 is Platform here and Initiative in initiatives.csv, line 3; keep one"
    )
    assert not out.exists()


def test_eval_reads_with_the_terms(tmp_path: Path, capsys: Captured) -> None:
    text = REPORT.read_text("utf-8")
    start = text.index("湖畔夜谈")
    span = {"id": "s1", "start": start, "end": start + 4, "label": "INITIATIVE", "text": "湖畔夜谈"}
    record = {"id": "x", "text": text, "issuer": None, "region": None, "year": 2023, "spans": [span]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({**record, "relations": []}, ensure_ascii=False), "utf-8")
    reached = []
    for option in ([], ["--lexicon", str(LEXICON)]):
        assert run(["eval", str(gold), "--json", *option]) == 0
        rows = json.loads(capsys.readouterr().out)
        (row,) = [r for r in rows if (r["what"], r["name"]) == ("mention strict", "Initiative")]
        reached.append(row["right"])

    assert reached == [0, 1]


def test_readings_join_without_terms_too() -> None:
    (reading,) = extract([REPORT], lexicon=LEXICON)
    names = {entity.name for entity in join_readings([reading], []).entities}

    assert {"夜谈", "湖畔夜谈"} <= names
