"""What a package tells of the difference to an older one."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from kg.errors import UsageError
from loaders.publish import Publication, delta, publish
from loaders.publish.data import triples_in
from loaders.publish.work import Work

THING = "<https://example.org/kg/id/agency/{}> <https://example.org/p> {} .\n"


def package_of(folder: Path, about: Publication, *lines: str) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "kg.nt").write_text("".join(lines), "utf-8")
    said = {"generator": "zhengwu-kg 0", "id": about.iri, "version": "1.0.0"}
    (folder / "datapackage.json").write_text(json.dumps(said), "utf-8")
    return folder


def test_what_is_new_other_and_gone_is_told(about: Publication, tmp_path: Path) -> None:
    same = THING.format("a1", '"same"') + THING.format("a1", '"too"')
    runs = [f"<{about.base}/graph/report/r1> <https://example.org/by> <{run}> .\n" for run in "xy"]
    old = package_of(
        tmp_path / "old", about, same + runs[0], THING.format("a2", '"1"'), THING.format("a3", '"gone"')
    )
    new = package_of(
        tmp_path / "new", about, same + runs[1], THING.format("a2", '"2"'), THING.format("a4", '"new"')
    )

    (item,) = delta.write(Work(None, new, about, since=old))  # type: ignore[arg-type]

    with (new / "delta.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["op"], row["type"], row["iri"].rpartition("/")[2]) for row in csv.DictReader(file)]
    assert rows == [("MOD", "agency", "a2"), ("DEL", "agency", "a3"), ("ADD", "agency", "a4")]
    assert item.rows == 3


def test_only_an_older_package_of_the_same_data_set_is_compared_with(
    samples_graph: Path, about: Publication, tmp_path: Path
) -> None:
    other = package_of(tmp_path / "other", about)
    (other / "datapackage.json").write_text('{"generator": "zhengwu-kg 0", "id": "https://example.org/x"}')

    for since, told in (
        (tmp_path, "no package of kg publish"),
        (other, "package of https://example.org/x, expected"),
    ):
        with pytest.raises(UsageError, match=told):
            publish(samples_graph, tmp_path / "package", about, since=since)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_a_graph_that_did_not_change_has_no_delta(package: Path, about: Publication, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(package / "data")

    (item,) = delta.write(Work(None, tmp_path, about, since=package))  # type: ignore[arg-type]

    assert item.rows == 0


def test_a_package_that_was_damaged_is_not_compared_with(
    samples_graph: Path, package: Path, about: Publication, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(package, old)
    triples = triples_in(old)
    triples.write_bytes(triples.read_bytes()[:-1])

    with pytest.raises(UsageError, match="not what SHA256SUMS says; name a whole package"):
        publish(samples_graph, tmp_path / "package", about, since=old)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
