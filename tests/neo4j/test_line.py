"""Where the tests find a server: what they do where there is none, and how a container is reached.

No container engine runs in the tests: a script stands for the command docker, and what it is told is read.
"""

import os
from pathlib import Path

import pytest

from tests.neo4j.container import container
from tests.neo4j.line import missing

DOCKER = """#!/bin/sh
echo "$*" >> "$0.asked"
case $1 in run) echo made ;; logs) echo Started. ;; esac
"""


@pytest.mark.parametrize(("required", "end"), [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_what_is_not_there_is_skipped_and_fails_where_it_is_required(
    required: str, end: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_REQUIRED", required)

    with pytest.raises(end, match="no JDK"):
        missing("no JDK")


def test_browser_and_bolt_of_a_container_are_open_to_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docker").write_text(DOCKER, "utf-8")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    with container("5.26") as address:
        asked = (tmp_path / "docker.asked").read_text("utf-8")

    assert asked.count(" -p ") == 2
    for name, url, port in (("bolt", address.uri, 7687), ("http", address.http, 7474)):
        place = url.removeprefix(f"{name}://")
        assert place.startswith("127.0.0.1:")
        assert f" -p {place}:{port} " in asked
        assert f" NEO4J_server_{name}_advertised__address={place} " in asked
