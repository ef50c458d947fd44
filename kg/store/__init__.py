"""Statement tables, the graph folder that holds them, the cache of what was read. Parquet stays in here."""

from kg.store.built import Standing, remember, standing
from kg.store.by_group import Load, regrouped
from kg.store.cache import (
    SHARD_COLUMNS,
    Head,
    Outcome,
    cached,
    load_heads,
    load_readings,
    sweep,
    write_outcomes,
)
from kg.store.codec import properties_of
from kg.store.columns import Table, Tabled, Tables, tabled, tabled_in
from kg.store.folder import issues_stand, write_graph, write_parted, writing
from kg.store.judgements import Judgements, add_judgements, read_judgements
from kg.store.kept import keep_findings, load_findings
from kg.store.manifest import Manifest, graph_stamp, is_ours, packages, read_manifest
from kg.store.reading import read_counts, read_figures, read_graph, read_options
from kg.store.said import keep_said, load_said
from kg.store.sealed import Seals
from kg.store.slices import Slices, slices

__all__ = [
    "SHARD_COLUMNS",
    "Head",
    "Judgements",
    "Load",
    "Manifest",
    "Outcome",
    "Seals",
    "Slices",
    "Standing",
    "Table",
    "Tabled",
    "Tables",
    "add_judgements",
    "cached",
    "graph_stamp",
    "is_ours",
    "issues_stand",
    "keep_findings",
    "keep_said",
    "load_findings",
    "load_heads",
    "load_readings",
    "load_said",
    "packages",
    "properties_of",
    "read_counts",
    "read_figures",
    "read_graph",
    "read_judgements",
    "read_manifest",
    "read_options",
    "regrouped",
    "remember",
    "slices",
    "standing",
    "sweep",
    "tabled",
    "tabled_in",
    "write_graph",
    "write_outcomes",
    "write_parted",
    "writing",
]
