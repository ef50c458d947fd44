"""Figures in tables with a column or a row for each year."""

from kg.model import Metadata, Report, report_id
from kg.nlp import extract

TITLE = "遵义市播州区政务服务局2023年度工作报告\n\n"


def figures(text: str) -> list[tuple[str, str, str | None]]:
    """(quote, indicator, period) of each figure."""
    reading = extract(Report(report_id(text.encode()), "a.txt", text, Metadata()))
    quotes = {mention.id: mention.evidence.quote for mention in reading.mentions}
    return [(quotes[one.mention], one.indicator, one.period) for one in reading.figures]


def test_a_column_for_each_year() -> None:
    text = (
        TITLE
        + "指标\t2022年\t２０２３年度\n受理办件（件）\t1350件\t1500件\n网办率\t\t92%\n\n全年投诉30件。\n"
    )
    assert figures(text) == [
        ("1350件", "受理办件", "2022"),
        ("1500件", "受理办件", "2023"),
        ("92%", "网办率", "2023"),
        ("30件", "投诉", "2023"),
    ]


def test_a_row_for_each_year() -> None:
    text = TITLE + "年份\t办件量（件）\t网办率\n2022年\t1350件\t85%\n2023年\t1500件\t92%\n"
    assert figures(text) == [
        ("1350件", "办件量", "2022"),
        ("85%", "网办率", "2022"),
        ("1500件", "办件量", "2023"),
        ("92%", "网办率", "2023"),
    ]


def test_a_table_without_years_is_of_the_year_of_its_report() -> None:
    assert [period for *_, period in figures(TITLE + "指标\t数量\t其中网办\n受理办件\t1350件\t1500件\n")] == [
        "2023"
    ] * 2
