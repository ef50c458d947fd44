import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.resolve.clusters import clusters, path
from kg.resolve.denotation import Node

NODES: list[Node] = [("Agency", name) for name in "abcdef"]
Pairs = list[tuple[Node, Node]]
pairs = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1]))


@pytest.mark.no_cover
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pairs, pairs, pairs, st.randoms(use_true_random=False))
def test_what_is_apart_never_meets_and_order_does_not_matter(
    same: Pairs, rules: Pairs, apart: Pairs, order: random.Random
) -> None:
    root = clusters(NODES, same, apart, after=rules)
    assert all(root[left] != root[right] for left, right in apart)
    order.shuffle(same)
    order.shuffle(rules)
    assert clusters(NODES, same, apart, after=rules) == root


def test_same_is_transitive_and_the_least_node_names_the_cluster() -> None:
    a, b, c, d, *_ = NODES
    root = clusters(NODES, [(c, b), (d, c), (b, a)])
    assert {root[a], root[b], root[c], root[d]} == {a}


def test_what_people_say_stands_before_what_rules_say() -> None:
    a, b, c, *_ = NODES
    root = clusters(NODES, [(b, c)], [(a, c)], after=[(a, b)])
    assert root[b] == root[c] != root[a]


def test_a_shortest_way() -> None:
    edges = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"]}
    assert path(edges, "a", "e") == ["a", "b", "d", "e"]
    assert path(edges, "a", "a") == ["a"]
    assert path(edges, "e", "a") == []
