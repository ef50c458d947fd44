"""Rows by key, and the values that are made of them."""

import functools
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Entity, EntityId
from kg.room import Room, holding
from kg.sorting import Different, Rows, Sorted, by_id

Made = Callable[..., Rows[str]]


@pytest.fixture(params=[0, 100], ids=["on disk", "held"])
def rows_of(request: pytest.FixtureRequest) -> Made:
    return functools.partial(_rows_of, request.param)


def _rows_of(held: int, *pairs: tuple[str, object]) -> Rows[str]:
    with holding(Room(1, held)):
        rows: Rows[str] = Rows()
    for pair in pairs:
        rows.add([pair])
    return rows


def test_keys_are_in_the_order_of_code_points_and_their_rows_as_they_came(
    rows_of: Callable[..., Rows[str]],
) -> None:
    rows = rows_of(("乙", 2), ("\U00020000", 4), ("乙", 1), ("a", [3, None]), ("\uffff", "…"))

    assert [*rows.groups()] == [("a", [[3, None]]), ("乙", [2, 1]), ("\uffff", ["…"]), ("\U00020000", [4])]
    assert [*rows.keys()] == sorted(["乙", "\U00020000", "a", "\uffff"])
    assert ([*rows.of("乙")], [*rows.of("丙")], len(rows)) == ([2, 1], [], 4)
    assert ("乙" in rows, "丙" in rows) == (True, False)


@pytest.mark.parametrize("most", [0, 2, 3, 9])
def test_rows_that_are_there_are_not_there_twice(most: int) -> None:
    with holding(Room(1, most)):
        rows: Different[str] = Different()
    rows.add([("乙", (2, None)), ("甲", (1, "x")), ("乙", (1, "y"))])
    before = [*rows.of("乙")]
    rows.add([("乙", (1, "y")), ("乙", (0, "z")), ("丙", (4, ""))])

    assert before == [(1, "y"), (2, None)]
    assert [*rows.of("乙")] == [(0, "z"), (1, "y"), (2, None)]
    assert ([*rows.of("丙")], [*rows.of("丁")]) == ([(4, "")], [])
    assert [*rows.keys()] == ["丙", "乙", "甲"]


def test_a_value_is_made_of_the_rows_of_its_key(rows_of: Made) -> None:
    sums = Sorted(rows_of(("b", 2), ("a", 1), ("b", 3)), sum)

    assert dict(sums.items()) == {"a": 1, "b": 5} == dict(sums)
    assert [*sums.values()] == [1, 5]
    assert (sums["b"], sums.get("c"), len(sums), "a" in sums) == (5, None, 2, True)
    with pytest.raises(KeyError):
        sums["c"]


@pytest.mark.parametrize("held", [0, 9])
def test_bytes_are_keys_too(held: int) -> None:
    with holding(Room(1, held)):
        rows: Rows[bytes] = Rows()
    rows.add([(b"\x02", 1), (b"\x01\x00", 2)])

    assert [*rows.groups()] == [(b"\x01\x00", [2]), (b"\x02", [1])]


def test_values_of_a_class_come_back_by_their_ids_and_the_first_of_an_id_stands() -> None:
    said = (("n", 1), ("t", ("x", "y")), ("u", True))
    first = Entity(EntityId("b"), "Region", "k", "乙", ("乙", "乙地"), said)
    other = Entity(EntityId("a"), "Agency", "k", "甲")
    found = by_id(Entity, [first, other, Entity(EntityId("b"), "Region", "k", "丙")])

    assert [*found.items()] == [("a", other), ("b", first)]


@pytest.mark.no_cover
def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        with holding(Room(1, 500)):
            rows: Rows[str] = Rows()
        for at in range(number):
            rows.add([(f"{7 * at % number:06}", ["x" * 100])])
        for _ in rows.groups():
            pass
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    assert peak(20_000) < 20_000 * 100 / 4


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="reads off /proc which files are open: Linux")
def test_rows_that_are_sorted_lie_on_disk_once() -> None:
    before = _deleted()
    with holding(Room(1, 100)):
        rows: Rows[str] = Rows()
        rows.add((f"{at:06}", "x" * 400) for at in range(60_000))
    added = _deleted() - before
    assert len(rows) == 60_000

    assert 20_000_000 < _deleted() - before < 1.3 * added


def _deleted() -> int:
    """The bytes of the open files that have no name any more."""
    return sum(path.stat().st_size for path in Path("/proc/self/fd").iterdir() if _is_deleted(path))


def _is_deleted(path: Path) -> bool:
    try:
        return path.readlink().name.endswith("(deleted)")
    except OSError:  # closed meanwhile
        return False
