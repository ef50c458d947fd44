"""Neo4j in a container, where Docker runs and there is no Maven."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.neo4j.server import Address

READY = "Started."


def has_docker() -> bool:
    """Whether a Docker daemon answers."""
    return shutil.which("docker") is not None and not _docker("info").returncode


@contextmanager
def container(version: str) -> Iterator[Address]:
    """A container that runs while the block does."""
    password = secrets.token_hex(16)
    ports = ("-p", "127.0.0.1::7687")
    started = _docker(
        "run", "-d", "--rm", *ports, "-e", f"NEO4J_AUTH=neo4j/{password}", f"neo4j:{version}-community"
    )
    if started.returncode:
        raise RuntimeError(f"docker run: {started.stderr}")
    name = started.stdout.strip()
    try:
        with subprocess.Popen(["docker", "logs", "-f", name], stdout=subprocess.PIPE, text=True) as log:
            assert log.stdout is not None
            if not any(READY in line for line in log.stdout):
                raise RuntimeError("Neo4j did not start in its container; see docker logs")
            log.terminate()
        yield Address(f"bolt://{_docker('port', name, '7687').stdout.split()[0]}", password)
    finally:
        _docker("stop", name)


def _docker(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
