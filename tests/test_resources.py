import pytest

from kg.errors import DataError
from kg.resources import parse_table, resource


def test_leading_comment_lines_are_the_head() -> None:
    rows = parse_table('# origin: own\n# licence: CC0\ncue,label\n推进,"a,b"\n', "lexicon/x.csv")

    assert rows == ({"cue": "推进", "label": "a,b"},)


def test_a_row_of_another_width_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match=r"lexicon/x\.csv, line 3: 1 cells, expected 2"):
        parse_table("# head\na,b\nonly\n", "lexicon/x.csv")


def test_the_ontology_is_found_and_what_is_missing_is_named() -> None:
    assert resource("ontology/gsr.ttl").is_file()
    with pytest.raises(DataError, match=r"ontology/none\.ttl"):
        resource("ontology/none.ttl")
