import errno
import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kg import __version__
from kg.errors import FolderError
from kg.graph import Graph
from kg.model import Issue, Reading
from kg.schema import ontology_version, terms_of
from kg.store import graph_stamp, read_counts, read_figures, read_graph, write_graph, writing
from kg.store.tables import TABLES
from tests.closed import close
from tests.loaders.small_graph import small_graph
from tests.store.values import readings

ISSUES = (Issue("note", "a.txt", "", "year unknown", "say it"), Issue("refused", "b.txt", "", "empty", "-"))


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test asserts outlives the process, not a power cut."""
    monkeypatch.setattr("os.fsync", lambda handle: None)


def graph() -> Graph:
    return replace(small_graph(), issues=ISSUES)


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_graph_comes_back_as_it_was(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)

    assert read_graph(tmp_path) == graph()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None)
@given(readings())
def test_any_reading_comes_back_from_its_graph(tmp_path: Path, reading: Reading) -> None:
    given_graph = Graph(
        reports=(reading.report,),
        sections=reading.sections,
        mentions=reading.mentions,
        deictics=reading.deictics,
        claims=tuple(sorted(reading.claims, key=lambda claim: claim.id)),
        issues=reading.issues,
    )
    write_graph(given_graph, tmp_path, figures=reading.figures)

    assert read_graph(tmp_path) == given_graph
    assert read_figures(tmp_path) == reading.figures


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path / "a")
    write_graph(Graph(), tmp_path / "b")
    write_graph(graph(), tmp_path / "b")

    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert graph_stamp(tmp_path / "a") == graph_stamp(tmp_path / "b")


def test_the_stamp_changes_with_the_graph(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)
    before = graph_stamp(tmp_path)
    write_graph(replace(graph(), facts=()), tmp_path)

    assert graph_stamp(tmp_path) != before


def test_a_part_that_is_gone_is_told_before_a_store_answers(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)
    next((tmp_path / "tables" / "facts").iterdir()).unlink()

    with pytest.raises(FolderError, match=r"unfinished, tables/facts/.* run kg build again"):
        graph_stamp(tmp_path)


def test_the_manifest_names_no_place_and_no_time(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))

    assert sorted(manifest) == [
        "counts",
        "format",
        "ontology",
        "options",
        "packages",
        "tables",
        "texts",
        "version",
    ]
    assert str(tmp_path) not in (tmp_path / "manifest.json").read_text("utf-8")
    assert read_counts(tmp_path)["reports"] == 2
    assert (read_counts(tmp_path)["refused"], read_counts(tmp_path)["notes"]) == (1, 1)


def test_issues_stand_in_json_lines(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)
    lines = (tmp_path / "issues.jsonl").read_text("utf-8").splitlines()

    assert [json.loads(line)["severity"] for line in lines] == ["note", "refused"]


def test_texts_stand_as_they_were_read(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)

    for report in graph().reports:
        assert (tmp_path / "texts" / f"{report.id}.txt").read_bytes() == report.text.encode("utf-8")


def test_a_folder_with_other_content_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")

    with pytest.raises(FolderError, match=r"not empty and no graph folder \(it has thesis\.doc\)"):
        write_graph(graph(), tmp_path)
    assert content(tmp_path) == {"thesis.doc": b"mine"}


def test_a_manifest_of_another_program_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "app"}')

    with pytest.raises(FolderError, match="not empty and no graph folder"):
        write_graph(graph(), tmp_path)
    with pytest.raises(FolderError, match="of another program"):
        read_graph(tmp_path)
    (tmp_path / "manifest.json").write_text("no JSON")
    with pytest.raises(FolderError, match="of another program"):
        read_graph(tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    with pytest.raises(FolderError, match="not a folder"):
        write_graph(graph(), tmp_path / "out")
    with pytest.raises(FolderError, match="not a folder"):
        read_graph(tmp_path / "out")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderError, match=r"cannot be written: .*; mend it and run again"):
        write_graph(graph(), tmp_path / "file" / "out")


def test_a_place_that_cannot_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_graph(graph(), tmp_path / "closed" / "out")
    close(monkeypatch, tmp_path / "closed")

    with (
        pytest.raises(FolderError, match="cannot be written: Permission denied"),
        writing(tmp_path / "closed" / "out"),
    ):
        pass
    with pytest.raises(FolderError, match=r"manifest\.json: cannot be read: Permission denied; .* check -g"):
        read_graph(tmp_path / "closed" / "out")


@pytest.mark.parametrize("name", ["cache", "tables"])
def test_a_graph_of_which_a_part_cannot_be_entered_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_graph(graph(), tmp_path)
    (tmp_path / "cache").mkdir()
    close(monkeypatch, tmp_path / name)

    if name == "cache":
        with pytest.raises(FolderError, match=r"kg\.lock: cannot be written"), writing(tmp_path):
            pass
    else:
        with pytest.raises(FolderError, match="cannot be read: Permission denied"):
            graph_stamp(tmp_path)


def test_a_lock_of_another_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(tmp_path):
        write_graph(graph(), tmp_path)
    real = Path.open

    def refused(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if path.name == "kg.lock" and mode != "r":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, mode, *args, **options)

    monkeypatch.setattr(Path, "open", refused)

    with (
        pytest.raises(FolderError, match=r"kg\.lock: cannot be written: Permission denied"),
        writing(tmp_path),
    ):
        pass
    assert read_graph(tmp_path) == graph()


def test_what_is_the_users_stays(tmp_path: Path) -> None:
    (tmp_path / "judgements.csv").write_text("left,right,verdict,reason,by\n")
    write_graph(graph(), tmp_path)
    write_graph(Graph(), tmp_path)

    assert (tmp_path / "judgements.csv").read_text() == "left,right,verdict,reason,by\n"


def test_no_folder_and_no_graph_are_told_with_the_way_on(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no graph here; make one with kg build"):
        read_graph(tmp_path / "out")
    with pytest.raises(FolderError, match="no graph here"):
        read_graph(tmp_path)


OTHER = [
    ({"version": 99}, "format version 99, expected version 3 (written by zhengwu-kg {})"),
    ({"ontology": "0.0.9"}, f"ontology of version 0.0.9, expected version {ontology_version()}"),
    ({"ontology": None}, f"ontology of no version, expected version {ontology_version()}"),
    ({"tables": {"facts": {"version": 99}}}, "table facts has version 99, expected version"),
    ({"tables": {"facts": {"version": 99}}}, "table entities has no version, expected version"),
]


@pytest.mark.parametrize(("change", "told"), OTHER)
def test_another_format_version_is_refused_with_the_way_on(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    write_graph(graph(), tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change))

    with pytest.raises(FolderError, match="; run kg build again, or use that zhengwu-kg") as error:
        read_graph(tmp_path)
    assert told.format(__version__) in str(error.value)
    write_graph(graph(), tmp_path)
    assert read_graph(tmp_path) == graph()


def test_an_ontology_in_other_words_is_not_refused(tmp_path: Path) -> None:
    write_graph(graph(), tmp_path)
    path = tmp_path / "manifest.json"
    said = json.loads(path.read_text("utf-8")) | {"ontology": f"{terms_of(ontology_version())}.999"}
    path.write_text(json.dumps(said))

    assert read_graph(tmp_path) == graph()


@pytest.mark.parametrize("left", ["", '{\n "counts": {', "[]"])
def test_a_manifest_that_is_cut_off_is_unfinished_and_built_again(tmp_path: Path, left: str) -> None:
    write_graph(graph(), tmp_path)
    (tmp_path / "manifest.json").write_text(left)

    for read in (read_graph, graph_stamp):
        with pytest.raises(FolderError, match="unfinished, run kg build again"):
            read(tmp_path)
    with writing(tmp_path):
        write_graph(graph(), tmp_path)
    assert read_graph(tmp_path) == graph()


WRONG: list[dict[str, object]] = [
    {"tables": []},
    {"tables": {"facts": []}},
    {"counts": []},
    {"packages": None},
    {"options": 1},
    {
        "tables": {
            name: {"version": table.version, "rows": 0, "parts": [{}]} for name, table in TABLES.items()
        }
    },
]


@pytest.mark.parametrize("change", WRONG)
def test_a_manifest_of_another_shape_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    write_graph(graph(), tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change))

    for read in (read_graph, graph_stamp, read_counts):
        with pytest.raises(FolderError, match=r"manifest\.json is not as kg build wrote it; run kg build"):
            read(tmp_path)


@pytest.mark.parametrize("gone", ["texts", "tables", "counts", "packages"])
def test_a_manifest_that_lacks_something_is_told(tmp_path: Path, gone: str) -> None:
    write_graph(graph(), tmp_path)
    path = tmp_path / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    del said[gone]
    path.write_text(json.dumps(said))

    with pytest.raises(FolderError, match="run kg build again"):
        read_graph(tmp_path)


@pytest.mark.parametrize("name", ["tables/facts/*", "texts/*", "tables/issues/*"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_torn_or_missing_file_is_told_and_mended(tmp_path: Path, name: str, damage: str) -> None:
    write_graph(graph(), tmp_path)
    path = next(tmp_path.glob(name))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9]) if damage == "cut" else path.unlink()

    with pytest.raises(FolderError, match="unfinished, run kg build again"):
        read_graph(tmp_path)
    write_graph(graph(), tmp_path)
    assert path.read_bytes() == whole
    assert read_graph(tmp_path) == graph()


class Death(BaseException):
    """Stands for the end of the process in the middle of a build."""


@pytest.mark.no_cover
@pytest.mark.parametrize("first", [True, False])
def test_a_death_at_any_step_leaves_the_old_graph_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    """Die at each renaming and removal in turn, until a build gets through."""
    old, new = Graph(), graph()
    seen = []
    write_graph(old, tmp_path / "old")
    for step in range(100):
        folder = tmp_path / str(step)
        if not first:
            shutil.copytree(tmp_path / "old", folder)
        with monkeypatch.context() as patch:
            _die_at(patch, step)
            try:
                write_graph(new, folder)
                break
            except Death:
                pass
        seen.append(_state(folder, old, new))
        (folder / "cache").mkdir(exist_ok=True)
        (folder / "cache" / "kg.lock").touch()
        write_graph(new, folder)
        (folder / "cache" / "kg.lock").unlink()
        (folder / "cache").rmdir()
        assert read_graph(folder) == new
    write_graph(new, tmp_path / "clean")
    assert content(folder) == content(tmp_path / "clean")
    assert len(seen) > len(content(folder)) - 1
    assert set(seen) == ({"unfinished"} if first else {"old", "new"})


def _die_at(patch: pytest.MonkeyPatch, step: int) -> None:
    count = iter(range(1000))

    def mortal(name: str) -> None:
        real = getattr(Path, name)

        def once(self: Path, *args: object) -> object:
            if next(count) == step:
                raise Death
            return real(self, *args)

        patch.setattr(Path, name, once)

    mortal("replace")
    mortal("unlink")


def _state(folder: Path, old: Graph, new: Graph) -> str:
    try:
        found = read_graph(folder)
    except FolderError as error:
        return "unfinished" if "unfinished, run kg build again" in str(error) else str(error)
    assert found in (old, new)
    return "new" if found == new else "old"


def test_a_reader_beside_a_writer_sees_one_graph_or_the_other(tmp_path: Path) -> None:
    old, new = graph(), replace(graph(), facts=(), issues=())
    write_graph(old, tmp_path)
    done = threading.Event()

    def write() -> None:
        for turn in range(10):
            write_graph(old if turn % 2 else new, tmp_path)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        found = read_graph(tmp_path)
        assert found in (old, new)
        seen.add(found == old)
    writer.join()
    assert seen
