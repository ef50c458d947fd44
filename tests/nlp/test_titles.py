import pytest
import spacy

from kg.nlp import titles
from kg.nlp.spans import CANDIDATES
from kg.nlp.title_kinds import kind_of
from kg.nlp.titles import find


def found(text: str, label: str | None = None) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text) if label in (None, hit.label)]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("《贵州省政务服务条例》", "Regulation"),
        ("《关于加快数字政府建设的通知》", "Regulation"),
        ("《法治政府建设实施方案（2016—2020年）》", "Regulation"),
        ("《窗口服务规范（试行）》", "Regulation"),
        ("《意见》", "Regulation"),
        ("《政务服务创新案例集》", "Publication"),
        ("《习近平谈治国理政》", "Publication"),
        ("《铜仁日报》", "Publication"),
        ("《今日说法》", "Publication"),
        ("《“跨省通办”合作协议》", "Agreement"),
        ("《数据共享备忘录》", "Agreement"),
        ("《行政执法监督通知书》", ""),
        ("《企业登记申请表》", ""),
        ("《2021年法治政府建设年度报告》", ""),
        ("《关于破解停车难的建议》", ""),
        ("《中共安顺市委关于制定第十四个五年规划的建议》", "Regulation"),
    ],
)
def test_the_ending_of_a_title_tells_what_it_is(title: str, label: str) -> None:
    assert kind_of(title) == label


def test_a_title_inside_a_title_is_a_hit_of_its_own() -> None:
    text = "落实《省政府办公厅关于印发〈全省一体化平台建设方案〉的通知》要求"
    assert found(text) == [
        "《省政府办公厅关于印发〈全省一体化平台建设方案〉的通知》",
        "〈全省一体化平台建设方案〉",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("学习《问责条例》（试行）和", "《问责条例》（试行）"),
        ("学习《处分条例》(修订版)。", "《处分条例》(修订版)"),
        ("学习《习近平谈治国理政》第三卷，", "《习近平谈治国理政》第三卷"),
        ("出台《行动计划》（2021—2025年）。", "《行动计划》（2021—2025年）"),
    ],
)
def test_marks_of_version_behind_the_bracket_belong_to_the_title(text: str, title: str) -> None:
    assert found(text) == [title]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("组织学习宪法、民法典和行政处罚法。", ["宪法", "民法典", "行政处罚法"]),
        ("大力宣传中华人民共和国消防法。", ["中华人民共和国消防法"]),
        ("严格执行中央八项规定精神。", ["中央八项规定"]),
        ("编制“八五”普法规划。", ["“八五”普法规划"]),
        ("对照2020年法治政府建设工作要点，逐项落实。", ["2020年法治政府建设工作要点"]),
        ("落实江西省优化营商环境条例。", ["江西省优化营商环境条例"]),
        ("制定数字安顺建设规划（2021—2025年）。", ["数字安顺建设规划（2021—2025年）"]),
        ("解州镇秸秆禁烧工作方案\n为做好", ["解州镇秸秆禁烧工作方案"]),
        ("　厦门经济特区数据条例\n第一条", ["厦门经济特区数据条例"]),
        ("解州镇2023年工作总结和工作计划\n一年来", []),
        ("指导西湖区制定工作方案\n", []),
        ("解州镇" + "秸秆" * 50 + "工作方案\n", []),
        ("督促各县区落实工作计划\n", []),
    ],
)
def test_laws_and_full_titles_count_without_brackets(text: str, titles: list[str]) -> None:
    assert found(text, "Regulation") == titles


@pytest.mark.parametrize(
    "text",
    [
        "制定实施方案，完善管理办法。",
        "国家宪法日当天",
        "建立责任清单、负面清单",
        "民间借贷的做法和办法",
        "普法执法守法",
        "依法行政",
        "某市教育局与大学发展规划处座谈",
    ],
)
def test_kinds_without_a_name_are_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（国发〔2016〕76号）", "国发〔2016〕76号"),
        ("（黔府办发[2019]3号）", "黔府办发[2019]3号"),
        ("（东政办（2016）38号）", "东政办（2016）38号"),
        ("(宝金政办函【2017】63号)", "宝金政办函【2017】63号"),
        ("肃政办发 〔2021〕 76 号", "肃政办发 〔2021〕 76 号"),
        ("根据云政法发〔2016〕38号文件", "云政法发〔2016〕38号"),
        ("（湖南省人民政府令第289号）", "湖南省人民政府令第289号"),
        ("（中华人民共和国国务院第711号令）", "中华人民共和国国务院第711号令"),
        ("发布了甲市人民政府令第93号", "甲市人民政府令第93号"),
        ("（1998年5月6日甲市人民政府令19号发布）", "甲市人民政府令19号"),
        ("第47号令废止后", "第47号令"),
        ("落实114号系列文件", "114号"),
        ("地方标准（DB52/T 1234—2021）", "DB52/T 1234—2021"),
    ],
)
def test_numbers_of_documents(text: str, number: str) -> None:
    assert found(text, "DocNo") == [number]


def test_case_numbers_are_none() -> None:
    assert found("（2021）黔01民终123号判决") == []


def test_the_component_is_right_on_the_tokenizer_of_blank_zh() -> None:
    assert titles.annotate
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_titles")
    doc = nlp("学习《优化营商环境条例》（国令第722号）。")
    spans = [(span.text, span.label_, span.id_) for span in doc.spans[CANDIDATES]]
    assert spans == [
        ("《优化营商环境条例》", "Regulation", "title.brackets"),
        ("国令第722号", "DocNo", "title.decree"),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("编制完成“十四五”规划和2035年远景目标纲要。", ["“十四五”规划和2035年远景目标纲要"]),
        ("落实刑法修正案（十一）。", ["刑法修正案（十一）"]),
        ("2030年是“十五五”规划收官之年。", ["“十五五”规划"]),
        ("围绕《关于发展林下经济》重点提案开展督办。", []),
        ("按照《年度报告格式》编制。", ["《年度报告格式》"]),
        ("出台惠企“二十条”。", ["惠企“二十条”"]),
        ("落实“民营经济31条”。", ["民营经济31条"]),
        ("出台关于优化营商环境的实施意见。", ["关于优化营商环境的实施意见"]),
        (
            "根据市委办公厅、市政府办公厅关于事业单位改革实施方案精神",
            ["市委办公厅、市政府办公厅关于事业单位改革实施方案"],
        ),
        ("附件：宁安市政务服务事项清单\n", ["宁安市政务服务事项清单"]),
    ],
)
def test_titles_without_brackets_by_issuer_number_or_line(text: str, titles: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text) if hit.label == "Regulation"] == titles


def test_a_programme_in_quotes_and_a_paper_are_publications() -> None:
    text = "承办“阳光问政直播间”，人民日报报道，人民日报社记者到场。"
    assert [text[hit.start : hit.end] for hit in find(text)] == ["阳光问政直播间", "人民日报"]
