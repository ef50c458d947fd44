import random

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Judgement
from kg.resolve.clusters import broken, clusters, judged
from kg.resolve.denotation import Node

NODES: list[Node] = [("Agency", name) for name in "abcdef"]
pairs = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1]))


@given(pairs, pairs, st.randoms(use_true_random=False))
def test_what_is_apart_never_meets_and_order_does_not_matter(
    same: list[tuple[Node, Node]], apart: list[tuple[Node, Node]], order: random.Random
) -> None:
    root = clusters(NODES, same, apart)
    assert all(root[left] != root[right] for left, right in apart)
    order.shuffle(same)
    assert clusters(NODES, same, apart) == root


def test_same_is_transitive_and_the_least_node_names_the_cluster() -> None:
    a, b, c, d, *_ = NODES
    root = clusters(NODES, [(c, b), (d, c), (b, a)])
    assert {root[a], root[b], root[c], root[d]} == {a}


def test_a_judgement_names_a_node_or_an_evidence() -> None:
    rows = [
        Judgement("Agency:a", "e12-3-4", "same", "", "w"),
        Judgement("Agency:b", "Agency:c", "different", "", "w"),
        Judgement("Agency:d", "Agency:e", "unsure", "", "w"),
        Judgement("Agency:a", "Agency:zz", "same", "", "w"),
    ]
    same, apart, issues = judged(rows, NODES, {"e12-3-4": ("Agency", "f")})
    assert same == [(("Agency", "a"), ("Agency", "f"))]
    assert apart == [(("Agency", "b"), ("Agency", "c"))]
    assert [issue.what.split(":")[1] for issue in issues] == ["zz"]


def test_a_contradiction_is_told() -> None:
    a, b, c, *_ = NODES
    same = [(a, b), (b, c)]
    root = clusters(NODES, same, [(a, c)])
    assert len(broken(same, root)) == 1
