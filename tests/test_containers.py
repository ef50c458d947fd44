"""docker-compose.yml, its settings and the Dockerfile: read as the Compose specification says, never run.

No container engine runs in the tests, so what a container does is asserted by what its text says.
"""

import re
from typing import Any

import pytest

from tests.conftest import ROOT

DEFAULT = re.compile(r"\$\{\w+:-([^}]*)\}")
SERVERS = ("neo4j", "analysts")
SETTING = re.compile(r"NEO4J_([a-z]+(?:__?[a-z]+)*)")


@pytest.fixture(scope="module")
def compose() -> Any:
    parser = pytest.importorskip("compose_spec", reason="compose-spec has no wheel for this Python")
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    return parser.PyCompose.from_yaml(DEFAULT.sub(r"\1", text).replace("$$", "$"))


@pytest.fixture(scope="module")
def services(compose: Any) -> dict[str, Any]:
    return dict(compose.services)


def test_all_that_a_service_names_is_there(compose: Any, services: dict[str, Any]) -> None:
    compose.validate_secrets()
    compose.validate_volumes()
    assert {name for one in services.values() for name in one.depends_on or ()} <= set(services)
    assert all((ROOT / one.env_file).is_file() for one in services.values() if one.env_file)


def test_every_port_is_open_to_this_machine_alone(services: dict[str, Any]) -> None:
    ports = [str(port) for one in services.values() for port in one.ports or ()]

    assert len(set(ports)) == len(ports) == 2 * len(SERVERS)
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_password_is_written_down_and_each_server_has_its_own(services: dict[str, Any]) -> None:
    files = [(services[name].environment or {})["NEO4J_AUTH_FILE"] for name in SERVERS]

    assert files == ["/run/secrets/neo4j_auth", "/run/secrets/analysts_auth"]
    assert [services[name].secrets for name in SERVERS] == [["neo4j_auth"], ["analysts_auth"]]
    assert all("NEO4J_AUTH" not in (one.environment or {}) for one in services.values())
    assert "/secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert (ROOT / ".dockerignore").read_text("utf-8").splitlines()[1] == "*"


def test_every_container_is_bounded_and_bare_of_rights(services: dict[str, Any]) -> None:
    for one in services.values():
        assert one.mem_limit
        assert one.cap_drop == {"ALL"}
        assert one.security_opt == {"no-new-privileges:true"}
        assert [one.privileged, one.network_mode, one.pid] == [None] * 3
    assert services["kg"].read_only
    assert services["kg"].cap_add is None
    assert services["kg"].user == "1000:1000"


def test_neo4j_is_of_one_fixed_version_in_which_the_log_of_queries_does_not_leak(
    services: dict[str, Any],
) -> None:
    images = {one.image for name, one in services.items() if name != "kg"}
    version = re.fullmatch(r"neo4j:5\.26\.(\d+)-community", str(images.pop()))

    assert not images
    assert version
    assert int(version[1]) >= 31  # CVE-2026-1337
    for name in SERVERS:
        assert services[name].healthcheck.test == ["CMD", "wget", "-qO-", "http://127.0.0.1:7474"]


def test_analysts_read_a_copy(services: dict[str, Any]) -> None:
    settings = services["analysts"].environment or {}
    stores = {name: sorted(map(str, services[name].volumes or ())) for name in (*SERVERS, "dump", "restore")}

    assert settings["NEO4J_server_databases_default__to__read__only"] == "true"
    assert stores["neo4j"] == stores["dump"] == ["data:/data"]
    assert stores["analysts"] == ["analysts:/data"]
    assert stores["restore"] == ["analysts:/data", "data:/from:ro"]
    assert [name for name, one in services.items() if not one.profiles] == ["neo4j"]


def test_the_settings_are_named_as_the_image_reads_them(services: dict[str, Any]) -> None:
    shared = (ROOT / "neo4j.env").read_text("utf-8").splitlines()
    lines = dict(line.split("=", 1) for line in shared if not line.startswith("#"))
    own = {name for one in services.values() for name in one.environment or () if "_AUTH" not in name}
    names = {*lines, *(name for name in own if name.startswith("NEO4J_") and name[6].islower())}

    assert all(SETTING.fullmatch(name) for name in names)
    assert lines["NEO4J_internal_dbms_cypher__ip__blocklist"] == "0.0.0.0/0,::/0"
    assert lines["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert "NEO4J_server_memory_heap_max__size" in lines


def test_kg_builds_and_loads_when_neo4j_is_well(services: dict[str, Any]) -> None:
    kg = services["kg"]

    assert "service_healthy" in str(kg.depends_on)
    assert "kg build /reports" in str(kg.command)
    assert "&& kg load" in str(kg.command)
    assert (kg.environment or {})["NEO4J_URI"] == "bolt://neo4j:7687"
    assert "./samples/texts:/reports:ro" in map(str, kg.volumes or ())


def test_the_image_is_made_of_files_that_are_here_and_of_a_fixed_base() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"]

    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base) for base in bases)
    assert all((ROOT / name).exists() for name in kept)
    assert "USER kg" in lines
    assert 'ENTRYPOINT ["kg"]' in lines
