from kg.nlp.figures import find
from kg.nlp.metrics import find as metrics


def figures(text: str, year: int | None = 2021) -> list[tuple[str, str | None, str | None]]:
    found = find(text, metrics(text), year)
    names = {f["start"]: text[f["start"] : f["end"]] for f in found}
    return [(names[f["start"]], f["period"], names.get(f["change_from"])) for f in found]


def test_the_period_is_the_reports_year_unless_the_sentence_says_otherwise() -> None:
    assert figures("今年1—9月，办件12万件。全年受理30件。") == [
        ("12万件", "2021-01/2021-09", None),
        ("30件", "2021", None),
    ]
    assert figures("2019年办件8件。") == [("8件", "2019", None)]
    assert figures("办件8件。", None) == [("8件", None, None)]
    assert figures("“十三五”期间投入8万元。") == [("8万元", "2016-01/2020-12", None)]
    assert figures("十四五时期，2022年建站12个。") == [("12个", "2022", None)]
    assert figures("按“十四五”规划办件8件。") == [("8件", "2021", None)]


def test_a_change_knows_where_it_started() -> None:
    assert figures("时限由14659日压缩至1788日，压缩率87.8%。") == [
        ("14659日", "2021", None),
        ("1788日", "2021", "14659日"),
        ("87.8%", "2021", None),
    ]


def test_the_indicator_is_in_the_words_of_the_clause() -> None:
    text = "截至目前，企业开办时间压缩66.7%，全年归集电子证照21.6万张，我中心办理事项5万件。"

    names = ["企业开办时间压缩率", "归集电子证照", "办理事项"]
    assert [f["indicator"] for f in find(text, metrics(text), 2021)] == names


def test_examples_and_other_counts_are_no_part_of_the_indicator() -> None:
    text = (
        "制定《停车规范》《接待规范》等3项服务标准。覆盖超市、宾馆等25个重点行业。整合31个部门1350个政务服务事项。"
        "全市663项许可事项办理时限压缩50%。向19个主管部门推送信息80条。直接纠错12件，纠错率9%。"
    )
    told = [f["indicator"] for f in find(text, metrics(text), 2021)]

    assert {
        "制定服务标准",
        "重点行业",
        "整合政务服务事项",
        "许可事项办理时限压缩率",
        "向主管部门推送信息",
        "直接纠错率",
    } <= set(told)


def test_what_stands_in_brackets_behind_a_name_is_no_end_of_it() -> None:
    text = "办理建议359件，满意率（基本满意率）100%。受理投诉（含重复来电）35件。"

    assert [f["indicator"] for f in find(text, metrics(text), 2021)] == ["办理建议", "满意率", "受理投诉"]


def test_dates_and_words_that_lead_on_are_no_part_of_the_indicator() -> None:
    text = "3月29日新建站点15个。包括区级部门30个。将全县27个部门的278项许可事项划转。"

    found = [f["indicator"] for f in find(text, metrics(text), 2021)]

    assert (found[:2], found[-1]) == (["新建站点", "区级部门"], "许可事项")


def test_what_is_planned_is_for_the_year_after() -> None:
    text = "全年办件12万件。\n下一步，办件达到20万件。"
    planned = (text.index("下一步"), len(text))

    periods = [f["period"] for f in find(text, metrics(text), 2022, [planned])]

    assert periods == ["2022", "2023"]


def test_months_may_stand_behind_a_figure() -> None:
    assert figures("接收投诉142件（截至10月底）。") == [("142件", "2021-01/2021-10", None)]


def test_thin_words_take_the_topic_of_the_figure_before() -> None:
    text = "收到复议申请154件，受理139件，受理率90.3%；电子证照38类、21.6万张。"

    assert [f["indicator"] for f in find(text, metrics(text), 2021)] == [
        "收到复议申请",
        "收到复议申请受理",
        "收到复议申请受理率",
        "电子证照",
        "电子证照",
    ]
