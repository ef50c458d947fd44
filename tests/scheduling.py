"""Which process runs which tests, where there are several (`make test`)."""

import os

from xdist.scheduler import LoadFileScheduling

from tests.neo4j.line import FIRST

NEO4J = "tests/neo4j/"
BOTH = tuple(f"{NEO4J}test_{name}.py" for name in ("browser", "neo4j_store"))
"""Tests on both lines of Neo4j: those on the second share its server, beside those that share the first."""
KILLED = f"{NEO4J}test_killed.py::test_a_server_that_is_killed"
"""A test that starts servers of its own, which takes long: it runs beside those that share one."""


class Scheduler(LoadFileScheduling):  # type: ignore[misc]
    """One process runs a file, as with `--dist loadfile`; one runs all that share a Neo4j, and starts it."""

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(NEO4J):
            scope: str = super()._split_scope(nodeid)
            return scope
        if "NEO4J_URI" in os.environ:
            return NEO4J
        if nodeid.startswith(BOTH) and "-".join(FIRST) not in nodeid:
            return "the second line"
        return KILLED if nodeid.startswith(KILLED) else NEO4J
