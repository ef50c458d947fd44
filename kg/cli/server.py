"""The Neo4j that the environment names, opened for a command."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.words import pick
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from loaders.neo4j.neo4j_store import Neo4jStore

Neo4j = Annotated[
    bool, typer.Option("--neo4j", help="问 NEO4J_URI 所指的服务器 | Ask the server that NEO4J_URI names")
]


def open_neo4j(lang: str | None, timeout: float) -> "Neo4jStore":
    """A connection to the server; the password is prompted for on a terminal where none is set.

    Raises UsageError for another language than Cypher, and what Neo4jStore raises.
    """
    from loaders.neo4j.neo4j_store import Neo4jStore

    if lang == "sparql":
        raise UsageError("--neo4j: the server speaks Cypher, not SPARQL; ask in Cypher, or leave out --neo4j")
    settings = Settings.from_env()
    known = settings.neo4j_password is not None or settings.neo4j_password_file is not None
    if known or not settings.neo4j_uri or not sys.stdin.isatty():
        return Neo4jStore(settings, timeout=timeout)
    words = pick("Neo4j 密码 | Neo4j password")
    return Neo4jStore(settings, timeout=timeout, password=typer.prompt(words, hide_input=True, err=True))
