import io
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.documents import as_docx, as_html, as_ofd, zipped
from kg.errors import UsageError
from kg.model import Issue
from kg.read import Limits, discover, limits_of, read
from kg.read.formats import FORMATS

TEXT = "2021年，东湖区推进“一网通办”改革，办件3.2万件。"


def packed(folder: Path, parts: dict[str, str | bytes]) -> Path:
    (folder / "a.zip").write_bytes(zipped(parts))
    return folder / "a.zip"


def refused(issues: tuple[Issue, ...]) -> dict[str, str]:
    return {issue.file: issue.what for issue in issues if issue.severity == "refused"}


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    path = packed(
        tmp_path, {"b/二.docx": as_docx(TEXT), "a.html": as_html(TEXT), "c.png": b"x", "a.txt": TEXT}
    )

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["a.zip/a.html", "a.zip/a.txt", "a.zip/b/二.docx"]
    assert {read(item).text for item in inputs} == {TEXT}
    assert [issue.what for issue in issues] == ["1 file passed over (hidden, or of unknown suffix): c.png"]
    assert discover([path, tmp_path]) == (inputs, (*issues, *issues))


def test_names_that_old_packers_wrote_in_gbk_are_readable(tmp_path: Path) -> None:
    content = zipped({"a.txt": TEXT}).replace(b"a.txt", "报.t".encode("gbk") + b"x")
    (tmp_path / "a.zip").write_bytes(content.replace("报.tx".encode("gbk"), b"\xb1\xa8.tx"))

    assert discover([tmp_path])[1][0].what.endswith("unknown suffix): 报.tx")


def test_what_is_wrong_in_an_archive_is_refused_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    names = ["../up.txt", "/etc/top.txt", "C:/drive.txt", "bell\a.txt", "in.zip", "old.doc", "empty.txt"]
    packed(
        tmp_path,
        {**dict.fromkeys(names[:-1], TEXT), "empty.txt": "", "good.txt": TEXT, "big.txt": "x" * 99_999},
    )

    inputs, issues = discover([tmp_path], limits=Limits(bytes=90_000))

    assert [item.source for item in inputs] == ["a.zip/good.txt"]
    assert refused(issues) == {
        "a.zip/../up.txt": "its path leads out of the archive",
        "a.zip//etc/top.txt": "its path leads out of the archive",
        "a.zip/C:/drive.txt": "its path leads out of the archive",
        "a.zip/bell\\x07.txt": "its name holds control characters",
        "a.zip/in.zip": "an archive in an archive is not opened",
        "a.zip/old.doc": "the old binary format of Word (.doc) is not read",
        "a.zip/empty.txt": "empty file",
        "a.zip/big.txt": "99999 bytes unpacked, more than the limit of 90000",
    }


@pytest.mark.parametrize(
    ("limits", "content", "message"),
    [
        (
            Limits(unpacked=1_000_000),
            zipped({"a.txt": bytes(1_000_001)}),
            "1000001 bytes unpacked, more than",
        ),
        (Limits(files=1), zipped({"a.txt": TEXT, "b.txt": TEXT}), "2 files, more than the limit of 1"),
        (Limits(), b"PK no zip", "damaged, or no ZIP inside"),
        (Limits(), zipped({"a.png": b""}), "no reports in this archive"),
    ],
)
def test_an_archive_that_costs_too_much_or_holds_nothing_is_refused(
    tmp_path: Path, limits: Limits, content: bytes, message: str
) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")

    inputs, issues = discover([tmp_path], limits=limits)

    assert [item.source for item in inputs] == ["b.txt"]
    assert message in refused(issues)["a.zip"]


def test_a_damaged_file_in_an_archive_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "damaged")
        archive.writestr("b.txt", TEXT)
    (tmp_path / "a.zip").write_bytes(file.getvalue().replace(b"damaged", b"dAmaged"))

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["a.zip/b.txt"]
    assert "Bad CRC-32" in refused(issues)["a.zip/a.txt"]


def test_old_formats_are_refused_with_what_to_do(tmp_path: Path) -> None:
    for name in ("a.doc", "b.wps", "c.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")

    inputs, issues = discover([tmp_path])

    assert [item.source for item in inputs] == ["c.txt"]
    assert set(refused(issues)) == {"a.doc", "b.wps"}
    assert {issue.todo for issue in issues} == {"save it as .docx, or as PDF"}


def test_a_name_with_control_characters_is_shown_in_hex(tmp_path: Path) -> None:
    try:
        (tmp_path / "a\nb.txt").write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")

    assert [item.source for item in discover([tmp_path])[0]] == ["a\\x0ab.txt"]


@pytest.mark.parametrize(
    "content",
    [TEXT.encode("utf-8"), as_html(TEXT), b"\xef\xbb\xbf\n" + as_html(TEXT), as_docx(TEXT), as_ofd(TEXT)],
    ids=["txt", "html", "html with mark", "docx", "ofd"],
)
def test_standard_input_is_read_by_what_it_is(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    inputs, issues = discover(["-"])

    assert (issues, inputs[0].source) == ((), "-")
    assert inputs[0].suffix in FORMATS
    assert read(inputs[0]).text == TEXT


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "nothing came"), (b"x" * 11, "more than 10 bytes"), (b"PK\x03\x04", "a ZIP by standard input")],
)
def test_standard_input_that_cannot_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, content: bytes, what: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert what in refused(discover(["-"], limits=Limits(bytes=10))[1])["-"]


def test_limits_are_set_by_name() -> None:
    assert limits_of(["pages=5", "bytes=7"]) == Limits(pages=5, bytes=7)
    for wrong in ("pages", "pages=", "pages=0", "pages=x", "sheets=5"):
        with pytest.raises(UsageError, match="expected NAME=NUMBER with a name of bytes, unpacked"):
            limits_of([wrong])
