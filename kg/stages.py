"""The two stages of a build, made of the rules and terms that a user chose: what reads, and what joins."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from kg.graph import Graph
from kg.model import Issue, Judgement, Reading
from kg.rounds import Trace
from kg.rules import rules_named
from kg.shards import Extract, reader
from kg.terms import Lexicon, lexicon_in, terms_of

Said = Mapping[str, Trace[Any]]
"""What each report said to the others as they were joined, by its id."""


class Joined(NamedTuple):
    """A graph, and what its reports said."""

    graph: Graph
    said: Said


Join = Callable[[Sequence[Reading], Sequence[Judgement], Said], Joined]


class Stages(NamedTuple):
    """The stages; what was noted about the user's terms; what a manifest says of the choice.

    `join` gives the graph without its findings (kg.metric.found); its last argument is what the reports said
    under the same judgements before, of those of which that is known.
    """

    extract: Extract
    join: Join
    notes: tuple[Issue, ...]
    chosen: Mapping[str, Sequence[str]]


def stages(without: Sequence[str] = (), folder: Path | str | None = None) -> Stages:
    """The stages without the rules of these names (kg.rules), with the terms in the folder (kg.terms).

    UsageError for a name that is no rule's, DataError for a folder whose files are wrong.
    """
    rules = rules_named(without)
    lexicon = lexicon_in(Path(folder)) if folder else None
    return Stages(
        reader(without=rules, lexicon=lexicon),
        functools.partial(join_plain, lexicon=lexicon),
        terms_of(lexicon).notes if lexicon else (),
        {"without": rules, "lexicon": (lexicon.digest,) if lexicon else ()},
    )


def join_readings(
    readings: Sequence[Reading], judgements: Sequence[Judgement], *, lexicon: Lexicon | None = None
) -> Graph:
    """The corpus stage: as `join_plain`, with the findings."""
    from kg.metric.found import with_findings

    return with_findings(join_plain(readings, judgements, {}, lexicon=lexicon).graph)


def join_plain(
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    said: Said,
    *,
    lexicon: Lexicon | None = None,
) -> Joined:
    """Which mentions denote one thing, and the graph that follows, without findings.

    A short form of the lexicon denotes what the name denotes that it stands for. Reports that were judged the
    same are counted once.
    """
    from kg.assembly import assemble_plain
    from kg.resolve.duplicates import once
    from kg.resolve.resolution import resolve_known
    from kg.schema import load_schema

    names = terms_of(lexicon).names if lexicon else {}
    kept = once(readings, judgements)
    resolution, said = resolve_known(kept.readings, kept.judgements, said, names=names)
    graph = assemble_plain(kept.readings, resolution, load_schema())
    return Joined(replace(graph, issues=(*graph.issues, *kept.issues)) if kept.issues else graph, said)
