import pytest

from kg.cli.words import pick, say


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("zh_CN.UTF-8", "图"), ("zh", "图"), ("en_GB", "graph"), ("C.UTF-8", "graph"), ("", "graph")],
)
def test_the_locale_picks_the_language(monkeypatch: pytest.MonkeyPatch, locale: str, shown: str) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv("KG_LOCALE", locale)

    assert pick("图 | graph") == shown


def test_a_text_without_bar_is_for_both() -> None:
    assert pick("make demo", "zh") == "make demo"


def test_messages_go_to_stderr_with_their_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LOCALE", "zh")

    say("{count} 篇 | {count} reports", count=3)

    assert capsys.readouterr() == ("", "3 篇\n")
