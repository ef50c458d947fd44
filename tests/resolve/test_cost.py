"""What one more report moves: its own entities, and nothing that is said of the others."""

from benchmarks.resolving import corpus
from kg.resolve import resolve


def test_one_report_more_changes_only_the_entities_that_it_names() -> None:
    *before, last = corpus(3_000, 300)
    old, new = resolve(before), resolve([*before, last])

    own = {row.entity for row in new.resolved if row.report_id == last.report.id}

    assert own
    assert {entity.id for entity in set(old.entities) ^ set(new.entities)} <= own
    assert {row for row in new.resolved if row.report_id != last.report.id} == set(old.resolved)
    assert len(new.resolved) - len(old.resolved) == len(last.mentions) + 2
