"""Neo4j as a store: the official driver, settings from the environment, what it refuses in one line.

The password comes from NEO4J_PASSWORD, from the file that NEO4J_PASSWORD_FILE names, or from the caller's
prompt; it is never an argument of a command and never logged.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urlsplit

from neo4j import READ_ACCESS, GraphDatabase, Query
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    TransientError,
)
from neo4j.graph import Node, Path, Relationship

from kg.errors import CheckError, ServiceError, UsageError
from kg.settings import Settings
from loaders.property_graph.cypher import Batch, Row
from loaders.property_graph.indexes import neo4j_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import ManagedTransaction, Transaction

RETRY = 30.0
"""Seconds in which a batch that met a deadlock or a change of leader is tried again."""
TIMEOUT = 30.0
"""Seconds that a question may take."""
PATIENCE = 5.0
"""Seconds to wait for another load before it is said that one is at work."""
CONNECT = 20.0
"""Seconds that a server may take to greet us: one that takes the call and says nothing is none."""
FETCH = 2_000
"""Rows that a server sends at once: the driver holds them as objects, some 3 kB each."""
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else the driver logs on stderr what we tell
HELD = "Neo4j: another kg load is writing this database"
_SCHEME = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?")
_USER = re.compile(r"(?<=//)[^/]*@")
"""User and password in an address, which are not shown."""
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_PARAMETER_MISSING = "Neo.ClientError.Statement.ParameterMissing"
_LOCKED = (
    *("Neo.ClientError.Transaction.Lock", "Neo.TransientError.Transaction.Lock"),
    *("Neo.TransientError.Transaction.DeadlockDetected", _TIMED_OUT),
)
"""What a server says of a lock that another holds, or that two ask for at the same moment."""
_AGENT = re.compile(r"Neo4j/\S+")
"""How Neo4j calls itself; those that only speak its language say more: `… compatible (ArcadeDB …)`."""
_NO_MEMORY = re.compile(r"Neo\.TransientError\.General\.\w*OutOfMemoryError")
_REFUSALS = (
    (
        ("Neo.ClientError.General.WriteOnReadOnly", "Neo.ClientError.General.ForbiddenOnReadOnly"),
        "the database is read-only; load into one that may be written",
    ),
    (
        ("Neo.ClientError.Schema.ConstraintValidationFailed",),
        "somebody else has made a node with an id of ours meanwhile; run kg load again",
    ),
    (
        ("Neo.ClientError.Transaction.Terminated",),
        "the transaction was ended by somebody else; run the same command again",
    ),
)
"""What the server calls it, and what we say of it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one statement did: rows that it found, nodes and relationships created and deleted."""

    found: int
    created: int
    deleted: int


class Neo4jStore:
    """A connection to one database; a context manager."""

    def __init__(self, settings: Settings, *, timeout: float = TIMEOUT, password: str | None = None) -> None:
        """Connect; `password` is what a prompt gave, if there is none in the settings.

        Raises ServiceError where no server answers or it refuses the user, UsageError where no address or
        no password is set.
        """
        if settings.neo4j_uri is None:
            raise UsageError("Neo4j: no address; set NEO4J_URI, such as bolt://localhost:7687")
        _check_address(settings, settings.neo4j_uri)
        self._uri, self._user = settings.neo4j_uri, settings.neo4j_user
        self._database = settings.neo4j_database
        self._timeout = timeout
        with _explained(_USER.sub("", settings.neo4j_uri)), ExitStack() as stack:
            self._driver = stack.enter_context(
                GraphDatabase.driver(
                    settings.neo4j_uri,
                    auth=(settings.neo4j_user, password or password_of(settings)),
                    max_transaction_retry_time=RETRY,
                    connection_acquisition_timeout=CONNECT,
                    notifications_min_severity="OFF",  # the driver would log them on stderr
                    telemetry_disabled=True,
                )
            )
            self._check_kind(settings.neo4j_uri)
            stack.pop_all()

    def __enter__(self) -> "Neo4jStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_kind(self, uri: str) -> None:
        """Raise ServiceError for a server that speaks Bolt and is no Neo4j, or has not the database."""
        agent = self._driver.get_server_info().agent
        if not _AGENT.fullmatch(agent):
            raise ServiceError(f"{uri}: a server that is no Neo4j ({agent}); check NEO4J_URI")
        try:
            with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except ClientError as error:
            if not (error.code or "").startswith("Neo.ClientError.Database."):
                raise
            what = f"{uri}: there is no database {self._database}"
            raise ServiceError(f"{what}; check NEO4J_DATABASE (Community has neo4j alone)") from error

    def prepare(self, statements: Iterable[str]) -> None:
        """Constraints and indexes, and the full-text indexes; waits until they are ready.

        Each is tried again where another process makes the same at the same moment.
        """

        def made(transaction: "ManagedTransaction", statement: str) -> None:
            transaction.run(statement).consume()

        with self._driver.session(database=self._database) as session, _explained("Neo4j"):
            for statement in (*statements, *neo4j_statements(), "CALL db.awaitIndexes(300)"):
                session.execute_write(made, statement)

    def run(self, *statements: str) -> None:
        """Run statements that take no rows, each in an implicit transaction, as IN TRANSACTIONS needs it."""
        with self._driver.session(database=self._database) as session, _explained("Neo4j"):
            for statement in statements:
                session.run(statement).consume()

    def write(self, batch: Batch) -> int:
        """Run one batch in a transaction of its own, again after a deadlock; gives how many rows matched."""
        return self.apply([batch])[0].found

    def apply(self, batches: Sequence[Batch], check: "Callable[[], None]" = lambda: None) -> list[Counts]:
        """Run batches in one transaction, all of it again after a deadlock; gives what the server counted.

        What the server has no memory for is not tried again: it would have none the next time. `check` is
        called before the transaction is committed; what it raises undoes all.
        """

        def run(transaction: "ManagedTransaction") -> list[Counts]:
            with _out_of_memory():
                counted = [_run(transaction, batch) for batch in batches]
            check()
            return counted

        with self._driver.session(database=self._database) as session, _explained("Neo4j"):
            return session.execute_write(run)

    @contextmanager
    def holding(self, statement: str, params: Mapping[str, Any]) -> "Iterator[Callable[[], None]]":
        """Keep the locks that the statement takes; it is committed when the block ends, undone if it raises.

        Gives a function that raises ServiceError if the server has ended the transaction meanwhile. Where
        another process holds the locks for PATIENCE seconds, ServiceError. A process that dies lets go.
        """
        with self._driver.session(database=self._database) as session:
            with _explained("Neo4j"):  # a server that has just begun is slow to read it: that is no waiting
                session.run(f"EXPLAIN {statement}", dict(params)).consume()
            with _explained("Neo4j", held=True), session.begin_transaction(timeout=PATIENCE) as first:
                first.run(statement, dict(params)).consume()
                first.rollback()
            with _explained("Neo4j"), session.begin_transaction(timeout=0) as transaction:
                with _explained("Neo4j", held=True):
                    transaction.run(statement, dict(params)).consume()
                yield lambda: self._check_open(transaction)
                transaction.commit()

    def _check_open(self, transaction: "Transaction") -> None:
        with _explained("Neo4j"):
            transaction.run("RETURN 1").consume()

    def stream(self, text: str, params: Mapping[str, Any]) -> "Iterator[Row]":
        """The rows of a query of ours in READ mode as they come, however many, without a time limit."""
        session = self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, fetch_size=FETCH
        )
        with session, _explained("Neo4j"):
            for record in session.run(Query(text, timeout=0), dict(params)):
                yield dict(record)

    def read(self, text: str, params: Mapping[str, Any], *, most: int | None = None) -> list[Row]:
        """The rows of a query in READ mode, run once, ended by the server when its time is over.

        The server is asked first what sort of query it is, and only one that reads is run.
        No more than `most` rows are asked for, but for what the driver fetches at once.
        A node comes as its properties and `labels`, a link as its properties and `type`, a path as a list.
        Raises UsageError for a query that writes or does not parse, CheckError over the time limit.
        """
        query = Query(text, timeout=self._timeout)
        session = self._driver.session(database=self._database, default_access_mode=READ_ACCESS)
        with session, _explained("Neo4j"):
            plan = session.run(Query(f"EXPLAIN {text}", timeout=self._timeout), dict(params)).consume()
            if plan.query_type != "r":
                raise UsageError("Neo4j: the query writes; here is only asked: leave out what writes")
            try:
                return [_shown(dict(record)) for record in islice(session.run(query, dict(params)), most)]
            except KeyboardInterrupt:
                self._driver.close()  # else the session waits for the answer
                raise

    def browser(self, query: str) -> str:
        """The address of Neo4j Browser on the server's machine with the query in its editor."""
        text = "SHOW SETTINGS YIELD name, value WHERE name = 'server.http.advertised_address' RETURN value"
        port = next(self.stream(text, {}))["value"].rpartition(":")[2]
        parts = urlsplit(self._uri)
        place = f"http://{parts.hostname}:{port}/browser/"
        user = f"{parts.scheme}://{self._user}@{parts.hostname}:{parts.port or 7687}"
        return f"{place}?dbms={user}&db={self._database}&cmd=edit&arg={quote(query)}"

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()


