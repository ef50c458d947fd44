import pytest

from kg.nlp.agencies import find


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.label) for hit in find(text)]


def names(text: str) -> list[str]:
    return [name for name, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("有民政局、卫计局、工商质监局等单位。", ["民政局", "卫计局", "工商质监局"]),
        ("各区财政局、民政局，各有关单位：", []),
        ("各开发区管委会抓好落实。", []),
        ("各乡、镇人民政府，各街道办事处：", []),
        ("各乡、民族乡、镇人民政府要落实责任。", []),
        ("各县、市、特区、区人民政府，各经济开发区管委会：", []),
        ("各市州、县市区人民政府，各产业集聚（开发）区管委会：", []),
        ("祁县经济开发区管委会牵头。", ["祁县经济开发区管委会"]),
        ("柳林镇、县政府各部门", ["县政府"]),
        ("纳入市委工作要点和政府工作报告。", ["市委"]),
        ("各市、县政务服务中心设立窗口。", []),
        ("38个区县政府负责人参加。", []),
        ("乡镇（街道）行政服务中心全部建成。", []),
        ("祁县古县镇人民政府印发方案。", ["祁县古县镇人民政府"]),
        ("江宁路街道社区事务受理服务中心", ["江宁路街道社区事务受理服务中心"]),
        ("旗政府和苏木党委共同负责。", ["旗政府"]),
        ("市纪律检查委员会合署办公。", ["市纪律检查委员会"]),
        ("省委全面深化改革委员会会议", ["省委全面深化改革委员会"]),
        ("华中科技大学同济医学院附属协和医院", ["华中科技大学同济医学院附属协和医院"]),
    ],
)
def test_agencies_in_their_surroundings(text: str, bodies: list[str]) -> None:
    assert names(text) == bodies


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("引进比亚迪项目。", "比亚迪"),
        ("国家电网公司负责。", "国家电网公司"),
        ("与飞达（漳州）实业有限公司签约。", "飞达（漳州）实业有限公司"),
        ("中国电机工程学会农村电气化专业委员会主办。", "中国电机工程学会农村电气化专业委员会"),
        ("移动公司进驻大厅。", "移动公司"),
    ],
)
def test_organisations(text: str, org: str) -> None:
    assert found(text) == [(org, "Org")]
