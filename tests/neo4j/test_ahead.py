"""What comes next is worked out while what came before is used."""

from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from loaders.neo4j.ahead import ahead


def test_all_comes_in_order_and_nothing_of_nothing() -> None:
    assert list(ahead(range(100))) == list(range(100))
    assert list(ahead(())) == []


def test_the_next_is_worked_out_by_another_thread_while_this_one_is_used() -> None:
    asked, threads = Event(), set[int]()

    def source() -> Iterator[int]:
        yield 1
        threads.add(get_ident())
        asked.set()
        yield 2

    found = ahead(source())
    assert next(found) == 1
    assert asked.wait(20)
    assert list(found) == [2]
    assert get_ident() not in threads


def test_what_it_raises_comes_in_its_place() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise ValueError("the second")

    found = ahead(source())
    assert next(found) == 1
    with pytest.raises(ValueError, match="the second"):
        next(found)


def test_one_that_is_closed_early_is_asked_for_one_more_at_most() -> None:
    asked = []

    def source() -> Iterator[int]:
        for one in range(100):
            asked.append(one)
            yield one

    found = ahead(source())
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert asked in ([0], [0, 1])
