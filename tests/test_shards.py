import ast
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import ServiceError
from kg.model import Metadata, Reading, Report
from kg.read import Input
from kg.shards import CODE, Shard, fingerprint, halve, key_of, plan, read_shard, read_shard_elsewhere, reader
from tests import stages

ITEM = Input("a.txt", Path("a.txt"), "r0123456789abcdef", 9)


def test_the_key_hangs_on_content_and_manifest_and_not_on_names() -> None:
    assert key_of(ITEM) == key_of(replace(ITEM, source="b.txt", path=Path("c/b.txt")))
    assert key_of(ITEM) != key_of(replace(ITEM, id="rfedcba9876543210"))
    assert key_of(ITEM) != key_of(replace(ITEM, meta=Metadata(year=2021)))
    assert key_of(replace(ITEM, meta=Metadata(title="x"))) != key_of(replace(ITEM, meta=Metadata(issuer="x")))


def test_a_shard_is_small_enough_to_lose_and_all_inputs_are_in_one() -> None:
    inputs = [replace(ITEM, source=str(999 - number), id=f"r{number:016x}") for number in range(1000)]
    shards = plan(inputs[::-1], Path("cache"), stages.extract, workers=2)

    assert [replace(item, path=ITEM.path) for shard in shards for item in shard.inputs] == inputs
    assert all(item.path == ITEM.path.absolute() for shard in shards for item in shard.inputs)
    assert max(len(shard.inputs) for shard in shards) <= 256
    assert len(plan(inputs[:5], Path("cache"), stages.extract, workers=2)) == 5
    assert plan([], Path("cache"), stages.extract, workers=2) == []


def test_files_of_an_archive_are_read_together() -> None:
    inputs = [
        replace(ITEM, path=Path(f"{number % 2}.zip"), member=f"{number}.txt", id=f"r{number:016x}")
        for number in range(8)
    ]
    shards = plan(inputs, Path("cache"), stages.extract, workers=1)

    read = ["".join(item.path.name[0] for item in shard.inputs) for shard in shards]
    assert read == ["00", "00", "11", "11"]


def test_halves_hold_the_whole_and_one_input_has_none() -> None:
    inputs = tuple(replace(ITEM, source=str(number)) for number in range(5))
    shard = Shard(inputs, Path("cache"), stages.extract)

    assert [len(half.inputs) for half in halve(shard)] == [2, 3]
    assert sum((half.inputs for half in halve(shard)), ()) == inputs
    assert halve(replace(shard, inputs=inputs[:1])) == ()


def test_a_shard_is_read_elsewhere_as_here(tmp_path: Path) -> None:
    shard = placed(tmp_path)

    assert read_shard_elsewhere(shard) == read_shard(shard)
    held = replace(shard.inputs[0], path=Path("-"), member="-.txt", held="2021年《新规》".encode())
    assert read_shard_elsewhere(replace(shard, inputs=(held,))).path.is_file()


def test_another_kg_elsewhere_is_told(tmp_path: Path) -> None:
    shard = replace(placed(tmp_path), extract=other)

    with pytest.raises(ServiceError, match="has another kg, Python or spaCy than the build"):
        read_shard_elsewhere(shard)


@pytest.mark.parametrize("gone", ["cache", "a.txt"])
def test_files_that_a_worker_does_not_see_are_told_and_no_report_refused(tmp_path: Path, gone: str) -> None:
    shard = placed(tmp_path)
    (tmp_path / gone).rename(tmp_path / "elsewhere")

    with pytest.raises(ServiceError, match=f"does not see .*{gone}; reports and OUT must be on storage"):
        read_shard_elsewhere(shard)


def placed(folder: Path) -> Shard:
    """A shard of one report, with all that a worker must see."""
    (folder / "a.txt").write_text("2021年《新规》", "utf-8")
    (folder / "cache").mkdir()
    item = replace(ITEM, path=folder / "a.txt")
    return Shard((item,), folder / "cache" / fingerprint(stages.extract), stages.extract)


def test_the_fingerprint_names_the_function_too() -> None:
    assert fingerprint(stages.extract) == fingerprint(stages.extract)
    assert fingerprint(stages.extract) != fingerprint(other)


def test_the_fingerprint_names_what_the_reader_is_given() -> None:
    assert fingerprint(reader()) == fingerprint(reader(without=()))
    assert fingerprint(reader(without=["act.verb"])) == fingerprint(reader(without=("act.verb",)))
    assert fingerprint(reader(without=["act.verb"])) != fingerprint(reader())


def test_a_reader_travels_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(reader(without=["act.verb"])))

    assert fingerprint(again) == fingerprint(reader(without=["act.verb"]))


def other(report: Report) -> Reading:
    return Reading(report)


def test_the_fingerprint_covers_all_that_reading_imports() -> None:
    places = [*_modules("read"), *_modules("nlp"), Path(kg.__file__).parent / "gazetteer.py"]
    imported = {name for place in places for name in _imports(place)}

    assert imported <= set(CODE)


def _modules(room: str) -> list[Path]:
    return sorted((Path(kg.__file__).parent / room).glob("*.py"))


def _imports(place: Path) -> set[str]:
    nodes = ast.walk(ast.parse(place.read_text("utf-8")))
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {module.split(".")[1] for module in modules if module.startswith("kg.")}
