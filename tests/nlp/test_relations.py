import pytest
import spacy

from kg.nlp import sections
from kg.nlp.relations import CLAIMS, annotate
from tests.nlp.marked import claims, parse, said

ACTS = [
    ("推出{Regulation:《窗口服务规范》}。", {"@issuer ISSUED 《窗口服务规范》"}),
    ("{Agency:县司法局}推出“{Initiative:证照速办}”。", {"县司法局 LAUNCHED 证照速办"}),
    ("深化“{Initiative:放管服}”改革。", {"@issuer ADVANCES 放管服"}),
    ("{Regulation:《甲办法》}由{Agency:县司法局}印发。", {"县司法局 ISSUED 《甲办法》"}),
    ("“{Platform:云上办}”平台由{Agency:县数据局}开发。", {"县数据局 LAUNCHED 云上办"}),
    ("“{Initiative:一网通办}”改革由{Agency:县司法局}牵头推进。", {"县司法局 ADVANCES 一网通办"}),
    ("举办{Regulation:《甲条例》}专题讲座3场。", {"@issuer STUDIES 《甲条例》"}),
    (
        "推进线上“{Initiative:一网通办}”，线下“{Initiative:一窗综办}”，成效明显。",
        {"@issuer ADVANCES 一网通办", "@issuer ADVANCES 一窗综办"},
    ),
    (
        "学习贯彻{Regulation:《甲条例》}、{Regulation:《乙办法》}。",
        {
            "@issuer STUDIES 《甲条例》",
            "@issuer IMPLEMENTS 《甲条例》",
            "@issuer STUDIES 《乙办法》",
            "@issuer IMPLEMENTS 《乙办法》",
        },
    ),
    ("贯彻落实{Regulation:《甲条例》}。", {"@issuer IMPLEMENTS 《甲条例》"}),
    ("落实新修订的{Regulation:《甲条例》}。", {"@issuer IMPLEMENTS 《甲条例》"}),
    ("健全完善{Regulation:《甲办法》}。", {"@issuer REVISED 《甲办法》"}),
    ("把{Regulation:《甲条例》}列为重点学习内容。", {"@issuer STUDIES 《甲条例》"}),
    ("{Regulation:《旧办法》}等3件同时废止。", {"@issuer REPEALED 《旧办法》"}),
    ("将{Regulation:《甲条例》}第七条第二项修改为：", {"@issuer REVISED 《甲条例》"}),
    (
        "贯彻{Regulation:《关于印发{Regulation:〈甲纲要〉}的通知》}。",
        {"@issuer IMPLEMENTS 《关于印发〈甲纲要〉的通知》", "@issuer IMPLEMENTS 〈甲纲要〉"},
    ),
    (
        "开展“{Initiative:川渝通办}”，打造“{Platform:云上办}”平台。",
        {"@issuer ADVANCES 川渝通办", "@issuer LAUNCHED 云上办"},
    ),
    ("设立“{Initiative:跨省通办}”窗口。", {"@issuer ADVANCES 跨省通办"}),
    ("以“{Initiative:一件事}”为牵引。", {"@issuer ADVANCES 一件事"}),
    ("{Platform:县网上办事大厅}正式上线运行。", {"@issuer LAUNCHED 县网上办事大厅"}),
    ("上线“{Initiative:跨省通办}”事项426项。", {"@issuer ADVANCES 跨省通办"}),
    ("企业开办“{Initiative:一网通办}”实现当日办结。", {"@issuer ADVANCES 一网通办"}),
    (
        "根据{Regulation:《甲方案》}（以下简称{Regulation:《方案》}）、{Regulation:《乙方案》}部署。",
        {"@issuer IMPLEMENTS 《甲方案》", "@issuer IMPLEMENTS 《乙方案》"},
    ),
    ("制定实施{Regulation:《甲办法》}。", {"@issuer ISSUED 《甲办法》", "@issuer IMPLEMENTS 《甲办法》"}),
    (
        "印发{Regulation:《落实{Regulation:〈甲纲要〉}的方案》}、{Regulation:《关于印发{Regulation:〈乙规定〉}的通知》}。",
        {
            "@issuer ISSUED 《落实〈甲纲要〉的方案》",
            "@issuer ISSUED 《关于印发〈乙规定〉的通知》",
            "@issuer ISSUED 〈乙规定〉",
        },
    ),
    ("开发并上线{Platform:服务地图}。", {"@issuer LAUNCHED 服务地图"}),
    ("形成“{Initiative:三联三办}”模式。", {"@issuer LAUNCHED 三联三办"}),
    ("持续打响“{Initiative:马上办}”品牌。", {"@issuer ADVANCES 马上办"}),
    ("落实法治政府建设“{Initiative:三四五}”机制。", {"@issuer ADVANCES 三四五"}),
    (
        "{Agency:县医保局}印发{Regulation:《甲办法》}，“{Initiative:一码就医}”改革不断推进。",
        {"县医保局 ISSUED 《甲办法》", "@issuer ADVANCES 一码就医"},
    ),
    (
        "推广“{Initiative:河湖长制}”，{Platform:水利监测平台}日均访问{Metric:3万次}。",
        {"@issuer ADVANCES 河湖长制", "3万次 MEASURES 水利监测平台"},
    ),
    ("统筹{Platform:水库调度系统}建设和数据共享。", {"@issuer LAUNCHED 水库调度系统"}),
    ("{Regulation:《甲条例》}于近期正式向社会公布。", {"@issuer ISSUED 《甲条例》"}),
    ("变化源于“{Initiative:路长制}”机制的建立和推行。", {"@issuer ADVANCES 路长制"}),
    ("发挥“{Initiative:一件事}”改革的牵引作用。", {"@issuer ADVANCES 一件事"}),
    ("先后上线发布“{Initiative:跨省通办}”事项。", {"@issuer ADVANCES 跨省通办"}),
    (
        "引入{Platform:甲大模型}，深化{Platform:乙系统}应用。",
        {"@issuer USES 甲大模型", "@issuer USES 乙系统"},
    ),
]
SUBJECTS = [
    (
        "{Agency:县司法局}负责普法，指导、监督{Agency:县法律援助中心}。",
        {"县司法局 SUPERVISES 县法律援助中心"},
    ),
    (
        "在{Agency:县委}领导下，{Agency:县政府}推行“{Initiative:一窗综办}”。",
        {"县委 SUPERVISES 县政府", "县政府 ADVANCES 一窗综办"},
    ),
    (
        "{Agency:省政府办公厅}专题报道我县推行“{Initiative:一窗综办}”，推出“{Initiative:证照速办}”。",
        {"@issuer ADVANCES 一窗综办", "@issuer LAUNCHED 证照速办"},
    ),
    (
        "落实{Agency:省政府}{Regulation:《关于甲的通知》}和{Regulation:《关于乙的通知》}、{Regulation:《丙条例》}。",
        {
            "@issuer IMPLEMENTS 《关于甲的通知》",
            "@issuer IMPLEMENTS 《关于乙的通知》",
            "@issuer IMPLEMENTS 《丙条例》",
            "省政府 ISSUED 《关于甲的通知》",
            "省政府 ISSUED 《关于乙的通知》",
        },
    ),
    (
        "落实{Agency:国务院}制定的{Regulation:《甲纲要》}和{Agency:省政府}印发的{Regulation:《乙方案》}。",
        {
            "@issuer IMPLEMENTS 《甲纲要》",
            "@issuer IMPLEMENTS 《乙方案》",
            "国务院 ISSUED 《甲纲要》",
            "省政府 ISSUED 《乙方案》",
        },
    ),
    (
        "{Agency:市审批局}按照“先进地区能做，{Region:乙市}就要做到”的要求，推出“{Initiative:证照速办}”。",
        {"市审批局 LAUNCHED 证照速办"},
    ),
    (
        "我局在{Agency:县委}、{Agency:县政府}的领导下开展工作。",
        {"县委 SUPERVISES @issuer", "县政府 SUPERVISES @issuer"},
    ),
    (
        "由{Agency:县财政局}牵头、{Agency:县税务局}配合，推行“{Initiative:一窗综办}”。",
        {"县财政局 ADVANCES 一窗综办", "县财政局 PARTNERS_WITH 县税务局"},
    ),
    (
        "落实{Agency:省政府办公厅}{Regulation:《甲清单》}。",
        {"@issuer IMPLEMENTS 《甲清单》", "省政府办公厅 ISSUED 《甲清单》"},
    ),
    (
        "贯彻{Agency:党中央}、{Agency:国务院}{Regulation:《甲纲要》}。",
        {"@issuer IMPLEMENTS 《甲纲要》", "党中央 ISSUED 《甲纲要》", "国务院 ISSUED 《甲纲要》"},
    ),
    ("成立{Agency:数字政府建设领导小组}。", {"数字政府建设领导小组 PART_OF @issuer"}),
    ("{Agency:县法律援助中心}隶属于{Agency:县司法局}。", {"县法律援助中心 PART_OF 县司法局"}),
    ("加强对{Agency:县财政局}的监督。", {"@issuer SUPERVISES 县财政局"}),
    ("协助{Agency:县政府}出台{Regulation:《甲办法》}。", {"县政府 ISSUED 《甲办法》"}),
    (
        "对照{Regulation:《甲条例》}，{Agency:县司法局}推行“{Initiative:一窗综办}”。",
        {"县司法局 IMPLEMENTS 《甲条例》", "县司法局 ADVANCES 一窗综办"},
    ),
    (
        "为深化“{Initiative:放管服}”改革，近年来，{Agency:县司法局}推出“{Initiative:证照速办}”。",
        {"县司法局 ADVANCES 放管服", "县司法局 LAUNCHED 证照速办"},
    ),
    ("（{Agency:县财政局}牵头）推行“{Initiative:一窗综办}”。", {"@issuer ADVANCES 一窗综办"}),
    (
        "{Agency:甲县交易中心}与{Agency:乙县交易中心}签订{Agreement:合作协议}，推行“{Initiative:远程评标}”。",
        {
            "甲县交易中心 PARTNERS_WITH 乙县交易中心",
            "甲县交易中心 PARTY_TO 合作协议",
            "乙县交易中心 PARTY_TO 合作协议",
            "甲县交易中心 ADVANCES 远程评标",
        },
    ),
    (
        "主动接受{Agency:县人大}法律监督、{Agency:县政协}民主监督。",
        {"县人大 SUPERVISES @issuer", "县政协 SUPERVISES @issuer"},
    ),
]
TIES = [
    (
        "与{Region:甲县}、{Region:乙区}等“{Region:四省六区}”签订{Agreement:“{Initiative:跨省通办}”合作协议}。",
        {
            "@region PARTNERS_WITH 甲县",
            "@region PARTNERS_WITH 乙区",
            "@region PARTNERS_WITH 四省六区",
            "@region PARTY_TO “跨省通办”合作协议",
            "甲县 PARTY_TO “跨省通办”合作协议",
            "乙区 PARTY_TO “跨省通办”合作协议",
            "四省六区 PARTY_TO “跨省通办”合作协议",
            "“跨省通办”合作协议 CONCERNS 跨省通办",
        },
    ),
    (
        "与{Region:湖北}、{Region:湖南}等{Region:2省的13个县}签订{Agreement:合作协议}。",
        {
            "@region PARTNERS_WITH 湖北",
            "@region PARTNERS_WITH 湖南",
            "@region PARTNERS_WITH 2省的13个县",
            "@region PARTY_TO 合作协议",
            "2省的13个县 PARTY_TO 合作协议",
        },
    ),
    (
        "{Region:甲县}、{Region:乙县}、{Region:丙县}三地签订{Agreement:合作协议}。",
        {"甲县 PARTY_TO 合作协议", "乙县 PARTY_TO 合作协议", "丙县 PARTY_TO 合作协议"},
    ),
    (
        "{Region:甲县}、{Region:乙县}与{Region:丙县}举行“{Initiative:跨省通办}”签约仪式。",
        {"甲县 PARTNERS_WITH 丙县", "乙县 PARTNERS_WITH 丙县"},
    ),
    ("县文化局在{Agency:市文化局}领导下，{Agency:某市文化局}负责管理。", set()),
    (
        "{Agency:省人大}第四次会议通过的{Regulation:《甲规划》}已公布。",
        {"省人大 ISSUED 《甲规划》"},
    ),
    (
        "{Regulation:《甲方案》}{Regulation:《乙方案》}已经市政府同意，现印发给你们。",
        {"@issuer ISSUED 《甲方案》", "@issuer ISSUED 《乙方案》"},
    ),
    ("汇编{Regulation:《甲准则》}{Regulation:《乙条例》}等重要资料。", set()),
    (
        "与{Org:某某律师事务所}签订{Agreement:法律服务合同}。",
        {
            "@issuer PARTNERS_WITH 某某律师事务所",
            "@issuer PARTY_TO 法律服务合同",
            "某某律师事务所 PARTY_TO 法律服务合同",
        },
    ),
    (
        "{Agency:甲中心}、{Agency:乙中心}签订{Agreement:《跨域通办协议》}，将“{Initiative:跨市通办}”延伸到乡镇。",
        {
            "甲中心 PARTY_TO 《跨域通办协议》",
            "乙中心 PARTY_TO 《跨域通办协议》",
            "《跨域通办协议》 CONCERNS 跨市通办",
            "甲中心 ADVANCES 跨市通办",
            "乙中心 ADVANCES 跨市通办",
        },
    ),
    (
        "会同{Agency:县财政局}出台{Regulation:《甲办法》}。",
        {"@issuer PARTNERS_WITH 县财政局", "县财政局 ISSUED 《甲办法》", "@issuer ISSUED 《甲办法》"},
    ),
    (
        "依托“{Platform:政务云}”，推进“{Initiative:掌上办}”。",
        {"@issuer USES 政务云", "掌上办 USES 政务云", "@issuer ADVANCES 掌上办"},
    ),
    ("处罚结果在{Platform:县政府网站}公示。", {"@issuer USES 县政府网站"}),
    ("诉求由{Platform:县长热线}统一受理。", {"@issuer USES 县长热线"}),
    (
        "数据向{Platform:政务云}汇聚，经{Platform:共享平台}推送。",
        {"@issuer USES 政务云", "@issuer USES 共享平台"},
    ),
    ("以{Platform:甲平台}和{Platform:乙平台}为枢纽。", {"@issuer USES 甲平台", "@issuer USES 乙平台"}),
    ("依托{Platform:甲平台}{Initiative:川渝通办}专区。", {"@issuer USES 甲平台", "川渝通办 USES 甲平台"}),
    (
        "{Agency:甲县审批局}已与{Region:乙市}、{Region:丙县}开展合作。",
        {"甲县审批局 PARTNERS_WITH 乙市", "甲县审批局 PARTNERS_WITH 丙县"},
    ),
    (
        "将{Region:乙县}纳入“{Initiative:跨市通办}”。",
        {"@region PARTNERS_WITH 乙县", "@issuer ADVANCES 跨市通办"},
    ),
    ("{Org:某某律师事务所}受聘为法律顾问。", {"@issuer PARTNERS_WITH 某某律师事务所"}),
    ("{Metric:1286项}事项接入“{Platform:浙里办}”。", {"1286项 MEASURES 浙里办", "@issuer USES 浙里办"}),
    (
        "用好{Platform:浙里办}，推进“{Initiative:四办}”改革。",
        {"@issuer USES 浙里办", "@issuer ADVANCES 四办"},
    ),
    ("{Agency:市人大常委会}在{Agency:市委}领导下开展工作。", {"市委 SUPERVISES 市人大常委会"}),
    (
        "{Initiative:农村危房改造}完成{Metric:650户}。",
        {"@issuer ADVANCES 农村危房改造", "650户 MEASURES 农村危房改造"},
    ),
    ("在“{Platform:诸暨发布}”微信公众号曝光失信名单。", {"@issuer USES 诸暨发布"}),
    ("{Platform:电子税务局}运行平稳。", {"@issuer USES 电子税务局"}),
    (
        "与{Agency:市检察院}会签{Regulation:《协作办法》}。",
        {"@issuer PARTNERS_WITH 市检察院", "@issuer ISSUED 《协作办法》", "市检察院 ISSUED 《协作办法》"},
    ),
    (
        "{Region:甲市}与我市签订{Agreement:《协作协议》}。",
        {"@region PARTNERS_WITH 甲市", "@region PARTY_TO 《协作协议》", "甲市 PARTY_TO 《协作协议》"},
    ),
    (
        "（{Agency:甲局}牵头，{Agency:乙局}、{Agency:丙局}参与）",
        {"甲局 PARTNERS_WITH 乙局", "甲局 PARTNERS_WITH 丙局"},
    ),
    ("景区加入{Region:甲都市圈}旅游年卡，融入{Region:乙都市圈}大局。", set()),
    (
        "通过“{Platform:甲平台}”公开信息12条，开展“{Initiative:乙}”活动。",
        {"@issuer USES 甲平台", "@issuer ADVANCES 乙"},
    ),
    (
        "开展“{Initiative:乙}”行动，依托{Platform:甲平台}巡查。",
        {"@issuer USES 甲平台", "@issuer ADVANCES 乙"},
    ),
    ("推出“{Initiative:乙}”，在{Platform:甲平台}公布名单。", {"@issuer USES 甲平台", "@issuer LAUNCHED 乙"}),
    (
        "依托{Platform:甲平台}和{Platform:乙平台}，“{Initiative:丙}”率达八成。",
        {"@issuer USES 甲平台", "@issuer USES 乙平台", "丙 USES 甲平台", "丙 USES 乙平台"},
    ),
]
FIGURES = [
    (
        "“{Initiative:一次办}”和“{Initiative:零跑动}”占比分别为{Metric:58%}、{Metric:41%}。",
        {"58% MEASURES 一次办", "41% MEASURES 零跑动"},
    ),
    ("{Agency:民政局}、{Agency:卫健局}等{Metric:9个}单位的满意率为{Metric:100%}。", set()),
    (
        "{Metric:156项}“{Initiative:川渝通办}”事项落地。",
        {"156项 MEASURES 川渝通办", "@issuer ADVANCES 川渝通办"},
    ),
    (
        "实现{Initiative:跨省通办}{Metric:12件}、{Initiative:全省通办}{Metric:34件}。",
        {
            "12件 MEASURES 跨省通办",
            "34件 MEASURES 全省通办",
            "@issuer ADVANCES 跨省通办",
            "@issuer ADVANCES 全省通办",
        },
    ),
    (
        "“{Initiative:一次办}”办件{Metric:35件}，同时走访企业{Metric:200家}。",
        {"35件 MEASURES 一次办"},
    ),
    ("{Agency:县公安局}侦破案件{Metric:57起}。", {"57起 MEASURES 县公安局"}),
    ("{Agency:县公安局}、县供电公司等{Metric:16家}单位参加。", set()),
    ("{Agency:县公安局}副局长一行{Metric:4人}到会。", set()),
    ("{Agency:县公安局}审核合同等{Metric:532件}。", {"532件 MEASURES 县公安局"}),
    (
        "深化“{Initiative:三个年}”活动，地区生产总值增长{Metric:5.4%}，签约项目{Metric:27个}。",
        {"@issuer ADVANCES 三个年", "27个 MEASURES 三个年"},
    ),
    ("受理招标备案{Metric:232件}。", set()),
    (
        "“{Initiative:四项改革}”走深走实，“{Initiative:一岗一证}”试点{Metric:8项}，办件平均提速{Metric:35%}。",
        {
            "@issuer ADVANCES 四项改革",
            "@issuer ADVANCES 一岗一证",
            "8项 MEASURES 一岗一证",
            "35% MEASURES 四项改革",
            "35% MEASURES 一岗一证",
        },
    ),
    (
        "推进“{Initiative:清水行动}”，整治河流{Metric:12条}，新建口袋公园{Metric:6个}。",
        {"@issuer ADVANCES 清水行动"},
    ),
    (
        "推行“{Initiative:有诉即办}”，依托{Platform:诉求平台}受理诉求{Metric:1104件}。",
        {
            "@issuer ADVANCES 有诉即办",
            "@issuer USES 诉求平台",
            "有诉即办 USES 诉求平台",
            "1104件 MEASURES 有诉即办",
            "1104件 MEASURES 诉求平台",
        },
    ),
    (
        "印发{Regulation:《甲要点》}，明确任务{Metric:132条}。",
        {"@issuer ISSUED 《甲要点》", "132条 MEASURES 《甲要点》"},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), ACTS + SUBJECTS + FIGURES)
