"""The whole flow on one screen: read → annotate → harvest (in shards, kept), resolve, assemble, write."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Unpack

from kg.collecting import uncollected
from kg.compare import Change, changes
from kg.errors import FolderError
from kg.graph import Parted
from kg.made_of import made_of, said_under, seals
from kg.metric.finding import Found
from kg.metric.found import with_known_findings
from kg.model import Issue, Judgement, Reading
from kg.options import BuildOptions as BuildOptions
from kg.options import Options
from kg.progress import progressed, telling
from kg.read import (
    NO_LIMITS_GIVEN,
    Input,
    Limits,
    Paths,
    apart,
    copies,
    discover,
    read_manifest,
    unknown_codes,
    with_manifest,
)
from kg.retraction import NONE_LEFT_OUT, LeftOut, left_out, retractions
from kg.room import half_of_the_machine, holding, room_in
from kg.run import WorkerLost, executor_for, map_bisecting
from kg.scratch import room_for
from kg.shards import (
    Extract,
    fingerprint,
    halve,
    heads_of,
    key_of,
    lost,
    outcome_of,
    plan,
    read_shard,
    read_shard_elsewhere,
    readings_of,
)
from kg.stages import Stages, stages
from kg.store import (
    Judgements,
    Outcome,
    Seals,
    add_judgements,
    cached,
    is_ours,
    keep_findings,
    keep_said,
    load_findings,
    load_said,
    read_counts,
    read_graph,
    read_judgements,
    remember,
    standing,
    sweep,
    write_parted,
    writing,
)

_ISSUE = attrgetter("file", "place", "severity", "what", "todo")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Rows of each table, all issues, and how many reports were parsed now or taken from the cache.

    `before` are the rows of the graph that was there, empty for none. Where it was made of the very same,
    it was left as it is: `unchanged`. `retracted` are the sources of reports that this build was told to
    leave out, `left_out` what all rows of judgements leave out.
    """

    counts: dict[str, int]
    issues: tuple[Issue, ...]
    parsed: int
    reused: int
    before: dict[str, int] = field(default_factory=dict)
    unchanged: bool = False
    retracted: tuple[str, ...] = ()
    left_out: LeftOut = NONE_LEFT_OUT


class Preview(NamedTuple):
    """What a build would change, and its issues."""

    changes: list[Change]
    issues: tuple[Issue, ...]


class _Work(NamedTuple):
    """The inputs by their keys; what was told of them; what people decided, and what they decide now.

    `nothing` where there is no report to read, also none that is left out.
    """

    inputs: Mapping[str, Input]
    issues: tuple[Issue, ...]
    judgements: Judgements
    retracted: Mapping[str, Judgement]
    left_out: LeftOut
    nothing: bool


class _Read(NamedTuple):
    """The shard file of each key; the keys that were read now; what killed the process that read it."""

    places: Mapping[str, Path]
    new: frozenset[str]
    lost: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """A graph not written yet; `texts` and `seals` as kg.store.write_parted takes them; its findings by
    family, and the files that keep what its reports said.
    """

    graph: Parted
    texts: Mapping[str, str]
    seals: Seals
    findings: Mapping[str, Sequence[Found]]
    said: frozenset[Path]
    parsed: int
    reused: int


def build(paths: Paths, out: Path | str, **given: Unpack[BuildOptions]) -> BuildResult:
    """Read the reports under the paths into the graph folder `out`; keyword arguments as in Options.

    What was read before is not read again; what is gone from the paths is gone from the graph. Refused
    inputs are in the result's issues and in issues.jsonl. Where there is nothing to read at all, as after a
    mistyped path, a graph that is there is left as it was. Raises FolderError for a folder that is not ours
    or is being written, DataError for a wrong manifest or judgements file, UsageError for an unknown rule or
    report.
    """
    options, out = Options(**given), Path(out)
    chosen = _stages(options)
    with telling(options.progress), writing(out):
        with uncollected():
            work = _work(paths, out, options)
            if work.nothing and is_ours(out):
                return _left_alone(out, work.issues)
            _remembered(work, _file(out, options))
            whole = made_of(work.inputs, work.issues, work.judgements, chosen)
            done = _standing(work, out, whole, chosen)
        done = done or _built(work, out, whole, options, chosen)
    retracted = tuple(row.right for row in work.retracted.values())
    return replace(done, retracted=retracted, left_out=work.left_out)


