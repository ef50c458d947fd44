"""Which process runs which tests, where there are several (`make test`)."""

import os

from xdist.scheduler import LoadFileScheduling

NEO4J = "tests/neo4j/"
OWN_SERVERS = (f"{NEO4J}test_neo4j_store.py", f"{NEO4J}test_killed.py::test_a_server_that_is_killed")
"""Tests that start servers of their own, which takes long: they run beside those that share one."""


class Scheduler(LoadFileScheduling):  # type: ignore[misc]
    """One process runs a file, as with `--dist loadfile`; one runs all that share a Neo4j, and starts it."""

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(NEO4J):
            scope: str = super()._split_scope(nodeid)
            return scope
        own = next((name for name in OWN_SERVERS if nodeid.startswith(name)), NEO4J)
        return NEO4J if "NEO4J_URI" in os.environ else own
