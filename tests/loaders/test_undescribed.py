"""What is spoken of and has no class, told on the way of a stream: as the query of the check finds it."""

import random

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kg.store.scratch import scratch
from loaders.checks import undescribed as module
from loaders.checks.queries import checks
from loaders.checks.shacl import TYPE as CLASS
from loaders.checks.undescribed import CACHE, DESCRIBED, TABLES, noting, undescribed

QUERY = next(check.query for check in checks() if check.name == DESCRIBED)
TYPE = NamedNode(CLASS)
WORD = NamedNode("https://example.org/ns#says")
KIND = NamedNode("https://example.org/ns#Kind")
THINGS = [NamedNode(f"https://example.org/id/thing/{number}") for number in range(30)]
OBJECTS: list[NamedNode | Literal | BlankNode] = [
    *THINGS,
    KIND,
    Literal("https://example.org/id/thing/text"),
    BlankNode("b"),
]


def _some(seed: int) -> list[Quad]:
    chance = random.Random(seed)
    said = {Quad(chance.choice(THINGS), WORD, chance.choice(OBJECTS)) for _ in range(40)}
    kinds = {Quad(chance.choice(THINGS), TYPE, KIND) for _ in range(20)}
    return sorted(said | kinds, key=str)


@pytest.mark.parametrize("held", [1, 3, 1_000])
@pytest.mark.parametrize("seed", range(10))
def test_the_stream_tells_what_the_query_finds(held: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", held)
    quads = _some(seed)

    with scratch(TABLES, cache=CACHE) as base:
        assert list(noting(quads, base)) == quads
        told = list(undescribed(base))

    store = Store()
    store.extend(quads)
    assert told == sorted({row["thing"].value for row in store.query(QUERY)})  # type: ignore[union-attr]
    assert told
