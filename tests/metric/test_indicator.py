import pytest

from kg.metric.indicator import metric_key, metric_name, unit_code, unit_kind, with_topic


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("区政务服务中心办件", "件"), ("区政务服务中心办件量", "件")),
        (("“网上办”事项占比", "%"), ("“网上办”比例", "%")),
        (("时限压缩比", "%"), ("时限压缩率", "%")),
        (("企业开办时间压缩至", "个工作日"), ("企业开办时间", "工作日")),
        (("全年跨省通办办件", "件"), ("“跨省通办”办件量", "件")),
        (("进驻部门", "个"), ("进驻部门数", "个")),
    ],
)
def test_wordings_of_one_metric(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert metric_key(*left) == metric_key(*right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("跨省通办", "项"), ("跨省通办", "件")),
        (("网上办", "%"), ("零跑动", "%")),
        (("建议提案满意率", "%"), ("平台评价满意率", "%")),
        (("办件", "件"), ("办结件", "件")),
    ],
)
def test_different_metrics(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert metric_key(*left) != metric_key(*right)


def test_what_it_is_about_need_not_be_repeated() -> None:
    assert metric_key("办件", "件", "跨省通办") == metric_key("全年“跨省通办”办件量", "件", "跨省通办")
    assert metric_key("办件", "件", "跨省通办") != metric_key("办件", "件", "香易办")
    assert metric_key("办件", "件") != metric_key("办件", "件", "香易办")


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("“执法全过程记录制度”覆盖率", "执法全过程记录"),
        ("执法全过程记录覆盖率", "执法全过程记录"),
        ("12345政务服务便民热线覆盖率", "12345@吉林省长春市"),
        ("“证照管家”平台覆盖率", "证照管家"),
        ("“渝快办”APP覆盖率", "渝快办"),
    ],
)
def test_it_is_one_metric_however_the_text_calls_what_it_is_about(indicator: str, key: str) -> None:
    assert metric_key(indicator, "%", key) == metric_key("覆盖率", "%", key)


def test_words_that_only_begin_as_what_it_is_about_are_of_another_metric() -> None:
    key = "行政审批云"
    assert metric_key("行政审批事项", "项", key) != metric_key("“行政审批云”平台事项", "项", key)
    assert metric_key("电子证照种类", "类", "电子证照系统") != metric_key("种类", "类", "电子证照系统")


def test_a_running_total_is_another_metric() -> None:
    assert metric_key("累计惠及商户", "户") != metric_key("惠及商户", "户")


def test_a_name_never_vanishes() -> None:
    assert metric_key("数量", "个") == "·数量|pieces"
    assert metric_key("63.0%", "%") is None


def test_the_name_says_what_it_is_about() -> None:
    assert with_topic("办件量", "跨省通办") == "“跨省通办”办件量"
    assert with_topic("“跨省通办”办件量", "跨省通办") == "“跨省通办”办件量"
    assert with_topic("办件量", "") == "办件量"
    assert metric_name("“网上办”", unit="%") == "“网上办”比例"
    assert metric_name("办结率", unit="%") == "办结率"


@pytest.mark.parametrize(
    ("unit", "kind"), [("个工作日", "workdays"), ("％", "percent"), ("元", "money"), ("盏", "盏")]
)
def test_kinds_of_units(unit: str, kind: str) -> None:
    assert unit_kind(unit) == kind


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("％", "PERCENT"),
        ("元", "CCY_CNY"),
        ("件", "NUM"),
        ("人次", "NUM"),
        ("天", "DAY"),
        ("个工作日", "working-day"),
        ("百分点", "percentage-point"),
        ("平方公里", "KiloM2"),
        ("亩", None),
        ("分", None),
    ],
)
def test_a_unit_has_the_code_of_qudt_or_our_own(unit: str, code: str | None) -> None:
    assert unit_code(unit) == code
