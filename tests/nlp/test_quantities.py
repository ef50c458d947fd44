from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.quantities import parse

CASES = [
    ("156项", "156", "项", "exact"),
    ("280 余万件", "2800000", "件", "over"),
    ("32.42亿元", "3242000000", "元", "exact"),
    ("超21万件", "210000", "件", "over"),
    ("50%以上", "50", "%", "at_least"),
    ("约9000人次", "9000", "人次", "about"),
    ("近1,300户", "1300", "户", "near"),
    ("不足70%", "70", "%", "under"),
    ("不少于20个", "20", "个", "at_least"),
    ("0.09次", "0.09", "次", "exact"),
    ("百分之百", "100", "%", "exact"),
    ("百分百", "100", "%", "exact"),
    ("百分之九十九点五", "99.5", "%", "exact"),
    ("万分之3", "0.03", "%", "exact"),
    ("七类", "7", "类", "exact"),
    ("9.5成", "95", "%", "exact"),
    ("2小时40分", "160", "分钟", "exact"),
    ("50个工作日", "50", "个工作日", "exact"),
    (f"{'12345' * 6}件", "123451234512345123451234512300", "件", "exact"),
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), CASES)
def test_value_unit_and_qualifier(text: str, value: str, unit: str, qualifier: str) -> None:
    quantity = parse(text)

    assert quantity is not None
    assert (str(quantity.value), quantity.unit, quantity.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize("text", ["", "项", "全部", "约"])
def test_what_states_no_number_has_no_quantity(text: str) -> None:
    assert parse(text) is None


@given(st.integers(0, 10**9), st.sampled_from(["", "万", "亿"]))
def test_the_scale_multiplies(number: int, scale: str) -> None:
    quantity = parse(f"{number}{scale}件")

    assert quantity is not None
    assert quantity.value == Decimal(number) * {"": 1, "万": 10**4, "亿": 10**8}[scale]
