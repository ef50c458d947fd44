"""What needs no server: where the password comes from, which addresses are taken."""

import re
from pathlib import Path

import pytest

from kg.errors import ServiceError, UsageError
from kg.settings import Settings
from loaders.neo4j.neo4j_store import Neo4jStore, password_of


@pytest.mark.parametrize("content", ["geheim-123\n", "neo4j/geheim-123\n"])
def test_the_password_comes_from_the_file(tmp_path: Path, content: str) -> None:
    file = tmp_path / "password"
    file.write_text(content)

    assert password_of(Settings.from_env({"NEO4J_PASSWORD_FILE": str(file)})) == "geheim-123"
    assert password_of(Settings.from_env({"NEO4J_PASSWORD": "x", "NEO4J_PASSWORD_FILE": str(file)})) == "x"


def test_no_password_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="NEO4J_PASSWORD"):
        password_of(Settings.from_env({}))
    with pytest.raises(UsageError, match="must name a file"):
        password_of(Settings.from_env({"NEO4J_PASSWORD_FILE": str(tmp_path / "none")}))


@pytest.mark.parametrize(
    ("uri", "error", "said"),
    [
        (None, UsageError, "set NEO4J_URI"),
        ("bolt://graph.example.org:7687", UsageError, "in the clear"),
        ("neo4j://8.8.8.8", UsageError, "in the clear"),
        ("http://localhost:7474", UsageError, "such as bolt://"),
        ("bolt://localhost:99999", UsageError, "such as bolt://"),
        ("bolt://localhost:0", UsageError, "such as bolt://"),
        ("bolt://[::1:7687", UsageError, "such as bolt://"),
        ("bolt://neo4j:not-shown-1@localhost:99999", UsageError, "NEO4J_URI=bolt://localhost:99999"),
        ("bolt://neo4j:not-shown-1@8.8.8.8", UsageError, "NEO4J_URI=bolt://8.8.8.8: "),
        ("bolt://127.0.0.1:1", ServiceError, "no Neo4j answers"),
    ],
)
def test_an_address_that_will_not_do(uri: str | None, error: type[Exception], said: str) -> None:
    env = {"NEO4J_PASSWORD": "not-shown-1", **({"NEO4J_URI": uri} if uri else {})}
    with pytest.raises(error, match=re.escape(said)) as caught:
        Neo4jStore(Settings.from_env(env))
    assert "not-shown-1" not in str(caught.value)
