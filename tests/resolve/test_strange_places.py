"""A city in front of a place must be one in which it lies, else nothing decides which place is meant."""

import pytest

from kg.model import Metadata, Report, report_id
from kg.nlp import extract
from kg.resolve import resolve

REPORTS = {
    "云岭市播州区": "云岭市播州区政务服务局2022年工作总结\n\n播州区推行“一网通办”改革。\n",
    "广州市南山区": "广州市南山区行政审批局2022年工作总结\n\n广州市南山区推行“一网通办”改革。\n",
    "玄武县": "玄武县政务服务局2022年工作总结\n\n推行“一网通办”改革。\n",
}


@pytest.mark.parametrize("text", REPORTS.values(), ids=REPORTS)
def test_a_report_of_a_place_that_does_not_exist_is_of_no_other_place(text: str) -> None:
    reading = extract(Report(report_id(text.encode()), "a.txt", text, Metadata()))
    assert reading.report.meta.region is None
    assert "region unknown" in [issue.what for issue in reading.issues]


def test_what_stands_behind_a_strange_city_stays_open_and_is_told() -> None:
    text = REPORTS["云岭市播州区"] + "与遵义市汇川区、云岭市惠水县开展合作，全市超市区域优化。\n"
    reading = extract(Report(report_id(text.encode()), "a.txt", text, Metadata()))
    result = resolve([reading])
    names = {entity.id: (entity.name, "candidate" in dict(entity.properties)) for entity in result.entities}
    quotes = {mention.id: mention.evidence.quote for mention in reading.mentions}
    found = {quotes[row.mention]: names[row.entity] for row in result.resolved if row.mention in quotes}
    assert found["播州区政务服务局"] == ("播州区政务服务局", True)
    assert found["播州区"] == ("播州区", True)
    assert found["惠水县"] == ("惠水县", True)
    assert found["遵义市汇川区"] == ("贵州省遵义市汇川区", False)
    told = [issue.what for issue in result.issues]
    assert "播州区: may be 贵州省遵义市播州区; nothing in the report decides" in told
