import pytest

from kg.nlp.regions import find


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("将两江新区、经开区、高新区建筑纳入。", ["两江新区", "经开区", "高新区"]),
        ("推动城湖新港区、岳阳经开区联动。", ["城湖新港区", "岳阳经开区"]),
        ("加快云岭工业园区建设。", ["云岭工业园区"]),
        ("建成自贸区长沙片区。", ["自贸区长沙片区"]),
        ("到苍南—龙湾文旅产业园考察。", ["苍南—龙湾文旅产业园"]),
        ("调整抚仙湖径流区种植结构。", ["抚仙湖径流区"]),
        ("落户国家数字经济（贵州）综合试验区。", ["国家数字经济（贵州）综合试验区"]),
    ],
)
def test_zones_in_lists_and_by_names_of_their_own(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text", ["在高新区设立窗口。", "打造一批重点产业园区。", "建设现代农业示范区。", "盘活低效园区。"]
)
def test_kinds_of_zones_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支持皖北、粤东粤西发展。", ["皖北", "粤东", "粤西"]),
        ("沪苏浙皖四地联动。", ["沪苏浙皖"]),
        ("宁滁毗邻地区政务合作，滁州牵头。", ["宁滁", "滁州"]),
        ("京津冀鲁高速通车。", []),
        ("中亚班列开行。", []),
        ("与疆内13个地州市签约。", ["疆内13个地州市"]),
        ("与福建等12个省区签约。", ["福建", "12个省区"]),
        ("沿黄九省区共建平台。", ["沿黄九省区"]),
    ],
)
def test_parts_of_provinces_rows_of_signs_and_counted_groups(text: str, names: list[str]) -> None:
    assert found(text) == names
