"""How a package appears: the same bytes again, whole or not at all, nobody's files in its way."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import FolderError
from loaders.publish import Publication, data, package, publish, sums
from loaders.publish.work import Item, Work
from loaders.rdf.writing import read_quads
from tests.conftest import ROOT
from tests.publish.conftest import filled_in


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in sums.names(folder)}


def few(work: Work) -> list[Item]:
    """A maker that is quick."""
    work.path("data/one.txt").write_text("one", "utf-8")
    return []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages without data: for what has to do with folders."""
    kept = [
        maker for maker in package.MAKERS if maker.__module__.rpartition(".")[2] in ("datapackage", "sums")
    ]
    monkeypatch.setattr(package, "MAKERS", (few, *kept))


@pytest.mark.no_cover
def test_the_command_gives_the_same_bytes_again_and_replaces_its_own(
    package: Path, graph: Path, tmp_path: Path
) -> None:
    out, said = tmp_path / "package", filled_in(tmp_path)
    shutil.copytree(package, out)

    assert run(["publish", "-g", str(graph), "-o", str(out), "--settings", str(said)]) == 0
    assert contents(out) == contents(package)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package", "publish.toml"]


def test_every_file_has_its_sum(package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text("utf-8").splitlines()
    said = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}

    found = {name: hashlib.sha256(whole).hexdigest() for name, whole in contents(package).items()}
    del found["SHA256SUMS"]
    assert said == found


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("base", "status", "found"),
    [
        ("https://kg.example.cn/x/", 0, "https://kg.example.cn/x/dataset/kg"),
        ("not an IRI", 2, "no start of an IRI"),
    ],
)
def test_the_start_of_every_iri_can_be_named(
    samples_graph: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    base: str,
    status: int,
    found: str,
) -> None:
    out, said = tmp_path / "package", filled_in(tmp_path)

    given = ["-g", str(samples_graph), "-o", str(out), "--settings", str(said), "--base", base]
    assert run(["publish", *given]) == status
    told = (out / "datapackage.json").read_text("utf-8") if status == 0 else capsys.readouterr().err
    assert found in told
    assert out.exists() == (status == 0)


def test_every_syntax_says_the_same(package: Path) -> None:
    """Turtle, RDF/XML and JSON-LD are made of the N-Triples, TriG of the N-Quads."""
    found = {path.name: path for path in (package / "data").iterdir() if ".gz" not in path.suffixes}
    said = {name: {str(quad) for quad in read_quads(path)} for name, path in found.items()}

    for made, source in data.READ_OFF.items():
        name = next(file for fmt, file, *_ in data.SYNTAXES if fmt == made)
        assert said.get(name) == said.get(f"kg.{source}"), name


def test_the_graph_in_rdf_1_2_comes_when_asked_for(
    samples_graph: Path, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "SYNTAXES", ())
    monkeypatch.setattr(package, "MAKERS", (data.write, sums.write))
    out = tmp_path / "package"

    assert publish(samples_graph, out, about) == []
    shutil.rmtree(out)
    (item,) = publish(samples_graph, out, about, rdf12=True)
    assert item.path == "data/kg-rdf12.ttl"
    assert b"rdf:reifies <<( " in (out / item.path).read_bytes()


@pytest.mark.usefixtures("quick")
def test_a_folder_with_other_things_is_refused(
    samples_graph: Path, about: Publication, tmp_path: Path
) -> None:
    publish(samples_graph, tmp_path / "package", about)
    (tmp_path / "package" / "notes.txt").write_text("mine", "utf-8")
    before = contents(tmp_path)

    for out in (tmp_path / "package", tmp_path):
        with pytest.raises(FolderError, match="which no kg publish put there; choose another -o PKG"):
            publish(samples_graph, out, about)
    assert contents(tmp_path) == before


