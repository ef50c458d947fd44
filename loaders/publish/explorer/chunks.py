"""Chunks of data: script files that hand a value to the page, `kg.put("entity/3", {…})`."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.plain import clean

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Chunks:
    """The folder of the data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, value: object) -> None:
        """Write a value under a name."""
        self.put_script(name, as_script(value))

    def put_script(self, name: str, script: str) -> None:
        """Write a value that is JavaScript already under a name."""
        path = self._folder / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'kg.put("{name}", {script});\n', encoding="utf-8", newline="\n")


def as_script(value: object) -> str:
    """JSON, which JavaScript reads as it is; it holds no tag, wherever it is put."""
    return clean(ENCODER.encode(value)).replace("<", "\\u003c")


def in_sizes(rows: Iterable[tuple[str, ...]], size: int) -> Iterator[list[tuple[str, ...]]]:
    """The rows in lists of about so many characters."""
    held: list[tuple[str, ...]] = []
    length = 0
    for row in rows:
        held.append(row)
        length += sum(map(len, row))
        if length >= size:
            yield held
            held, length = [], 0
    if held:
        yield held
