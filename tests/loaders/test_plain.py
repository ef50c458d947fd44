from decimal import Decimal

import pytest

from loaders.plain import clean, joined, kebab, number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("35000.0", "35000"),
        ("87.30", "87.3"),
        ("100", "100"),
        ("0.00", "0"),
        ("1E+3", "1000"),
        ("-0.50", "-0.5"),
    ],
)
def test_a_number_has_one_way_to_be_written(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_characters_that_xml_cannot_hold_keep_their_place() -> None:
    assert clean("甲\x00乙\x0b\ud800\t\r\n\U0001f600") == "甲\ufffd乙\ufffd\ufffd\t\r\n\U0001f600"


def test_lists_are_joined() -> None:
    assert joined([2021, 2022]) == "2021 | 2022"
    assert joined([]) == ""


@pytest.mark.parametrize(("name", "kind"), [("LegalAct", "legal-act"), ("Agency", "agency")])
def test_kebab_case(name: str, kind: str) -> None:
    assert kebab(name) == kind
