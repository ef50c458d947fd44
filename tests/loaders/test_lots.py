"""What a load asks the server for at once."""

from loaders.neo4j.marked import NAMED, hashes_of, lots, named


def test_types_that_have_few_relationships_are_asked_for_together() -> None:
    kinds = ("Entity", "Report", "ISSUED", "USES", "IN_REPORT", "PART_OF")
    numbers = {"Entity": 1, "ISSUED": NAMED - 3, "USES": 3, "IN_REPORT": NAMED + 1}

    assert lots(kinds, numbers) == [("Entity",), ("Report",), ("IN_REPORT",), ("PART_OF", "USES", "ISSUED")]
    assert lots(kinds[2:4], {**numbers, "USES": 4}) == [("ISSUED",), ("USES",)]
    assert lots(kinds[:2], numbers) == [("Entity",), ("Report",)]


def test_the_query_for_a_lot_names_its_types_sorted_and_says_of_which_each_is() -> None:
    lot = ("PART_OF", "USES", "ISSUED")
    ((text, params),) = hashes_of(lot, 0)

    for query in (text, named(lot)):
        assert "-[x:ISSUED|PART_OF|USES]->" in query
        assert "RETURN type(x) AS kind, " in query
    assert params == {"of": 1, "part": 0}
