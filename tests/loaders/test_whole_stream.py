"""What is told on the way of a stream is what the queries find, and what each limit says of each thing.

Held against each other on sound graphs, on graphs of every kind, and on planted faults of every kind, with
memory for everything and for next to nothing.
"""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Store

from kg.graph import Graph
from kg.scratch import scratch
from loaders.checks import holding, lately, named, whole
from loaders.checks.filling import Filling, fill
from loaders.checks.holding import Violation, violations
from loaders.checks.lately import Lately
from loaders.checks.queries import breaches, checks
from loaders.checks.shacl import load_shapes, plan_of
from loaders.checks.stream import Types, term, things
from loaders.checks.whole import CHECKS, Row, Whole
from loaders.rdf.writing import lines_of, quads
from tests.loaders.any_graph import graphs
from tests.loaders.small_graph import small_graph

BASE = "https://example.org/kg"
QUERIES = {check.name: check.query for check in checks()}


def told(lines: list[bytes]) -> dict[str, list[Row]]:
    """The rows of the checks that the stream tells."""
    types: Lately[Types] = Lately()
    with scratch(whole.TABLES, cache=holding.CACHE) as base:
        checked = Whole(types, base)
        for thing in things(lines):
            types.put(thing[0], thing[1].types)
            checked.see(thing)
        for thing in things(lines) if checked.is_wanted() else ():
            checked.see_again(thing)
        return {name: list(rows) for name, rows in checked.told().items()}


def asked(lines: list[bytes], name: str) -> list[Row]:
    """The rows that the query finds."""
    others: dict[str, list[Row]] = {one: [] for one in QUERIES if one != name}
    found = breaches(lambda: lines, Store(), others)
    return [(one.thing, one.path, one.value) for one in found]


def judged(lines: list[bytes]) -> list[Violation]:
    """What each limit says of each thing, with everything in memory."""
    shapes, all_things = load_shapes(), list(things(lines))
    types = {subject: kind.types for subject, kind, _ in all_things}
    plans = [plan_of(kind.types, shapes.paths.intersection(kind.at), shapes) for _, kind, _ in all_things]
    both = list(zip(all_things, plans, strict=True))
    alone = [one for thing, plan in both for one in holding._judged(thing, plan, shapes.paths)]
    joined = [
        Violation(term(subject).text, limit, term(objects[at]))
        for (subject, kind, objects), plan in both
        for limit, path in plan.joins
        for at in kind.at[path]
        if limit.classes.isdisjoint(types.get(objects[at], frozenset()))
    ]
    return alone + joined


SMALL = lines_of(quads(small_graph(), base=BASE))
PREDICATES = sorted({line.split(b" ", 2)[1] for line in SMALL})


LATE, PLANNED, DONE = (
    b'<https://w3id.org/gsr/ns#%b> "%b" .\n' % (name, value)
    for name, value in ((b"period", b"2999"), (b"status", b"planned"), (b"status", b"done"))
)


def test_what_queries_see_is_put_into_a_store_on_the_way() -> None:
    names = (["region_tree"], ["succeeded", "described"], ["same_name", "region_codes"], [*QUERIES])
    for queries in ([QUERIES[name] for name in those] for those in names):
        on_the_way, at_once = Store(), Store()
        filling = Filling(on_the_way, queries)
        for thing in things(SMALL):
            filling.see(thing)
        filling.end()
        assert 0 < fill(at_once, SMALL, queries) == len(on_the_way)
        assert {*map(str, on_the_way)} == {*map(str, at_once)}


def faulty(seed: int) -> list[bytes]:
    """A small graph in which some lines are gone, say other things, or say more."""
    chance, lines = random.Random(seed), list(SMALL)
    for _ in range(chance.choice((1, 3, 10, 40))):
        predicate = chance.choice(PREDICATES)
        alike = [line for line in lines if line.split(b" ", 2)[1] == predicate]
        at = lines.index(chance.choice(alike)) if alike else 0
        subject, said = lines[at].split(b" ", 1)
        others = [line.split(b" ", 1)[1] for line in alike]
        others += [one for one in (LATE, PLANNED, DONE) if one.startswith(predicate)] * 9
        other = b" ".join((subject, chance.choice(others or [said])))
        copy = b" ".join((subject[:-1] + b"0>", said))
        lines[at : at + 1] = chance.choice(([], [other], [other], [lines[at], other], [lines[at], copy]))
    return grouped(lines)


def grouped(lines: list[bytes]) -> list[bytes]:
    """Lines once each, those of one subject together."""
    subjects = dict.fromkeys(line.split(b" ", 1)[0] for line in lines)
    by_subject: dict[bytes, dict[bytes, None]] = {subject: {} for subject in subjects}
    for line in lines:
        by_subject[line.split(b" ", 1)[0]][line] = None
    return [line for those in by_subject.values() for line in those]


@pytest.fixture(params=[1, 7, 100_000])
def held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How much memory holds."""
    for module, name in ((lately, "HELD"), (named, "HELD"), (holding, "BATCH")):
        monkeypatch.setattr(module, name, request.param)
    return int(request.param)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(25))
def test_faults_are_found_as_the_queries_and_the_shapes_find_them(seed: int, held: int) -> None:
    lines = faulty(seed * 100_003 + held)

    for name, rows in told(lines).items():
        assert rows == asked(lines, name), name
    assert list(violations(lambda: lines, load_shapes())) == judged(lines)


def test_in_a_graph_of_ours_no_check_is_left_to_its_query() -> None:
    assert told(SMALL).keys() == set(CHECKS) < QUERIES.keys()


@pytest.mark.no_cover
def test_faults_of_every_kind_were_planted() -> None:
    found = [told(faulty(seed * 100_003 + 7)) for seed in range(150)]

    assert {name for one in found for name, rows in one.items() if rows} == set(CHECKS)


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_in_any_graph_the_same_is_found(graph: Graph) -> None:
    lines = lines_of(quads(graph, base=BASE))

    for name, rows in told(lines).items():
        assert rows == asked(lines, name), name
    assert list(violations(lambda: lines, load_shapes())) == judged(lines)
