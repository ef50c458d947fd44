"""The unit of work: one shard of inputs in, one file of readings out, a pure function but for that file.

A shard can run in any process on any machine that sees the inputs and the cache folder; it can be killed
and run again at any time. What an input is read as depends on its bytes, on what a manifest says of it, and
on the code, which together are its key; its name is put on afterwards.
"""

import functools
import hashlib
import math
import socket
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path

from kg.errors import DataError, ServiceError
from kg.model import Issue, Metadata, Reading, Report, digest
from kg.read import NOT_SAID, Input, Limits, Refusal, over, read_noting
from kg.readings import Read, held
from kg.resources import resource
from kg.store import SHARD_COLUMNS, Head, Load, Outcome, load_heads, load_readings, regrouped, write_outcomes
from kg.terms import Lexicon

Extract = Callable[[Report], Reading]

MAX_REPORTS = 256
"""Reports in a shard: what a kill can cost, against the number of files."""
CODE = (
    "read",
    "nlp",
    "lexicon",
    "gazetteer",
    "model",
    "resources",
    "schema",
    "errors",
    "files",
    "shards",
    "terms",
    "folding",
    "collecting",
)
"""The modules and folders of kg that decide what is read out of a report; with them goes the ontology."""
_PACKAGES = ("spacy", "daachorse", "lxml", "pypdfium2", "ofdkit")


@dataclass(frozen=True, slots=True)
class Shard:
    """Inputs that are read together, by a module-level function or a `reader`, and the folder that gets the
    file.
    """

    inputs: tuple[Input, ...]
    folder: Path
    extract: Extract


@dataclass(frozen=True, slots=True)
class ShardResult:
    """The file that a shard became, and how many inputs it holds."""

    path: Path
    inputs: int


def extract_report(
    report: Report, *, without: tuple[str, ...] = (), lexicon: Lexicon | None = None
) -> Reading:
    """What kg.nlp reads out of a report without these rules, with these terms; loads spaCy when called."""
    from kg.nlp import extract

    return extract(report, without=without, lexicon=lexicon)


def reader(*, without: Sequence[str] = (), lexicon: Lexicon | None = None) -> Extract:
    """The function that reads as the options say; plain values, so that it travels to other processes."""
    return functools.partial(extract_report, without=tuple(without), lexicon=lexicon)


def key_of(input: Input) -> str:
    """The key under which the reading of an input is kept."""
    said = _NOTHING_SAID if input.meta is NOT_SAID else map(str, _SAID(input.meta))
    return digest(input.id, input.suffix, _worded(input.limits), *said)


_SAID = attrgetter(*(field.name for field in fields(Metadata)))
_NOTHING_SAID = tuple(map(str, _SAID(NOT_SAID)))


@functools.lru_cache(8)
def _worded(limits: Limits) -> str:
    return repr(limits)


def plan(inputs: Sequence[Input], folder: Path, extract: Extract, *, workers: int) -> list[Shard]:
    """Shards of at most MAX_REPORTS inputs, and enough of them to keep all workers busy to the end.

    They go by the ids of the inputs, as readings are asked for, but an archive is opened for all its files.
    Their paths say the same wherever a worker runs.
    """
    size = max(1, min(MAX_REPORTS, math.ceil(len(inputs) / (4 * workers))))
    put = [replace(item, path=item.path.absolute()) for item in sorted(inputs, key=_order)]
    starts = range(0, len(inputs), size)
    return [Shard(tuple(put[at : at + size]), folder.absolute(), extract) for at in starts]


def _order(input: Input) -> tuple[str, str]:
    return str(input.path) if input.member else "", input.id


def halve(shard: Shard) -> tuple[Shard, ...]:
    """The two halves of a shard; nothing for one of a single input."""
    middle = len(shard.inputs) // 2
    halves = (shard.inputs[:middle], shard.inputs[middle:])
    return tuple(replace(shard, inputs=half) for half in halves) if middle else ()


def read_shard(shard: Shard) -> ShardResult:
    """Read every input of the shard and put the outcomes, refusals among them, into one file."""
    outcomes = [outcome_of(item, shard.extract) for item in shard.inputs]
    path = write_outcomes(shard.folder, digest(*(outcome.key for outcome in outcomes)), outcomes)
    return ShardResult(path, len(outcomes))


def read_shard_elsewhere(shard: Shard) -> ShardResult:
    """As `read_shard`, on a machine that may have another kg, or not see the files.

    ServiceError then: a report that cannot be seen is not one that cannot be read.
    """
    here = f"a worker on {socket.gethostname()}"
    if shard.folder.name != fingerprint(shard.extract):
        todo = "install the same versions on every machine"
        raise ServiceError(f"{here} has another kg, Python or spaCy than the build; {todo}")
    for path in (shard.folder.parent, *(item.path for item in shard.inputs if item.held is None)):
        if not path.exists():
            todo = "reports and OUT must be on storage that every machine has under the same path"
            raise ServiceError(f"{here} does not see {path}; {todo}")
    return read_shard(shard)


