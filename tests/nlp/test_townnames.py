import pytest

from kg import gazetteer
from kg.nlp import townnames
from kg.nlp.regions import find


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text)]


def listed(text: str, county: str | None = None) -> list[str]:
    home = gazetteer.find(county)[0] if county else None
    return [text[start:end] for start, end in townnames.listed(text, home)]


def test_short_names_of_three_towns_of_one_county_count_in_a_list() -> None:
    assert listed("大良、北滘、容桂率先推行。") == ["大良", "北滘", "容桂"]


def test_two_towns_count_only_in_their_own_county() -> None:
    assert listed("北滘、容桂率先推行。") == []
    assert listed("北滘、容桂率先推行。", "顺德区") == ["北滘", "容桂"]


def test_words_are_no_list_of_towns() -> None:
    assert listed("文化、建设、和平等方面") == []
    assert listed("教育、科技、人才工作") == []


def test_a_known_town_is_cut_from_the_word_before_it() -> None:
    assert found("有回马镇、玉峰镇逾期回复。") == ["回马镇", "玉峰镇"]
    assert found("先后参观了王集镇便民服务中心。") == []
    assert found("走访清溪镇、王集镇的企业。") == ["清溪镇", "王集镇"]


@pytest.mark.parametrize(
    ("name", "short"),
    [("顶山街道", "顶山"), ("清溪镇", "清溪"), ("归兰水族乡", "归兰"), ("巴彦塔拉苏木", "巴彦塔拉")],
)
def test_the_short_name_of_a_town_leaves_kind_and_people_out(name: str, short: str) -> None:
    assert gazetteer.town_short(name) == short


def test_towns_of_a_county_are_found_by_its_code() -> None:
    assert "北滘镇" in gazetteer.towns_of("440606")
    assert gazetteer.towns_of("000000") == ()
    assert "440606" in gazetteer.towns_by_short()["北滘"]
