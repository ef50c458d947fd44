"""The graph folder: tables/, texts/, issues.jsonl and, last of all, manifest.json.

Files are written to `.new` and renamed into place. Parts bear a hash of their content in their name, so a
new graph stands beside the old one until manifest.json is replaced, in one step; then old parts go. A
reader sees the old graph or the new one; what was damaged is told by its hash.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.collecting import uncollected
from kg.errors import FolderError
from kg.graph import Graph, Parted, parts_of
from kg.model import Fact, Figure, Issue
from kg.progress import progressed
from kg.store import manifest as manifests
from kg.store.codec import columns_from, columns_of
from kg.store.lock import locked
from kg.store.manifest import Manifest, Part, TableFiles
from kg.store.parts import BATCH, chunks, parquet, parquet_of, sha256, writable
from kg.store.sealed import NOTHING_KNOWN, Sealed, Seals, read_sealed, stands, write_sealed
from kg.store.stretches import Stretch, stretches_of
from kg.store.tables import TABLES, Table

LOCK = Path("cache") / "kg.lock"
DRAFT = ".new"
ISSUES = "issues.jsonl"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the graph folder for writing, making it where it is missing.

    Raises FolderError if it has content but no mark of ours, if it cannot be written, or if another
    process writes it (named in the message).
    """
    check_own(folder)
    with ExitStack() as stack:
        with writable(folder / LOCK):
            (folder / LOCK).parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / LOCK))
        yield


def check_own(folder: Path) -> None:
    """Raise FolderError unless the folder is missing, empty, or one that `kg build` made or began."""
    with writable(folder):
        if folder.exists() and not folder.is_dir():
            raise FolderError(f"{folder}: not a folder; choose another -o OUT")
        if not folder.exists() or (folder / LOCK).is_file():
            return
        foreign = sorted({entry.name for entry in folder.iterdir()} - {"judgements.csv"})
    if foreign and not manifests.is_ours(folder) and not manifests.is_unfinished(folder):
        what = f"not empty and no graph folder (it has {foreign[0]})"
        raise FolderError(f"{folder}: {what}; choose another -o OUT, or empty it")


@uncollected()
def write_graph(
    graph: Graph,
    folder: Path,
    *,
    figures: Iterable[Figure] = (),
    options: Mapping[str, Sequence[str]] | None = None,
    seals: Seals = NOTHING_KNOWN,
) -> Manifest:
    """Write the graph into the folder in place of the one that is there; the same graph gives the same bytes.

    `figures` are those of all reports, `options` what the manifest says of how it was built. `seals` tell
    what parts are made of: those of the same are not made again. A caller
    whose folder others may write holds `writing(folder)`. Raises FolderError for a folder with other content;
    graph/ and judgements.csv are left alone, and so is cache/ but for its parts.json.
    """
    texts = {report.id: sha256(report.text.encode("utf-8")) for report in graph.reports}
    return write_parted(parts_of(graph, figures), folder, texts=texts, options=options, seals=seals)


@uncollected()
def write_parted(
    graph: Parted,
    folder: Path,
    *,
    texts: Mapping[str, str],
    options: Mapping[str, Sequence[str]] | None = None,
    seals: Seals = NOTHING_KNOWN,
) -> Manifest:
    """As `write_graph`; the rows of reports are asked for where a part of them, or a text, is not there.

    `texts` gives the SHA-256 of the text of each report.
    """
    check_own(folder)
    with writable(folder):
        draft = folder / DRAFT
        shutil.rmtree(draft, ignore_errors=True)
        gone = {key for key, sha in texts.items() if not _has_text(folder, key, sha)}
        tables, sealed = _draft_tables(graph, draft, folder, seals, gone)
        manifest = _draft(graph.issues, texts, tables, draft, options or {})
        _publish(draft, folder)
        _sweep(folder, manifest, {report.id for report in graph.reports})
        write_sealed(folder, sealed)
    return manifest


def _draft(
    issues: Sequence[Issue],
    texts: Mapping[str, str],
    tables: dict[str, TableFiles],
    draft: Path,
    options: Mapping[str, Sequence[str]],
) -> Manifest:
    _write(draft / ISSUES, _issues_bytes(issues))
    said = {name: list(values) for name, values in options.items() if values}
    in_short = _texts_hash(sorted(texts.items()))
    manifest = Manifest(tables, in_short, _counts(tables, issues), manifests.packages(), said)
    _write(draft / manifests.NAME, manifests.manifest_bytes(manifest))
    return manifest


