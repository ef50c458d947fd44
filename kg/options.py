"""How to build: the options of `kg.pipeline.build`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from kg.progress import Progress
from kg.read import NO_LIMITS_GIVEN, Limits
from kg.shards import Extract
from kg.stages import Join


class BuildOptions(TypedDict, total=False):
    """The keyword arguments of `build`; Options says what they mean and their defaults."""

    workers: int
    ray: str | None
    manifest: Path | str | None
    judgements: Path | str | None
    limits: Limits
    memory: int | None
    progress: Progress | None
    without: Sequence[str]
    lexicon: Path | str | None
    retract: Sequence[str]
    extract: Extract
    join: Join


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    `workers` processes read, or tasks on the cluster that `ray` names: HOST:PORT of its head node, or `auto`
    (kg.run.ray_tasks.ray_session); `manifest` tells of the reports (kg.read.read_manifest); `judgements`
    stands in for OUT/judgements.csv; `progress` is called as kg.progress says; `without` names
    rules, or families such as `initiative.`, that are to find nothing; `lexicon` is a folder of the user's
    own terms (kg.terms); `limits` say what one file may cost; `memory` is what may be held while reports are
    joined, in megabytes, by default half of what the machine has (kg.room); `retract` names reports, by id,
    source or path, that are left out from now on: a build adds a row to the judgements for each. `extract`
    and `join` stand in for the two stages that these options make; they are module-level functions.
    """

    workers: int = 1
    ray: str | None = None
    manifest: Path | str | None = None
    judgements: Path | str | None = None
    limits: Limits = NO_LIMITS_GIVEN
    memory: int | None = None
    progress: Progress | None = None
    without: Sequence[str] = ()
    lexicon: Path | str | None = None
    retract: Sequence[str] = ()
    extract: Extract | None = None
    join: Join | None = None
