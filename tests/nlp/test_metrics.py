import pytest
import spacy

from kg.nlp.metrics import find

FOUND = [
    ("共156项“省内通办”事项", ["156项"]),
    ("办件 280 余万件，满意度 98% 以上", ["280 余万件", "98% 以上"]),
    ("由28个增加到31个", ["28个", "31个"]),
    ("中标金额28.65亿元，节约率为11.63%", ["28.65亿元", "11.63%"]),
    ("不少于20个，超21万件，近1,300户", ["不少于20个", "超21万件", "近1,300户"]),
    ("涉及七类23项任务", ["七类", "23项"]),
    ("办结率百分之百，参学率百分百", ["百分之百", "百分百"]),
    ("5个工作日以内办结", ["5个工作日以内"]),
    ("公示期为20日，不少于7日，3日内办结", ["20日", "不少于7日", "3日内"]),
    ("代办13万余件，约9000人次", ["13万余件", "约9000人次"]),
    ("访问量突破52万次", ["52万次"]),
    ("现场签约14.5亿元", ["14.5亿元"]),
    ("开标用时2小时40分，抗震宜居农房23万多户", ["2小时40分", "23万多户"]),
    ("明确七个方面31项任务", ["七个", "31项"]),
    ("PM2.5平均浓度为35微克/立方米", ["35微克/立方米"]),
    ("港口吞吐量达270万标准箱，响应缩短到70毫秒", ["270万标准箱", "70毫秒"]),
    ("商务局等12部门印发，涉及6大方面38项任务", ["12部门", "6大", "38项"]),
]
NONE = [
    "2021年1月10日",
    "第3名，居全省第5位",
    "7×24小时受理",
    "24小时自助服务区",
    "三项制度、两批、首张",
    "深入推进“十四五”规划",
    "国发〔2022〕5号",
    "排名第12位",
    "综合指数进入全球前18位，位居全省前3位",
    "7月15日至16日召开，会议9日在此间闭幕",
    "20日，专区上线。27日上午签约",
    "于26日举办，5月20日和26日，分别开会",
    "据市行政审批局30日通报",
    "本报告由6部分组成",
    "解读“稳岗惠企20条”",
    "召开二十大、19大",
    "领导班子1正2副",
    "打造15分钟便民服务圈",
    "市政府52次常务会议审议通过",
]


@pytest.mark.parametrize(("text", "metrics"), FOUND)
def test_a_number_with_unit_and_marks_is_a_metric(text: str, metrics: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == metrics


@pytest.mark.parametrize("text", NONE)
def test_dates_ordinals_and_opening_hours_are_none(text: str) -> None:
    assert find(text) == []


def test_the_component_is_right_on_the_tokenizer_of_spacy() -> None:
    import kg.nlp.metrics  # noqa: F401  registers the factory

    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_metrics")
    doc = nlp("今年 办件 280 余万件，满意率 99.9%。")

    assert [span.text for span in doc.spans["candidates"]] == ["280 余万件", "99.9%"]