def _draft_tables(
    graph: Parted, draft: Path, folder: Path, seals: Seals, gone: Collection[str]
) -> tuple[dict[str, TableFiles], Sealed]:
    """The parts of each table, and those of which is known what they were made of.

    `gone` are the reports whose texts the folder does not have: these are drafted too.
    """
    known = read_sealed(folder)
    sealed: dict[str, Part] = {}
    parts: dict[str, list[Part]] = {name: [] for name in TABLES}
    done = 0
    for one in stretches_of(graph, seals):
        if one.table.name == "reports":
            progressed("write", done, len(graph.reports))
            _write_texts(draft, one, gone)
            done += len(one.reports)
        part = known.get(one.seal)
        if part is None or not stands(folder, part):
            part = _write_part(draft, one.table, one.name, one.rows())
        if part is not None:
            parts[one.table.name].append(part)
            sealed |= {one.seal: part} if one.seal else {}
    progressed("write", done, len(graph.reports))
    return {name: _files(draft, TABLES[name], found) for name, found in parts.items()}, sealed


def _files(draft: Path, table: Table, parts: Sequence[Part]) -> TableFiles:
    """A table of these parts, of an empty one if there are none."""
    found = parts or [_written(draft, table, "00000", 0, parquet(table, []))]
    return TableFiles(table.version, sum(part.rows for part in found), tuple(found))


def _write_part(draft: Path, table: Table, name: str, rows: Iterable[Any]) -> Part | None:
    """Draft the part of these rows; None for no rows."""
    content, number = parquet_of(table, map(_columns, filter(None, chunks(rows, BATCH))))
    return _written(draft, table, name, number, content) if number else None


def _written(draft: Path, table: Table, name: str, rows: int, content: bytes) -> Part:
    digest = sha256(content)
    part = Part(f"tables/{table.name}/part-{name}-{digest[:12]}.parquet", rows, digest)
    _write(draft / part.file, content)
    return part


def _columns(values: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
    if not isinstance(values[0], tuple):
        return columns_from(values)
    if isinstance(values[0][1], Fact):
        ids, facts = zip(*values, strict=True)
        return {**columns_from(facts, columns_of(Fact)), "id": ids}
    mentions, deictic = zip(*values, strict=True)
    return {**columns_from(mentions), "deictic": deictic}


def text_path(folder: Path, report_id: str) -> Path:
    """Where the text of a report stands: UTF-8, without byte order mark, line ends as they were."""
    return folder / "texts" / f"{report_id}.txt"


def texts_hash(texts: Iterable[tuple[str, bytes]]) -> str:
    """One hash over (report id, text in UTF-8) pairs, in the order given."""
    return _texts_hash((key, sha256(text)) for key, text in texts)


def _texts_hash(texts: Iterable[tuple[str, str]]) -> str:
    return sha256("".join(f"{key} {sha}\n" for key, sha in texts).encode("utf-8"))


def _write_texts(draft: Path, reports: Stretch, gone: Collection[str]) -> None:
    """Draft the texts that are gone of some reports; not synced one by one, as their hash is checked."""
    if all(report not in gone for report in reports.reports):
        return
    (draft / "texts").mkdir(parents=True, exist_ok=True)
    for report in reports.rows():
        if report.id in gone:
            text_path(draft, report.id).write_bytes(report.text.encode("utf-8"))


def _has_text(folder: Path, report_id: str, sha: str) -> bool:
    present = text_path(folder, report_id)
    return present.is_file() and sha256(present.read_bytes()) == sha


def issues_stand(folder: Path, issues: Iterable[Issue]) -> bool:
    """Whether issues.jsonl, of which manifest.json has no hash, is there and holds these issues."""
    path = folder / ISSUES
    return path.is_file() and path.read_bytes() == _issues_bytes(issues)


def _issues_bytes(issues: Iterable[Issue]) -> bytes:
    lines = (json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in issues)
    return "".join(lines).encode("utf-8")


def _counts(tables: dict[str, TableFiles], issues: Iterable[Issue]) -> dict[str, int]:
    severities = [issue.severity for issue in issues]
    rows = {name: table.rows for name, table in tables.items()}
    return {**rows, "refused": severities.count("refused"), "notes": severities.count("note")}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _publish(draft: Path, folder: Path) -> None:
    """Rename every drafted file into place, manifest.json last."""
    files = sorted(path for path in draft.rglob("*") if path.is_file() and path.name != manifests.NAME)
    for path in files:
        target = folder / path.relative_to(draft)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    for place in sorted({(folder / path.relative_to(draft)).parent for path in files}):
        _sync(place)
    (draft / manifests.NAME).replace(folder / manifests.NAME)
    _sync(folder)
    shutil.rmtree(draft)


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path, manifest: Manifest, reports: set[str]) -> None:
    """Remove the parts and texts that the manifest does not name."""
    named = {part.file for table in manifest.tables.values() for part in table.parts}
    for path in (folder / "tables").glob("*/*"):
        if path.relative_to(folder).as_posix() not in named:
            path.unlink()
    for path in (folder / "texts").glob("*"):
        if path.stem not in reports:
            path.unlink()
