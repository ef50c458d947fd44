"""A package is made beside its place and appears there by rename, whole or not at all.

`MAKERS` lists what makes its files, in order: each sees the items of those before it. The folder of an older
package is replaced; one that holds anything that no package put there is refused.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import FolderError
from kg.scratch import room_for
from kg.store import graph_stamp, slices
from kg.store.lock import locked
from kg.store.parts import writable
from loaders.publish import (
    catalog,
    crate,
    croissant,
    data,
    datapackage,
    delta,
    directory,
    explorer,
    ontology,
    papers,
    sums,
    tables,
    validation,
    void,
    w3id,
)
from loaders.publish.settings import Publication
from loaders.publish.work import Item, Maker, Work, weighed
from loaders.publish.years import period
from loaders.rdf.writing import checked
from loaders.screening import UNDECIDED, Release, cleared

MAKERS: tuple[Maker, ...] = (
    data.write,
    delta.write,
    tables.write,
    ontology.write,
    w3id.write,
    catalog.write,
    validation.write,
    void.write,
    directory.write,
    papers.write,
    crate.write,
    croissant.write,
    datapackage.write,
    explorer.write,
    sums.write,
)
"""validation counts what void.ttl and the questions need; the last one sums up what the others wrote."""


def publish(
    graph: Path,
    out: Path,
    about: Publication,
    release: Release = UNDECIDED,
    *,
    since: Path | None = None,
    rdf12: bool = False,
) -> list[Item]:
    """Make the package of a graph folder at `out`; gives the files that users may want by themselves.

    With `since`, an older package, it tells what changed; UsageError where that is none of this data set.
    With `rdf12` the graph is there in RDF 1.2 too.
    The same graph, publication and release give the same bytes. Raises FolderError where `out` holds other
    things, cannot be written, or was changed meanwhile, as was the graph, and Blocked where the screen
    found what `release` decides nothing on; then nothing is left of the new package.
    """
    checked(about.base)
    check_own(out)
    if out.resolve().is_relative_to(graph.resolve()):
        raise FolderError(f"{out}: lies in the graph folder {graph}; choose another -o PKG")
    if since is not None:
        delta.check_older(since, about.iri)
    seen = graph_stamp(graph)
    with _draft(out) as folder:
        before = _state(out)
        with slices(graph) as found, TemporaryDirectory() as shared:
            clear = cleared(found, release)
            work = Work(clear, folder, about, [], period(clear, about), since, rdf12, Path(shared))
            for maker in MAKERS:
                work.items.extend([weighed(item, folder) for item in maker(work)])
        if graph_stamp(graph) != seen:
            raise FolderError(f"{graph}: changed while it was published; run kg publish again")
        if _state(out) != before:
            raise FolderError(f"{out}: changed while the package was made; run kg publish again")
        _swap(folder, out)
    return work.items


def check_own(out: Path) -> None:
    """Raise FolderError unless the folder is missing, empty, or holds a package and nothing else."""
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise FolderError(f"{out}: no folder; choose another -o PKG")
    found = sums.names(out)
    ours = sums.named(out) if datapackage.described(out) else frozenset()
    foreign = [name for name in found if name not in ours]
    if foreign:
        what = f"holds {foreign[0]}, which no kg publish put there"
        raise FolderError(f"{out}: {what}; choose another -o PKG, or empty it")


def _state(out: Path) -> object:
    """What tells whether the folder was changed: its files with their sizes and times."""
    if not out.exists():
        return None
    seen = ((name, (out / name).stat()) for name in sums.names(out))
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in seen]


@contextmanager
def _draft(out: Path) -> Iterator[Path]:
    """An empty folder beside `out`, gone at the end; one run at a time has it."""
    folder, lock = out.with_name(f".{out.name}.kg-new"), out.with_name(f".{out.name}.kg-lock")
    with writable(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        _check_beside(out, [folder, _old(out)], lock)
        with locked(lock):
            _recover(out)
            try:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                with room_for(out):
                    yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                lock.unlink(missing_ok=True)


def _old(out: Path) -> Path:
    """Where the older package is while the new one takes its place."""
    return out.with_name(f".{out.name}.kg-old")


def _check_beside(out: Path, ours: list[Path], lock: Path) -> None:
    """Raise FolderError for folders with our names that no run left: what a killed one left has its lock."""
    found = [path.name for path in ours if path.exists() and not lock.exists()]
    if found:
        raise FolderError(f"{out}: beside it stands {found[0]}, which no kg publish left; move it away")


def _recover(out: Path) -> None:
    """Put the older package back if a run was killed before the new one was in its place."""
    if _old(out).exists() and not out.exists():
        _old(out).rename(out)


def _swap(folder: Path, out: Path) -> None:
    """Put the new package in the place of the old one."""
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        folder.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
