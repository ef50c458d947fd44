"""SHA256SUMS: the hash of every file of the package, as `sha256sum -c` reads it."""

from collections.abc import Iterator
from pathlib import Path

from loaders.publish.work import Item, Work, sha256

NAME = "SHA256SUMS"


def write(work: Work) -> Iterator[Item]:
    """Write the file over all that stands in the draft."""
    known = {item.path: item.sha256 for item in work.items}
    found = {name: known.get(name) or sha256(work.folder / name) for name in names(work.folder)}
    lines = [f"{digest}  {name}\n" for name, digest in found.items()]
    work.path(NAME).write_text("".join(lines), encoding="utf-8", newline="\n")
    yield from ()


def names(folder: Path) -> list[str]:
    """Every file under the folder, relative to it with `/`, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def stands(folder: Path, name: str) -> bool:
    """Whether a file of a package is what its SHA256SUMS says."""
    try:
        lines = (folder / NAME).read_text("utf-8").splitlines()
        return f"{sha256(folder / name)}  {name}" in lines
    except (OSError, UnicodeDecodeError):
        return False


def named(folder: Path) -> frozenset[str]:
    """The files that the SHA256SUMS of a package names, itself too; none where it has none."""
    try:
        lines = (folder / NAME).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset({NAME, *(line.partition("  ")[2] for line in lines)})