def preview(paths: Paths, out: Path | str, **given: Unpack[BuildOptions]) -> Preview:
    """What `build` with these arguments would take out of the graph in `out`, and put into it.

    Only the cache is written, so that a build that follows need not read again. Where there is nothing to
    read, nothing would change. Raises as `build` does, and FolderError where there is no graph yet.
    """
    options, out = Options(**given), Path(out)
    chosen = _stages(options)
    before = read_graph(out)
    with telling(options.progress), writing(out):
        work = _work(paths, out, options)
        if work.nothing:
            after = replace(before, issues=work.issues)
        else:
            read = _read(work.inputs, _cache(out, chosen.extract), options, chosen.extract)
            with _room(options, out):
                after = _joined(read, work, out, chosen).graph.whole()
    return Preview(changes(before, after), after.issues)


def _stages(options: Options) -> Stages:
    made = stages(options.without, options.lexicon)
    return made._replace(extract=options.extract or made.extract, join=options.join or made.join)


def _work(paths: Paths, out: Path, options: Options) -> _Work:
    judgements = _judgements(out, options)
    inputs, issues = discover(paths, limits=options.limits, skip=out)
    now = retractions(options.retract, inputs, copies(inputs, issues))
    rows = {**judgements.retracted, **{key: row.right for key, row in now.items()}}
    left, issues = apart(inputs, issues, rows)
    left, issues = _said(left, issues, options.manifest)
    wanted = {key_of(item): item for item in left}
    return _Work(wanted, issues, judgements, now, left_out(rows, inputs), not inputs)


def _remembered(work: _Work, file: Path) -> None:
    """Add a row to the judgements for each report that is left out from now on."""
    rows = [row for key, row in work.retracted.items() if key not in work.judgements.retracted]
    if rows:
        add_judgements(file, rows)


def _standing(work: _Work, out: Path, whole: str, chosen: Stages) -> BuildResult | None:
    """The result where the graph that is there was made of the same `whole`, and all readings are kept."""
    there = standing(out, whole)
    if there is None or not work.inputs.keys() <= cached(_cache(out, chosen.extract)).keys():
        return None
    progressed("read", len(work.inputs), len(work.inputs))
    counts = there.counts
    return BuildResult(counts, there.issues, 0, there.readings, counts, unchanged=True)


def _built(work: _Work, out: Path, whole: str, options: Options, chosen: Stages) -> BuildResult:
    """The result of making the graph and writing it."""
    before = _counts(out)
    read = _read(work.inputs, _cache(out, chosen.extract), options, chosen.extract)
    with _room(options, out):
        done = _written(read, work, out, chosen)
    remember(out, whole, done.parsed + done.reused)
    return replace(done, before=before)


@uncollected()
def _written(read: _Read, work: _Work, out: Path, chosen: Stages) -> BuildResult:
    """The result of joining and writing; the graph is gone again when cycles are next looked for."""
    made = _joined(read, work, out, chosen)
    manifest = write_parted(made.graph, out, texts=made.texts, options=chosen.chosen, seals=made.seals)
    kept = keep_findings(out, made.findings) | made.said
    if not work.nothing:  # what an unfinished build read is not lost by a mistyped path
        sweep(out / "cache", kept | {*read.places.values()})
    return BuildResult(manifest.counts, made.graph.issues, made.parsed, made.reused)


@uncollected()
def _joined(read: _Read, work: _Work, out: Path, chosen: Stages) -> _Made:
    """The graph of what was read: nothing here makes cycles of objects."""
    heads = heads_of(read.places, work.inputs, read.lost)
    texts = {head.report.id: head.text for head in heads if head.report is not None}
    sealed = seals(heads, chosen)
    names = said_under(sealed, work.judgements)
    readings = readings_of(read.places, work.inputs, heads)
    plain, said, spoken, wide = chosen.join(readings, work.judgements.rows, load_said(out, names))
    kept = keep_said(out, {names[report]: report for report in said}, said.packed)
    known = load_findings(out, Found)
    graph, findings, joined = with_known_findings(plain, spoken, wide, sealed, known)
    noted = (issue for head in heads for issue in head.issues)
    told = {*work.issues, *chosen.notes, *work.judgements.issues, *noted, *graph.issues}
    graph = replace(graph, issues=tuple(sorted(told, key=_ISSUE)))
    counted = {report.id: texts[report.id] for report in graph.reports}
    parsed = sum(head.report is not None and head.key in read.new for head in heads)
    return _Made(graph, counted, Seals(sealed, joined), findings, kept, parsed, len(texts) - parsed)


