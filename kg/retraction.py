"""Reports that a person took out of a graph: rows of judgements.csv, as if their files were not there."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import UsageError
from kg.model import Judgement
from kg.read import Input

BY = "kg build --retract"
NEAR, ALIKE = 3, 0.5


class LeftOut(NamedTuple):
    """The sources of reports that rows leave out; those of such a name that have other bytes, and are in."""

    sources: tuple[str, ...]
    changed: tuple[str, ...]


NONE_LEFT_OUT = LeftOut((), ())


def left_out(retracted: Mapping[str, str], inputs: Iterable[Input]) -> LeftOut:
    """What rows with these ids and names do to the inputs."""
    found = {item.id: item.source for item in inputs}
    names = {name for key, name in retracted.items() if key not in found and name}
    sources = (source for key, source in found.items() if key in retracted)
    changed = (source for key, source in found.items() if key not in retracted and source in names)
    return LeftOut(tuple(sorted(sources)), tuple(sorted(changed)))


def retractions(
    names: Iterable[str], inputs: Sequence[Input], copies: Mapping[str, Input]
) -> dict[str, Judgement]:
    """A row for each of the reports so named, by its id: by id, source or path, `report:` before it or not.

    `copies` gives the report of a file with the same bytes. UsageError for a name that none of the inputs
    has; it proposes the nearest sources.
    """
    found = [item for name in names for item in _named(name, inputs, copies)]
    return {item.id: Judgement(f"Report:{item.id}", item.source, "retracted", "", BY) for item in found}


def _named(name: str, inputs: Sequence[Input], copies: Mapping[str, Input]) -> list[Input]:
    bare = name.removeprefix("Report:").removeprefix("report:")
    found = [item for item in inputs if item.source in (name, bare) or item.id == bare]
    found = found or [item for item in inputs if item.path == Path(bare) and not item.member]
    found = found or [copies[name] for name in (name, bare) if name in copies][:1]
    if not found:
        raise UsageError(f"--retract {name}: no such report under these paths; {_nearest(bare, inputs)}")
    return found


def _nearest(name: str, inputs: Iterable[Input]) -> str:
    """A hint at the sources most like a name: those that hold it, else those spelt nearly so."""
    sources = sorted({item.source for item in inputs})
    holding = [source for source in sources if name and name in source]
    near = holding or difflib.get_close_matches(name, sources, n=NEAR, cutoff=ALIKE)
    return f"do you mean {', '.join(near[:NEAR])}?" if near else "name its source or its id"
