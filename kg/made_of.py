"""What a graph is made of, as one hash: with an equal one, a build would write what is there already."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from kg.model import Issue, digest
from kg.read import Input
from kg.shards import code_hash, fingerprint, named
from kg.stages import Stages
from kg.store import Head, Judgements, packages

APART = ("cli", "evaluate")
"""Folders of kg that have no part in a build."""


def made_of(
    keys: Mapping[str, Input], issues: Iterable[Issue], judgements: Judgements, chosen: Stages
) -> str:
    """The hash of the inputs and their names, what was told of them, what people decided, code, options."""
    inputs = (f"{key} {item.source}" for key, item in sorted(keys.items()))
    told = sorted(map(repr, (*issues, *chosen.notes, *judgements.issues)))
    decided = (repr(astuple(row)) for row in judgements.rows)
    options = (f"{name} {[*values]}" for name, values in sorted(chosen.chosen.items()))
    return digest(*_made_by(chosen), *options, digest(*inputs), digest(*told), digest(*decided))


def seals(heads: Iterable[Head], chosen: Stages) -> dict[str, str]:
    """For each report a hash of all that decides what is read of it, and how that stands in the tables."""
    by = digest(*_made_by(chosen))
    return {one.report.id: digest(one.key, by) for one in heads if one.report is not None}


def said_under(seals: Mapping[str, str], judgements: Judgements) -> dict[str, str]:
    """For each report a hash of all that decides what it says to others who say the same to it."""
    decided = digest(*(repr(astuple(row)) for row in judgements.rows))
    return {report: digest(seal, decided) for report, seal in seals.items()}


def _made_by(chosen: Stages) -> tuple[str, ...]:
    """The code, with the versions of what it uses."""
    versions = (f"{name} {version}" for name, version in packages().items())
    return code_hash(_rooms()), fingerprint(chosen.extract), *named(chosen.join), *versions


@functools.cache
def _rooms() -> tuple[str, ...]:
    return tuple(sorted({path.stem for path in Path(__file__).parent.iterdir()} - {*APART}))
