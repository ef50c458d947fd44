"""Which process runs which tests, where there are several (`make test`)."""

import os

from xdist.scheduler import LoadFileScheduling

from tests.neo4j.line import FIRST

NEO4J = "tests/neo4j/"
STORE, KILLED = f"{NEO4J}test_neo4j_store.py", f"{NEO4J}test_killed.py::test_a_server_that_is_killed"
"""Tests that start servers of their own, which takes long: they run beside those that share one."""


class Scheduler(LoadFileScheduling):  # type: ignore[misc]
    """One process runs a file, as with `--dist loadfile`; one runs all that share a Neo4j, and starts it."""

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(NEO4J):
            scope: str = super()._split_scope(nodeid)
            return scope
        if "NEO4J_URI" in os.environ:
            return NEO4J
        if nodeid.startswith(STORE) and "-".join(FIRST) not in nodeid:
            return STORE
        return KILLED if nodeid.startswith(KILLED) else NEO4J
