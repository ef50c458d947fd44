"""The checks of `kg doctor`: each finds the state of one thing, and what to do about it."""

import platform
import socket
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from urllib.parse import urlsplit

from kg._version import __version__
from kg.errors import KgError
from kg.settings import Settings

BOLT_PORT, PATIENCE_SECONDS = 7687, 3.0
OK, WRONG, ABSENT = "ok", "wrong", "not set"
Finding = tuple[str, str, str, str]


def findings(graph: Path) -> Iterator[Finding]:
    """What each check found: its name, state, what is there, what to do."""
    settings = Settings.from_env()
    yield ("kg", OK, __version__, "")
    yield _python()
    yield from _packages()
    yield _engine()
    yield _data()
    yield _folder(graph)
    yield _neo4j(settings)


def _python() -> Finding:
    state = OK if sys.version_info >= (3, 11) else WRONG
    todo = "" if state == OK else "请用 Python 3.11 或更新版本 | use Python 3.11 or newer"
    return ("Python", state, f"{platform.python_version()} ({platform.system()} {platform.machine()})", todo)


def _packages() -> Iterator[Finding]:
    """Each package that the installation requires on this machine, with its version."""
    from packaging.requirements import Requirement

    for requirement in map(Requirement, requires("zhengwu-kg") or ()):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield (requirement.name, WRONG, "", _install(str(requirement)))
            continue
        fits = requirement.specifier.contains(found, prereleases=True)
        yield (requirement.name, OK if fits else WRONG, found, "" if fits else _install(str(requirement)))


def _install(requirement: str) -> str:
    return f"请安装 {requirement} | install {requirement}"


def _engine() -> Finding:
    """Whether the embedded graph engine can be loaded."""
    try:
        import_module("loaders.property_graph.embedded")
    except KgError as error:
        return (
            "embedded engine",
            WRONG,
            str(error),
            "用 --lang sparql 或 Neo4j | use --lang sparql, or Neo4j",
        )
    return ("embedded engine", OK, "Cypher", "")


def _data() -> Finding:
    """Whether the packaged ontology and lexicon can be read."""
    from kg.resources import resource, table
    from kg.schema import load_schema

    try:
        schema = load_schema()
        names = [
            file.name.removesuffix(".csv") for file in resource("lexicon").iterdir() if ".csv" in file.name
        ]
        rows = sum(len(table(name)) for name in names)
    except KgError as error:
        return ("data", WRONG, str(error), "请重新安装 | reinstall zhengwu-kg")
    found = f"{len(schema.classes)} classes, {len(schema.relations)} relations, {rows} lexicon rows"
    return ("data", OK, found, "")


def _folder(graph: Path) -> Finding:
    from kg.store import read_counts

    if not graph.exists():
        todo = f"kg build PATH -o {graph}"
        return ("graph folder", ABSENT, f"{graph}", todo)
    try:
        counts = read_counts(graph)
    except KgError as error:
        return ("graph folder", WRONG, str(error), f"kg build PATH -o {graph}")
    return ("graph folder", OK, f"{graph}: {counts['reports']} reports, {counts['entities']} entities", "")


def _neo4j(settings: Settings) -> Finding:
    """Whether a Neo4j answers where NEO4J_URI points, and lets the user in."""
    if not settings.neo4j_uri:
        return ("Neo4j", ABSENT, "", "不是必需；设 NEO4J_URI 即可用 | not needed; set NEO4J_URI to use one")
    place = urlsplit(settings.neo4j_uri)
    todo = "启动服务（docker compose up）或改 NEO4J_URI | start it (docker compose up), or mend NEO4J_URI"
    try:
        address = (place.hostname or "", place.port or BOLT_PORT)
        socket.create_connection(address, PATIENCE_SECONDS).close()
        import_module("loaders.neo4j.neo4j_store").Neo4jStore(settings).close()
    except (OSError, ValueError) as error:
        return ("Neo4j", WRONG, f"{place.hostname}: {error}", todo)
    except KgError as error:
        return ("Neo4j", WRONG, str(error), "")
    return ("Neo4j", OK, "{}:{}".format(*address), "")
