import pytest

from kg.nlp import initiatives, regions


def found(text: str) -> set[str]:
    hits = initiatives.find(text, regions.find(text))
    return {text[hit.start : hit.end] for hit in hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推进平安南宁、数字福建建设。", {"平安南宁", "数字福建"}),
        ("推进平安建设，建设智慧港口。", set()),
        ("到位鲁渝帮扶资金2亿元。", {"鲁渝帮扶"}),
        ("企业帮扶成效明显。", set()),
        ("全面落实乡村振兴战略。", {"乡村振兴"}),
        ("把部署付诸行动。", set()),
        ("实施旅游强县战略。", {"旅游强县战略"}),
        ("全省首届诚信兴商宣传周启动。", {"诚信兴商宣传周"}),
        ("按照“一室一站三区”标准建设。", {"一室一站三区"}),
        ("推进武侯区林权登记制度改革。", {"林权登记制度改革"}),
        ("助推农村宅改制度改革。", {"农村宅改制度改革"}),
        ("深化重点领域和关键环节改革。", set()),
        ("用数据赋能改革，敢闯敢试大胆改革，牢牢把握审批制度改革。", {"审批制度改革"}),
        ("落实“2468”工作体系，拨打“12345”工作热线。", {"2468"}),
    ],
)
def test_names_without_quotes(text: str, names: set[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("name", ["三品一标", "一基地三区", "1+10", "数字政府", "行政审批专用章"])
def test_brands_positions_and_codes_in_quotes_name_nothing(name: str) -> None:
    assert found(f"全市两级“{name}”通过验收。") == set()


def test_an_old_way_that_is_given_up_is_none() -> None:
    assert found("推行新模式，变“坐等上门服务”为“主动上门服务”。") == set()
