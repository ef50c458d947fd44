"""Every error the package raises on purpose.

    KgError
    ├── UsageError     what was asked cannot be asked: an option, a parameter, a query that writes
    ├── ReadError      an input file cannot be read as a report
    ├── DataError      a packaged or user data file (ontology, lexicon, judgements, manifest) is wrong
    ├── EvidenceError  a claim about a text that the text does not bear out
    ├── FolderError    a graph folder is missing, unfinished, foreign, locked or of another version
    ├── CheckError     a check failed: validation, an eval gate, a row or time limit
    └── ServiceError   a needed service (Neo4j, an optional engine) is not there

The message names file, place and value, what was expected, and what to do next.
`exit_code` is the process status that the command line gives (docs: exit codes).
"""


class KgError(Exception):
    """Root of all deliberate errors."""

    exit_code = 1


class UsageError(KgError):
    """The request itself is wrong."""

    exit_code = 2


class ReadError(KgError):
    """One input cannot be read; the others go on."""


class DataError(KgError):
    """A data file of the package or of the user is wrong."""

    exit_code = 2


class EvidenceError(KgError):
    """Offsets and quote do not agree with the text: a bug in a rule, never shipped as a fact."""

    exit_code = 70


class FolderError(KgError):
    """The graph folder cannot be used as it is."""

    exit_code = 2


class CheckError(KgError):
    """A check did not pass."""

    exit_code = 3


class ServiceError(KgError):
    """A service or an optional engine that the request needs is not available."""

    exit_code = 4