def _run(transaction: "ManagedTransaction", batch: Batch) -> Counts:
    rows = list(batch.rows)
    result = transaction.run(batch.statement, dict(batch.params), rows=rows)
    found, done = int(result.single(strict=True)["found"]), result.consume().counters
    rows.clear()  # the driver holds it in a cycle of objects, which is found late
    made = done.nodes_created + done.relationships_created
    return Counts(found, made, done.nodes_deleted + done.relationships_deleted)


def _shown(value: Any) -> Any:
    """The value as rows of both stores have it."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **dict(sorted(value.items()))}
    if isinstance(value, Relationship):
        return {"type": value.type, **dict(sorted(value.items()))}
    if isinstance(value, Path):
        steps = zip(value.relationships, value.nodes[1:], strict=True)
        return [_shown(one) for one in (value.start_node, *chain.from_iterable(steps))]
    if isinstance(value, Mapping):
        return {key: _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def password_of(settings: Settings) -> str:
    """The password of the settings or of the file they name; UsageError where there is none.

    The file may be the one that Neo4j's container reads, `neo4j/password`.
    """
    if settings.neo4j_password is not None:
        return settings.neo4j_password
    if settings.neo4j_password_file is None:
        raise UsageError("Neo4j: no password; set NEO4J_PASSWORD or NEO4J_PASSWORD_FILE")
    try:
        said = settings.neo4j_password_file.read_text("utf-8").strip()
    except OSError as error:
        what = f"{settings.neo4j_password_file}: {error.strerror}"
        raise UsageError(f"{what}; NEO4J_PASSWORD_FILE must name a file that holds the password") from error
    return said.removeprefix(f"{settings.neo4j_user}/")


def _check_address(settings: Settings, uri: str) -> None:
    """Refuse what is no address of Bolt, and to send the password in the clear over a public network."""
    shown, parts = f"NEO4J_URI={_USER.sub('', uri)}", _parts(uri)
    if parts is None or not _SCHEME.fullmatch(parts.scheme):
        raise UsageError(f"{shown}: expected an address such as bolt://localhost:7687")
    if _USER.search(uri):
        raise UsageError(f"{shown}: no user in the address; set NEO4J_USER and NEO4J_PASSWORD")
    if parts.scheme in ("bolt", "neo4j") and not settings.neo4j_allow_plain and not _is_near(parts.hostname):
        what = f"{shown}: {parts.scheme}:// would send the password in the clear"
        raise UsageError(f"{what}; use {parts.scheme}+s://, or set NEO4J_ALLOW_PLAIN=1")


def _parts(uri: str) -> SplitResult | None:
    """The parts of an address; None where it is none, or its port can be none."""
    try:
        parts = urlsplit(uri)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _is_near(host: str | None) -> bool:
    """Whether it is this machine, an address of a private network, or a name without a dot (a container)."""
    try:
        return host is None or ip_address(host).is_private
    except ValueError:
        return "." not in (host or "")


@contextmanager
def _out_of_memory() -> "Iterator[None]":
    """The server's error over its memory as ours, which no driver tries again."""
    try:
        yield
    except TransientError as error:
        if not _NO_MEMORY.fullmatch(error.code or ""):
            raise
        what = f"Neo4j: {error.code}: the server has no memory left for this"
        raise ServiceError(f"{what}; narrow the query, or raise db.memory.transaction.max") from error


