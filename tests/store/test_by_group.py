"""Readings that are asked for by groups are those of the shards."""

from pathlib import Path

import pytest

from kg.model import Report
from kg.store import load_readings, regrouped, write_outcomes
from kg.store.cache import Outcome, cached
from tests import stages


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """Three shards of five reports, and in each one that was refused."""
    for shard in range(3):
        texts = {f"{shard}{at}": f"《办法{shard}{at}》2021年" * (at + 1) for at in range(5)}
        made = [Outcome(key, stages.extract(Report(key, f"{key}.txt", text))) for key, text in texts.items()]
        write_outcomes(tmp_path, f"s{shard}", [*made, Outcome(f"{shard}x", None)])
    return cached(tmp_path)


def test_each_group_gives_what_its_shards_have(places: dict[str, Path]) -> None:
    groups = [["04", "00", "21"], ["12"], ["20", "11", "1x", "01"]]
    direct = dict(load_readings(places))

    with regrouped(places, groups) as load:
        found = [dict(load({key: places[key] for key in group})) for group in groups]
        some = dict(load({key: places[key] for key in ("21", "04")}))

    assert found == [{key: direct[key] for key in group if key != "1x"} for group in groups]
    assert some == {key: direct[key] for key in ("21", "04")}


def test_more_than_are_made_at_one_go(tmp_path: Path) -> None:
    keys = [f"{at:03}" for at in range(150)]
    for start in (0, 75):
        made = [
            Outcome(key, stages.extract(Report(key, key, f"《{key}》"))) for key in keys[start : start + 75]
        ]
        write_outcomes(tmp_path, f"s{start}", made)
    places = cached(tmp_path)

    with regrouped(places, [keys[::2], keys[1::2]]) as load:
        assert dict(load({key: places[key] for key in keys[1::2]})) == {
            key: reading for key, reading in load_readings(places) if key in keys[1::2]
        }