def test_acts_subjects_and_figures(marked: str, expected: set[str]) -> None:
    assert said(marked) == expected


@pytest.mark.parametrize(("marked", "expected"), TIES)
def test_partners_parties_and_means(marked: str, expected: set[str]) -> None:
    assert said(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "按照{Agency:县委}部署开展工作。",
        "停止使用{Platform:“某通”平台}。",
        "暂缓推行“{Initiative:一网通办}”。",
        "整合{Platform:甲平台}，对接{Platform:乙平台}。",
        "“{Initiative:好差评}”群众满意度较高。",
        "举行“{Initiative:跨省通办}”签约仪式。",
        "规划编制融入{Region:乙县}元素。",
        "我局网络与{Agency:省政府}网络互联互通。",
        "大厅由单一办事场所向“{Initiative:政务综合体}”转型。",
        "成立{Agency:县委}、{Agency:县政府}主要领导牵头的机制。",
        "这是深化{Initiative:医保支付方式改革}的先导工程。",
        "在全省“{Initiative:放管服}”改革推进会上作交流发言。",
        "建成“{Initiative:两个健康}”主题公园。",
        "被评为“{Initiative:最多跑一次}”先进单位。",
        "“{Initiative:周末不打烊}”被评为推广案例。",
        "“{Initiative:全程网办}”办理事项比例达九成。",
        "探索建立“{Initiative:一卡通}”的重要指示精神。",
        "搭建集{Initiative:并联审批}等于一体的大厅。",
        "审议关于审定{Regulation:《甲方案》}的请示。",
        "新修订的{Regulation:《甲条例》}公布后。",
        "新修订{Regulation:《行政复议法》}颁布实施。",
    ],
)
def test_what_states_no_relation(marked: str) -> None:
    assert said(marked) == set()


