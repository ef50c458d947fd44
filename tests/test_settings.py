from pathlib import Path

from kg.settings import Settings


def test_every_name_has_a_default() -> None:
    settings = Settings.from_env({})

    assert settings.graph == Path("graph")
    assert (settings.base_iri, settings.neo4j_user, settings.neo4j_uri) == (
        "https://w3id.org/gsr",
        "neo4j",
        None,
    )


def test_locale_is_taken_from_our_own_name_first() -> None:
    assert Settings.from_env({"KG_LOCALE": "en", "LANG": "zh_CN.UTF-8"}).locale == "en"
    assert Settings.from_env({"LANG": "zh_CN.UTF-8"}).locale == "zh"


def test_base_iri_has_no_closing_slash() -> None:
    assert Settings.from_env({"KG_BASE_IRI": "https://data.example.cn/kg/"}).base_iri == (
        "https://data.example.cn/kg"
    )


def test_the_password_is_not_shown() -> None:
    assert "geheim" not in repr(Settings.from_env({"NEO4J_PASSWORD": "geheim"}))
