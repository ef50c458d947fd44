import pytest
import spacy

from kg.nlp import agencies
from kg.nlp.agencies import find
from kg.nlp.spans import CANDIDATES


def found(text: str, label: str = "Agency") -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text) if hit.label == label]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在区委、区政府的坚强领导下", ["区委", "区政府"]),
        ("由区司法局牵头", ["区司法局"]),
        ("健全区司法局内设机构", ["区司法局"]),
        ("会同县优化办、县市场监督管理局检查", ["县优化办", "县市场监督管理局"]),
        ("温州市鹿城区政务服务中心推进改革", ["温州市鹿城区政务服务中心"]),
        ("区委全面依法治区委员会、县人大常委会", ["区委全面依法治区委员会", "县人大常委会"]),
        ("市公安局翠屏区分局、市公安局交警大队", ["市公安局翠屏区分局", "市公安局交警大队"]),
        ("国家税务总局本溪市税务局", ["国家税务总局本溪市税务局"]),
        ("与阿拉善右旗机关事务服务中心签约", ["阿拉善右旗机关事务服务中心"]),
        ("团市委、区政协", ["团市委", "区政协"]),
        ("党中央、国务院决策部署", ["党中央", "国务院"]),
        ("沧县县委、海城市委", ["沧县县委", "海城市委"]),
        ("万泉镇政府和石景山区八角街道办事处", ["万泉镇政府", "石景山区八角街道办事处"]),
        ("自治区市场监管局、州政府法制办", ["自治区市场监管局", "州政府法制办"]),
        ("成立教育系统“七五”普法领导小组", ["教育系统“七五”普法领导小组"]),
        ("市纪委驻市发展改革委纪检组监督", ["市纪委驻市发展改革委纪检组"]),
        ("与云南省文山州公共资源交易中心互认", ["云南省文山州公共资源交易中心"]),
        ("积极参加司法局组织的培训", ["司法局"]),
        ("人民法院审结案件79件", ["人民法院"]),
        ("区政府常务会议研究", ["区政府"]),
        ("局党组理论学习中心组学习宪法", ["局党组理论学习中心组"]),
        ("各级党委（党组）理论学习中心组学习宪法", []),
        ("昆明市政务中心和大理市政务中心协作", ["昆明市政务中心", "大理市政务中心"]),
        ("专门组建政务服务和数据局", ["政务服务和数据局"]),
        ("市水务局党组书记、局长带队调研", ["市水务局党组"]),
        ("与川师大共建，农大力推进", ["川师大"]),
    ],
)
def test_agencies(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "各行政机关、执法部门和28个部门",
        "政务服务大厅设窗口20个",
        "召开党组会3次",
        "全市政府系统，法治政府建设",
        "推进跨省通办、全域可办",
        "构建区域合作新格局",
        "财政部门加强考核",
        "市场主体和市民办事",
        "办公室设在该处，各部门配合",
        "签署协议，重在落实，统一受理",
    ],
)
def test_look_alikes_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与北京浩天信和(温州)律师事务所签订合同", ["北京浩天信和(温州)律师事务所"]),
        ("为绵阳市投资控股（集团）有限公司授课", ["绵阳市投资控股（集团）有限公司"]),
        ("区工商联、县消费者协会", ["区工商联", "县消费者协会"]),
        ("对接中国银行海城支行、海城农商银行", ["中国银行海城支行", "海城农商银行"]),
        ("对照世界银行指标", ["世界银行"]),
        ("聘请律师事务所，服务企业", []),
        ("也可前往江南农商银行，与“惠农银行”合作", ["江南农商银行", "惠农银行"]),
        ("推动政府和银行合作", []),
    ],
)
def test_organisations(text: str, names: list[str]) -> None:
    assert found(text, "Org") == names


def test_the_component_is_right_on_the_tokenizer_of_blank_zh() -> None:
    assert agencies.annotate
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_agencies")
    doc = nlp("区政务服务办党组会同百度推进")
    spans = [(span.text, span.label_, span.id_) for span in doc.spans[CANDIDATES]]
    assert spans[0] == ("区政务服务办党组", "Agency", "agency.full")
