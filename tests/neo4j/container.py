"""Neo4j in a container, where Docker runs and there is no Maven."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.neo4j.server import Address, free_place

READY = "Started."


def has_docker() -> bool:
    """Whether a Docker daemon answers."""
    return shutil.which("docker") is not None and not _docker("info").returncode


@contextmanager
def container(version: str) -> Iterator[Address]:
    """A container that runs while the block does; Browser and Bolt are reached from this machine alone."""
    address = Address(f"bolt://{free_place()}", secrets.token_hex(16), f"http://{free_place()}")
    options = ["-e", f"NEO4J_AUTH=neo4j/{address.password}"]
    for name, url, port in (("bolt", address.uri, 7687), ("http", address.http, 7474)):
        place = url.partition("//")[2]
        options += ["-p", f"{place}:{port}", "-e", f"NEO4J_server_{name}_advertised__address={place}"]
    started = _docker("run", "-d", "--rm", *options, f"neo4j:{version}-community")
    if started.returncode:
        raise RuntimeError(f"docker run: {started.stderr}")
    name = started.stdout.strip()
    try:
        with subprocess.Popen(["docker", "logs", "-f", name], stdout=subprocess.PIPE, text=True) as log:
            assert log.stdout is not None
            if not any(READY in line for line in log.stdout):
                raise RuntimeError("Neo4j did not start in its container; see docker logs")
            log.terminate()
        yield address
    finally:
        _docker("stop", name)


def _docker(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
