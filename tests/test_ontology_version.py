"""What the ontology says does not change under one version: ontology/versions.csv keeps a hash for each.

`make golden` adds the row of a new version, and never replaces one that is there.
"""

import csv
from itertools import chain
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.resources import resource
from kg.schema import ontology_version, terms_of
from tests.canonical import canonical_hash
from tests.conftest import ROOT

LEDGER = ROOT / "ontology" / "versions.csv"
FILES = ("gsr.ttl", "codes.ttl")
VERSIONS = ("owl#versionIRI", "owl#versionInfo", "owl#priorVersion")
WORDS = (
    *("rdf-schema#label", "core#prefLabel", "core#definition", "core#scopeNote"),
    *("terms/title", "terms/description"),
)


def statements() -> list[Quad]:
    texts = (resource(f"ontology/{name}").read_bytes() for name in FILES)
    return list(chain.from_iterable(parse(text, RdfFormat.TURTLE) for text in texts))


def hash_without(*predicates: str) -> str:
    """The hash of the ontology without what these predicates say."""
    return canonical_hash(one for one in statements() if not one.predicate.value.endswith(predicates))


def rows(ledger: Path = LEDGER) -> list[list[str]]:
    with ledger.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines) if not row[0].startswith("#")]


def current() -> list[str]:
    return [ontology_version(), hash_without(), hash_without(*VERSIONS, *WORDS)]


def test_the_last_version_is_what_the_ontology_says(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden") and ontology_version() not in {row[0] for row in rows()}:
        with LEDGER.open("a", encoding="utf-8", newline="") as lines:
            lines.write(",".join(current()) + "\n")

    assert rows()[-1] == current(), "raise owl:versionInfo and owl:versionIRI, then make golden"


def test_each_version_is_there_once_and_words_alone_change_where_only_the_last_number_rises() -> None:
    _, *told = rows()
    frames: dict[str, set[str]] = {}
    for version, _, frame in told:
        frames.setdefault(terms_of(version), set()).add(frame)

    assert len({version for version, *_ in told}) == len(told)
    assert [len(found) for found in frames.values()] == [1] * len(frames)
    assert len(set(chain.from_iterable(frames.values()))) == len(frames)