@pytest.mark.usefixtures("quick")
def test_a_target_or_graph_that_changes_meanwhile_stops_it(
    samples_graph: Path, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, out = tmp_path / "graph", tmp_path / "out" / "package"
    shutil.copytree(samples_graph, graph)
    publish(graph, out, about)

    def meddle(work: Work) -> list[Item]:
        (out / "mine.txt").write_text("mine", "utf-8")
        return []

    def rebuild(work: Work) -> list[Item]:
        with (graph / "manifest.json").open("a", encoding="utf-8") as file:
            file.write("\n")
        return []

    makers = package.MAKERS
    for change, told in ((meddle, f"{out}: changed"), (rebuild, f"{graph}: changed")):
        monkeypatch.setattr(package, "MAKERS", (change, *makers))
        (out / "mine.txt").unlink(missing_ok=True)
        with pytest.raises(FolderError, match=told):
            publish(graph, out, about)
    assert [path.name for path in out.parent.iterdir()] == ["package"]


@pytest.mark.no_cover
def test_a_run_that_is_told_to_end_leaves_nothing_behind(samples_graph: Path, tmp_path: Path) -> None:
    out, temporary = tmp_path / "out" / "package", tmp_path / "temporary"
    temporary.mkdir()
    settings = filled_in(tmp_path)
    call = [*(sys.executable, "-m", "kg", "publish"), *("-g", str(samples_graph), "-o", str(out))]
    asking = out.with_name(".package.kg-new") / "explorer" / "data" / "pairs"
    with subprocess.Popen(
        [*call, "--settings", str(settings)], cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}
    ) as process:
        while process.poll() is None and not (asking.exists() and any(temporary.rglob("triples"))):
            time.sleep(0.01)
        process.terminate()

    assert process.returncode == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []
    assert list(out.parent.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_what_a_killed_run_left_is_put_right_and_what_others_left_beside_is_not_touched(
    samples_graph: Path, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(work: Work) -> list[Item]:
        raise FolderError("no room")

    out, draft, old, lock = (
        tmp_path / name for name in ("pkg", ".pkg.kg-new", ".pkg.kg-old", ".pkg.kg-lock")
    )
    publish(samples_graph, out, about)
    whole = contents(out)
    for beside in (draft, old):
        beside.mkdir()
        (beside / "a").write_text("mine", "utf-8")
        with pytest.raises(FolderError, match=f"beside it stands {beside.name}, .*move it away"):
            publish(samples_graph, out, about)
        assert (beside / "a").read_text("utf-8") == "mine"
        shutil.rmtree(beside)

    out.rename(old)  # killed between the two renames
    draft.mkdir()
    lock.touch()
    makers = package.MAKERS
    monkeypatch.setattr(package, "MAKERS", (fail,))
    with pytest.raises(FolderError, match="no room"):
        publish(samples_graph, out, about)
    assert contents(out) == whole
    monkeypatch.setattr(package, "MAKERS", makers)
    publish(samples_graph, out, about)
    assert [path.name for path in tmp_path.iterdir()] == ["pkg"]
    assert contents(out) == whole


def test_no_package_is_made_within_a_graph(samples_graph: Path, about: Publication) -> None:
    with pytest.raises(FolderError, match="lies in the graph folder"):
        publish(samples_graph, samples_graph / "pkg", about)


@pytest.mark.usefixtures("quick")
def test_no_room_is_one_clear_message_and_leaves_the_old_package(
    samples_graph: Path, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "package"
    publish(samples_graph, out, about)
    before = contents(tmp_path)

    def full(work: Work) -> list[Item]:
        few(work)
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(package, "MAKERS", (full,))
    with pytest.raises(FolderError, match=r"package: cannot be written: No space left on device; mend it"):
        publish(samples_graph, out, replace(about, version="2.0.0"))
    assert contents(tmp_path) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.usefixtures("quick")
def test_a_disk_that_is_really_full(
    samples_graph: Path, about: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def onto_full_disk(work: Work) -> list[Item]:
        work.path("kg.nt").symlink_to("/dev/full")
        work.path("kg.nt").write_text("x" * 100_000, "utf-8")
        return []

    monkeypatch.setattr(package, "MAKERS", (onto_full_disk,))
    with pytest.raises(FolderError, match="No space left on device"):
        publish(samples_graph, tmp_path / "package", about)
    assert list(tmp_path.iterdir()) == []