def outcome_of(input: Input, extract: Extract) -> Outcome:
    """The reading of one input, or why it was refused.

    This is the one place where a failure of the rules on one report is survived: it is refused by name, and
    the others go on.
    """
    key = key_of(input)
    try:
        report, notes = read_noting(input)
        reading = extract(report)
    except Refusal as refusal:
        return Outcome(key, None, (refusal.issue,))
    except (DataError, ImportError):  # the installation or the user's lexicon, not this report
        raise
    except Exception as error:  # noqa: BLE001
        return Outcome(key, None, (_failure(input, error),))
    meta = over(_filled(reading.report.meta), input.meta)
    if meta == reading.report.meta and not notes:
        return Outcome(key, reading)
    whole = replace(reading, report=replace(reading.report, meta=meta), issues=(*notes, *reading.issues))
    return Outcome(key, whole)


def heads_of(places: Mapping[str, Path], wanted: Mapping[str, Input], lost: Iterable[Outcome]) -> list[Head]:
    """What became of each input, in short, by report id.

    `places` gives the shard file of each key, `lost` what killed the process that read it.
    """
    gone = (Head(outcome.key, None, "", outcome.refused) for outcome in lost)
    heads = (_placed_head(head, wanted[head.key]) for head in load_heads(places))
    return sorted([*heads, *gone], key=lambda head: wanted[head.key].id)


def readings_of(places: Mapping[str, Path], wanted: Mapping[str, Input], heads: Iterable[Head]) -> Read:
    """What was read of reports: a reading is loaded when it is asked for."""
    read = [(head.key, head.report) for head in heads if head.report is not None]
    key_of = {report.id: key for key, report in read}
    loads: list[Load] = [load_readings]

    def load(those: Collection[str]) -> dict[str, Reading]:
        there = {key: places[key] for key in map(key_of.__getitem__, those)}
        return {reading.report.id: _placed(reading, wanted[key]) for key, reading in loads[-1](there)}

    @contextmanager
    def ahead(groups: Sequence[Collection[str]]) -> Iterator[None]:
        if len(groups) < 2:
            yield
            return
        with regrouped(places, [[key_of[report] for report in those] for those in groups]) as found:
            loads.append(found)
            try:
                yield
            finally:
                loads.pop()

    return Read([report for _, report in read], held(load), ahead)


def _placed(reading: Reading, input: Input) -> Reading:
    """The reading under the name that the input has now: the cache knows contents, not names."""
    report = replace(reading.report, source=input.source)
    return replace(reading, report=report, issues=_renamed(reading.issues, input))


def _placed_head(head: Head, input: Input) -> Head:
    """As `_placed`, for what an outcome says in short."""
    report = head.report and replace(head.report, source=input.source)
    return head._replace(report=report, issues=_renamed(head.issues, input))


def _renamed(issues: Iterable[Issue], input: Input) -> tuple[Issue, ...]:
    return tuple(replace(issue, file=input.source) for issue in issues)


def lost(input: Input) -> Issue:
    """The refusal of an input that killed its worker process, twice."""
    what = "the process that read it died"
    return Issue(
        "refused", input.source, "", what, "check its size and the machine's memory, or leave it out"
    )


def fingerprint(extract: Extract) -> str:
    """16 hex digits of all code, data and options that decide a reading beside the input itself."""
    versions = [f"{name} {_version(name)}" for name in _PACKAGES]
    return digest(*named(extract), sys.version, *versions, SHARD_COLUMNS, code_hash())


def named(stage: Callable[..., object]) -> tuple[str, ...]:
    """What tells one function, with what was bound to it by keyword, from others."""
    whole = stage if isinstance(stage, functools.partial) else functools.partial(stage)
    options = (f"{key} {value!r}" for key, value in sorted(whole.keywords.items()))
    return whole.func.__module__, whole.func.__qualname__, *options


def _version(package: str) -> str:
    """The version of a package; nothing for one of an extra that is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@functools.cache
def code_hash(rooms: tuple[str, ...] = CODE) -> str:
    """16 hex digits of these modules and folders of kg, and of the ontology."""
    package = Path(__file__).parent
    files = _code_files(package, rooms)
    contents = {path.relative_to(package).as_posix(): path.read_bytes() for path in files}
    contents["ontology"] = resource("ontology/gsr.ttl").read_bytes()
    parts = (f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(contents.items()))
    return digest(*parts)


def _code_files(package: Path, rooms: Iterable[str]) -> Iterator[Path]:
    for name in rooms:
        found = [package / f"{name}.py", *(package / name).rglob("*")]
        yield from (path for path in found if path.is_file() and path.suffix != ".pyc")


def _filled(meta: Metadata) -> Metadata:
    """The metadata with what its page said, where its text says nothing: who published it, in which year."""
    if meta.issuer is None and meta.publisher is not None:
        meta = replace(meta, issuer=meta.publisher, issuer_basis="stated")
    if meta.year is None and meta.issued_on is not None:
        meta = replace(meta, year=int(meta.issued_on[:4]), year_basis="inferred")
    return meta


def _failure(input: Input, error: BaseException) -> Issue:
    while error.__cause__ is not None:  # spaCy wraps what a component raises
        error = error.__cause__
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    what = f"a rule failed ({type(error).__name__}: {error}; {place})"
    return Issue("refused", input.source, "", what, "report this as a bug, with the file")
