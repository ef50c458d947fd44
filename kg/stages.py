"""The two stages of a build, made of the rules and terms that a user chose: what reads, and what joins."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from kg.graph import Graph, Parted
from kg.metric.families import Spoken
from kg.metric.wide import Wide
from kg.model import Issue, Judgement, Reading
from kg.readings import Read, read_of
from kg.rounds import Packed, Traces
from kg.rules import rules_named
from kg.shards import Extract, reader
from kg.terms import Lexicon, lexicon_in, terms_of

Said = Iterable[tuple[str, Packed]]
"""What reports said to the others as they were joined, by their ids."""


class Joined(NamedTuple):
    """A graph without findings, and what its reports said; of each what findings go by (kg.metric)."""

    graph: Parted
    said: Traces[Any]
    spoken: Mapping[str, Spoken]
    wide: Wide


Join = Callable[[Read, Sequence[Judgement], Said], Joined]


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
    """The corpus stage: as `join_plain`, with the findings and with what was noted as reports were read."""
    from kg.metric.found import with_findings

    graph = join_plain(read_of(readings), judgements, (), lexicon=lexicon).graph.whole()
    counted = {report.id for report in graph.reports}
    noted = (issue for one in readings if one.report.id in counted for issue in one.issues)
    issues = sorted([*noted, *graph.issues], key=attrgetter("file", "place", "what"))
    return with_findings(replace(graph, issues=tuple(issues)))


def join_plain(
    read: Read,
    judgements: Sequence[Judgement],
    said: Said,
    *,
    lexicon: Lexicon | None = None,
) -> Joined:
    """Which mentions denote one thing, and the graph that follows, without findings.

    A short form of the lexicon denotes what the name denotes that it stands for. Reports that were judged the
    same are counted once. What was noted as reports were read is not among the issues.
    """
    from kg.assembly import held_against, parted, saying, spoken_by
    from kg.resolve.divisions import Divisions
    from kg.resolve.duplicates import once
    from kg.resolve.resolution import resolve_known
    from kg.resolve.telling import Means
    from kg.schema import load_schema

    names, schema = terms_of(lexicon).names if lexicon else {}, load_schema()
    kept = once(read, judgements)
    means = Means(Divisions(), names, then=saying(schema))
    settled = resolve_known(kept.read, kept.judgements, said, means)
    graph = parted(kept.read, settled, schema)
    graph = replace(graph, issues=(*graph.issues, *kept.issues))
    wide = held_against(kept.read.reports, settled.ended, graph.entities)
    return Joined(graph, settled.traces, spoken_by(settled.ended, schema), wide)
