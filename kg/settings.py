"""What the environment decides: the Neo4j connection, the graph folder, the base IRI, the locale."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_BASE_IRI = "https://w3id.org/gsr"


@dataclass(frozen=True, slots=True)
class Settings:
    """Values read once from the environment; a function that needs one takes it as an argument."""

    graph: Path
    base_iri: str
    locale: str
    neo4j_uri: str | None
    neo4j_user: str
    neo4j_password: str | None = field(repr=False)
    neo4j_password_file: Path | None
    neo4j_database: str
    neo4j_allow_plain: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Settings from `env` (default: the process environment); every name has a default."""
        env = os.environ if env is None else env
        language = env.get("KG_LOCALE") or env.get("LC_ALL") or env.get("LANG") or "en"
        password_file = env.get("NEO4J_PASSWORD_FILE")
        return cls(
            graph=Path(env.get("KG_GRAPH") or "graph"),
            base_iri=(env.get("KG_BASE_IRI") or DEFAULT_BASE_IRI).rstrip("/"),
            locale="zh" if language.lower().startswith("zh") else "en",
            neo4j_uri=env.get("NEO4J_URI") or None,
            neo4j_user=env.get("NEO4J_USER") or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD") or None,
            neo4j_password_file=Path(password_file) if password_file else None,
            neo4j_database=env.get("NEO4J_DATABASE") or "neo4j",
            neo4j_allow_plain=env.get("NEO4J_ALLOW_PLAIN") == "1",
        )
