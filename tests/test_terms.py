"""A folder of a user's terms: what is taken from it, and what is refused, by file and line."""

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.terms import FILES, Terms, lexicon_in, terms_of
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "lexicon"


def folder(place: Path, **files: str | bytes) -> Path:
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        (place / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def terms(place: Path, **files: str | bytes) -> Terms:
    return terms_of(lexicon_in(folder(place, **files)))


def test_the_sample_shows_every_file() -> None:
    assert {path.name for path in SAMPLE.glob("*.csv")} == set(FILES)
    found = terms_of(lexicon_in(SAMPLE))
    assert set(found.labels.values()) == {"Agency", "Initiative", "Org", "Platform", "Region", "Regulation"}
    assert found.names["Initiative", "夜谈"] == found.names["Initiative", "湖畔夜话"] == "湖畔夜谈"
    assert set(found.blocked) == {("夜谈间", ""), ("区政府路", "Agency")}
    assert found.notes == ()


def test_names_lose_the_quotes_and_brackets_around_them(tmp_path: Path) -> None:
    found = terms(
        tmp_path,
        regulations="name,short\n《鼓楼 十条》,“十条”\n",
        initiatives="\ufeff# head\nshort,name\n ,  夜谈会 \n",
    )

    assert dict(found.labels) == {"鼓楼十条": "Regulation", "十条": "Regulation", "夜谈会": "Initiative"}
    assert found.names == {("Regulation", "十条"): "鼓楼十条"}


def test_a_row_that_stands_twice_is_noted(tmp_path: Path) -> None:
    found = terms(tmp_path, platforms="name,short\n鼓小办,\n云小办,云办\n\n云小办,云办\n云小办,小办\n")

    assert [(note.severity, note.file, note.place, note.what) for note in found.notes] == [
        ("note", "platforms.csv", "line 5", "stands in platforms.csv, line 3 already: 云小办")
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no table of terms in it; expected agencies.csv, initiatives.csv"),
        ({"agency": "name\n"}, "agency.csv: no table of terms; expected agencies.csv"),
        ({"orgs": "名称\n夜谈社\n"}, "orgs.csv: columns 名称; expected name, or name,short"),
        ({"orgs": "name,short,since\na社团,,2020\n"}, "orgs.csv: columns name, short, since; expected name"),
        ({"orgs": "# 头\nname\n夜谈社\n夜谈,社\n"}, "orgs.csv, line 4: 2 cells, expected 1"),
        ({"orgs": "name\n谈\n"}, "orgs.csv, line 2: '谈'; expected a name of 2 to 60 characters"),
        ({"orgs": f"name\n{'谈' * 61}\n"}, "orgs.csv, line 2: '谈谈"),
        ({"orgs": "name\n——\n"}, "orgs.csv, line 2: '——'; expected a name"),
        ({"orgs": "name,short\n夜谈社,。\n"}, "orgs.csv, line 2: '。'; expected a name"),
        ({"orgs": "name,short\n,夜谈\n"}, "orgs.csv, line 2: ''; expected a name"),
        ({"orgs": "name\n夜谈社\n".encode("gb18030")}, "orgs.csv: not UTF-8; save it as CSV in UTF-8"),
        ({"orgs": "name\n夜谈\0社\n"}, "orgs.csv, line 2: '夜谈\\x00社'; expected a name"),
        ({"blocked": "context,label\n夜谈间,Room\n"}, "blocked.csv, line 2: label 'Room'; expected none, or"),
        ({"blocked": "context\n间\n"}, "blocked.csv, line 2: context '间'; expected 2 to 60 characters"),
        (
            {"initiatives": "name\n夜谈\n", "platforms": "name\n云办\n夜谈\n"},
            "platforms.csv, line 3: 夜谈 is Platform here and Initiative in initiatives.csv, line 2; keep",
        ),
        (
            {"orgs": "name,short\n东湖之家,之家\n西湖之家,之家\n"},
            "orgs.csv, line 3: 之家 is short for 西湖之家 here and for 东湖之家 in orgs.csv, line 2",
        ),
        (
            {"orgs": "name,short\n之家,\n东湖之家,之家\n"},
            "orgs.csv, line 3: 之家 is short for 东湖之家 here and a name of its own in orgs.csv, line 2",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    files: dict[str, str | bytes], message: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as error:
        terms(tmp_path / "terms", **files)

    assert message in str(error.value)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    for place in (tmp_path / "none", SAMPLE / "orgs.csv"):
        with pytest.raises(DataError, match="no such folder; expected one with"):
            lexicon_in(place)


def test_other_files_than_tables_are_passed_over(tmp_path: Path) -> None:
    place = folder(tmp_path, orgs="name\n夜谈社\n")
    (place / "README.md").write_text("mine", "utf-8")

    assert list(terms_of(lexicon_in(place)).labels) == ["夜谈社"]


def test_two_folders_of_equal_content_are_the_same(tmp_path: Path) -> None:
    one, two = (lexicon_in(folder(tmp_path / name, orgs="name\n夜谈社\n")) for name in ("a", "b"))
    other = lexicon_in(folder(tmp_path / "c", orgs="name\n夜话社\n"))
    renamed = lexicon_in(folder(tmp_path / "d", platforms="name\n夜谈社\n"))

    assert one == two
    assert repr(one) == repr(two)
    assert len({one, two, other, renamed}) == 3
    assert len({repr(each) for each in (one, two, other, renamed)}) == 3


def test_a_folder_that_changes_while_it_is_in_use_is_told(tmp_path: Path) -> None:
    lexicon = lexicon_in(folder(tmp_path, orgs="name\n夜谈社\n"))
    terms_of.cache_clear()
    folder(tmp_path, orgs="name\n夜话社\n")

    with pytest.raises(DataError, match="changed while it was in use"):
        terms_of(lexicon)
