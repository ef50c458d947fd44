"""A server of a line of Neo4j, started on a database that `kg load --bulk` and its script have filled."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kg.schema import load_schema
from kg.settings import Settings
from loaders.neo4j.bulk import FORMATS, write_bulk
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.property_graph.rows import Elements
from tests.neo4j.container import container, has_docker
from tests.neo4j.server import LINES, NEEDS, Address, Before, assemble, find_java, running

ROOT = Path(__file__).parent.parent.parent
VERSION = os.environ.get("NEO4J_VERSION", LINES[0])
NONE = f"no Neo4j {{}}: set NEO4J_URI, or install {NEEDS}, or start Docker"
SOAK = os.environ.get("SOAK") == "1"
TRIED = tuple(product(LINES, FORMATS) if SOAK else zip(LINES, FORMATS, strict=True))
"""Version and tables of the servers; each imports tables of one format where not all is tried."""
FIRST = next((one for one in TRIED if one[0] == VERSION), (VERSION, "csv"))
"""The server that all tests share."""
SECOND = next(one for one in TRIED if one[0] != VERSION)
"""The server of the other line, for what is tried on both."""
NODES = "MATCH (n) WHERE n.hash IS NOT NULL RETURN labels(n) AS labels, properties(n) AS props"
LINKS = """MATCH (a)-[r]->(b) WHERE r.hash IS NOT NULL
RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS props"""


@dataclass(frozen=True, slots=True)
class Line:
    """A server, and what stood in it when it started; None where it was not ours to fill."""

    settings: Settings
    folder: Path
    imported: list[str] | None


@contextmanager
def filled(version: str, tables: str, work: Path, found: Elements) -> Iterator[Line]:
    """A server of that version; where it is ours it has imported these elements before it starts."""

    def fill(admin: Path) -> None:
        for jar in (assemble(version) / "lib").glob("parquet-floor*.jar"):
            shutil.copy(jar, work / "plugins")  # before hadoop-common on the class path, else Parquet fails
        write_bulk(found, load_schema(), "samples", work / "bulk", tables)
        run_script(work / "bulk", admin)
        add_settings(work / "neo4j.conf")

    with served(version, work, fill) as settings, Neo4jStore(settings) as store:
        yield Line(settings, work / "bulk", dump(store) if (work / "bulk").exists() else None)


@contextmanager
def served(version: str, work: Path, before: Before | None = None) -> Iterator[Settings]:
    """Where a server of that version is; `before` is called if it is ours and has not started yet."""
    java = find_java(version)
    with ExitStack() as stack:
        if "NEO4J_URI" in os.environ:
            yield Settings.from_env()
        elif shutil.which("mvn") and java:
            home = assemble(version)
            yield _settings(stack.enter_context(running(home, work, java, before=before)))
        elif has_docker():
            yield _settings(stack.enter_context(container(version.rpartition(".")[0])))
        else:
            missing(NONE.format(version))


def missing(reason: str) -> NoReturn:
    """Skip the test that lacks something, with the reason; where NEO4J_REQUIRED=1 it fails."""
    if os.environ.get("NEO4J_REQUIRED") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _settings(address: Address) -> Settings:
    return Settings.from_env({"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password})


def run_script(folder: Path, admin: Path) -> None:
    """Run the script that is written beside the tables, from elsewhere, as a user does."""
    done = subprocess.run(
        ["sh", folder / "import.sh"],
        env={**os.environ, "NEO4J_ADMIN": str(admin)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Start the server" in done.stdout


def add_settings(conf: Path) -> None:
    """Add the settings of the containers to those of a server, but for those that it has."""
    known = {line.partition("=")[0] for line in conf.read_text("utf-8").splitlines()}
    with conf.open("a", encoding="utf-8") as file:
        for line in (ROOT / "neo4j.env").read_text("utf-8").splitlines():
            name, _, value = line.removeprefix("NEO4J_").partition("=")
            name = name.replace("__", "-").replace("_", ".").replace("-", "_")
            if not line.startswith("#") and name not in known:
                file.write(f"{name}={value}\n")


def dump(store: Neo4jStore) -> list[str]:
    """Everything of ours in the database, in an order of its own."""
    rows: list[dict[str, Any]] = [*store.stream(NODES, {}), *store.stream(LINKS, {})]
    for row in rows:
        row["props"] = sorted(row["props"].items())
        row["labels"] = sorted(row.get("labels", []))
    return sorted(map(repr, rows))
