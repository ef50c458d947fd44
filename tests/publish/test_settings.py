import resource
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError, UsageError
from loaders.publish import read_publication, write_template
from tests.publish.conftest import filled_in


def test_the_template_asks_to_be_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(["publish", "--init"]) == 0
    with pytest.raises(
        DataError, match=r"publish\.toml: dataset\.issued is 'TODO 2026-01-31', expected a date"
    ):
        read_publication(Path("publish.toml"))


def test_a_template_replaces_nothing(tmp_path: Path) -> None:
    path = filled_in(tmp_path)
    before = path.read_bytes()

    with pytest.raises(UsageError, match="exists and is left as it is"):
        write_template(path)
    assert path.read_bytes() == before


def test_a_template_that_finds_no_room_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "publish.toml"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(UsageError, match="cannot be written"):
            write_template(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not path.exists()


def test_a_missing_heading_is_told(tmp_path: Path) -> None:
    path = filled_in(tmp_path)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("[contact]")], "utf-8")

    with pytest.raises(DataError, match=r"contact is missing, expected the heading \[contact\]"):
        read_publication(path)


@pytest.mark.parametrize(
    "base", ["https://数据.中国/图谱/", "http://localhost:8000", "https://a-b.example.org/x/y"]
)
def test_a_base_may_be_any_address_that_others_begin_with(tmp_path: Path, base: str) -> None:
    path = filled_in(tmp_path)
    path.write_text(path.read_text("utf-8").replace("https://w3id.org/gsr", base), "utf-8")

    assert read_publication(path).base == base.rstrip("/")


def test_what_is_said_is_read(tmp_path: Path) -> None:
    about = read_publication(filled_in(tmp_path))

    assert (about.issued, about.licence.authority, about.country) == ("2026-01-31", "CC_BY_4_0", "CHN")
    assert about.location == "https://data.example.org/kg/"
    assert about.publisher.identifier is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"CC-BY-4.0"', '"GPL-3.0"', r"dataset\.licence is 'GPL-3\.0', expected one of CC-BY-4\.0, "),
        ('email = "open-data@example.org"', "", r"contact\.email is missing, expected an address such as"),
        ('email = "open-data@example.org"', 'email = "nobody"', r"contact\.email is 'nobody'"),
        ("[contact]", "[contacts]", r"contacts is not known, expected contact"),
        ('"https://w3id.org/gsr"', '"w3id.org/gsr"', r"web\.base is 'w3id\.org/gsr', expected an address"),
        ('"https://w3id.org/gsr"', '"https://w3id.org/a b"', r"web\.base is 'https://w3id\.org/a b'"),
        ('"https://w3id.org/gsr"', '"https://x.org/a#b"', r"'https://x\.org/a#b', .*without user, \? and #"),
        ('"https://w3id.org/gsr"', '"https://x.org/a?q=1"', r"'https://x\.org/a\?q=1'"),
        ('"https://w3id.org/gsr"', '"https://u:p@x.org/a"', r"'https://u:p@x\.org/a'"),
        ('"https://w3id.org/gsr"', '"https://x.org:99999"', r"'https://x\.org:99999'"),
        ('"https://w3id.org/gsr"', '"https://x..org/"', r"'https://x\.\.org/'"),
        ("version =", "versoin =", r"dataset\.versoin is not known, expected version; mend it there"),
        ("[contact]", '[wob]\nbase = "x"\n[contact]', r"wob is not known, expected web"),
        ('"GOVE"', '"LAND"', r"dataset\.themes is 'LAND', expected one of AGRI"),
        ('"CHN"', '"ZZZ"', r"dataset\.country is 'ZZZ', expected a code of ISO 3166-1 such as CHN"),
        ('"CHN"', '"CN"', r"dataset\.country is 'CN'"),
        ('"CHN"', '"156"', r"dataset\.country is '156'"),
        ('"ANNUAL"', '"yearly"', r"dataset\.frequency is 'yearly'"),
        (
            'modified = "2026-01-31"',
            'modified = "2025-01-31"',
            r"expected no day before issued \(2026-01-31\)",
        ),
        ('issued = "2026-01-31"', "issued = 2026", r"dataset\.issued is 2026, expected a date"),
        ('en = "Data Bureau"', 'en = ""', r"publisher\.name\.en is '', expected a text"),
        (
            'en = "Data Bureau"',
            'en = "TODO Data Bureau"',
            r"publisher\.name\.en is 'TODO .*, expected a text that is not empty, without the TODO",
        ),
        ("[dataset]", "[dataset", "no TOML in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_key_value_and_what_is_expected(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    path = filled_in(tmp_path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(DataError, match=told):
        read_publication(path)


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kg publish --init"):
        read_publication(tmp_path / "publish.toml")