def extract(
    paths: Paths,
    *,
    manifest: Path | str | None = None,
    limits: Limits = NO_LIMITS_GIVEN,
    on_issue: Callable[[Issue], None] | None = None,
    without: Sequence[str] = (),
    lexicon: Path | str | None = None,
) -> Iterator[Reading]:
    """What is read out of each report under the paths, one after the other; nothing is written or kept.

    `on_issue` gets what was refused or noted about files; what is noted about a report stands in its reading.
    `without` and `lexicon` as in Options.
    """
    tell, chosen = on_issue or _nothing, stages(without, lexicon)
    inputs, issues = _said(*discover(paths, limits=limits), manifest)
    for issue in (*issues, *chosen.notes):
        tell(issue)
    for item in inputs:
        outcome = outcome_of(item, chosen.extract)
        for issue in outcome.refused:
            tell(issue)
        if outcome.reading is not None:
            yield outcome.reading


@contextmanager
def _room(options: Options, out: Path) -> Iterator[None]:
    """What may be held while reports are joined; FolderError where the rest cannot lie on disk."""
    memory = half_of_the_machine() if options.memory is None else options.memory
    with holding(room_in(memory)), room_for(out):
        yield


def _nothing(*_: object) -> None:
    pass


def _said(
    inputs: tuple[Input, ...], issues: tuple[Issue, ...], manifest: Path | str | None
) -> tuple[tuple[Input, ...], tuple[Issue, ...]]:
    """The inputs with what the manifest says of them, and what is told of both."""
    if manifest is None:
        return inputs, issues
    manifest = Path(manifest)
    inputs, notes = with_manifest(inputs, read_manifest(manifest), name=manifest.name)
    return inputs, (*issues, *unknown_codes(manifest), *notes)


def _file(out: Path, options: Options) -> Path:
    """Where the judgements stand."""
    return Path(options.judgements or out / "judgements.csv")


def _judgements(out: Path, options: Options) -> Judgements:
    path = _file(out, options)
    if options.judgements is None and not path.is_file():
        return Judgements((), ())
    return read_judgements(path)


def _counts(out: Path) -> dict[str, int]:
    """The rows of the graph that is there; empty where there is none that this version reads."""
    try:
        return read_counts(out)
    except FolderError:
        return {}


def _left_alone(out: Path, issues: Iterable[Issue]) -> BuildResult:
    what = "nothing to read: the graph that is there was left as it was"
    kept = Issue("note", out.name, "", what, "delete the folder if that graph is not wanted")
    return BuildResult(read_counts(out), (*issues, kept), 0, 0)


def _cache(out: Path, extract: Extract) -> Path:
    """The folder of what the stage has read."""
    return out / "cache" / fingerprint(extract)


def _read(wanted: Mapping[str, Input], folder: Path, options: Options, extract: Extract) -> _Read:
    """Have every input in a shard file that can be read at all."""
    known = cached(folder)
    new = {key: item for key, item in wanted.items() if key not in known}
    refused = _read_new([*new.values()], folder, options, extract, done=len(wanted) - len(new))
    places = known | cached(folder, but=frozenset(known.values())) if new else known
    live = {key: path for key, path in places.items() if key in wanted}
    _check_all_there(wanted, {*live, *(outcome.key for outcome in refused)}, folder)
    return _Read(live, frozenset(new), tuple(refused))


def _check_all_there(wanted: Mapping[str, Input], found: Collection[str], folder: Path) -> None:
    """FolderError if what was read is not in the cache: on a disk of the worker's, or gone since."""
    gone = [item.source for key, item in wanted.items() if key not in found]
    if gone:
        what = f"{folder}: {len(gone)} reports were read and are not there, {gone[0]} among them"
        raise FolderError(f"{what}; run kg build again, with OUT on storage that all workers share")


def _read_new(
    inputs: Sequence[Input], folder: Path, options: Options, extract: Extract, *, done: int
) -> list[Outcome]:
    """Read inputs into shard files; what comes back are those that killed their worker."""
    total = done + len(inputs)
    progressed("read", done, total)
    if not inputs:
        return []
    refused = []
    with executor_for(options.workers, options.ray) as executor:
        shards = plan(inputs, folder, extract, workers=executor.workers)
        function = read_shard if options.ray is None else read_shard_elsewhere
        for shard, result in map_bisecting(executor, function, shards, halve=halve):
            if isinstance(result, WorkerLost):
                refused += [Outcome(key_of(item), None, (lost(item),)) for item in shard.inputs]
            done += len(shard.inputs)
            progressed("read", done, total)
    return refused
