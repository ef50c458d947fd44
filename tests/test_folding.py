import pytest

from kg.folding import bare, bigrams, clean, fold, is_traditional


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省数据\n资源管理局", "省数据资源管理局"),
        ("区委依法治区 2021 年工作要点", "区委依法治区2021年工作要点"),
        ("World  Bank\nGroup", "World Bank Group"),
    ],
)
def test_clean_drops_what_layout_put_in(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_one_key_for_every_way_to_write_brackets_dashes_and_width() -> None:
    spellings = [
        "《法治政府建设实施纲要（2021—2025年）》",
        "〈法治政府建设实施纲要(２０２１－２０２５年)〉",
        "法治政府建设实施纲要2021-2025年",
        "法治政府建设实施纲要( 2021–2025 年)",
    ]
    assert {fold(each) for each in spellings} == {"法治政府建设实施纲要2021-2025年"}


def test_a_hyphen_that_is_no_range_stays() -> None:
    assert fold("A-B") == "a-b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《X》", "X"),
        ("“放管服”", "放管服"),
        ("“八五”普法", "“八五”普法"),
        ("《甲》和《乙》", "《甲》和《乙》"),
        ("《〈甲〉》", "甲"),
    ],
)
def test_bare_takes_off_only_what_encloses_all(text: str, expected: str) -> None:
    assert bare(text) == expected


def test_traditional_and_simplified_spellings_have_one_key_and_one_name() -> None:
    assert fold("《關於推進政務服務的意見》") == fold("《关于推进政务服务的意见》")
    assert bare("“一網通辦”") == "一网通办"
    assert clean("重慶市政務服務局") == "重慶市政務服務局"


def test_the_script_of_a_text_is_told_by_its_frequent_signs() -> None:
    assert is_traditional("為進一步深化改革，現將有關情況報告如下。")
    assert not is_traditional("为进一步深化改革，现将有关情况报告如下。“國務院”三字为题写。")
    assert not is_traditional("")


@pytest.mark.parametrize(
    ("word", "expected"), [("数据局", {"数据", "据局"}), ("局局局", {"局局"}), ("局", {"局"}), ("", {""})]
)
def test_bigrams_of_a_short_word_are_the_word(word: str, expected: set[str]) -> None:
    assert bigrams(word) == expected