@contextmanager
def _explained(place: str, *, held: bool = False) -> "Iterator[None]":
    """The driver's errors as ours, in one line; `held` where a lock may be with somebody else."""
    try:
        with _out_of_memory():
            yield
    except AuthError as error:
        raise ServiceError(f"{place}: user or password refused; check NEO4J_USER, NEO4J_PASSWORD") from error
    except ConfigurationError as error:
        raise UsageError(
            f"NEO4J_URI={place}: {_line(error)}; expected such as bolt://localhost:7687"
        ) from error
    except (DriverError, OSError) as error:
        what = f"{place}: no Neo4j answers ({_line(error)})"
        todo = "start one with docker compose up -d, or check NEO4J_URI (the port is Bolt's, not HTTP's"
        todo += "; +s asks for TLS)" if "+s" in place else ")"
        raise ServiceError(f"{what}; {todo}") from error
    except ClientError as error:
        code = error.code or ""
        if held and code.startswith(_LOCKED):
            raise ServiceError(f"{HELD}; run the same command again when it is done") from error
        if refused := next((what for codes, what in _REFUSALS if code.startswith(codes)), None):
            raise ServiceError(f"Neo4j: {refused}") from error
        if code.startswith(_TIMED_OUT):
            raise CheckError("the query took too long and was ended; narrow it, or --timeout") from error
        todo = "; give it with --param NAME=VALUE" if code == _PARAMETER_MISSING else ""
        raise UsageError(f"Neo4j: {error.code}: {_line(error)}{todo}") from error
    except Neo4jError as error:
        if held and (error.code or "").startswith(_LOCKED):
            raise ServiceError(f"{HELD}; run the same command again when it is done") from error
        raise ServiceError(f"Neo4j: {error.code}: {_line(error)}; see the log of the server") from error


def _line(error: Exception) -> str:
    said = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return next(iter(said.splitlines()), "")
