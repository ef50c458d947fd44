"""The chunks of entities and reports, each in the one that its id tells; the names go to be searched."""

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from loaders.plain import clean
from loaders.publish.explorer.chunks import Chunks, as_script
from loaders.publish.explorer.filling import SEEN
from loaders.publish.explorer.shelf import Named, Row, Shelf, Thing

ENTITIES, REPORTS = 100, 4
"""How many of each a chunk holds, about."""
NUMBERS = ("documentNumber", "indexNumber")
"""What a document is found by, beside its names."""
BYTE_ORDER_MARK = "\ufeff"
"""A blank for JavaScript, none for Python."""
FIRST = 6
"""The things of each class that the first page names."""


class _Overview:
    """What was seen of each class on the way: how many there are, and those of which most is said."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._most: dict[str, list[tuple[int, str, str]]] = defaultdict(list)

    def see(self, thing: Thing, said: int) -> None:
        """Count a thing of which so much is said."""
        self.counts[thing.cls] += 1
        most = self._most[thing.cls]
        heapq.heappush(most, (said, thing.id, thing.name))
        if len(most) > FIRST:
            heapq.heappop(most)

    def most(self) -> dict[str, list[tuple[str, str, int]]]:
        """Id, name and number of what is said, of those of each class of which most is said."""
        return {
            cls: [(key, name, said) for said, key, name in sorted(most, reverse=True)]
            for cls, most in sorted(self._most.items())
        }


def write_things(shelf: Shelf, chunks: Chunks) -> dict[str, Any]:
    """Write all chunks; gives how many there are of each kind, and what the first page shows."""
    seen = _Overview()
    number = {name: _chunks(shelf, reports=name == "report") for name in ("entity", "report")}
    for name in number:
        _write(shelf, chunks, name, number[name], seen)
    counts = dict(sorted(seen.counts.items()))
    return {"chunks": number, "counts": counts, "most": seen.most()}


def _chunks(shelf: Shelf, *, reports: bool) -> int:
    return 1 + shelf.count(reports=reports) // (REPORTS if reports else ENTITIES)


def _write(shelf: Shelf, chunks: Chunks, kind: str, number: int, seen: _Overview) -> None:
    """Write the chunks of one kind; what each thing is called goes to the shelf."""
    for turn, things in shelf.chunks(number, reports=kind == "report"):
        records = []
        for thing in things:
            rows = list(shelf.rows(thing.id))
            head = json.loads(thing.head)
            said = sum(row.kind != SEEN for row in rows)
            seen.see(thing, said)
            records.append(f"{as_script(thing.id)}:{_record(thing, rows)}")
            bears = map(_plain, dict.fromkeys((thing.name, *head.get("names", ()), *_numbers(head))))
            shelf.put_named(Named(thing.id, thing.cls, said, tuple(bears)))
        chunks.put_script(f"{kind}/{turn}", "{" + ",\n".join(records) + "}")


def _numbers(head: Mapping[str, Any]) -> Iterator[str]:
    """The numbers by which a document is called: 国发〔2022〕5号."""
    told = {**dict(head.get("props", ())), **head}
    return (told[name] for name in NUMBERS if told.get(name))


def _plain(name: str) -> str:
    """The name without what ends a name or a line, and signs as the files of the page have them."""
    return " ".join(clean(name).replace(BYTE_ORDER_MARK, "").split())


def _record(thing: Thing, rows: list[Row]) -> str:
    """All of a thing as script: its own, and what the rows say, by kind."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        other = "" if row.other is None else f",{as_script([row.other, row.cls, row.name])}"
        said[row.kind].append(f"[{row.said}{other}]")
    own = f'"cls":{as_script(thing.cls)},"name":{as_script(thing.name)},"head":{thing.head}'
    lists = [f',"{kind}":[{",".join(those)}]' for kind, those in said.items()]
    return "{" + own + "".join(lists) + "}"
