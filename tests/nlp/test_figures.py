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


def test_a_change_knows_where_it_started() -> None:
    assert figures("时限由14659日压缩至1788日，压缩率87.8%。") == [
        ("14659日", "2021", None),
        ("1788日", "2021", "14659日"),
        ("87.8%", "2021", None),
    ]


def test_the_indicator_is_in_the_words_of_the_clause() -> None:
    text = "截至目前，企业开办时间压缩66.7%，全年归集电子证照21.6万张。"

    assert [f["indicator"] for f in find(text, metrics(text), 2021)] == ["企业开办时间", "归集电子证照"]
