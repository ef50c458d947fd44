"""The options that say what one file may cost."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.read import Limits

MaxBytes = Annotated[
    int | None, typer.Option("--max-bytes", min=1, help="文件大小上限 | Files above it are refused (20 MB)")
]
Limiting = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="每个文件的限额：bytes unpacked files pages elements depth seconds，可重复 | "
        "What a file may have: bytes, unpacked, files, pages, elements, depth, seconds; repeatable",
    ),
]


def limiting(pairs: list[str] | None, max_bytes: int | None) -> "Limits":
    """The limits that --limit and --max-bytes set."""
    from kg.read import limits_of

    return limits_of([*(pairs or ()), *([f"bytes={max_bytes}"] if max_bytes else ())])