def test_in_articles_whom_they_bind_stands_for_the_region() -> None:
    rule = "第一条 规范服务。\n第二条 {who}应当推行“{{Initiative:一窗综办}}”。"

    assert said(rule.format(who="有关部门")) == {"@region ADVANCES 一窗综办"}
    assert said(rule.format(who="")) == {"@issuer ADVANCES 一窗综办"}
    assert said("有关部门应当推行“{Initiative:一窗综办}”。") == {"@issuer ADVANCES 一窗综办"}


def test_a_region_goes_on_acting_only_where_a_verb_says_so() -> None:
    marked = "{Region:甲新区}日新月异，推行“{Initiative:一窗综办}”。"

    assert said(marked, region="某省某市乙县") == {"@issuer ADVANCES 一窗综办"}


def test_a_region_other_than_our_own_speaks_for_itself() -> None:
    marked = "{Region:甲县}推行“{Initiative:一窗综办}”。"

    assert said(marked, region="某省某市甲县") == {"@issuer ADVANCES 一窗综办"}
    assert said(marked, region="某省某市乙县") == {"甲县 ADVANCES 一窗综办"}
    assert said(marked.replace("甲县", "某省甲县"), region="某省某市甲县") == {"@issuer ADVANCES 一窗综办"}


def test_a_relation_with_itself_is_none() -> None:
    ours = "我县与{Region:某省某市甲县}、{Region:甲县}和{Region:乙县}建立合作机制。"
    marked = ours + "{Region:丙县}与{Region:丙县}结对。"

    assert said(marked, region="某省某市甲县") == {"@region PARTNERS_WITH 乙县"}


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("推进“{Initiative:一网通办}”。", "done"),
        ("我局将推进“{Initiative:一网通办}”。", "planned"),
        ("我局计划出台{Regulation:《甲办法》}。", "planned"),
        ("我局拟出台{Regulation:《甲办法》}。", "planned"),
        ("计划6月底前建成{Platform:云上办}。", "planned"),
        ("2023年，将“{Initiative:一网通办}”改革纳入考核。", "done"),
        ("“{Initiative:一网通办}”改革有待深化。", "problem"),
        ("力争推出“{Initiative:一网通办}”。", "planned"),
        ("根据协议，双方推行“{Initiative:一网通办}”。", "planned"),
        ("将优化流程纳入推进“{Initiative:一网通办}”的内容。", "done"),
        ("二、存在的问题\n“{Initiative:一网通办}”深度不够。", "problem"),
        ("三、下一步工作打算\n推进“{Initiative:一网通办}”。", "planned"),
        ("下一步，重点抓好三件事。\n一是推进“{Initiative:一网通办}”。", "planned"),
        ("某县政务服务管理办法\n第一条 为了规范。\n第二条 推行“{Initiative:一网通办}”。", "planned"),
        ("为推行“{Initiative:一网通办}”打下基础。", "planned"),
        ("未能推行“{Initiative:一网通办}”。", "problem"),
        ("没有全面推行“{Initiative:一网通办}”。", "problem"),
        ("尚未上线{Platform:“某通”平台}。", "problem"),
        ("{Platform:“某通”平台}未能按期上线。", "problem"),
        ("未来将推行“{Initiative:一网通办}”。", "planned"),
        ("我中心将逐步完善制度；健全机制；推行“{Initiative:一网通办}”。", "planned"),
        ("我中心将制度上墙；推行“{Initiative:一网通办}”。", "done"),
        ("精心谋划，推行“{Initiative:一网通办}”。", "done"),
        ("邀请{Agency:县政协}参与推进“{Initiative:一网通办}”。", "done"),
        ("为解决无法异地办理的问题，推行“{Initiative:一网通办}”。", "done"),
        ("关于大厅搬迁的公告\n推出“{Initiative:一网通办}”。", "done"),
        ("《甲方案》政策解读\n二、有哪些举措\n推行“{Initiative:一网通办}”。", "planned"),
        ("关于做好工作的通知\n为贯彻{Regulation:《甲条例》}，结合实际，提出如下意见。", "done"),
        ("某县数据提升行动方案\n一、目标\n日前{Agency:县政府}印发{Regulation:《乙方案》}。", "done"),
        ("某县2020年改革工作计划\n{Regulation:《甲计划》}已经{Agency:县政府}同意，现印发给你们。", "done"),
        ("某县政务服务管理办法\n第一条 推行“{Initiative:一网通办}”是便民的重要举措。", "done"),
        ("某县数据提升行动方案\n一、目标\n为认真贯彻{Regulation:《甲条例》}，加快建设。", "done"),
        ("某县政务服务管理办法\n第一条 说明。\n第二条 按照{Regulation:《甲条例》}办理。", "planned"),
        ("某县数据提升行动方案\n一、目标\n5月8日，{Agency:县政府}推出“{Initiative:一网通办}”。", "done"),
        ("某县数据提升行动方案\n一、目标\n5月8日前，{Agency:县政府}推出“{Initiative:一网通办}”。", "planned"),
        ("某县数据提升行动方案\n一、目标\n优化已实施的“{Initiative:一网通办}”。", "planned"),
        ("主要负责人推进“{Initiative:一网通办}”。", "done"),
        ("双方就共同推行“{Initiative:一网通办}”达成一致。", "planned"),
        ("造就一批骨干，推行“{Initiative:一网通办}”。", "done"),
        ("代拟文件，推进“{Initiative:一网通办}”。", "done"),
        ("“{Initiative:跨省通办}”推进缓慢。", "problem"),
        ("推进“{Initiative:跨省通办}”，有效解决办事难等一批薄弱问题。", "done"),
        ("“{Initiative:跨省通办}”解决问题的能力不足。", "problem"),
        ("二是“{Initiative:一件事一次办}”推进不快。", "problem"),
    ],
)
def test_the_status_of_a_claim(marked: str, status: str) -> None:
    assert [claim.status for claim in claims(marked)] == [status]


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("2023年，重点推行“{Initiative:一网通办}”。", "planned"),
        ("2023年，局里抓三件事。\n推行“{Initiative:一网通办}”。", "planned"),
        ("2022年，推行“{Initiative:一网通办}”。", "done"),
        ("2023年，推行了“{Initiative:一网通办}”。", "done"),
        ("四、关于办事难的问题\n推行“{Initiative:一网通办}”。", "done"),
        ("2023年打算。推行“{Initiative:一网通办}”。", "planned"),
        ("会议议定如下：\n一、推行“{Initiative:一网通办}”。", "planned"),
    ],
)
def test_what_a_report_of_2022_tells_of_a_later_year_is_planned(marked: str, status: str) -> None:
    assert [claim.status for claim in claims(marked, year=2022)] == [status]


def test_the_evidence_is_the_sentence() -> None:
    text, _ = parse("工作有序。推进“{Initiative:一网通办}”；受理申请。")

    (claim,) = claims("工作有序。推进“{Initiative:一网通办}”；受理申请。")

    assert text[claim.start : claim.end] == "推进“一网通办”；"


def test_offsets_hold_on_the_tokenizer_of_spacy() -> None:
    text = "2023 年，我局推进  “一网通办”改革。"
    doc = sections.annotate(spacy.blank("zh")(text))
    doc.spans["mentions"] = [doc.char_span(text.index("一网"), text.index("通办") + 2, label="Initiative")]

    ((subject, predicate, target, status, rule, start, end),) = annotate(doc).user_data[CLAIMS]

    assert (subject, predicate, status, rule) == ("@issuer", "ADVANCES", "done", "act.verb")
    assert text[target[0] : target[1]] == "一网通办"
    assert text[start:end] == text
