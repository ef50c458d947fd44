"""Which process runs which tests, where there are several (`make test`)."""

from xdist.scheduler import LoadFileScheduling

ONE_SERVER = "tests/neo4j/"


class Scheduler(LoadFileScheduling):  # type: ignore[misc]
    """One process runs a file, as with `--dist loadfile`; one runs all that need a Neo4j, and starts it."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return ONE_SERVER if scope.startswith(ONE_SERVER) else scope
