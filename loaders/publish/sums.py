"""SHA256SUMS: the hash of every file of the package, as `sha256sum -c` reads it."""

from collections.abc import Iterator
from pathlib import Path

from kg.store.parts import sha256_of
from loaders.publish.work import Item, Work

NAME = "SHA256SUMS"


def write(work: Work) -> Iterator[Item]:
    """Write the file over all that stands in the draft."""
    known = {item.path: item.sha256 for item in work.items}
    found = {name: known.get(name) or sha256_of(work.folder / name) for name in names(work.folder)}
    lines = [f"{digest}  {name}\n" for name, digest in found.items()]
    work.path(NAME).write_text("".join(lines), encoding="utf-8", newline="\n")
    yield from ()


def names(folder: Path) -> list[str]:
    """Every file under the folder, relative to it with `/`, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def stands(folder: Path, name: str) -> bool:
    """Whether a file of a package is what its SHA256SUMS says."""
    try:
        return f"{sha256_of(folder / name)}  {name}" in (_lines(folder) or ())
    except OSError:
        return False


def named(folder: Path) -> frozenset[str]:
    """The files that the SHA256SUMS of a package names, itself too; none where it has none."""
    lines = _lines(folder)
    return frozenset() if lines is None else frozenset({NAME, *(line.partition("  ")[2] for line in lines)})


def _lines(folder: Path) -> list[str] | None:
    try:
        return (folder / NAME).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
