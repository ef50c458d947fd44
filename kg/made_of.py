"""What a graph is made of, as one hash: with an equal one, a build would write what is there already."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from kg.model import Issue, digest
from kg.read import Input
from kg.shards import code_hash, fingerprint, named
from kg.stages import Stages
from kg.store import Judgements, packages

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
    versions = (f"{name} {version}" for name, version in packages().items())
    code = (code_hash(_rooms()), fingerprint(chosen.extract), *named(chosen.join))
    return digest(*code, *versions, *options, digest(*inputs), digest(*told), digest(*decided))


@functools.cache
def _rooms() -> tuple[str, ...]:
    return tuple(sorted({path.stem for path in Path(__file__).parent.iterdir()} - {*APART}))
